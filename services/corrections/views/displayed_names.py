"""How people and cadets are shown in one answer: by initials, in full where another would look alike (¶15)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from services.common.storage.people import People
from services.common.text.names import Called, Company
from services.corrections.contract import Cadet, Someone, SubstitutionTerms
from services.corrections.store.cadet_names import groups_of, names_by_group
from services.corrections.store.models import Case, Discrepancy, Person

Row = Case | Discrepancy


class DisplayedNames:
    """The people of some cases or discrepancies. A cadet is told apart from the group's and the other rows' cadets."""

    def __init__(self, session: Session, rows: Sequence[Row]) -> None:
        self._people = People(session, Person)
        self._people.read(row.author_name for row in rows)
        about = [row for row in rows if row.cadet]
        self._group_of = groups_of(session, {row.journal for row in about if row.journal})
        self._members = names_by_group(session, set(self._group_of.values()))
        self._in_rows = [(row.cadet or "", self._kept(row)) for row in about]
        self._companies: dict[str, Company] = {}

    def someone(self, person: str, kept: str) -> Someone:
        """How the person is shown; ``kept`` is the stored name."""
        return Someone(**self._people.named(person, kept))

    def cadet(self, row: Row) -> Cadet | None:
        """How the cadet of a case or a discrepancy is shown."""
        if not row.cadet:
            return None
        name, group = self._kept(row), self._group(row)
        if group not in self._companies:
            self._companies[group] = Company((*self._in_rows, *_everybody(self._members[group])))
        shown = self._companies[group].shown(row.cadet, name)
        return Cadet(id=row.cadet, name=shown, full_name=name.full, number=name.number)

    def of_substitution(self, terms: SubstitutionTerms | None) -> SubstitutionTerms | None:
        """The substitution with its two people as they are shown."""
        if terms is None:
            return None
        absent, substitute = (self.someone(each.id, each.name) for each in (terms.absent, terms.substitute))
        return replace(terms, absent=absent, substitute=substitute)

    def _group(self, row: Row) -> str:
        return self._group_of.get(row.journal or "", "")

    def _kept(self, row: Row) -> Called:
        """The name when the row was written; where the former release did not store it, as the group has it."""
        if row.cadet_full_name:
            return Called(row.cadet_name, row.cadet_full_name, row.cadet_number)
        names = self._members[self._group(row)].get(row.cadet or "", [])
        same = (name for name in names if name.short == row.cadet_name)
        return next(same, Called(row.cadet_name, number=names[0].number if names else ""))


def _everybody(cadets: dict[str, list[Called]]) -> Iterable[tuple[str, Called]]:
    return ((cadet, name) for cadet, names in cadets.items() for name in names)

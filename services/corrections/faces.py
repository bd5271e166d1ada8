"""Who is in view in one answer, and how each is shown: by initials, in full where another would look alike (¶15)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.common.storage.tolerant import BREAKS
from services.common.text.names import Called, Company, called
from services.common.text.people import People
from services.corrections.contract import Cadet, Someone, SubstitutionTerms
from services.corrections.models import Case, Discrepancy, Journal, Member, Person

Row = Case | Discrepancy


class Faces:
    """The people of these cases or notices. A cadet is told apart from the group's others and from the other rows'."""

    def __init__(self, session: Session, rows: Sequence[Row]) -> None:
        self._people = People(session, Person)
        self._people.read(row.author_name for row in rows)
        about = [row for row in rows if row.cadet]
        self._group_of = _groups(session, {row.journal for row in about if row.journal})
        self._members = _members(session, set(self._group_of.values()))
        self._in_rows = [(row.cadet or "", self._kept(row)) for row in about]
        self._companies: dict[str, Company] = {}

    def someone(self, person: str, kept: str) -> Someone:
        """A person, of whom a name is kept."""
        return Someone(**self._people.named(person, kept))

    def cadet(self, row: Row) -> Cadet | None:
        """Whom a case or a notice is about."""
        if not row.cadet:
            return None
        name, group = self._kept(row), self._group(row)
        if group not in self._companies:
            self._companies[group] = Company((*self._in_rows, *_everybody(self._members[group])))
        shown = self._companies[group].shown(row.cadet, name)
        return Cadet(id=row.cadet, name=shown, full_name=name.full, number=name.number)

    def of_terms(self, terms: SubstitutionTerms | None) -> SubstitutionTerms | None:
        """A substitution's two people."""
        if terms is None:
            return None
        absent, substitute = (self.someone(each.id, each.name) for each in (terms.absent, terms.substitute))
        return replace(terms, absent=absent, substitute=substitute)

    def _group(self, row: Row) -> str:
        return self._group_of.get(row.journal or "", "")

    def _kept(self, row: Row) -> Called:
        """As it was when the row was written; what the release before has not kept, as the group has it."""
        if row.cadet_full_name:
            return Called(row.cadet_name, row.cadet_full_name, row.cadet_number)
        names = self._members[self._group(row)].get(row.cadet or "", [])
        same = (name for name in names if name.short == row.cadet_name)
        return next(same, Called(row.cadet_name, number=names[0].number if names else ""))


def called_on(members: Iterable[Member], day: date) -> Called:
    """What a cadet is called on a day (¶15)."""
    names = sorted((each for member in members for each in _dated(member)), key=lambda pair: pair[0])
    valid = [name for since, name in names if since <= day.isoformat()] or [name for _, name in names[:1]]
    return valid[-1] if valid else Called("")


def names_in(session: Session, group: str) -> dict[str, list[Called]]:
    """By cadet, every name of who is or was in a group, newest first."""
    return _members(session, [group])[group]


def _groups(session: Session, journals: Iterable[str]) -> dict[str, str]:
    rows = session.execute(select(Journal.id, Journal.group_id).where(Journal.id.in_(journals)))
    return {row.id: row.group_id for row in rows}


def _members(session: Session, groups: Iterable[str]) -> dict[str, dict[str, list[Called]]]:
    """By group and cadet, every name, newest first."""
    found: dict[str, dict[str, list[tuple[str, Called]]]] = defaultdict(lambda: defaultdict(list))
    for member in session.scalars(select(Member).where(Member.group_id.in_(groups))):
        found[member.group_id][member.cadet] += _sound(member)
    ordered: dict[str, dict[str, list[Called]]] = defaultdict(dict)
    for group, cadets in found.items():
        for cadet, names in cadets.items():
            ordered[group][cadet] = [name for _, name in sorted(names, key=lambda pair: pair[0], reverse=True)]
    return ordered


def _everybody(cadets: dict[str, list[Called]]) -> Iterable[tuple[str, Called]]:
    return ((cadet, name) for cadet, names in cadets.items() for name in names)


def _sound(member: Member) -> list[tuple[str, Called]]:
    """Its names; none where they do not read, for the others in view are sound."""
    try:
        return _dated(member)
    except BREAKS:
        return []


def _dated(member: Member) -> list[tuple[str, Called]]:
    return [
        (name["since"], called(name["family"], name["given"], name["patronymic"], member.number))
        for name in member.names
    ]

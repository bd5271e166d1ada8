"""Filling in full names where the former release stored initials, once their owner's event brings them (¶13, ¶20).

So cases are found by full names. Rows that have one already stay as they are.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from services.common.text.names import Called
from services.corrections.store.cadet_names import names_in
from services.corrections.store.models import Case, Discrepancy, Journal, Substitution


def complete_cadets(session: Session, group: str) -> None:
    """Fill in the full names of the group's cadets in cases and discrepancies, each by the stored initials."""
    known = names_in(session, group)
    journals = select(Journal.id).where(Journal.group_id == group)
    tables: tuple[Any, ...] = (Case, Discrepancy)
    for table in tables:
        is_short = (table.cadet.is_not(None), table.cadet_full_name == "", table.journal.in_(journals))
        for row in session.scalars(select(table).where(*is_short).with_for_update()):
            _complete(row, known)


def complete_person(session: Session, person: str, name: Called) -> None:
    """Have the cases found by the person's full name: as the absent or the substitute, else as their author."""
    is_author = (Case.id.not_in(select(Substitution.case)), Case.author == person, Case.author_name == name.short)
    is_absent = (Substitution.absent == person) & (Substitution.absent_name == name.short)
    is_substitute = (Substitution.substitute == person) & (Substitution.substitute_name == name.short)
    named = Case.id.in_(select(Substitution.case).where(or_(is_absent, is_substitute)))
    lacks = ~Case.words.contains(name.full.casefold(), autoescape=True)
    for case in session.scalars(select(Case).where(or_(and_(*is_author), named), lacks).with_for_update()):
        _find_by(case, name.full)


def _complete(row: Case | Discrepancy, known: Mapping[str, Sequence[Called]]) -> None:
    names = known.get(row.cadet or "", ())
    name = next((each for each in names if each.short == row.cadet_name), None)
    if name is None:
        return
    row.cadet_full_name, row.cadet_number = name.full, name.number
    if isinstance(row, Case):
        _find_by(row, name.full, name.number)


def _find_by(case: Case, *names: str) -> None:
    case.words = " ".join((case.words, *filter(None, names))).casefold()

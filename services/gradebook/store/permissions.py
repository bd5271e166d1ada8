"""What warrants permit: opened columns, make-ups and substitutes, as far as they were signed (¶4, ¶19, ¶21)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from services.common.regulation.deadlines import latest_over
from services.gradebook.domain.access import SUBSTITUTE_SEES
from services.gradebook.domain.marks import LateEntry
from services.gradebook.store.marks import Cell
from services.gradebook.store.models import (
    Lesson,
    MakeUp,
    MakeUpPermit,
    Mark,
    Opening,
    Substitute,
    Warrant,
)
from services.gradebook.store.signed_rows import is_make_up_signed, is_opening_signed, is_substitution_signed


def substituted_journals(session: Session, person: str, today: date) -> set[str]:
    """The journals in which somebody is a substitute, or was one lately, by a signed warrant (¶4, ¶21)."""
    wanted = substitutes_with_statements().where(Substitute.person == person, ~Substitute.revoked)
    wanted = wanted.where(Substitute.since <= today, Substitute.until >= today - SUBSTITUTE_SEES)
    return {row.journal for row in session.execute(wanted) if is_substitution_signed(session, row)}


def permitted_journals(session: Session, person: str, now: datetime) -> set[str]:
    """The journals in which somebody may enter late, or make something up, by a warrant that holds still (¶4, ¶19)."""
    over = latest_over(now)
    opened = openings_with_statements().where(Opening.person == person, Opening.until > over)
    permits = permits_with_statements().join(Lesson, Lesson.id == MakeUpPermit.lesson).add_columns(Lesson.journal)
    permits = permits.where(MakeUpPermit.person == person, MakeUpPermit.until > over)
    late = {row.journal for row in session.execute(opened) if is_opening_signed(session, row)}
    return late | {row.journal for row in session.execute(permits) if is_make_up_signed(session, row)}


def late_entries(
    session: Session, lesson_ids: Collection[str], person: str, now: datetime
) -> dict[str, list[LateEntry]]:
    """By lesson, the late entries that have opened it to somebody; the longest first (¶4)."""
    named = {"lessons": list(lesson_ids), "person": person, "over": latest_over(now)}
    found: dict[str, list[LateEntry]] = {}
    for row in (each for each in session.execute(_LATE_ENTRIES, named) if is_opening_signed(session, each)):
        found.setdefault(row.lesson, []).append(LateEntry(row.warrant, row.case, row.until))
    return found


def openings(session: Session, lesson_ids: Collection[str], now: datetime) -> dict[str, list[tuple[str, datetime]]]:
    """By lesson, the people to whom late entries have opened it, and until when; the longest first (¶4)."""
    wanted = openings_with_statements().where(Opening.lesson.in_(lesson_ids), Opening.until > latest_over(now))
    found: dict[str, list[tuple[str, datetime]]] = {}
    rows = session.execute(wanted.order_by(Opening.until.desc(), Opening.warrant))
    for row in (each for each in rows if is_opening_signed(session, each)):
        found.setdefault(row.lesson, []).append((row.person, row.until))
    return found


def make_up_permits(session: Session, lesson: str, cadet: str, person: str, now: datetime) -> Sequence[MakeUpPermit]:
    """Somebody's permissions for a make-up of one cell that have not been used or ended (¶19)."""
    used = select(MakeUp.warrant)
    wanted = select(MakeUpPermit).where(MakeUpPermit.lesson == lesson, MakeUpPermit.cadet == cadet)
    wanted = wanted.where(MakeUpPermit.person == person, MakeUpPermit.warrant.not_in(used))
    wanted = wanted.where(MakeUpPermit.until > latest_over(now))
    rows = session.execute(wanted.join(Warrant, Warrant.id == MakeUpPermit.warrant).add_columns(Warrant.statement))
    found = [permit for permit, statement in rows if _is_permitted(session, permit, statement)]
    return sorted(found, key=lambda permit: permit.until)


def _is_permitted(session: Session, permit: MakeUpPermit, statement: str) -> bool:
    names = ("warrant", "lesson", "cadet", "person", "version", "until")
    return is_make_up_signed(
        session, SimpleNamespace(statement=statement, **{name: getattr(permit, name) for name in names})
    )


@dataclass(frozen=True)
class OpenPermit:
    """A permission for a make-up that has not been used or ended; ``version`` is the cell's that is made up (¶19)."""

    warrant: str
    case: str
    cell: Cell
    version: int


def open_permits(session: Session, lessons: Collection[str], now: datetime) -> list[OpenPermit]:
    """The open permissions for cells of the lessons, whoever has them."""
    columns = MakeUpPermit.warrant, Warrant.case, MakeUpPermit.lesson, MakeUpPermit.cadet, MakeUpPermit.version
    wanted = select(*columns).join(Warrant, Warrant.id == MakeUpPermit.warrant)
    wanted = wanted.where(MakeUpPermit.lesson.in_(lessons), MakeUpPermit.until > latest_over(now))
    rows = session.execute(wanted.where(MakeUpPermit.warrant.not_in(select(MakeUp.warrant))))
    return [OpenPermit(row.warrant, row.case, (row.lesson, row.cadet), row.version) for row in rows]


def permitted_make_ups(session: Session, journal_id: str, person: str, now: datetime) -> set[Cell]:
    """The cells for which somebody may enter a make-up mark: as they were when it was permitted (¶4, ¶19)."""
    used = select(MakeUp.warrant)
    wanted = permits_with_statements().join(Lesson, Lesson.id == MakeUpPermit.lesson)
    same_cell = (Mark.lesson == MakeUpPermit.lesson) & (Mark.cadet == MakeUpPermit.cadet)
    wanted = wanted.join(Mark, same_cell & (Mark.version == MakeUpPermit.version))
    wanted = wanted.where(Lesson.journal == journal_id, ~Lesson.removed, MakeUpPermit.person == person)
    wanted = wanted.where(MakeUpPermit.until > latest_over(now), MakeUpPermit.warrant.not_in(used))
    return {(row.lesson, row.cadet) for row in session.execute(wanted) if is_make_up_signed(session, row)}


def openings_with_statements() -> Any:
    """A query of opened columns, each with the signed statement of its warrant."""
    columns = Opening.warrant, Opening.lesson, Opening.person, Opening.until, Lesson.journal, Lesson.date
    wanted = select(*columns, Warrant.case, Warrant.statement).join(Warrant, Warrant.id == Opening.warrant)
    return wanted.join(Lesson, Lesson.id == Opening.lesson)


def permits_with_statements() -> Any:
    """A query of permissions for a make-up, each with the signed statement of its warrant."""
    who = MakeUpPermit.warrant, MakeUpPermit.person, MakeUpPermit.until, Warrant.statement
    cell = MakeUpPermit.lesson, MakeUpPermit.cadet, MakeUpPermit.version
    return select(*who, *cell).join(Warrant, Warrant.id == MakeUpPermit.warrant)


def substitutes_with_statements() -> Any:
    """A query of substitutes, each with the signed statement of its warrant."""
    columns = Substitute.warrant, Substitute.journal, Substitute.person, Substitute.since, Substitute.until
    return select(*columns, Warrant.statement).join(Warrant, Warrant.id == Substitute.warrant)


def unsigned_warrants(session: Session, *journals: str) -> set[str]:
    """The warrants on which rows rest that corrections did not sign; of the journals, where some are named."""
    of_lessons, of_them = Lesson.journal.in_(journals), Substitute.journal.in_(journals)
    known = (
        (openings_with_statements(), of_lessons, is_opening_signed),
        (permits_with_statements().join(Lesson, Lesson.id == MakeUpPermit.lesson), of_lessons, is_make_up_signed),
        (substitutes_with_statements(), of_them, is_substitution_signed),
    )
    return {
        row.warrant
        for wanted, where, is_so in known
        for row in session.execute(wanted.where(where) if journals else wanted)
        if not is_so(session, row)
    }


def revoke_substitutes(session: Session, warrant: str) -> None:
    """End the substitution that the warrant began (¶21)."""
    session.execute(update(Substitute).where(Substitute.warrant == warrant).values(revoked=True))


_LATE_ENTRIES = (
    openings_with_statements()
    .where(
        Opening.lesson.in_(bindparam("lessons", expanding=True)),
        Opening.person == bindparam("person"),
        Opening.until > bindparam("over"),
    )
    .order_by(Opening.until.desc(), Opening.warrant)
)

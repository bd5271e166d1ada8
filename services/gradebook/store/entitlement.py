"""Who is entitled to a journal: its teachers and examiners, its faculty's officers, who has a permission (¶3, ¶5)."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, or_, select, union
from sqlalchemy.orm import Session

from services.common.regulation.deadlines import latest_over
from services.common.regulation.spans import Span
from services.gradebook.domain.access import SUBSTITUTE_SEES, StandIn, covers
from services.gradebook.domain.columns import is_examined
from services.gradebook.store import examiners
from services.gradebook.store.models import (
    Examiner,
    Journal,
    JournalTeacher,
    Lesson,
    MakeUpPermit,
    Officer,
    Opening,
    Person,
    Substitute,
)
from services.gradebook.store.permissions import (
    openings_with_statements,
    permits_with_statements,
    substitutes_with_statements,
    unsigned_warrants,
)
from services.gradebook.store.queries import spans
from services.gradebook.store.signed_rows import is_make_up_signed, is_opening_signed, is_substitution_signed

_DAY = timedelta(days=1)


def entitled(session: Session, journals: Collection[str], now: datetime) -> dict[str, dict[str, bytes]]:
    """By journal, the public keys of those who see its marks now, or will as its teachers (¶3, ¶5, ¶7, ¶19, ¶21).

    Somebody who no longer holds the role teacher is not among them, whatever is assigned.
    """
    today, over = now.date(), latest_over(now)
    forged = unsigned_warrants(session, *journals) if journals else set()
    teaches = select(JournalTeacher.journal, JournalTeacher.person).where(
        JournalTeacher.journal.in_(journals),
        or_(JournalTeacher.until.is_(None), JournalTeacher.until > today),
    )
    stands_in = select(Substitute.journal, Substitute.person).where(
        Substitute.journal.in_(journals), ~Substitute.revoked, Substitute.until >= today - SUBSTITUTE_SEES
    )
    stands_in = stands_in.where(Substitute.warrant.not_in(forged))
    of_them = Lesson.journal.in_(journals)
    enters_late = select(Lesson.journal, Opening.person).join(Opening).where(of_them, Opening.until > over)
    enters_late = enters_late.where(Opening.warrant.not_in(forged))
    makes_up = select(Lesson.journal, MakeUpPermit.person).join(MakeUpPermit).where(of_them, MakeUpPermit.until > over)
    makes_up = makes_up.where(MakeUpPermit.warrant.not_in(forged))
    examine = examiners.named_now().where(Examiner.journal.in_(journals))
    in_faculty = select(Journal.id, Officer.person).join(Officer, Officer.faculty == Journal.faculty_id)
    named = union(teaches, stands_in, enters_late, makes_up, examine).subquery()
    still = select(named.c.journal, named.c.person).join(Person, Person.id == named.c.person)
    seen = union(still.where(Person.teaches.is_not(False)), in_faculty.where(Journal.id.in_(journals))).subquery()
    wanted = select(seen.c.journal, Person.id, Person.public_key).join(Person, Person.id == seen.c.person)
    wanted = wanted.where(Person.active, Person.public_key.is_not(None))
    found: dict[str, dict[str, bytes]] = {}
    for journal_id, person, public in session.execute(wanted):
        found.setdefault(journal_id, {})[person] = public
    return found


def teaching_spans(session: Session, journal_id: str, person: str, now: datetime) -> list[Span]:
    """When somebody enters a journal's marks: as its teacher, as a substitute, or on days opened again (¶4, ¶19, ¶21).

    Permissions are not read for somebody who is the journal's teacher today.
    """
    assigned = spans(session.connection().execute(_TEACHING, {"journal": journal_id, "person": person}))
    return assigned if covers(assigned, now.date()) else assigned + _substitute_spans(session, journal_id, person, now)


def entering_spans(session: Session, journal_id: str, person: str, kind: str, now: datetime) -> list[Span]:
    """When somebody enters the journal's columns of the kind: as its teacher, or as an examiner (¶3)."""
    if is_examined(kind):
        return examining_spans(session, journal_id, person)
    return teaching_spans(session, journal_id, person, now)


def examining_spans(session: Session, journal_id: str, person: str) -> list[Span]:
    """When somebody examines: on every day of the journal, once they are named."""
    return [Span(date.min, None)] if examiners.is_examiner(session, journal_id, person) else []


def _substitute_spans(session: Session, journal_id: str, person: str, now: datetime) -> list[Span]:
    named = {"journal": journal_id, "person": person}
    lately = {"today": now.date(), "ended": now.date() - SUBSTITUTE_SEES}
    permitted = (row for row in session.execute(_SUBSTITUTING, named | lately) if is_substitution_signed(session, row))
    substituting: list[Span] = [StandIn(row.since, row.until + _DAY) for row in permitted]
    opened = ((_OPENED_DAYS, is_opening_signed), (_PERMITTED_DAYS, is_make_up_signed))
    days = [
        row.date
        for wanted, is_so in opened
        for row in session.execute(wanted, named | {"over": latest_over(now)})
        if is_so(session, row)
    ]
    return substituting + [Span(day, day + _DAY) for day in days]


_TEACHING = select(JournalTeacher.since, JournalTeacher.until).where(
    JournalTeacher.journal == bindparam("journal"), JournalTeacher.person == bindparam("person")
)
_SUBSTITUTING = substitutes_with_statements().where(
    Substitute.journal == bindparam("journal"),
    Substitute.person == bindparam("person"),
    Substitute.since <= bindparam("today"),
    Substitute.until >= bindparam("ended"),
    ~Substitute.revoked,
)
_OPENED_DAYS = openings_with_statements().where(
    Lesson.journal == bindparam("journal"),
    Opening.person == bindparam("person"),
    Opening.until > bindparam("over"),
)
_PERMITTED_DAYS = (
    permits_with_statements()
    .join(Lesson, Lesson.id == MakeUpPermit.lesson)
    .add_columns(Lesson.date)
    .where(
        Lesson.journal == bindparam("journal"),
        MakeUpPermit.person == bindparam("person"),
        MakeUpPermit.until > bindparam("over"),
    )
)

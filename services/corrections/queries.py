"""What corrections reads; no rules."""

from collections.abc import Sequence
from datetime import UTC, date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.common.kazakh import short_name
from services.common.tokens import Principal
from services.corrections import contract
from services.corrections.contract import Named
from services.corrections.domain.discrepancies import Span, reads_words
from services.corrections.models import Discrepancy, Journal, Lesson, Member, SubstitutionJournal

READERS = ("methodist", "faculty_head")


def lesson_of(session: Session, journal: str, lesson: str) -> Lesson | None:
    """The lesson, if it is one of the journal's."""
    found = session.get(Lesson, lesson)
    return found if found is not None and found.journal == journal else None


def memberships(session: Session, group: str, cadet: str) -> Sequence[Member]:
    """When the cadet is in the group."""
    wanted = select(Member).where(Member.group_id == group, Member.cadet == cadet)
    return session.scalars(wanted.order_by(Member.since)).all()


def spans(members: Sequence[Member]) -> list[Span]:
    """The memberships' dates."""
    return [Span(member.since, member.until) for member in members]


def name_on(members: Sequence[Member], day: date) -> str:
    """The cadet's name on a day."""
    names = sorted((name for member in members for name in member.names), key=lambda name: name["since"])
    valid = [name for name in names if name["since"] <= day.isoformat()] or names[:1]
    return short_name(valid[-1]["family"], valid[-1]["given"], valid[-1]["patronymic"]) if valid else ""


def visible(session: Session, caller: Principal, state: str) -> list[Discrepancy]:
    """What the caller may read: open first, then newest first."""
    wanted = select(Discrepancy)
    if not caller.has("moderator"):
        faculties = frozenset().union(*(caller.faculties(role) for role in READERS))
        wanted = wanted.where(or_(Discrepancy.faculty_id.in_(faculties), Discrepancy.author == caller.person))
    if state:
        wanted = wanted.where(
            Discrepancy.closed_at.is_(None) if state == "open" else Discrepancy.closed_at.is_not(None)
        )
    rows = session.scalars(wanted.order_by(Discrepancy.at.desc(), Discrepancy.id)).all()
    return sorted(rows, key=lambda row: row.closed_at is not None)


def reply(session: Session, row: Discrepancy, caller: Principal) -> contract.Discrepancy:
    """A notice as its reader sees it; instants in UTC, whether just written or read back."""
    journal = session.get_one(Journal, row.journal)
    words = reads_words(in_faculty=reads_faculty(caller, row.faculty_id), is_author=row.author == caller.person)
    return contract.Discrepancy(
        id=row.id,
        state="closed" if row.closed_at else "open",
        journal=row.journal,
        group=journal.group_name,
        subject=journal.subject_name,
        faculty=Named(id=journal.faculty_id, name=journal.faculty_name),
        lesson=row.lesson,
        lesson_date=row.lesson_date,
        cadet=Named(id=row.cadet, name=row.cadet_name) if row.cadet else None,
        text=row.text if words else "",
        author=Named(id=row.author, name=row.author_name),
        at=row.at.astimezone(UTC),
        reason=row.reason if words else "",
        closed_by=Named(id=row.closed_by, name=row.closed_by_name) if row.closed_by else None,
        closed_at=row.closed_at.astimezone(UTC) if row.closed_at else None,
        words_hidden=not words,
    )


def reads_faculty(caller: Principal, faculty: str) -> bool:
    """Whether somebody is a methodist or a head of a faculty."""
    return any(caller.has(role, faculty) for role in READERS)


def substitution_journals(session: Session, case: str) -> list[str]:
    """The journals that a substitution opens."""
    wanted = select(SubstitutionJournal.journal).where(SubstitutionJournal.case == case)
    return list(session.scalars(wanted.order_by(SubstitutionJournal.journal)))

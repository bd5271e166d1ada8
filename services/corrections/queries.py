"""What corrections reads; no rules."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from services.common.regulation.spans import Span
from services.common.security.tokens import Principal
from services.common.storage.unit_of_work import Work
from services.corrections import contract, words
from services.corrections.contract import Named
from services.corrections.domain.discrepancies import reads_words
from services.corrections.faces import Faces
from services.corrections.models import Discrepancy, Journal, Lesson, Member, Person, SubstitutionJournal

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


def visible(session: Session, caller: Principal, state: str, search: str) -> list[Discrepancy]:
    """What the caller may read, and matches: open first, then newest first."""
    wanted = select(Discrepancy, Journal).join(Journal, Journal.id == Discrepancy.journal).where(readable(caller))
    if state:
        wanted = wanted.where(
            Discrepancy.closed_at.is_(None) if state == "open" else Discrepancy.closed_at.is_not(None)
        )
    newest = wanted.order_by(Discrepancy.closed_at.is_not(None), Discrepancy.at.desc(), Discrepancy.id)
    words = search.casefold().split()
    return [row for row, journal in session.execute(newest) if _matches(words, row, journal)]


def open_discrepancies(session: Session, caller: Principal, faculties: Collection[str] | None = None) -> int:
    """How many open ones the caller may read; only those of some faculties, where they are named."""
    wanted = select(func.count()).select_from(Discrepancy).where(readable(caller), Discrepancy.closed_at.is_(None))
    if faculties is not None:
        wanted = wanted.where(Discrepancy.faculty_id.in_(faculties))
    return session.scalar(wanted) or 0


def readable(caller: Principal) -> ColumnElement[bool]:
    """``discrepancies.may_read`` of the caller, of many notices at once (¶7, ¶20)."""
    if caller.has("moderator"):
        return true()
    faculties = frozenset().union(*(caller.faculties(role) for role in READERS))
    return or_(Discrepancy.faculty_id.in_(faculties), Discrepancy.author == caller.person)


def _matches(words: Sequence[str], row: Discrepancy, journal: Journal) -> bool:
    place = (journal.group_name, journal.subject_name, journal.faculty_name)
    whom = (row.cadet_name, row.cadet_full_name, row.cadet_number)
    text = "\n".join((*place, *whom, row.author_name)).casefold()
    return all(word in text for word in words)


def reply(work: Work, row: Discrepancy, faces: Faces | None = None) -> contract.Discrepancy:
    """A notice as its reader sees it, among the ``faces`` of a list; instants in UTC, just written or read back."""
    faces = faces or Faces(work.session, [row])
    caller, journal = work.principal, work.session.get_one(Journal, row.journal)
    readable = reads_words(in_faculty=reads_faculty(caller, row.faculty_id), is_author=row.author == caller.person)
    text = text_of(work, row) if readable else words.UNSEEN
    reason = words.opened(work, row.id, row.sealed_reason, row.reason) if readable else words.UNSEEN
    return contract.Discrepancy(
        id=row.id,
        state="closed" if row.closed_at else "open",
        journal=row.journal,
        group=journal.group_name,
        subject=journal.subject_name,
        faculty=Named(id=journal.faculty_id, name=journal.faculty_name),
        lesson=row.lesson,
        lesson_date=row.lesson_date,
        cadet=faces.cadet(row),
        text=text.text,
        text_damaged=text.damaged,
        author=faces.someone(row.author, row.author_name),
        at=row.at.astimezone(UTC),
        reason=reason.text,
        reason_damaged=reason.damaged,
        closed_by=faces.someone(row.closed_by, row.closed_by_name) if row.closed_by else None,
        closed_at=row.closed_at.astimezone(UTC) if row.closed_at else None,
        words_hidden=not readable,
    )


def text_of(work: Work, row: Discrepancy) -> words.Opened:
    """What the notice says."""
    return words.opened(work, row.id, row.sealed_text, row.text)


def reads_faculty(caller: Principal, faculty: str) -> bool:
    """Whether somebody is a methodist or a head of a faculty."""
    return any(caller.has(role, faculty) for role in READERS)


def heads(session: Session, faculty: str) -> Iterator[str]:
    """Who heads a faculty now, deputies included; nobody is read before the first is wanted."""
    for person in session.scalars(select(Person).where(Person.active)):
        if isinstance(person.roles, list) and {"role": "faculty_head", "faculty": faculty} in person.roles:
            yield person.id


def substitution_journals(session: Session, case: str) -> list[str]:
    """The journals that a substitution opens."""
    wanted = select(SubstitutionJournal.journal).where(SubstitutionJournal.case == case)
    return list(session.scalars(wanted.order_by(SubstitutionJournal.journal)))

"""Which journal somebody means, and what corrections knows of that person there."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.common.errors import Reason
from services.common.regulation.spans import Span
from services.common.storage.unit_of_work import Work
from services.corrections.models import Case, Journal, Substitution, SubstitutionJournal
from services.corrections.refusals import Reasons


def journal_of(work: Work, journal_id: str, not_theirs: Reason) -> Journal:
    """The journal. Raises ``Refused``: ``journal_unknown`` for a withdrawn one to those who know it.

    To everybody else a journal that does not exist, or no more, is one of somebody else: ``not_theirs``.
    """
    journal = work.session.get(Journal, journal_id)
    if journal is None:
        raise not_theirs.refused()
    if journal.withdrawn:
        raise (Reasons.journal_unknown if _knows(work, journal) else not_theirs).refused()
    return journal


def _knows(work: Work, journal: Journal) -> bool:
    teaches = teaching_spans(work.session, journal, work.principal.person)
    return bool(teaches) or work.principal.has("methodist", journal.faculty_id)


def teaching_spans(session: Session, journal: Journal, person: str) -> list[Span]:
    """When somebody teaches the journal, as its teacher or as a substitute (¶3, ¶21)."""
    return [*assigned_spans(journal, person), *_substituting(session, journal.id, person)]


def assigned_spans(journal: Journal, person: str) -> list[Span]:
    """When somebody is the journal's teacher."""
    return [
        Span(date.fromisoformat(str(each["since"])), _day(each["until"]))
        for each in journal.teachers
        if each["person"] == person
    ]


def _substituting(session: Session, journal: str, person: str) -> Sequence[Span]:
    wanted = (
        select(Substitution.since, Substitution.until)
        .join(SubstitutionJournal, SubstitutionJournal.case == Substitution.case)
        .join(Case, Case.id == Substitution.case)
        .where(SubstitutionJournal.journal == journal, Substitution.substitute == person)
        .where(Case.state == "applied", Substitution.revoked_at.is_(None))
    )
    return [Span(row.since, row.until + timedelta(days=1)) for row in session.execute(wanted)]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

"""Access to a journal: whether the caller knows of it, and when somebody teaches it."""

from datetime import date

from sqlalchemy.orm import Session

from services.common.errors import Reason
from services.common.regulation.spans import Span
from services.common.storage.unit_of_work import Work
from services.corrections.refusals import Reasons
from services.corrections.store import queries
from services.corrections.store.models import Journal
from services.corrections.store.substitutions import substituting_spans


def required_journal(work: Work, journal_id: str, not_theirs: Reason, under: str) -> Journal:
    """The journal. Raises ``Refused``: ``journal_unknown`` for a withdrawn one to those who know it.

    Everybody else is refused with ``not_theirs``, whether the journal exists or not. ``under``: the paragraph for
    which it is named.
    """
    journal = work.session.get(Journal, journal_id)
    if journal is None:
        raise not_theirs.refused(under=under)
    if journal.withdrawn:
        raise (Reasons.journal_unknown if _knows(work, journal) else not_theirs).refused(under=under)
    return journal


def _knows(work: Work, journal: Journal) -> bool:
    teaches = teaching_spans(work.session, journal, work.principal.person)
    return bool(teaches) or work.principal.has("methodist", journal.faculty_id)


def teaching_spans(session: Session, journal: Journal, person: str) -> list[Span]:
    """When somebody teaches the journal, as its teacher or as a substitute; its examiners always (¶3, ¶21).

    The gradebook says of which columns each of them may report.
    """
    examining = [Span(date.min, None)] if queries.is_examiner(session, journal.id, person) else []
    return [*assigned_spans(journal, person), *substituting_spans(session, journal.id, person), *examining]


def assigned_spans(journal: Journal, person: str) -> list[Span]:
    """When somebody is the journal's teacher."""
    return [
        Span(date.fromisoformat(str(each["since"])), _day(each["until"]))
        for each in journal.teachers
        if each["person"] == person
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

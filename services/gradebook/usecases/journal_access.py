"""Access to a journal: how much of it the caller sees, and when the caller enters marks."""

from services.common.errors import Refused
from services.common.regulation.spans import Span
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import OFFICERS
from services.gradebook.domain.access import AccessLevel, access_level, access_refusal, covers
from services.gradebook.domain.columns import is_examined
from services.gradebook.refusals import Reasons
from services.gradebook.store import entitlement, queries
from services.gradebook.store.models import Journal
from services.gradebook.store.queries import OpenJournal


def visible_journal(work: Work, journal_id: str, wanted: AccessLevel) -> tuple[Journal, AccessLevel]:
    """The journal and what the caller sees of it. Raises ``Refused`` when that is less than ``wanted`` (¶3, ¶5).

    People who do not see every journal are told the same of one that does not exist as of somebody else's.
    """
    journal = queries.journal(work.session, journal_id)
    if journal is None:
        knows = oversees(work) or enters(work, journal_id)
        raise Reasons.journal_unknown.refused() if knows else Reasons.not_your_journal.refused()
    seen = access_level(
        [*teaching_spans(work, journal.id), *examining_spans(work, journal.id)],
        in_faculty=in_faculty(work, journal),
        oversees=oversees(work),
    )
    if refusal := access_refusal(seen, wanted):
        raise Refused(refusal)
    return journal, seen


def teaching_spans(work: Work, journal_id: str) -> list[Span]:
    """When the caller enters a journal's marks; never for somebody who no longer holds the role teacher (¶3)."""
    if not work.principal.has("teacher"):
        return []
    person = work.principal.person
    return work.once(
        ("teaching", journal_id), lambda: entitlement.teaching_spans(work.session, journal_id, person, work.now)
    )


def entering_spans(work: Work, journal_id: str, kind: str) -> list[Span]:
    """When the caller enters the journal's columns of the kind: as its teacher, or as an examiner (¶3)."""
    return examining_spans(work, journal_id) if is_examined(kind) else teaching_spans(work, journal_id)


def examining_spans(work: Work, journal_id: str) -> list[Span]:
    """When the caller examines the journal's group; never for somebody who no longer holds the role teacher (¶3)."""
    if not work.principal.has("teacher"):
        return []
    person = work.principal.person
    return work.once(("examining", journal_id), lambda: entitlement.examining_spans(work.session, journal_id, person))


def examines(work: Work, journal_id: str) -> bool:
    """Whether the caller is an examiner of the journal today (¶3)."""
    return covers(examining_spans(work, journal_id), work.now.date())


def enters(work: Work, journal_id: str) -> bool:
    """Whether the caller ever enters anything in the journal (¶3)."""
    return bool(teaching_spans(work, journal_id) or examining_spans(work, journal_id))


def require_entry(work: Work, journal_id: str) -> None:
    """Raise ``Refused(not_your_journal)`` where the caller enters nothing, or where there is no such journal (¶3)."""
    if not enters(work, journal_id):
        raise Reasons.not_your_journal.refused()


def open_journal(work: Work, journal_id: str) -> OpenJournal | None:
    """What a write by the caller needs of its journal; None where it does not exist or is withdrawn."""
    person = work.principal.person
    return work.once(
        ("open_journal", journal_id), lambda: queries.journal_for_writing(work.session, journal_id, person)
    )


def headed_journal(work: Work, journal_id: str) -> Journal:
    """A journal of a faculty that the caller heads. Raises ``Refused`` to anybody else."""
    journal, _ = visible_journal(work, journal_id, AccessLevel.MARKS)
    if not work.principal.has("faculty_head", journal.faculty_id):
        raise Reasons.role_required.refused(under="¶5", role="faculty_head")
    return journal


def in_faculty(work: Work, journal: Journal) -> bool:
    """True for the methodists and the head of the journal's faculty."""
    return any(work.principal.has(role, journal.faculty_id) for role in OFFICERS)


def may_sum_up(work: Work, journal: Journal) -> bool:
    """¶3, ¶5, ¶7: the faculty's head and methodists, IT and moderators; a teacher's subjects alone make no GPA."""
    return oversees(work) or in_faculty(work, journal)


def oversees(work: Work) -> bool:
    """True for IT and moderators, who see everything but marks."""
    return work.principal.has("it_staff") or work.principal.has("moderator")

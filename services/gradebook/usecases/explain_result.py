"""How a cadet's results came about, step by step (¶2)."""

from services.common.storage.unit_of_work import Work
from services.gradebook.contract import ExplainResult, Explanation
from services.gradebook.domain.access import AccessLevel
from services.gradebook.domain.term_results import result_by
from services.gradebook.refusals import Reasons
from services.gradebook.sealing import opened_marks
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.store import queries
from services.gradebook.usecases.journal_access import visible_journal
from services.gradebook.usecases.journal_policy import journal_policy
from services.gradebook.views.results import explanation


def explain_result(work: Work, request: ExplainResult, keys: CallerKeys) -> Explanation:
    """The steps, for people who may see the journal's marks (¶5)."""
    journal, _ = visible_journal(work, request.journal, AccessLevel.MARKS)
    if not queries.memberships(work.session, journal.group_id, [request.cadet]):
        raise Reasons.cadet_unknown.refused()
    key, version = keys.of(work, journal), journal_policy(work, journal.subject_id, journal.term_starts)
    entries = opened_marks.counted_entries(work, journal.id, [request.cadet], key) if key else {}
    found = result_by(version, entries.get(request.cadet, ()), work.now)
    return explanation(version, request.cadet, found)

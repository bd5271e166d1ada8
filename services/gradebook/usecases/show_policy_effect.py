"""Whose results a proposed policy would change, and how, before it is put in force (¶2)."""

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import OFFICERS, ChangedResult, PolicyEffect, Result, ShowPolicyEffect
from services.gradebook.domain.policies import Version, version_of
from services.gradebook.refusals import Reasons
from services.gradebook.sealing import opened_marks
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.store import policies, queries
from services.gradebook.store.models import Journal
from services.gradebook.usecases.journal_access import in_faculty, oversees
from services.gradebook.usecases.journal_policy import journal_policy, subject_policies
from services.gradebook.views.journals import cadets
from services.gradebook.views.results import results

MOST_CHANGES = 200


def show_policy_effect(work: Work, request: ShowPolicyEffect, keys: CallerKeys) -> PolicyEffect:
    """Results computed again in the journals that the caller reads; of the others, how many there are (¶5)."""
    if not oversees(work) and not any(work.principal.has(role) for role in OFFICERS):
        raise Reasons.role_required.refused(under="¶2", role="it_staff")
    proposal = _proposal(work, request.number)
    affected = [each for each in policies.journals_of(work.session, proposal) if _would_hold(work, proposal, each)]
    readable = [each for each in affected if in_faculty(work, each)]
    opened = [(each, found) for each in readable if (found := _changes(work, each, proposal, keys)) is not None]
    changes = [change for _, found in opened for change in found]
    groups = queries.group_spans(work.session, {each.group_id for each in affected})
    return PolicyEffect(
        journals=len(affected),
        cadets=len({cadet for members in groups.values() for cadet in members}),
        opened=len(opened),
        changed=len(changes),
        changes=tuple(changes[:MOST_CHANGES]),
    )


def _proposal(work: Work, number: int) -> Version:
    found = next((each for each in policies.stored_versions(work) if each.version.number == number), None)
    if found is None:
        raise Reasons.policy_unknown.refused()
    if found.put_in_force:
        raise Reasons.policy_already_in_force.refused()
    return found.version


def _would_hold(work: Work, proposal: Version, journal: Journal) -> bool:
    """Whether the journal's results would be made by it; not where one in force does not read, for then none are."""
    versions = subject_policies(work, journal.subject_id)
    if versions is None:
        return False
    return version_of([*versions, proposal], journal.subject_id, journal.term_starts).number == proposal.number


def _changes(work: Work, journal: Journal, proposal: Version, keys: CallerKeys) -> list[ChangedResult] | None:
    """Whose results would be others; None where the caller has no key yet."""
    try:
        key = keys.of(work, journal)
    except Refused:
        return None
    rows = cadets(queries.members(work, journal.group_id), work.now.date())
    ids = [row.id for row in rows]
    entries = opened_marks.counted_entries(work, journal.id, ids, key) if key else {}
    now = journal_policy(work, journal.subject_id, journal.term_starts)
    pairs = zip(results(now, entries, ids, work.now), results(proposal, entries, ids, work.now), strict=True)
    names = {row.id: row.name for row in rows}
    return [_changed(journal, names[before.cadet], before, after) for before, after in pairs if before != after]


def _changed(journal: Journal, name: str, before: Result, after: Result) -> ChangedResult:
    group, subject = journal.group_name, journal.subject_name
    return ChangedResult(journal=journal.id, group=group, subject=subject, name=name, before=before, after=after)

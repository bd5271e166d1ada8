"""What a journal says in a group's summary: its closed sheets, and the marks of now where there are none (¶2)."""

from collections.abc import Collection

from services.common.storage.unit_of_work import Work
from services.gradebook.contract import Result
from services.gradebook.domain.policies import FIRST, Policy
from services.gradebook.domain.summaries import Said, SubjectFigures, holding
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.sealing.opened_marks import counted_entries
from services.gradebook.sealing.sheet_lines import opened_lines
from services.gradebook.store.models import Sheet
from services.gradebook.store.sheets import SheetHistory
from services.gradebook.store.summaries import SubjectBasis
from services.gradebook.usecases.journal_policy import journal_policy, kept_policy
from services.gradebook.views.results import results


def subject_figures(
    work: Work, basis: SubjectBasis, cadets: Collection[str], key: JournalKey | None
) -> SubjectFigures | None:
    """What holds of each cadet; None, which is told, where the journal's policy does not read."""
    journal = basis.journal
    version = journal_policy(work, journal.subject_id, journal.term_starts)
    if version is None:
        return None
    entries = counted_entries(work, journal.id, cadets, key) if key else {}
    now = [Said(each, version.policy, closed=False) for each in results(version, entries, cadets, work.now)]
    signed = [_signed(work, key, *each) for each in basis.closed] if key else []
    by_cadet = {
        each.result.cadet: holding([lines[each.result.cadet] for lines in signed if each.result.cadet in lines], each)
        for each in now
    }
    return SubjectFigures(_newest_policy(work, basis) or version.policy, by_cadet)


def _signed(work: Work, key: JournalKey, sheet: Sheet, known: SheetHistory) -> dict[str, Said]:
    """By cadet, what stands on the newest revision of a closed sheet."""
    version = kept_policy(work, known.revisions[-1].policy)
    lines = opened_lines(work, key, sheet.id, known.newest)
    broken = {cadet: Result(cadet=cadet, broken=True) for cadet in lines}
    return {
        cadet: Said((version and line) or broken[cadet], (version or FIRST).policy, closed=True)
        for cadet, line in lines.items()
    }


def _newest_policy(work: Work, basis: SubjectBasis) -> Policy | None:
    """Of the newest closed sheet, if there is one and its policy reads."""
    version = kept_policy(work, basis.closed[-1][1].revisions[-1].policy) if basis.closed else None
    return version.policy if version else None

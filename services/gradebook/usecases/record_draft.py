"""What a cadet's electronic record would say now: each line by the policy that made it, and the GPA (¶2, ¶5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import RecordFigures
from services.gradebook.domain.gpa import gpa, printed
from services.gradebook.domain.policies import FIRST, Policy
from services.gradebook.domain.records import NOT_CLOSED, basis_refusal, counts_in_gpa, figures_of
from services.gradebook.domain.term_results import band_of
from services.gradebook.refusals import Reasons
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.sealing.sheet_lines import opened_line
from services.gradebook.usecases.journal_policy import journal_policy, kept_policy
from services.gradebook.usecases.record_basis import Subject, record_basis


@dataclass(frozen=True)
class DraftLine:
    """A subject with what the record says of it; ``key`` is None where that is nothing."""

    subject: Subject
    policy: Policy
    figures: RecordFigures
    key: JournalKey | None

    @property
    def worth(self) -> Fraction | None:
        """The points of its letter in the GPA, None without a final."""
        points = self.figures.points if counts_in_gpa(self.figures) else None
        return None if points is None else band_of(self.policy, points).points


@dataclass(frozen=True)
class Draft:
    """A record before it is issued."""

    lines: Sequence[DraftLine]
    gpa: str | None


def record_draft(work: Work, cadet: str, keys: CallerKeys) -> Draft:
    """Raises ``Refused`` where no record can be issued: nothing is closed, or something is to be revised first."""
    studied = record_basis(work, cadet)
    if refusal := basis_refusal(studied):
        raise Refused(refusal)
    lines = [_line(work, each, keys) for each in studied]
    return Draft(lines, printed(gpa((each.worth, each.policy.credits) for each in lines if each.worth is not None)))


def _line(work: Work, subject: Subject, keys: CallerKeys) -> DraftLine:
    """Raises ``Refused``: the caller lacks the journal's key, or what was signed does not open."""
    journal, sheet = subject.of, subject.sheet
    if sheet is None or subject.line is None:
        version = journal_policy(work, journal.subject_id, journal.term_starts)
        return DraftLine(subject, (version or FIRST).policy, NOT_CLOSED, None)
    key, version = _key(work, subject, keys), kept_policy(work, sheet.policy)
    result = opened_line(work, key, subject.line)
    if version is None or result is None or result.broken:
        raise Reasons.record_sheet_unreadable.refused(number=sheet.number)
    return DraftLine(subject, version.policy, figures_of(sheet.kind, result, version.policy), key)


def _key(work: Work, subject: Subject, keys: CallerKeys) -> JournalKey:
    """Raises ``Refused(record_key_missing)``, which names the journal, where the caller has not its key."""
    key = keys.if_shared(work, subject.of)
    if key is None:
        name = f"{subject.of.subject_name} · {subject.of.group_name} · {subject.of.term_name}"
        raise Reasons.record_key_missing.refused(journal=name)
    return key

"""By which policy a journal's results are made (¶2)."""

from collections.abc import Sequence
from datetime import date

from services.common.storage.tolerant import BREAKS
from services.common.storage.unit_of_work import Work
from services.gradebook.domain.policies import Version, version_of
from services.gradebook.store import policies


def journal_policy(work: Work, subject: str, term_starts: date) -> Version | None:
    """The version for the subject's journals of a term; None where ``subject_policies`` is."""
    versions = subject_policies(work, subject)
    return None if versions is None else version_of(versions, subject, term_starts)


def subject_policies(work: Work, subject: str) -> Sequence[Version] | None:
    """What is in force for the subject's journals; None, which is told, where one of them does not read.

    Results by the others would be wrong ones.
    """
    try:
        return work.once(("policies", subject), lambda: policies.versions_in_force(work.session, subject))
    except BREAKS:
        work.damaged("row_unreadable", "policy")
        return None


def kept_policy(work: Work, number: int) -> Version | None:
    """The version that a signed sheet names; None, which is told, where it does not read."""
    try:
        return policies.version(work.session, number)
    except BREAKS:
        work.damaged("row_unreadable", f"policy/{number}")
        return None

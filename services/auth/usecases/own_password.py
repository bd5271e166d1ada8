"""Guesses at one's own password in an open session: changing it and confirming with it count them together (¶4)."""

from services.auth import queries
from services.auth.domain.throttling import AT_ADDRESS, one_more, throttled
from services.auth.models import FailedSignIns
from services.common.errors import Refused
from services.common.work import Work


def must_not_wait(work: Work) -> None:
    """Raises ``Refused(throttled)``. Looked at before and after the slow comparison, as signing in does."""
    failures = queries.failures(work.session, _place(work))
    if refusal := throttled(AT_ADDRESS, failures, work.machine_now):
        raise Refused(refusal)


def count_failure(work: Work) -> None:
    """One more wrong password; one that came too early is refused instead, for it was not looked at."""
    must_not_wait(work)
    counted = one_more(AT_ADDRESS, queries.failures(work.session, _place(work)), work.machine_now)
    work.session.merge(FailedSignIns(place=_place(work), count=counted.count, last_at=counted.last_at))


def forget_failures(work: Work) -> None:
    """Who gets it right begins anew."""
    if row := work.session.get(FailedSignIns, _place(work)):
        work.session.delete(row)


def _place(work: Work) -> str:
    return f"change/{work.principal.person}"

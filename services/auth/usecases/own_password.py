"""Guesses at one's own password in an open session: changing it and confirming with it count them together (¶4)."""

from services.auth.domain.throttling import own_places
from services.auth.usecases import failures
from services.common.storage.unit_of_work import Work


def must_not_wait(work: Work) -> None:
    """Raises ``Refused(too_many_attempts)``. Looked at before and after the slow comparison, as signing in does."""
    failures.must_not_wait(work, own_places(work.principal.person))


def count_failure(work: Work) -> None:
    """One more wrong password; one that came too early is refused instead, for it was not looked at."""
    must_not_wait(work)
    failures.count(work, own_places(work.principal.person))


def forget_failures(work: Work) -> None:
    """Who gets it right begins anew."""
    failures.forget(work, own_places(work.principal.person))

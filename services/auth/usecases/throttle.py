"""Slows down guessing (¶4): failed sign-ins, passwords and codes are counted, and too many mean a wait.

What is counted is named in the database by a keyed hash alone: what is typed as a login may be a password (¶5).
"""

import hmac
from datetime import timedelta
from hashlib import sha256

from services.auth.domain.throttling import Counters, Failures, one_more, own_password_counters, throttled
from services.auth.store.failed_sign_ins import delete_old_failures
from services.auth.store.models import FailedSignIns
from services.common.errors import Refused
from services.common.security.sealing import read_key
from services.common.storage.unit_of_work import Work

#: Failures of before have faded, or cost no more than a few seconds.
KEPT = timedelta(days=7)


def check_wait(work: Work, counters: Counters) -> None:
    """Raises ``Refused(too_many_attempts)`` where an attempt comes too early."""
    for counter, limit in counters:
        row = _row(work, counter)
        if refusal := throttled(limit, _failures(row), work.machine_now):
            raise Refused(refusal)


def count_failure(work: Work, counters: Counters) -> None:
    """Count one more failure."""
    delete_old_failures(work.session, work.machine_now - KEPT)
    for counter, limit in counters:
        counted = one_more(limit, _failures(_row(work, counter)), work.machine_now)
        work.session.merge(FailedSignIns(place=_mark(work, counter), count=counted.count, last_at=counted.last_at))


def forget_failures(work: Work, counters: Counters) -> None:
    """Forget the failures of somebody who has got it right."""
    for counter, _ in counters:
        if row := _row(work, counter):
            work.session.delete(row)


def _failures(row: FailedSignIns | None) -> Failures | None:
    return Failures(row.count, row.last_at) if row else None


def _row(work: Work, counter: str) -> FailedSignIns | None:
    """The row, locked: whoever else is about to write it waits."""
    return work.session.get(FailedSignIns, _mark(work, counter), with_for_update=True)


def _mark(work: Work, counter: str) -> str:
    key = read_key(work.keys / "fingerprint.key")
    return hmac.new(key, b"failed " + counter.encode(), sha256).hexdigest()


def check_own_wait(work: Work) -> None:
    """Raises ``Refused(too_many_attempts)``. It is asked before and after the slow comparison of a password."""
    check_wait(work, own_password_counters(work.principal.person))


def count_own_failure(work: Work) -> None:
    """Count a wrong password of the caller's own. One that comes too early is refused instead: it was not compared."""
    check_own_wait(work)
    count_failure(work, own_password_counters(work.principal.person))


def forget_own_failures(work: Work) -> None:
    """Forget the caller's failures, who has got it right."""
    forget_failures(work, own_password_counters(work.principal.person))

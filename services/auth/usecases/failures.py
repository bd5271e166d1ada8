"""Failed sign-ins, passwords and codes, counted where they happen (¶4).

A row names its place by a keyed mark alone: what is typed as a login may be a password (¶5).
"""

import hmac
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import delete

from services.auth.domain.throttling import Failures, Places, one_more, throttled
from services.auth.models import FailedSignIns
from services.common.errors import Refused
from services.common.security.sealing import read_key
from services.common.storage.unit_of_work import Work

#: Failures of before have faded, or cost no more than a few seconds.
KEPT = timedelta(days=7)


def must_not_wait(work: Work, places: Places) -> None:
    """Raises ``Refused(too_many_attempts)`` where an attempt comes too early."""
    for place, limit in places:
        row = _row(work, place)
        if refusal := throttled(limit, _failures(row), work.machine_now):
            raise Refused(refusal)


def count(work: Work, places: Places) -> None:
    """One more."""
    work.session.execute(delete(FailedSignIns).where(FailedSignIns.last_at < work.machine_now - KEPT))
    for place, limit in places:
        counted = one_more(limit, _failures(_row(work, place)), work.machine_now)
        work.session.merge(FailedSignIns(place=_mark(work, place), count=counted.count, last_at=counted.last_at))


def forget(work: Work, places: Places) -> None:
    """Who gets it right begins anew."""
    for place, _ in places:
        if row := _row(work, place):
            work.session.delete(row)


def _failures(row: FailedSignIns | None) -> Failures | None:
    return Failures(row.count, row.last_at) if row else None


def _row(work: Work, place: str) -> FailedSignIns | None:
    """Who is about to write waits for who writes."""
    return work.session.get(FailedSignIns, _mark(work, place), with_for_update=True)


def _mark(work: Work, place: str) -> str:
    key = read_key(work.keys / "fingerprint.key")
    return hmac.new(key, b"failed " + place.encode(), sha256).hexdigest()

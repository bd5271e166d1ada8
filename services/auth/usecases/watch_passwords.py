"""What time itself does: a request that nobody answers lapses, and so does an initial password (¶5)."""

from dataclasses import dataclass

from services.auth import queries
from services.auth.usecases.password_requests import lapse
from services.common.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class WatchPasswords:
    """Nothing to say: the clock says it."""


def watch_passwords(work: Work, request: WatchPasswords) -> None:
    """End what is over, and tell the audit."""
    del request
    lapse(work, queries.password_requests(work.session, states=("open", "confirmed"), for_update=True))

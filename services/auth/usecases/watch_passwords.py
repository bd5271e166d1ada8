"""Ends, as time passes, requests that nobody answers and initial passwords that nobody uses (¶5)."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.auth.domain.recovery import has_lapsed
from services.auth.sealing import attested_people
from services.auth.store import queries
from services.auth.store.models import PasswordRequest
from services.auth.store.request_states import record_request_state
from services.common.storage.unit_of_work import Work


def end_lapsed(work: Work, requests: Iterable[PasswordRequest]) -> None:
    """End the requests whose time is over, whether they were answered or not."""
    for each in requests:
        is_over = each.until is not None and work.now >= each.until
        if is_over or has_lapsed(attested_people.request_facts(work.session, each), work.now):
            record_request_state(work, each, "expired", used=each.used_at is not None)


@dataclass(frozen=True, kw_only=True)
class WatchPasswords:
    """Has no content: it is the clock that asks."""


def watch_passwords(work: Work, request: WatchPasswords) -> None:
    """End the requests and initial passwords whose time is over."""
    del request
    end_lapsed(work, queries.password_requests(work.session, states=("open", "confirmed"), for_update=True))

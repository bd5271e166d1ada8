"""Another site cannot act with a browser's session."""

import pytest
from starlette.requests import Request

from gateway.errors import Rejected
from gateway.http.callers import Caller
from gateway.http.csrf import rule_out_forgery
from gateway.http.sessions import Sessions, csrf_token
from gateway.messaging.bus import Bus, Context
from tests.support.clocks import StillClock

SECRET = "secret-of-a-session"
GOOD = {"x-csrf-token": csrf_token(SECRET), "origin": "https://jurnal.kz", "sec-fetch-site": "same-origin"}


def _check(headers: dict[str, str], *, method: str = "POST", by_cookie: bool = True) -> None:
    sent = {"host": "jurnal.kz"} | headers
    raw = [(name.encode(), value.encode()) for name, value in sent.items()]
    request = Request({"type": "http", "method": method, "path": "/", "headers": raw})
    bus = Bus("amqp://nowhere/", 1)
    sessions = Sessions(bus, StillClock())
    rule_out_forgery(
        request,
        Caller(
            bus=bus, sessions=sessions, context=Context(), address="", agent="", secret=SECRET, by_cookie=by_cookie
        ),
    )


def test_a_page_of_ours_with_the_token_may() -> None:
    """The token of the session, from our own site."""
    _check(GOOD)


@pytest.mark.parametrize(
    "change",
    [
        {"x-csrf-token": ""},
        {"x-csrf-token": csrf_token("another")},
        {"x-csrf-token": "ы"},
        {"origin": "https://evil.kz"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_anything_else_is_refused(change: dict[str, str]) -> None:
    """No token, another's, another origin, another site."""
    with pytest.raises(Rejected, match="forged_request"):
        _check(GOOD | change)


def test_reading_needs_no_token() -> None:
    """A safe method changes nothing."""
    _check({}, method="GET")


def test_a_tool_with_its_own_header_needs_no_token() -> None:
    """No page of another site can set Authorization."""
    _check({"authorization": f"Bearer {SECRET}"}, by_cookie=False)


def test_another_kind_of_authorization_proves_nothing() -> None:
    """A browser may send Basic credentials by itself."""
    with pytest.raises(Rejected, match="forged_request"):
        _check({"authorization": "Basic eDp5"})


def test_signing_in_from_another_site_is_refused() -> None:
    """Nobody is signed in unknowingly as somebody else."""
    with pytest.raises(Rejected, match="forged_request"):
        _check({"origin": "https://evil.kz"}, by_cookie=False)

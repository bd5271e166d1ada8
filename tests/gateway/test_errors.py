"""One table from kinds to statuses, and one shape for every failure."""

import asyncio
import json

import pytest
from starlette.requests import Request

from gateway.errors import OWN, STATUS, OutcomeUnknown, Rejected, Unavailable
from gateway.http.responses import HANDLERS, refused, rejected
from services.auth import refusals as auth
from services.common import refusals as common
from services.common.errors import KINDS, Kind, Refusal, Refused
from services.gradebook import refusals as gradebook

EXPECTED = {
    "unauthenticated": 401,
    "forbidden": 403,
    "not_found": 404,
    "conflict": 409,
    "invalid": 422,
    "throttled": 429,
    "unavailable": 503,
}


def _request(language: str = "en") -> Request:
    headers = [(b"accept-language", language.encode())]
    return Request({"type": "http", "method": "GET", "path": "/api/v1/x", "query_string": b"", "headers": headers})


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_a_status(kind: Kind) -> None:
    """Every kind of refusal has its status."""
    response = asyncio.run(refused(_request(), Refused(Refusal(kind, "version_stale", "¶4"))))
    assert EXPECTED[kind] == response.status_code


def test_no_kind_is_forgotten() -> None:
    """The table names every kind, and no other."""
    assert set(KINDS) == set(STATUS)


def test_a_refusal_has_code_rule_message_and_params() -> None:
    """The error's shape is the one of the API, in the language asked for."""
    response = asyncio.run(
        refused(_request("ru"), Refused(Refusal("conflict", "reason_required", "¶14", {"state": "draft"})))
    )
    error = {"code": "reason_required", "rule": "¶14", "message": "Укажите причину.", "params": {"state": "draft"}}
    assert {"error": error} == json.loads(bytes(response.body))


@pytest.mark.parametrize("code", OWN)
def test_the_gateways_own_refusals_have_their_status(code: str) -> None:
    """What the gateway refuses itself is answered with its code's status."""
    assert OWN[code] == asyncio.run(rejected(_request(), Rejected(code))).status_code


@pytest.mark.parametrize(("error", "status"), [(Unavailable(), 502), (OutcomeUnknown(), 504)])
def test_a_failing_bus_is_a_bad_gateway(error: Rejected, status: int) -> None:
    """Nothing done is 502, outcome unknown 504; both are answered, not raised."""
    assert status == asyncio.run(HANDLERS[Rejected](_request(), error)).status_code


def test_a_wait_is_said_in_a_header() -> None:
    """A throttled caller is told when to come back (RFC 9110, 10.2.3)."""
    response = asyncio.run(refused(_request(), auth.Reasons.too_many_attempts.refused(retry_after_seconds=30)))
    assert "30" == response.headers["Retry-After"]


def test_half_a_surrogate_pair_does_not_break_an_answer() -> None:
    """Text that is not Unicode is replaced where it would be repeated."""
    response = asyncio.run(refused(_request(), common.Reasons.malformed.refused(detail="\ud800")))
    assert "?" == json.loads(bytes(response.body))["error"]["params"]["detail"]


def test_a_date_in_a_message_is_written_as_people_write_it() -> None:
    """Params stay as programs read them; the message has the day and the time of the academy."""
    response = asyncio.run(
        refused(_request(), gradebook.Reasons.window_closed.refused(closed_at="2026-10-07T23:59:59+05:00"))
    )
    error = json.loads(bytes(response.body))["error"]
    assert "07.10.2026 23:59" in error["message"]
    assert "2026-10-07T23:59:59+05:00" == error["params"]["closed_at"]

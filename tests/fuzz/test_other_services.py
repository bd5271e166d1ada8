"""auth and corrections called round the gateway with whatever body: they refuse it, and nothing fails (¶4, ¶5)."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.messaging.bus import Bus, Context
from services.common.errors import Refused
from tests.cases.test_over_the_api import ask
from tests.fuzz.altering import altered, few, other_types
from tests.gateway.academy import Academy, open_academy
from tests.support.buses import connected
from tests.support.stack import Stack

METHODS: dict[str, tuple[str, ...]] = {
    "corrections": (
        "file_discrepancy",
        "close_discrepancy",
        "list_discrepancies",
        "show_discrepancy",
        "file_report",
        "turn_into_act",
        "draw_up_act",
        "amend_report",
        "request_substitution",
        "return_case",
        "withdraw_case",
        "approve_case",
        "reject_case",
        "apply_case",
        "revoke_substitution",
        "show_case",
        "list_cases",
        "list_substitutions",
        "list_colleagues",
        "set_working_day",
        "show_calendar",
    ),
    "auth": (
        "issue_token",
        "rotate_session",
        "end_own_session",
        "list_sessions",
        "confirm_second_factor",
        "reset_second_factor",
        "acknowledge",
        "register_person",
        "list_people",
        "show_person",
        "change_roles",
        "set_active",
        "ask_for_password",
        "withdraw_password_request",
        "refuse_password_request",
        "confirm_password_request",
        "list_password_requests",
        "show_password_request",
    ),
}
NAMES: tuple[str, ...] = (
    "journal",
    "lesson",
    "cadet",
    "case",
    "kind",
    "text",
    "reason",
    "value",
    "confirmation",
    "since",
    "journals",
)
NAMES += ("person", "roles", "login", "request", "session", "secret", "code", "active", "discrepancy", "date", "limit")
_NO_OBJECT = other_types().filter(lambda body: not isinstance(body, dict))


@pytest.fixture(scope="module")
def academy(stack: Stack) -> Academy:
    """A small academy."""
    return open_academy(stack)


@pytest.fixture(scope="module")
def secret(academy: Academy) -> str:
    """The teacher's session."""
    with academy.teacher() as teacher:
        return str(teacher.headers["Authorization"]).removeprefix("Bearer ")


@few
@given(data=st.data())
@pytest.mark.parametrize("service", METHODS)
def test_strange_bodies_are_refused(academy: Academy, secret: str, service: str, data: st.DataObject) -> None:
    """¶4, ¶5: of another type, with a field of another type; whatever else is an answer is no failure."""
    strange = st.dictionaries(st.sampled_from(NAMES), altered(academy.journal) | other_types(), max_size=4)
    calls = []
    for method in METHODS[service]:
        body = {"command_id": str(uuid4()), "journal": academy.journal} | data.draw(strange)
        calls += [(method, body), (method, data.draw(_NO_OBJECT))]
    sound = Context(auth_token=ask(academy, "auth", "issue_token", {"secret": secret}, "")["token"])
    found = asyncio.run(_codes(academy, service, calls, sound))
    assert found[1::2] == ["malformed"] * len(METHODS[service])


async def _codes(academy: Academy, service: str, calls: list[tuple[str, Any]], context: Context) -> list[str]:
    """The code of each refusal, "" for an answer; anything else is a failure of the test."""
    async with connected(academy.stack.environment["JURNAL_AMQP_URI"], 30) as bus:
        return [await _code(bus, service, *call, context) for call in calls]


async def _code(bus: Bus, service: str, method: str, body: Any, context: Context) -> str:
    try:
        await bus.call(service, method, body, context=context)
    except Refused as refused:
        return refused.refusal.code
    return ""

"""¶4: a session that ends anywhere has ended everywhere, at once: in every gateway and in every service."""

import asyncio
import sys
from contextlib import suppress
from typing import Any
from uuid import uuid4

import httpx
import pytest

from deploy.processes import Child
from gateway.messaging.bus import Context
from services.common.errors import Refused
from tests.support.buses import connected
from tests.support.stack import Stack, command, free_port, password_of
from tests.support.waiting import until


@pytest.fixture(scope="module")
def other_gateway(stack: Stack) -> str:
    """The address of a second gateway on the same bus."""
    port = free_port()
    told = {**stack.environment, "JURNAL_PORT": str(port)}
    stack.supervisor.start(Child("gateway-2", [sys.executable, "-m", "gateway"], told, stack.data / "gateway-2.log"))
    address = f"http://127.0.0.1:{port}"

    def answers() -> bool | None:
        with suppress(httpx.TransportError):
            return httpx.get(f"{address}/readyz", timeout=5).status_code == 200 or None
        return None

    until(answers)
    return address


@pytest.fixture
def moderator(stack: Stack) -> dict[str, str]:
    """Somebody of the test's own: ``id`` and ``login``."""
    login = f"moderator-{uuid4().hex[:8]}"
    return {"id": stack.register(login, ("moderator", "")), "login": login}


def _ask(stack: Stack, service: str, method: str, body: dict[str, Any], token: str = "") -> Any:
    async def ask() -> Any:
        async with connected(stack.environment["JURNAL_AMQP_URI"], 10) as bus:
            return await bus.call(service, method, body, context=Context(auth_token=token))

    return asyncio.run(ask())


def _refused(stack: Stack, service: str, method: str, token: str) -> str | None:
    """The code with which the service refuses the token, None while it takes it."""
    try:
        _ask(stack, service, method, {}, token)
    except Refused as refused:
        return refused.refusal.code
    return None


QUESTIONS = (("auth", "list_people"), ("roster", "list_frame"), ("gradebook", "list_journals"))


def test_every_service_refuses_an_ended_sessions_token(stack: Stack, moderator: dict[str, str]) -> None:
    """¶4: the token itself has minutes left; asked on the bus, past any gateway."""
    session = str(stack.client(moderator["login"]).headers["Authorization"]).removeprefix("Bearer ")
    token = _ask(stack, "auth", "issue_token", {"secret": session})["token"]
    assert [None] * 3 == [_refused(stack, service, method, token) for service, method in QUESTIONS]
    with stack.it() as it:
        command(it, "POST", f"/api/v1/people/{moderator['id']}/switch-off", {"reason": "Жұмыстан шықты"})
    for service, method in QUESTIONS:
        code = until(lambda service=service, method=method: _refused(stack, service, method, token))  # type: ignore[misc]
        assert "session_ended" == code


def test_another_gateway_forgets_the_session(stack: Stack, other_gateway: str, moderator: dict[str, str]) -> None:
    """¶4: it had kept an access token; signed out in one, a person is signed out in the other."""
    with stack.client(moderator["login"]) as here:
        there = httpx.Client(base_url=other_gateway, headers={"Authorization": here.headers["Authorization"]})
        with there:
            assert 200 == there.get("/api/v1/people").status_code
            assert 204 == here.delete("/api/v1/sessions/current").status_code
            assert until(lambda: there.get("/api/v1/people").status_code == 401 or None)


def test_another_gateway_learns_of_changed_roles(stack: Stack, other_gateway: str, moderator: dict[str, str]) -> None:
    """¶4: the next request there has the new ones."""
    with stack.client(moderator["login"]) as here, stack.it() as it:
        there = httpx.Client(base_url=other_gateway, headers={"Authorization": here.headers["Authorization"]})
        with there:
            assert "moderator" == there.get("/api/v1/me").json()["roles"][0]["role"]
            roles = [{"role": "monitor", "faculty": ""}]
            command(it, "PUT", f"/api/v1/people/{moderator['id']}/roles", {"roles": roles})
            assert until(lambda: there.get("/api/v1/me").json()["roles"] == roles or None)


def test_ones_own_sessions_over_the_api(stack: Stack, moderator: dict[str, str]) -> None:
    """¶22: listed, one ended, all others ended."""
    login = moderator["login"]
    own = [stack.client(login, anew=True) for _ in range(3)]
    with own[0] as mine, own[1] as other, own[2] as third:
        listed = mine.get("/api/v1/me/sessions").json()["sessions"]
        assert [True, False, False] == [each["is_this"] for each in listed]
        ended = next(each["id"] for each in other.get("/api/v1/me/sessions").json()["sessions"] if each["is_this"])
        assert 204 == mine.delete(f"/api/v1/me/sessions/{ended}").status_code
        assert 401 == until(lambda: _unless(other, 200))
        assert 404 == mine.delete("/api/v1/me/sessions/nothing").status_code
        assert 204 == mine.post("/api/v1/me/sessions/end-others", json={}).status_code
        assert 401 == until(lambda: _unless(third, 200))
        assert 200 == mine.get("/api/v1/me").status_code


def test_an_open_window_is_let_go(stack: Stack, moderator: dict[str, str]) -> None:
    """¶4: a page that listens does not go on listening for who has been signed out."""
    with stack.client(moderator["login"]) as client, client.stream("GET", "/api/v1/events", timeout=10) as answer:
        lines = answer.iter_lines()
        assert "retry: 3000" == next(lines)
        body = {"login": moderator["login"], "password": password_of(moderator["login"])}
        other = httpx.post(f"{stack.address}/api/v1/sessions", json=body).json()["token"]
        headers = {"Authorization": f"Bearer {other}"}
        httpx.post(f"{stack.address}/api/v1/me/sessions/end-others", json={}, headers=headers)
        assert not [line for line in lines if "event" in line]


def _unless(client: httpx.Client, usual: int) -> int | None:
    status = client.get("/api/v1/me").status_code
    return None if status == usual else status

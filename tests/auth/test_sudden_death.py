"""A forgotten password is given anew whole or not at all, though auth is killed on the way (¶5)."""

import random
import time
from collections.abc import Iterator
from threading import Thread
from typing import Any

import httpx
import pytest

from tests.support.databases import Databases
from tests.support.deaths import kill_and_start, until_alive
from tests.support.depth import seeds
from tests.support.node import Node
from tests.support.stack import Stack, command, password_of, running_stack

pytestmark = pytest.mark.on_postgresql

PATH = "/api/v1/password-requests"


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory, databases: Databases, node: Node) -> Iterator[Stack]:
    """The system on it, with a faculty's head."""
    with running_stack(tmp_path_factory.mktemp("killed"), databases, node.uri) as stack:
        with stack.it() as it:
            faculty = command(it, "POST", "/api/v1/faculties", {"name": "Тергеу факультеті"})["id"]
        stack.register("head", ("faculty_head", faculty))
        yield stack


@pytest.mark.parametrize("seed", seeds(gate=1, deep=10))
def test_auth_is_killed_while_a_head_confirms(system: Stack, seed: int) -> None:
    """¶5: the old password opens as long as the request is open, and nothing once it is confirmed; none is lost."""
    login = f"teacher-{seed}"
    with system.it() as it, system.client("head") as head:
        person = system.register(login, ("teacher", command(it, "POST", "/api/v1/faculties", {"name": login})["id"]))
        request = _ask(it, person)
        confirming = Thread(target=_confirm, args=(head, request))
        confirming.start()
        time.sleep(random.Random(seed).uniform(0.2, 1.2))
        kill_and_start(system, "services.auth")
        confirming.join()
        state = until_alive(system, lambda: _json(it.get(f"{PATH}/{request}")))["state"]
        assert {"open": 201, "confirmed": 401}[state] == until_alive(system, lambda: _signs_in(system, login))
        again = request if state == "open" else until_alive(system, lambda: _ask(it, person))
        initial = until_alive(system, lambda: _confirm(head, again))["initial_password"]
        assert 201 == until_alive(system, lambda: _signs_in(system, login, initial))


def _ask(it: httpx.Client, person: str) -> str:
    return str(command(it, "POST", f"/api/v1/people/{person}/password-requests", {"reason": "Ұмытты"})["id"])


def _confirm(head: httpx.Client, request: str) -> Any:
    return _json(head.post(f"{PATH}/{request}/confirm", json={"password": password_of("head")}))


def _json(answer: httpx.Response) -> Any:
    return answer.json() if answer.is_success else None


def _signs_in(system: Stack, login: str, password: str = "") -> int | None:
    """Whether the password opens; None while nobody answers."""
    body = {"login": login, "password": password or password_of(login)}
    status = httpx.post(f"{system.address}/api/v1/sessions", json=body, timeout=30).status_code
    return status if status in (201, 401, 403) else None

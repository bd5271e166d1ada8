"""A forgotten password is given anew whole or not at all, though auth is killed on the way (¶5)."""

import random
import signal
import time
from collections.abc import Iterator
from threading import Thread
from typing import Any

import httpx
import pytest

from tests.gateway.conftest import Node, running_node
from tests.support.databases import Databases
from tests.support.stack import Stack, command, password_of, running_stack

WAIT_SECONDS = 120
PATH = "/api/v1/password-requests"


@pytest.fixture(scope="module")
def broker_of_ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A broker of the test's own."""
    with running_node(tmp_path_factory.mktemp("broker-of-auth")) as node:
        yield node


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory, databases: Databases, broker_of_ours: Node) -> Iterator[Stack]:
    """The system on it, with a faculty's head."""
    with running_stack(tmp_path_factory.mktemp("killed"), databases, broker_of_ours.broker.uri) as stack:
        with stack.it() as it:
            faculty = command(it, "POST", "/api/v1/faculties", {"name": "Тергеу факультеті"})["id"]
        stack.register("head", ("faculty_head", faculty))
        yield stack


@pytest.mark.parametrize("seed", range(3))
def test_auth_is_killed_while_a_head_confirms(system: Stack, seed: int) -> None:
    """¶5: the old password opens as long as the request is open, and nothing once it is confirmed; none is lost."""
    login = f"teacher-{seed}"
    with system.it() as it, system.client("head") as head:
        person = system.register(login, ("teacher", command(it, "POST", "/api/v1/faculties", {"name": login})["id"]))
        request = _ask(it, person)
        confirming = Thread(target=_confirm, args=(head, request))
        confirming.start()
        time.sleep(random.Random(seed).uniform(0.2, 1.2))
        _kill_auth(system)
        confirming.join()
        state = _alive(system, lambda: _json(it.get(f"{PATH}/{request}")))["state"]
        assert {"open": 201, "confirmed": 401}[state] == _alive(system, lambda: _signs_in(system, login))
        again = request if state == "open" else _alive(system, lambda: _ask(it, person))
        initial = _alive(system, lambda: _confirm(head, again))["initial_password"]
        assert 201 == _alive(system, lambda: _signs_in(system, login, initial))


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


def _alive(system: Stack, attempt: Any) -> Any:
    """What comes, while what has died is started again."""
    deadline = time.monotonic() + WAIT_SECONDS
    while (brought := attempt()) is None:
        assert time.monotonic() < deadline, "the system did not recover"
        for child in system.supervisor.children:
            if not child.alive:
                child.start()
        time.sleep(0.05)
    return brought


def _kill_auth(system: Stack) -> None:
    """``kill -9``."""
    child = next(child for child in system.supervisor.children if child.name == "services.auth")
    child.signal(signal.SIGKILL)
    if child.process is not None:
        child.process.wait()

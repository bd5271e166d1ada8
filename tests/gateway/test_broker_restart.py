"""The broker is killed under the whole system, while people work."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx
import pytest

from tests.gateway.academy import Academy, open_academy
from tests.support.databases import Databases
from tests.support.node import Node
from tests.support.stack import START, command, running_stack

WAIT_SECONDS = 90


@pytest.fixture(scope="module")
def academy(tmp_path_factory: pytest.TempPathFactory, databases: Databases, node: Node) -> Iterator[Academy]:
    """The system with a journal in it."""
    with running_stack(tmp_path_factory.mktemp("restarted"), databases, node.uri) as stack:
        yield open_academy(stack)


def test_every_mark_is_saved_once_when_its_command_is_sent_until_answered(academy: Academy, node: Node) -> None:
    """What is under way fails as a gateway's failure; the same command sent again is done, and not twice."""
    path = f"/api/v1/journals/{academy.journal}"
    with academy.teacher() as client:
        cadet = client.get(path).json()["cadets"][0]["id"]
        today = {"date": START.date().isoformat(), "kind": "lecture"}
        lesson = command(client, "POST", f"{path}/lessons", today)["id"]
        with ThreadPoolExecutor(1) as thread:
            killing = thread.submit(node.restart)
            statuses = [_send(academy, client, f"{path}/marks", _batch(lesson, cadet, seen)) for seen in range(30)]
            killing.result()
        history = client.get(f"{path}/marks/{lesson}/{cadet}/history").json()["versions"]
    failed = {status for each in statuses for status in each} - {200}
    assert failed <= {502, 504}
    assert failed
    assert list(range(30)) == [version["value"] for version in reversed(history)]


def _batch(lesson: str, cadet: str, seen: int) -> dict[str, object]:
    cell = {"lesson": lesson, "cadet": cadet, "value": seen, "version": seen}
    return {"command_id": str(uuid4()), "marks": [cell]}


def _send(academy: Academy, client: httpx.Client, path: str, body: dict[str, object]) -> list[int]:
    """Send until it is answered; every status on the way."""
    deadline = time.monotonic() + WAIT_SECONDS
    statuses = [client.put(path, json=body).status_code]
    while statuses[-1] != 200:
        assert time.monotonic() < deadline, "the system did not recover"
        academy.stack.supervisor.look()
        time.sleep(0.3)
        statuses.append(client.put(path, json=body).status_code)
    return statuses

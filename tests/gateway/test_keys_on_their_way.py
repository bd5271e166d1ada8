"""People's private keys go to the gradebook, and to corrections with the calls that need one (¶5)."""

import inspect
from collections.abc import Iterator
from contextlib import closing, contextmanager

import httpx
import pytest
from kombu import Connection, Queue

from services.common.messaging.topology import RPC
from services.common.runtime.config import SERVICES
from services.corrections.contract import WITH_KEY
from services.corrections.service import Service
from tests.gateway.academy import Academy, open_academy
from tests.support.stack import START, Stack, command
from tests.support.waiting import until

#: What of corrections' service asks the gradebook on the way of a call.
ASKS = ("self._with_checked_change(", "self._after_asking(")


@pytest.fixture(scope="module")
def academy(stack: Stack) -> Academy:
    """A small academy."""
    return open_academy(stack)


@contextmanager
def overhearing(broker: str) -> Iterator[dict[str, bool]]:
    """By call, whether a key went with it, as the broker's operator hears it; complete at the block's end."""
    heard: dict[str, bool] = {}
    with Connection(broker) as connection, closing(connection.channel()) as channel:
        queue = Queue("overheard", RPC, routing_key="*.*", exclusive=True, durable=False)(channel)
        queue.declare()
        yield heard
        while message := queue.get(no_ack=True):
            key = message.delivery_info["routing_key"]
            if key.partition(".")[0] in SERVICES:
                heard[key] = "nameko.session_key" in message.headers


def test_a_key_goes_with_the_calls_that_need_it(academy: Academy, broker: str) -> None:
    """¶5: neither auth nor roster gets one, nor corrections when it is only asked."""
    with overhearing(broker) as heard, academy.teacher() as teacher:
        body = {"date": START.date().isoformat(), "kind": "lecture"}
        lesson = command(teacher, "POST", f"/api/v1/journals/{academy.journal}/lessons", body)["id"]
        report = {"journal": academy.journal, "lesson": lesson, "kind": "removal", "text": "Қателесіп қосылды."}
        case = until(lambda: _made(teacher.post("/api/v1/cases", json=report)))
        for path in (f"/journals/{academy.journal}", "/groups", f"/cases/{case}", "/me/sessions"):
            assert teacher.get(f"/api/v1{path}").status_code in (200, 403)
    with_key = {call for call, has_key in heard.items() if has_key}
    assert {"auth.list_sessions", "roster.list_groups", "corrections.show_case"} <= heard.keys() - with_key
    checking = {"corrections.file_report", "gradebook.examine_change"}
    assert {"gradebook.show_journal", "gradebook.hold_lesson", *checking} == with_key


def _made(answer: httpx.Response) -> str | None:
    return str(answer.json()["id"]) if answer.status_code == 201 else None


def test_the_list_of_those_calls_is_whole() -> None:
    """Those on whose way corrections asks the gradebook, and no others."""
    public = {name: method for name, method in vars(Service).items() if not name.startswith("_") and callable(method)}
    asking = {name for name, method in public.items() if any(each in inspect.getsource(method) for each in ASKS)}
    assert set(WITH_KEY) == asking

"""A column of thirty through the API: how often the gradebook is called, and how often it writes."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from services.common.storage.database import Database
from services.common.storage.tables import audit_entry
from services.gradebook.store.models import MarkVersion
from tests.common.test_relay import Listener
from tests.gateway.academy import ROWS, Academy, open_academy
from tests.support.stack import START, Stack, command

pytestmark = pytest.mark.on_postgresql

THIRTY = 30


@pytest.fixture(scope="module")
def academy(stack: Stack) -> Academy:
    """Thirty cadets in the first teacher's journal."""
    first, *_, other = ROWS
    cadets = [(first[0], str(1001 + each), *first[2:]) for each in range(THIRTY)]
    return open_academy(stack, [*cadets, other])


@pytest.fixture
def calls(broker: str, academy: Academy) -> Iterator[Listener]:
    """Who hears of every call of the gradebook, beside it."""
    del academy
    listener = Listener(broker, "nameko-rpc", "gradebook.#")
    yield listener
    listener.forget()


def test_a_column_of_thirty_is_one_call_and_one_transaction(academy: Academy, calls: Listener) -> None:
    """¶3: entered faster than on paper: all thirty at once, or none, under one entry time and one request's trace."""
    with academy.teacher() as teacher:
        path = f"/api/v1/journals/{academy.journal}"
        held = {"date": START.date().isoformat(), "kind": "lecture", "topic": ""}
        lesson = command(teacher, "POST", f"{path}/lessons", held)["id"]
        cadets = [each["id"] for each in teacher.get(path).json()["cadets"]]
        column = [{"lesson": lesson, "cadet": each, "value": 75, "version": 0} for each in cadets]
        calls.messages()
        saved = command(teacher, "PUT", f"{path}/marks", {"marks": column})["saved"]
    assert (THIRTY, THIRTY) == (len(cadets), len(saved))
    assert ["gradebook.record_marks"] == [each.delivery_info["routing_key"] for each in calls.messages()]
    database = Database(academy.stack.environment["JURNAL_DB_GRADEBOOK"])
    recorded = audit_entry.c.action == "marks.recorded"
    with database.reading() as session:
        assert (THIRTY, 1) == session.execute(select(func.count(), func.count(MarkVersion.at.distinct()))).one()
        (entry,) = session.execute(select(audit_entry).where(recorded)).all()
    assert {*cadets} == {each["cadet"] for each in json.loads(entry.facts)["cells"]}
    database.close()

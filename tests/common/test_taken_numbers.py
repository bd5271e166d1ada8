"""Rows put into audit or outbox by hand stop nobody: their numbers are passed over and told (¶7)."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import insert, select

from services.auth.contract import Done
from services.common.delivery.outbox import AuditStream, EventStream
from services.common.runtime.app import Runtime, _again_when_met
from services.common.storage.tables import audit_entry, damage, outbox
from tests.common.conftest import audited


def _put_audit(made: Runtime, *numbers: int, facts: str = "{}") -> None:
    common = dict.fromkeys(("actor", "actor_roles", "correlation_id", "causation_id", "traceparent"), "")
    rows = [
        {"sequence": each, "id": f"foreign-{each}", "at": datetime.now(UTC), "facts": facts, **common}
        for each in numbers
    ]
    _insert(made, audit_entry, [{**row, "action": "foreign", "subject": "foreign"} for row in rows])


def _insert(made: Runtime, table: Any, rows: list[dict[str, Any]]) -> None:
    with made.unit.database.writing() as session:
        session.execute(insert(table), rows)
        session.commit()


def _do(made: Runtime, action: str, *, emit: bool = False) -> None:
    """As a command does: once more where a row was there already."""

    def run() -> None:
        with made.unit.writing() as work:
            work.audit(action, "a/1")
            if emit:
                work.emit("a.happened.v1", "a/1", Done())

    _again_when_met(run)


def _told(made: Runtime) -> set[tuple[str, str]]:
    with made.unit.reading() as work:
        return {(row.kind, row.subject) for row in work.session.execute(select(damage))}


def test_an_audit_row_put_in_by_hand_stops_no_writing(made: Runtime) -> None:
    """Numbers go on behind it, and which one is foreign is told."""
    _do(made, "a.done")
    _put_audit(made, 2, 3)
    _do(made, "b.done")
    _do(made, "c.done")
    assert {"a.done", "b.done", "c.done", "data.damaged"} <= {action for _, action in audited(made)}
    assert {("number_taken", "audit/2"), ("number_taken", "audit/3")} == _told(made)
    numbers = [number for number, _ in audited(made)]
    assert [*range(1, len(numbers) + 1)] == numbers


def test_an_event_put_in_by_hand_stops_no_writing(made: Runtime) -> None:
    """The same for what waits for the others."""
    _insert(made, outbox, [{"sequence": 1, "id": "foreign", "type": "foreign", "body": "{}"}])
    _do(made, "a.done", emit=True)
    with made.unit.reading() as work:
        assert [1, 2] == list(work.session.scalars(select(outbox.c.sequence).order_by(outbox.c.sequence)))
    assert {("number_taken", "outbox/1")} == _told(made)


def test_a_row_far_ahead_hides_no_entry_from_monitoring(made: Runtime) -> None:
    """What has a number that was not given out yet is not published, and nothing waits behind it."""
    _put_audit(made, 1000)
    stream = AuditStream("auth", made.unit.database)
    _do(made, "a.done")
    batch = stream.waiting()
    assert (1, ["kz.jurnal.auth.a.done.v1"]) == (batch.last, [each.body["type"] for each in batch.messages])


@pytest.mark.parametrize("text", ["{", "7", ""])
def test_what_does_not_read_keeps_nothing_back(made: Runtime, text: str) -> None:
    """An altered event is passed over, an altered entry is published without facts."""
    _put_audit(made, 1, facts=text)
    _insert(made, outbox, [{"sequence": 1, "id": "foreign", "type": "foreign", "body": text}])
    _do(made, "a.done", emit=True)
    events, entries = EventStream(made.unit.database).waiting(), AuditStream("auth", made.unit.database).waiting()
    assert (["a.happened.v1"], 2) == ([each.body["type"] for each in events.messages], events.last)
    assert {} == entries.messages[0].body["data"]
    assert json.dumps(entries.messages[0].body)

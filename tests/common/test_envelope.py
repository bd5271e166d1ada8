"""What travels is CloudEvents 1.0 in the JSON format."""

import json
import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from services.auth.contract import Done
from services.common.delivery.outbox import AuditStream
from services.common.messaging.envelope import Trace, read_event
from services.common.runtime.app import Runtime
from services.common.security.tokens import Principal, Role
from services.common.storage.tables import outbox
from services.common.storage.unit_of_work import SYSTEM
from tests.support.clocks import StillClock

TRACE = Trace(
    correlation_id="c1", causation_id="m0", traceparent="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
)
HEAD = Principal(person="head", name="Әлиев С.", session="s", roles=(Role(role="faculty_head", faculty="f1"),))


def _envelopes(made: Runtime, who: Principal, trace: Trace) -> list[dict[str, Any]]:
    """A domain event and an audit entry, as they are published."""
    with made.unit.writing(who, trace) as work:
        work.audit("thing.done", "thing/1", version=2)
        work.emit("auth.thing_done.v1", "thing/1", Done())
    with made.unit.reading() as work:
        event = json.loads(work.session.execute(select(outbox.c.body)).scalars().one())
    return [event, AuditStream("auth", made.unit.database).waiting().messages[0].body]


@pytest.mark.parametrize("trace", [TRACE, Trace()])
@pytest.mark.parametrize("who", [HEAD, SYSTEM])
def test_every_envelope_keeps_to_the_specification(made: Runtime, who: Principal, trace: Trace) -> None:
    """CloudEvents 1.0.2, §3: required attributes, names, no empty values, RFC 3339 time, a URI as source."""
    for body in _envelopes(made, who, trace):
        attributes = {name: value for name, value in body.items() if name != "data"}
        assert {"specversion", "id", "type", "source", "subject", "time", "datacontenttype"} <= attributes.keys()
        assert ("1.0", "application/json", "") == (
            body["specversion"],
            body["datacontenttype"],
            urlsplit(body["source"]).scheme,
        )
        assert [] == [name for name in attributes if not re.fullmatch(r"[a-z0-9]{1,20}", name)]
        assert [] == [name for name, value in attributes.items() if not isinstance(value, str) or not value]
        assert datetime.fromisoformat(body["time"]).tzinfo is not None
        assert isinstance(body["data"], dict)


def test_the_extensions_are_the_documented_ones(made: Runtime) -> None:
    """``sequence`` as a number, ``authcontext`` with roles as claims, distributed tracing."""
    event, entry = _envelopes(made, HEAD, TRACE)
    expected = {"sequence": "1", "sequencetype": "Integer", "correlationid": "c1", "causationid": "m0"}
    for body in (event, entry):
        assert {**expected, "traceparent": TRACE.traceparent} == {
            name: body[name] for name in (*expected, "traceparent")
        }
    assert ("head", "user", ["faculty_head"]) == (
        entry["authid"],
        entry["authtype"],
        json.loads(entry["authclaims"])["roles"],
    )


@pytest.mark.parametrize(
    ("person", "kind"), [("system", "system"), ("service/roster", "service_account"), ("operator", "user")]
)
def test_who_acted_is_of_a_kind(made: Runtime, person: str, kind: str) -> None:
    """A person, another service's event, or the service itself."""
    assert kind == _envelopes(made, Principal(person=person, name="", session=""), TRACE)[1]["authtype"]


def test_names_say_where_an_envelope_comes_from(made: Runtime) -> None:
    """An audit entry's type names product, service, action and version."""
    event, entry = _envelopes(made, HEAD, TRACE)
    assert ("auth.thing_done.v1", "kz.jurnal.auth.thing.done.v1") == (event["type"], entry["type"])
    assert ("/jurnal/auth", "thing/1", {"version": 2}) == (entry["source"], entry["subject"], entry["data"])


def test_an_event_is_read_as_it_was_said(made: Runtime, clock: StillClock) -> None:
    """Source, aggregate, number, time and trace."""
    event = read_event(_envelopes(made, HEAD, TRACE)[0])
    assert ("auth", "thing/1", 1, clock.now(), TRACE) == (
        event.source,
        event.aggregate,
        event.sequence,
        event.time,
        event.trace,
    )

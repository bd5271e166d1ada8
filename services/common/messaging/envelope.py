"""What travels on the exchanges: CloudEvents 1.0, structured JSON, for domain events and audit alike.

https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

CONTENT_TYPE = "application/cloudevents+json"
EVENTS_EXCHANGE = "events"
AUDIT_EXCHANGE = "audit"
#: CloudEvents' extension "sequence": to be compared as numbers, not as text.
SEQUENCE_TYPE = {"sequencetype": "Integer"}


@dataclass(frozen=True, kw_only=True)
class Trace:
    """What caused what: one request's id, the message before this one, and W3C Trace Context."""

    correlation_id: str = ""
    causation_id: str = ""
    traceparent: str = ""


@dataclass(frozen=True, kw_only=True)
class Event:
    """A domain event as another service receives it; ``sequence`` orders the events of a source."""

    id: str
    type: str
    source: str
    aggregate: str
    sequence: int
    time: datetime
    data: dict[str, Any]
    trace: Trace


def domain_event(event: Event) -> dict[str, Any]:
    """The CloudEvent of a domain event."""
    return {
        "specversion": "1.0",
        "id": event.id,
        "type": event.type,
        "source": f"/jurnal/{event.source}",
        "subject": event.aggregate,
        "time": event.time.isoformat(),
        "datacontenttype": "application/json",
        "sequence": str(event.sequence),
        **SEQUENCE_TYPE,
        **_trace(event.trace),
        "data": event.data,
    }


def read_event(body: dict[str, Any]) -> Event:
    """The event of a CloudEvent; raises ``KeyError`` or ``ValueError`` on what is not one of ours."""
    return Event(
        id=body["id"],
        type=body["type"],
        source=body["source"].removeprefix("/jurnal/"),
        aggregate=body["subject"],
        sequence=int(body["sequence"]),
        time=datetime.fromisoformat(body["time"]),
        data=body["data"],
        trace=Trace(
            correlation_id=body.get("correlationid", ""),
            causation_id=body.get("causationid", ""),
            traceparent=body.get("traceparent", ""),
        ),
    )


def audit_event(service: str, entry: Any, facts: dict[str, Any]) -> dict[str, Any]:
    """The CloudEvent of an audit entry; a gap in ``sequence`` shows a monitor that it missed one."""
    return {
        "specversion": "1.0",
        "id": entry.id,
        "type": f"kz.jurnal.{service}.{entry.action}.v1",
        "source": f"/jurnal/{service}",
        "subject": entry.subject,
        "time": entry.at.isoformat(),
        "datacontenttype": "application/json",
        "sequence": str(entry.sequence),
        **SEQUENCE_TYPE,
        "authid": entry.actor,
        "authtype": _authtype(entry.actor),
        "authclaims": json.dumps({"roles": entry.actor_roles.split(",") if entry.actor_roles else []}),
        **_trace(entry),
        "data": facts,
    }


def _authtype(actor: str) -> str:
    """What kind of principal acted, in the words of CloudEvents' extension "authcontext"."""
    if actor == "system":
        return "system"
    return "service_account" if actor.startswith("service/") else "user"


def _trace(trace: Any) -> dict[str, str]:
    named = {
        "correlationid": trace.correlation_id,
        "causationid": trace.causation_id,
        "traceparent": trace.traceparent,
    }
    return {name: value for name, value in named.items() if value}

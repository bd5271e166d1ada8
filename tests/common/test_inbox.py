"""Events are taken in once, in order; what cannot be is parked, and what follows it too."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.auth.store.models import FailedSignIns
from services.common.delivery.inbox import Handler, Inbox
from services.common.errors import Refused
from services.common.runtime.app import Runtime
from services.common.storage.tables import audit_entry
from services.common.storage.unit_of_work import Work
from tests.common.conftest import audited, written

THING, OTHER = "roster.thing.v1", "roster.other.v1"


@dataclass(frozen=True, kw_only=True)
class Thing:
    """A state."""

    place: str
    count: int


@dataclass
class Replica:
    """A handler that can be told to fail."""

    fails: set[str] = field(default_factory=set)

    def take_in(self, work: Work, state: Thing) -> None:
        """Keep the newest state."""
        work.session.merge(FailedSignIns(place=state.place, count=state.count, last_at=work.machine_now))
        work.session.flush()
        if state.place in self.fails:
            raise LookupError(f"no {state.place}")


@pytest.fixture
def replica() -> Replica:
    """What the handler does."""
    return Replica()


@pytest.fixture
def inbox(made: Runtime, replica: Replica) -> Inbox:
    """An inbox for two kinds of events."""
    handler = Handler(Thing, replica.take_in)
    return Inbox(made.unit, {THING: handler, OTHER: handler})


def event(sequence: int, place: str = "a", count: int = 0, **other: Any) -> dict[str, Any]:
    """A roster's event as it arrives."""
    return {
        "specversion": "1.0",
        "id": str(uuid4()),
        "type": THING,
        "source": "/jurnal/roster",
        "subject": f"thing/{place}",
        "time": "2026-10-05T09:00:00+05:00",
        "sequence": str(sequence),
        "data": {"place": place, "count": count or sequence},
        **other,
    }


def counts(made: Runtime) -> dict[str, float]:
    """The replica's states."""
    with made.unit.reading() as work:
        return {row.place: row.count for row in work.session.scalars(select(FailedSignIns))}


def test_twice_is_once(made: Runtime, inbox: Inbox) -> None:
    """The same message again changes nothing and says nothing."""
    message = event(1)
    inbox.take_in(message)
    inbox.take_in(message)
    assert ({"a": 1}, [(1, "event.taken_in")]) == (counts(made), audited(made))


def test_an_older_state_does_not_replace_a_newer_one(made: Runtime, inbox: Inbox) -> None:
    """By the owner's number, not by the order of arrival."""
    for sequence in (5, 3, 7, 6):
        inbox.take_in(event(sequence))
    assert {"a": 7} == counts(made)


def test_aggregates_and_kinds_have_each_their_own_order(made: Runtime, inbox: Inbox) -> None:
    """A newer event of another aggregate, or of another kind, makes nothing old."""
    inbox.take_in(event(9, "b"))
    inbox.take_in(event(8, "a", type=OTHER))
    inbox.take_in(event(5, "a"))
    assert {"a": 5, "b": 9} == counts(made)


def test_what_fails_leaves_nothing_and_may_be_tried_again(made: Runtime, inbox: Inbox, replica: Replica) -> None:
    """The handler's writes and the memory of the event are one transaction."""
    message = event(1)
    replica.fails = {"a"}
    with pytest.raises(LookupError):
        inbox.take_in(message)
    assert ([], []) == (written(made), audited(made))
    replica.fails = set()
    inbox.take_in(message)
    assert {"a": 1} == counts(made)


def test_later_events_of_a_parked_aggregate_wait_behind_it(made: Runtime, inbox: Inbox) -> None:
    """Others go on."""
    first, second = event(1), event(2)
    inbox.park(first, "LookupError: no a")
    for message in (second, event(3, "b"), first):
        inbox.take_in(message)
    assert {"b": 3} == counts(made)
    expected = [(first["id"], "thing/a", "LookupError: no a"), (second["id"], "thing/a", "behind an earlier event")]
    assert expected == inbox.parked()


@pytest.fixture
def alone(made: Runtime, replica: Replica) -> Inbox:
    """An inbox of which one kind of event stands alone."""
    return Inbox(
        made.unit, {THING: Handler(Thing, replica.take_in, alone=True), OTHER: Handler(Thing, replica.take_in)}
    )


def test_what_stands_alone_waits_behind_nothing(made: Runtime, alone: Inbox) -> None:
    """A warrant that was forged keeps no genuine one back; what waits for its turn still does."""
    alone.park(event(1), "UnknownKeyError: x")
    alone.take_in(event(2))
    alone.take_in(event(3, type=OTHER))
    assert ({"a": 2}, 2) == (counts(made), len(alone.parked()))


def test_what_is_put_aside_is_told_once(made: Runtime, replica: Replica) -> None:
    """Besides that it was parked, for who watches; of what has another shape there is nothing to say."""

    def tell(work: Work, thing: Thing, error: str) -> None:
        work.audit("thing.refused", f"thing/{thing.place}", error=error)

    telling = Inbox(made.unit, {THING: Handler(Thing, replica.take_in, put_aside=tell)})
    first = event(1)
    for message in (first, first, event(2, data={"place": "a", "count": "1"})):
        telling.park(message, "LookupError: no a")
    assert ["event.parked", "thing.refused", "event.parked"] == [action for _, action in audited(made)]


def test_what_stands_alone_is_taken_in_once_whatever_its_number(made: Runtime, alone: Inbox) -> None:
    """However high the number of one that was made up: what its owner sends afterwards goes in, once."""
    genuine = event(5)
    for message in (event(10**9), genuine, genuine):
        alone.take_in(message)
    assert ({"a": 5}, ["event.taken_in"] * 2) == (counts(made), [action for _, action in audited(made)])


def test_parked_events_are_replayed_in_order(made: Runtime, inbox: Inbox) -> None:
    """And the aggregate goes on as if nothing had been."""
    inbox.park(event(1), "broken")
    inbox.take_in(event(2))
    assert 2 == inbox.replay()
    inbox.take_in(event(3))
    assert ({"a": 3}, []) == (counts(made), inbox.parked())


def test_a_replay_that_fails_again_keeps_what_is_parked(made: Runtime, inbox: Inbox, replica: Replica) -> None:
    """Of that aggregate, from the first that fails on; those of others go in, whatever a sender numbers its own."""
    for number, place in enumerate(("b", "a", "b", "c"), 1):
        inbox.park(event(number, place), "broken")
    replica.fails = {"b"}
    assert 2 == inbox.replay()
    assert ({"a": 2, "c": 4}, ["thing/b"] * 2) == (counts(made), [aggregate for _, aggregate, _ in inbox.parked()])


def test_an_operator_drops_what_is_of_no_use(made: Runtime, inbox: Inbox, replica: Replica) -> None:
    """The audit names it; what waited behind it is replayed."""
    forged, genuine = event(1), event(2)
    for message in (forged, genuine):
        inbox.park(message, "broken")
    assert not inbox.drop("elsewhere")
    assert inbox.drop(forged["id"])
    assert 1 == inbox.replay()
    assert ({"a": 2}, []) == (counts(made), inbox.parked())
    assert "event.dropped" in [action for _, action in audited(made)]


def test_parking_twice_is_once(made: Runtime, inbox: Inbox) -> None:
    """A redelivered message is parked already."""
    message = event(1)
    inbox.park(message, "broken")
    inbox.park(message, "broken")
    assert (1, [(1, "event.parked")]) == (len(inbox.parked()), audited(made))


def test_an_event_of_another_shape_is_refused(inbox: Inbox) -> None:
    """Strictly the contract's dataclass: no text for a number."""
    with pytest.raises(Refused):
        inbox.take_in(event(1, data={"place": "a", "count": "1"}))


def test_an_event_that_nobody_handles_is_passed_over(made: Runtime, inbox: Inbox) -> None:
    """A binding that is left over from an older release stops nothing."""
    inbox.take_in(event(1, type="roster.forgotten.v1"))
    assert ({}, []) == (counts(made), inbox.parked())


def test_what_caused_what_is_kept(made: Runtime, inbox: Inbox) -> None:
    """The audit entry names the event, and the trace goes on."""
    message = event(1, correlationid="c1")
    inbox.take_in(message)
    with made.unit.reading() as work:
        row = work.session.execute(select(audit_entry)).one()
    assert ("service/roster", "c1", message["id"]) == (row.actor, row.correlation_id, row.causation_id)

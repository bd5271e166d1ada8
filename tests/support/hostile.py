"""A service called by tools that go round the gateway: whose tokens they bring, and what comes back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

from deploy.keys import make_keys
from deploy.system import BOOTED_AT
from gateway.messaging.bus import Bus, Context
from services.common.clocks.clock import DemoClock
from services.common.errors import Refused
from services.common.messaging import topology
from services.common.runtime.app import Runtime
from services.common.security.tokens import Principal
from tests.common.process import Process
from tests.support.clocks import ALMATY, ShownClock, StillClock
from tests.support.runtimes import cadet, session_key, token

HUGE = 10**30
#: No request is one of these, whatever it asks for.
NO_OBJECTS: tuple[Any, ...] = (None, 7, 1.5, True, "x", [], [[]], [{}], HUGE)
#: What no field of a request may be.
NO_FIELDS: tuple[Any, ...] = ({"x": {}}, [[None]], HUGE, -HUGE, 1.5)
NOBODY = [
    ("unauthenticated", "token_missing"),
    ("unauthenticated", "token_invalid"),
    ("unauthenticated", "token_invalid"),
    ("unauthenticated", "token_expired"),
]

Said = tuple[str, str]


@dataclass(frozen=True)
class Caller:
    """Calls one service's process; ``said`` is the kind and code of the refusal, both empty for an answer."""

    service: str
    process: Process
    folder: Path

    def said(self, method: str, bodies: Any, who: Principal) -> list[Said]:
        """What is said to each body, in turn, to somebody whose token is sound."""
        sound = Context(auth_token=token(self.folder, who, ShownClock()), session_key=session_key(self.folder, who))
        return self._said(*((method, body, sound) for body in bodies))

    def answer(self, method: str, body: Any, who: Principal) -> Any:
        """The answer to a sound call."""
        signed = token(self.folder, who, ShownClock())
        return self.process.ask(method, body, signed, session_key=session_key(self.folder, who))

    def said_to_nobody(self, method: str, body: Any, who: Principal) -> list[Said]:
        """Without a token, with rubbish, with one that another has signed, and with one that is over."""
        make_keys(self.folder / "another" / "keys")
        machine = ShownClock().machine()
        tokens = [
            "",
            "a.b.c",
            token(self.folder / "another", who, ShownClock()),
            token(self.folder, who, _at(machine - timedelta(hours=1))),
        ]
        return self._said(*((method, body, Context(auth_token=each)) for each in tokens))

    def _said(self, *calls: tuple[str, Any, Context]) -> list[Said]:
        async def run(bus: Bus) -> list[Said]:
            return [await self._ask(bus, *call) for call in calls]

        found: list[Said] = self.process.with_bus(run)
        return found

    async def _ask(self, bus: Bus, method: str, body: Any, context: Context) -> Said:
        try:
            await bus.call(self.service, method, body, context=context)
        except Refused as refused:
            return refused.refusal.kind, refused.refusal.code
        return "", ""


def said_to_cadets(caller: Caller, methods: list[str]) -> set[Said]:
    """What is said to a cadet whose token is sound, to one with another role too, and to one who is of no cadet."""
    people = (cadet("cadet-1", "aliev"), cadet("cadet-1", "aliev", ("it_staff", "")), cadet("cadet-1", ""))
    return {said for who in people for method in methods for said in caller.said(method, [{}], who)}


@contextmanager
def listening(made: Runtime, broker: str) -> Iterator[Caller]:
    """The runtime's service in a process of its own, at the runtime's time."""
    folder = made.config.data
    DemoClock(ALMATY, folder / "clock.json", BOOTED_AT).move(made.clock.now())
    topology.declare(broker, {})
    running = Process(made.service, broker, made.config.database(made.service), folder)
    running.start()
    yield Caller(made.service, running, folder)
    running.kill()


def methods(service: type) -> list[str]:
    """What may be called by messages, but for the question how the service is."""
    return [name for name, each in vars(service).items() if _is_rpc(each) and name != "health"]


def filled_with(contract: ModuleType, value: Any) -> dict[str, Any]:
    """A body in which every field of every request is ``value``."""
    shapes = [each for each in vars(contract).values() if isinstance(each, type) and is_dataclass(each)]
    return {field.name: value for shape in shapes for field in fields(shape)}


def _is_rpc(each: Any) -> bool:
    return any(type(point).__name__ == "Rpc" for point in getattr(each, "nameko_entrypoints", ()))


def _at(real: datetime) -> StillClock:
    clock = StillClock()
    clock.real = real
    return clock

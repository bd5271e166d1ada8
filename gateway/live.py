"""What happens to cases, told to the people they concern as it happens: server-sent events without content.

A stream says only that something happened to a case; what, a page asks again, and the service decides anew who may
know. Signals that were missed while the bus was away are made good by one that names no case.
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from aio_pika.abc import AbstractIncomingMessage
from starlette.responses import Response, StreamingResponse

from gateway.audit import AuditListener
from gateway.callers import Caller
from gateway.errors import Rejected
from services.common.errors import Refused

ABOUT_CASES = "kz.jurnal.corrections.case.#"
ANY_CASE = ""
HEARTBEAT_SECONDS = 15.0
#: Windows of one person that listen at the same time; a page listens only while it is in sight.
MOST_STREAMS = 12
MOST_SIGNALS = 100
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
_UNDECIDED = ("reported", "act_drawn", "withdrawn", "rejected")


@dataclass(frozen=True)
class Interest:
    """Which cases somebody has to do with."""

    person: str
    faculties: frozenset[str]
    decided: bool
    every: bool

    @classmethod
    def of(cls, user: Mapping[str, Any]) -> "Interest":
        """What the person's roles make of it (¶7, ¶10, ¶13)."""
        roles = {held["role"] for held in user["roles"]}
        faculties = {held["faculty"] for held in user["roles"] if held["role"] in ("methodist", "faculty_head")}
        return cls(user["id"], frozenset(faculties), "it_staff" in roles, "moderator" in roles)

    def has(self, facts: Mapping[str, Any]) -> bool:
        """Whether an audit entry's facts are about such a case."""
        if self.every or self.person in (facts.get("author"), *facts.get("named", ())):
            return True
        if facts.get("faculty") in self.faculties:
            return True
        return self.decided and facts.get("state") not in _UNDECIDED


class _Stream:
    """One window that listens."""

    def __init__(self, interest: Interest) -> None:
        self.interest = interest
        self.ended = False
        self._cases: dict[str, None] = {}
        self._told = asyncio.Event()

    def tell(self, case: str) -> None:
        self._cases = {ANY_CASE: None} if len(self._cases) >= MOST_SIGNALS else {**self._cases, case: None}
        self._told.set()

    def end(self) -> None:
        self.ended = True
        self._told.set()

    def wake(self) -> None:
        self._told.set()

    async def news(self) -> list[str]:
        """The cases told of since last time, after a while none."""
        with suppress(TimeoutError):
            async with asyncio.timeout(HEARTBEAT_SECONDS):
                await self._told.wait()
        self._told.clear()
        cases, self._cases = list(self._cases), {}
        return cases


class Live:
    """Listens to the audit for everybody. One for each process; ``async with live.listening():`` around its life."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._streams: defaultdict[str, list[_Stream]] = defaultdict(list)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator["Live"]:
        """Listen until the block ends."""
        listener = AuditListener("live", (ABOUT_CASES,), self._receive, lambda: self.tell(ANY_CASE, {}))
        async with listener.listening(self._uri):
            try:
                yield self
            finally:
                self.end()

    def end(self) -> None:
        """Let every window go, so that the process can end."""
        for streams in self._streams.values():
            for stream in streams:
                stream.end()

    def stream(self, caller: Caller) -> Response:
        """The events of the caller. Raises ``Rejected(too_many_streams)``."""
        assert caller.user is not None
        if len(self._streams.get(caller.user["id"], ())) >= MOST_STREAMS:
            raise Rejected("too_many_streams")
        return StreamingResponse(self._messages(caller), media_type="text/event-stream", headers=HEADERS)

    def look_again(self, person: str) -> None:
        """Something has changed in somebody's sessions: the windows of an ended one are let go."""
        for stream in self._streams.get(person, ()):
            stream.wake()

    def tell(self, case: str, facts: Mapping[str, Any]) -> None:
        """Signal a case to those it concerns."""
        for streams in self._streams.values():
            for stream in streams:
                if case == ANY_CASE or stream.interest.has(facts):
                    stream.tell(case)

    async def _messages(self, caller: Caller) -> AsyncIterator[str]:
        stream = _Stream(Interest.of(caller.user or {}))
        streams = self._streams[stream.interest.person]
        streams.append(stream)
        try:
            yield "retry: 3000\n\n"
            while await _lasts(stream, caller):
                yield "".join(map(_signal, await stream.news())) or ": still here\n\n"
        finally:
            streams.remove(stream)
            if not streams:
                self._streams.pop(stream.interest.person, None)

    async def _receive(self, message: AbstractIncomingMessage) -> None:
        entry = json.loads(message.body)
        self.tell(entry["subject"].removeprefix("case/"), entry["data"])


async def _lasts(stream: _Stream, caller: Caller) -> bool:
    """Whether the session does; when auth cannot say, it does. Roles may have changed meanwhile."""
    try:
        issued = await caller.sessions.access(caller.secret, caller.context, quiet=True)
    except Refused:
        return False
    except Rejected:
        return not stream.ended
    stream.interest = Interest.of(issued["user"])
    return not stream.ended


def _signal(case: str) -> str:
    return f"event: case\ndata: {json.dumps({'id': case})}\n\n"

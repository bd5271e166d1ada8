"""What happens to cases, discrepancies and notices, told as it happens to whom they concern (¶1): no content.

A stream says only that something happened to one of them; what, a page asks again, and the service decides anew who
may know. Signals that were missed while the bus was away are made good by one that names none.
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

from gateway.errors import Rejected
from gateway.http.callers import Caller
from gateway.messaging.listener import Listener
from services.common.errors import Refused

#: What of the audit is listened to; the first word of an entry's subject is the event's name.
ABOUT = ("kz.jurnal.corrections.case.#", "kz.jurnal.corrections.discrepancy.#", "kz.jurnal.roster.notice.#")
NOTICE = "notice"
#: Something, of which no more is said.
ANY = "case/"
HEARTBEAT_SECONDS = 15.0
#: Windows of one person that listen at the same time; a page listens only while it is in sight.
MOST_STREAMS = 12
MOST_SIGNALS = 100
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@dataclass(frozen=True)
class Interest:
    """What somebody has to do with."""

    person: str
    faculties: frozenset[str]
    it: bool
    every: bool

    @classmethod
    def of(cls, user: Mapping[str, Any]) -> "Interest":
        """What the person's roles make of it (¶7, ¶10, ¶11, ¶13)."""
        roles = {held["role"] for held in user["roles"]}
        faculties = {held["faculty"] for held in user["roles"] if held["role"] in ("methodist", "faculty_head")}
        return cls(user["id"], frozenset(faculties), "it_staff" in roles, "moderator" in roles)

    def has(self, subject: str, facts: Mapping[str, Any]) -> bool:
        """Whether an audit entry is about such a thing."""
        if self.every or self.person in (facts.get("author"), *facts.get("named", ())):
            return True
        if self.faculties & {facts.get("faculty"), *facts.get("faculties", ())}:
            return True
        return self.it and (facts.get("approved") is True or subject.startswith(f"{NOTICE}/"))


class _Stream:
    """One window that listens."""

    def __init__(self, interest: Interest) -> None:
        self.interest = interest
        self.ended = False
        self._subjects: dict[str, None] = {}
        self._told = asyncio.Event()

    def tell(self, subject: str) -> None:
        self._subjects = {ANY: None} if len(self._subjects) >= MOST_SIGNALS else {**self._subjects, subject: None}
        self._told.set()

    def end(self) -> None:
        self.ended = True
        self._told.set()

    def wake(self) -> None:
        self._told.set()

    async def news(self) -> list[str]:
        """What was told of since last time, after a while nothing."""
        with suppress(TimeoutError):
            async with asyncio.timeout(HEARTBEAT_SECONDS):
                await self._told.wait()
        self._told.clear()
        subjects, self._subjects = list(self._subjects), {}
        return subjects


class Live:
    """Listens to the audit for everybody. One for each process; ``async with live.listening():`` around its life."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._streams: defaultdict[str, list[_Stream]] = defaultdict(list)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator["Live"]:
        """Listen until the block ends."""
        listener = Listener("live", ABOUT, self._receive, lambda: self.tell(ANY, {}))
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

    def tell(self, subject: str, facts: Mapping[str, Any]) -> None:
        """Signal it to those it concerns; IT, who oversees methodists (¶12), hears of the rest without a name."""
        for streams in self._streams.values():
            for stream in streams:
                if subject == ANY or stream.interest.has(subject, facts):
                    stream.tell(subject)
                elif stream.interest.it:
                    stream.tell(ANY)

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
        self.tell(entry["subject"], entry["data"])


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


def _signal(subject: str) -> str:
    kind, _, name = subject.partition("/")
    return f"event: {kind}\ndata: {json.dumps({'id': name})}\n\n"

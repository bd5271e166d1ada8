"""Sessions that ended and people who changed elsewhere: this process forgets at once what it keeps of them (¶4)."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aio_pika.abc import AbstractIncomingMessage

from gateway.http.sessions import Sessions
from gateway.live.streams import Live
from gateway.messaging.listener import Listener
from services.common.security.revocation import SESSION_ENDED

#: After these a person's token says something that is no more so, or is asked for with another secret.
CHANGED = tuple(
    f"kz.jurnal.auth.{action}.v1"
    for action in (
        "person.roles_changed",
        "password.changed",
        "acknowledgement.signed",
        "second_factor.set_up",
        "session.secret_changed",
    )
)


class Endings:
    """Listens to the audit. One for each process; ``async with endings.listening():`` around its life."""

    def __init__(self, uri: str, sessions: Sessions, live: Live) -> None:
        self._uri = uri
        self._sessions = sessions
        self._live = live

    @asynccontextmanager
    async def listening(self) -> AsyncIterator["Endings"]:
        """Listen until the block ends."""
        # what was said while nobody listened here is unknown: all is forgotten when listening begins
        listener = Listener("ended", (SESSION_ENDED, *CHANGED), self._receive, self._sessions.forget_all)
        async with listener.listening(self._uri):
            yield self

    async def _receive(self, message: AbstractIncomingMessage) -> None:
        entry = json.loads(message.body)
        person = entry["subject"].removeprefix("person/")
        if entry["type"] == SESSION_ENDED:
            self._sessions.end(entry["data"]["session"])
        else:
            self._sessions.forget_person(person)
        self._live.look_again(person)

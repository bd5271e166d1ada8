"""Publishing that knows what the broker has taken: a batch goes out, then its confirms are waited for."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.common.messaging import bus
from services.common.messaging.envelope import CONTENT_TYPE

CONFIRM_SECONDS = 10


class NotTakenError(RuntimeError):
    """The broker refused, returned or did not confirm a message; nothing may be counted as sent."""


@dataclass(frozen=True)
class Message:
    """One message: its CloudEvent and where it goes. ``mandatory``: to vanish unheard is a failure."""

    exchange: str
    routing_key: str
    body: dict[str, Any]
    mandatory: bool


class ConfirmedPublisher:
    """One channel in confirm mode (AMQP 0-9-1 extension "publisher confirms")."""

    def __init__(self, uri: str) -> None:
        self._connection = bus.connection(uri, heartbeat=0, connect_timeout=5)
        self._channel: Any = None
        self._waiting: set[int] = set()
        self._lost: list[str] = []
        self._next_tag = 1

    def publish(self, messages: Sequence[Message]) -> None:
        """Send all in order and return once each is safe with the broker. Raises on any that is not."""
        channel = self._open()
        self._lost.clear()
        for message in messages:
            self._send(channel, message)
        while self._waiting:
            self._connection.drain_events(timeout=CONFIRM_SECONDS)
        if self._lost:
            raise NotTakenError("; ".join(self._lost))

    def close(self) -> None:
        """Forget the connection; the next publication opens another."""
        self._channel = None
        self._waiting.clear()
        self._connection.release()

    def _open(self) -> Any:
        if self._channel is None:
            self._connection.connect()
            self._channel = self._connection.channel()
            self._channel.confirm_select()
            self._channel.events["basic_ack"].add(self._confirmed)
            self._channel.events["basic_nack"].add(self._refused)
            self._channel.events["basic_return"].add(self._returned)
            self._next_tag = 1
        return self._channel

    def _send(self, channel: Any, message: Message) -> None:
        prepared = channel.prepare_message(
            json.dumps(message.body, ensure_ascii=False),
            content_type=CONTENT_TYPE,
            content_encoding="utf-8",
            properties={"delivery_mode": 2, "message_id": message.body["id"]},
        )
        self._waiting.add(self._next_tag)
        self._next_tag += 1
        channel._basic_publish(
            prepared, exchange=message.exchange, routing_key=message.routing_key, mandatory=message.mandatory
        )

    def _confirmed(self, tag: int, multiple: bool) -> None:
        self._waiting -= {waiting for waiting in self._waiting if waiting == tag or (multiple and waiting <= tag)}

    def _refused(self, tag: int, multiple: bool) -> None:
        self._confirmed(tag, multiple)
        self._lost.append(f"refused {tag}")

    def _returned(self, _error: object, _exchange: str, routing_key: str, _message: object) -> None:
        self._lost.append(f"nobody listens to {routing_key}")

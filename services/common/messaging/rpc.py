"""Calling another service, never without a timeout, and replying to a call.

A refusal of the other service comes out as the ``Refused`` it is.
"""

import warnings
from collections.abc import Callable
from typing import Any

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")
    from eventlet.timeout import Timeout
    from kombu import Connection, Exchange
    from kombu.pools import ProducerPool, producers
    from nameko import rpc
    from nameko.amqp.publish import Publisher
    from nameko.constants import DEFAULT_TRANSPORT_OPTIONS, NON_PERSISTENT
    from nameko.exceptions import RemoteError, UnknownService
    from nameko.rpc import MethodProxy, Responder

from services.common.messaging.topology import RPC_EXCHANGE


class NoAnswerError(RuntimeError):
    """The other service is not there, did not answer in time or failed: what it did is not known. Ask again."""


class ReplyPublisher(Publisher):  # type: ignore[misc]
    """Sends a reply without waiting for the broker's confirm and without the disk.

    Who waits for it has a queue that dies with their connection, and counts a reply that does not come as unknown.
    """

    def publish(self, payload: object, **properties: Any) -> None:
        """Send it to ``routing_key`` of ``exchange``, again where the connection has been lost."""
        with _producers(self.amqp_uri, self.ssl).acquire(block=True) as producer:
            producer.publish(
                payload, delivery_mode=NON_PERSISTENT, retry=True, retry_policy=self.retry_policy, **properties
            )


#: By the bus's address, for a process speaks to a bus in one way. Kombu keeps them too, but asking costs half a reply.
_POOLS: dict[str, ProducerPool] = {}


def _producers(uri: str, tls: object) -> ProducerPool:
    if uri not in _POOLS:
        options = DEFAULT_TRANSPORT_OPTIONS.copy()
        _POOLS[uri] = producers[Connection(uri, ssl=tls, transport_options=options)]
    return _POOLS[uri]


class CallPublisher(Publisher):  # type: ignore[misc]
    """Sends a call without the disk: who waits for the answer asks again, and a call may carry a mark (¶5)."""

    delivery_mode = NON_PERSISTENT
    transport_options = DEFAULT_TRANSPORT_OPTIONS.copy()


def keep_calls_off_the_disk() -> None:
    """Let this process's services call by ``CallPublisher`` and reply by ``ReplyPublisher``."""
    MethodProxy.publisher_cls = CallPublisher
    Responder.publisher_cls = ReplyPublisher


def take_the_exchange_as_it_is() -> None:
    """Let Nameko use the exchange of calls without declaring it: who may declare it could make it another."""
    rpc.get_rpc_exchange = lambda _config: Exchange(RPC_EXCHANGE, type="topic", durable=True, no_declare=True)


def ask(method: Callable[[Any], Any], message: Any, timeout_seconds: float) -> Any:
    """Call a method of Nameko's ``RpcProxy`` from a green thread. Raises ``Refused`` as it does, ``NoAnswerError``."""
    timeout = Timeout(timeout_seconds)
    try:
        return method(message)
    except Timeout as ended:
        if ended is not timeout:
            raise
        raise NoAnswerError(f"no answer within {timeout_seconds} s") from None
    except (UnknownService, RemoteError) as error:
        raise NoAnswerError(type(error).__name__) from error
    finally:
        timeout.cancel()

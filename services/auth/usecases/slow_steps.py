"""What commands share that compare or hash passwords outside any transaction: the caller, the keys, refusals kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from services.common.errors import Reason, Refused
from services.common.runtime.app import Calls
from services.common.security.sealing import read_key
from services.common.security.tokens import Principal


def index_key(calls: Calls) -> bytes:
    """The key of the index of passwords."""
    return service_key(calls, "password-index.key")


def recovery_public(calls: Calls) -> bytes:
    """The public key of the recovery."""
    return service_key(calls, "recovery.pub")


def service_key(calls: Calls, name: str) -> bytes:
    """One of the keys that lie beside the service."""
    return read_key(calls.runtime.config.keys / name)


def caller_with_duties(calls: Calls) -> Principal:
    """Who asks, also while duties are outstanding."""
    return calls.runtime.verifier.verify(calls.token, calls.runtime.clock.machine())


@contextmanager
def recording(reasons: tuple[Reason, ...], record: Callable[[], Any]) -> Iterator[None]:
    """Record a refusal in a transaction of its own: the transaction that refuses keeps nothing."""
    try:
        yield
    except Refused as refused:
        if refused.refusal.code in {each.code for each in reasons}:
            record()
        raise

"""A secret in shares (n-of-n by exclusive or): all of them together are the secret, any fewer are random bytes."""

import os
from collections.abc import Iterable
from functools import reduce
from operator import xor


def shared(secret: bytes, count: int) -> list[bytes]:
    """The secret in so many shares."""
    random = [os.urandom(len(secret)) for _ in range(count - 1)]
    return [*random, joined([secret, *random])]


def joined(shares: Iterable[bytes]) -> bytes:
    """The secret of all its shares."""
    return bytes(reduce(xor, places) for places in zip(*shares, strict=True))

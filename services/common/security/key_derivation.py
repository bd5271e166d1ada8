"""Argon2id (RFC 9106): a key from something that can be guessed, slow for who guesses. Called in a native thread.

By libsodium: of `cryptography`'s own, two at the same time wait for each other for ever (50.0.2).
"""

from dataclasses import dataclass

from nacl.pwhash import argon2id

from services.common.security.sealing import KEY_BYTES

SALT_BYTES = argon2id.SALTBYTES


@dataclass(frozen=True)
class Cost:
    """What one guess at a password costs: bcrypt's 2^rounds, and Argon2id's passes over its memory."""

    rounds: int
    passes: int
    memory_bytes: int


#: About 0.25 s of bcrypt and 0.1 s of Argon2id.
FULL = Cost(rounds=12, passes=3, memory_bytes=64 * 1024 * 1024)
#: The least that the algorithms allow. Only a test's data folder may have it: see ``services.common.runtime.config``.
LEAST = Cost(rounds=4, passes=1, memory_bytes=8192)

_of_this_process = FULL


def use(cost: Cost) -> None:
    """Let this process derive keys at this cost from now on."""
    global _of_this_process  # noqa: PLW0603 - a process serves one academy
    _of_this_process = cost


def cost() -> Cost:
    """What this process uses."""
    return _of_this_process


def stretched(secret: bytes, salt: bytes) -> bytes:
    """32 bytes, after what the process's cost asks for."""
    used = cost()
    return argon2id.kdf(KEY_BYTES, secret, salt, opslimit=used.passes, memlimit=used.memory_bytes)

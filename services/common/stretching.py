"""Argon2id (RFC 9106): a key from something that can be guessed, slow for who guesses. Called in a native thread.

By libsodium: of `cryptography`'s own, two at the same time wait for each other for ever (50.0.2).
"""

from nacl.pwhash import argon2id

from services.common.boxes import KEY_BYTES

SALT_BYTES = argon2id.SALTBYTES
_PASSES, _MEMORY_BYTES = 3, 64 * 1024 * 1024


def stretched(secret: bytes, salt: bytes) -> bytes:
    """32 bytes, after about 0.1 s and 64 MiB."""
    return argon2id.kdf(KEY_BYTES, secret, salt, opslimit=_PASSES, memlimit=_MEMORY_BYTES)

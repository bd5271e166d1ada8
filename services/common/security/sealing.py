"""Sealing: under a key that both sides have (AES-256-GCM), and to the holder of a key pair (HPKE, RFC 9180).

What is sealed begins with a format byte. ``place`` says what it is and whose, and is bound to it: a box that was moved
to another place does not open. No error, ``repr`` or log line of this module holds key or content.
"""

import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

FORMAT = b"\x01"
KEY_BYTES = 32
_NONCE = 12
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class SealBrokenError(Exception):
    """What should open does not: altered, moved, or sealed under another key."""


class PrivateKey:
    """Somebody's half of a key pair that opens what was sealed to them; shows nothing of itself."""

    __slots__ = ("_key", "public")

    def __init__(self, raw: bytes) -> None:
        self._key = X25519PrivateKey.from_private_bytes(raw)
        self.public = self._key.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> "PrivateKey":
        """A fresh one."""
        return cls(X25519PrivateKey.generate().private_bytes_raw())

    def __repr__(self) -> str:
        return "PrivateKey(…)"

    def raw(self) -> bytes:
        """The 32 bytes, to be sealed and never kept otherwise."""
        return self._key.private_bytes_raw()

    def open(self, sealed: bytes, place: str) -> bytes:
        """What was sealed to this key. Raises ``SealBrokenError``."""
        _check_format(sealed)
        try:
            return _SUITE.decrypt(sealed[1:], self._key, info=place.encode())
        except (InvalidTag, ValueError):
            raise SealBrokenError("the seal is broken") from None


def read_private(path: Path) -> PrivateKey:
    """The private key that a file holds in hexadecimal."""
    return PrivateKey(read_key(path))


def read_key(path: Path) -> bytes:
    """32 bytes that a file holds in hexadecimal. Raises ``ValueError`` without saying what it holds."""
    try:
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        raise ValueError(f"{path.name} is not a key in hexadecimal") from None


def seal_to(public: bytes, plain: bytes, place: str) -> bytes:
    """Seal to the holder of a key pair. Raises ``ValueError`` when ``public`` is no X25519 key."""
    return FORMAT + _SUITE.encrypt(plain, X25519PublicKey.from_public_bytes(public), info=place.encode())


def seal(key: bytes, plain: bytes, place: str) -> bytes:
    """Seal under a key of 32 bytes (NIST SP 800-38D, 96-bit nonce)."""
    nonce = os.urandom(_NONCE)
    return FORMAT + nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def unseal(key: bytes, sealed: bytes, place: str) -> bytes:
    """What was sealed under the key. Raises ``SealBrokenError``."""
    _check_format(sealed)
    try:
        return AESGCM(key).decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], place.encode())
    except (InvalidTag, ValueError):
        raise SealBrokenError("the seal is broken") from None


def _check_format(sealed: bytes) -> None:
    if sealed[:1] != FORMAT:
        raise SealBrokenError("unknown format")

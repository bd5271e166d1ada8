"""Marks at rest (¶5): sealed with AES-256-GCM under their journal's key; the only module that knows how.

A sealed value is a format byte, a 96-bit nonce and the ciphertext with its tag (NIST SP 800-38D). Journal, lesson,
cadet and version are associated data, so that no ciphertext opens in another cell. Values are padded to one length,
so that its size tells nothing. The journal's key is sealed in the same way under a key outside the databases.
"""

import json
import os
from functools import cache, lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.gradebook.contract import Value

FORMAT = b"\x01"
_NONCE, _PADDED = 12, 8


class SealBrokenError(Exception):
    """What should open does not: altered, moved, or sealed under another key."""


class JournalKey:
    """Seals and opens the marks of one journal."""

    def __init__(self, journal: str, key: bytes) -> None:
        self._journal = journal
        self._cipher = AESGCM(key)

    def seal(self, lesson: str, cadet: str, version: int, value: Value) -> bytes:
        """The sealed value of one version of one cell."""
        plain = json.dumps(value, ensure_ascii=False).encode().ljust(_PADDED)
        return _seal(self._cipher, plain, self._place(lesson, cadet, version))

    def open(self, lesson: str, cadet: str, version: int, sealed: bytes) -> Value:
        """The value again. Raises ``SealBrokenError``."""
        value: Value = json.loads(_open(self._cipher, sealed, self._place(lesson, cadet, version)))
        return value

    def _place(self, lesson: str, cadet: str, version: int) -> bytes:
        return f"mark/{self._journal}/{lesson}/{cadet}/{version}".encode()


class KeyRing:
    """Makes and opens journals' keys under the key-encryption key; keeps opened ones in memory."""

    def __init__(self, key_encryption_key: bytes) -> None:
        self._cipher = AESGCM(key_encryption_key)
        self._opened = lru_cache(maxsize=2000)(self._unwrap)

    def make(self, journal: str) -> bytes:
        """A fresh key for a journal, sealed."""
        return _seal(self._cipher, AESGCM.generate_key(256), _journal_place(journal))

    def open(self, journal: str, sealed_key: bytes) -> JournalKey:
        """The journal's key, ready for use."""
        return self._opened(journal, sealed_key)

    def _unwrap(self, journal: str, sealed_key: bytes) -> JournalKey:
        return JournalKey(journal, _open(self._cipher, sealed_key, _journal_place(journal)))


@cache
def ring(keys: Path) -> KeyRing:
    """The ring whose key is kept in the folder's ``journal-kek.key``; one in a process."""
    return KeyRing(bytes.fromhex((keys / "journal-kek.key").read_text(encoding="ascii").strip()))


def _journal_place(journal: str) -> bytes:
    return f"journal-key/{journal}".encode()


def _seal(cipher: AESGCM, plain: bytes, place: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return FORMAT + nonce + cipher.encrypt(nonce, plain, place)


def _open(cipher: AESGCM, sealed: bytes, place: bytes) -> bytes:
    if sealed[:1] != FORMAT:
        raise SealBrokenError("unknown format")
    try:
        return cipher.decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], place)
    except InvalidTag:
        raise SealBrokenError("the seal is broken") from None

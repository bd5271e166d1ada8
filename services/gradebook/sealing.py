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
        return self._seal(value, self._place(lesson, cadet, version))

    def open(self, lesson: str, cadet: str, version: int, sealed: bytes) -> Value:
        """The value again. Raises ``SealBrokenError``."""
        return self._open(sealed, self._place(lesson, cadet, version))

    def seal_make_up(self, lesson: str, cadet: str, number: int, value: Value) -> bytes:
        """The sealed make-up mark that stands beside a cell (¶19)."""
        return self._seal(value, f"make-up/{self._journal}/{lesson}/{cadet}/{number}")

    def open_make_up(self, lesson: str, cadet: str, number: int, sealed: bytes) -> Value:
        """The make-up mark again. Raises ``SealBrokenError``."""
        return self._open(sealed, f"make-up/{self._journal}/{lesson}/{cadet}/{number}")

    def seal_change(self, lesson: str, cadet: str, value: Value) -> bytes:
        """The mark that a report asks for, sealed for its cell: it opens as no other one's, nor as a version."""
        return self._seal(value, f"change/{self._journal}/{lesson}/{cadet}")

    def open_change(self, lesson: str, cadet: str, sealed: bytes) -> Value:
        """The mark asked for again. Raises ``SealBrokenError``."""
        return self._open(sealed, f"change/{self._journal}/{lesson}/{cadet}")

    def _seal(self, value: Value, place: str) -> bytes:
        plain = json.dumps(value, ensure_ascii=False).encode().ljust(_PADDED)
        return _seal(self._cipher, plain, place.encode())

    def _open(self, sealed: bytes, place: str) -> Value:
        value: Value = json.loads(_open(self._cipher, sealed, place.encode()))
        return value

    def _place(self, lesson: str, cadet: str, version: int) -> str:
        return f"mark/{self._journal}/{lesson}/{cadet}/{version}"


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

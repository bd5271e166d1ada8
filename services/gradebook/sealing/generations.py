"""The generations of a key: what is sealed now is sealed under the newest, what was sealed before opens with its own.

A sealed value is a format byte, the number of the generation (two bytes, from 1), a 96-bit nonce and the ciphertext
with its tag (NIST SP 800-38D). Format 1, of the first release, has no number: it is of the first generation. Format 3
is as format 2, under a key that opens what concerns one cadet; formats 1 and 2 are sealed under a journal's own. Its
proof stands behind a mark of format 3 (``proofs.py``).
"""

import json
import os
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.common.security.sealing import SealBrokenError

FIRST_FORMAT, FORMAT, CADETS_FORMAT = b"\x01", b"\x02", b"\x03"
_NONCE, _NUMBER = 12, 2


class Generations:
    """Seals and opens values under a key of which there are several generations; shows nothing of itself."""

    def __init__(self, keys: Mapping[int, bytes], format: bytes = FORMAT) -> None:
        self._format = format
        self._ciphers = {number: AESGCM(key) for number, key in keys.items()}
        self.newest = max(keys)

    def seal(self, value: Any, context: str, length: int) -> bytes:
        """Seal what JSON can say, padded to at least ``length`` bytes and bound to its context."""
        plain = json.dumps(value, ensure_ascii=False).encode().ljust(length)
        nonce = os.urandom(_NONCE)
        number = self.newest.to_bytes(_NUMBER, "big")
        return self._format + number + nonce + self._ciphers[self.newest].encrypt(nonce, plain, context.encode())

    def open(self, sealed: bytes, context: str) -> Any:
        """The value again. Raises ``SealBrokenError``."""
        return json.loads(self.opened(sealed, context))

    def opened(self, sealed: bytes, context: str) -> bytes:
        """The value as it was sealed: JSON, padded. Raises ``SealBrokenError``."""
        generation, rest = self._generation(sealed)
        cipher = self._ciphers.get(generation)
        if cipher is None:
            raise SealBrokenError("unknown generation")
        try:
            return cipher.decrypt(rest[:_NONCE], rest[_NONCE:], context.encode())
        except (InvalidTag, ValueError):
            raise SealBrokenError("the seal is broken") from None

    def _generation(self, sealed: bytes) -> tuple[int, bytes]:
        if sealed[:1] == FIRST_FORMAT and self._format == FORMAT:
            return 1, sealed[1:]
        if sealed[:1] == self._format:
            return generation_of(sealed), sealed[1 + _NUMBER :]
        raise SealBrokenError("unknown format")


def generation_of(sealed: bytes) -> int:
    """Under which generation something of format 2 or 3 says that it is sealed; 0 where it says nothing."""
    return int.from_bytes(sealed[1 : 1 + _NUMBER], "big")

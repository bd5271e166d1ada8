"""A mark the faculty's head has decided on: sealed as the version it will be, stamped by the gradebook (¶4, ¶5).

IT, who carries it out, and corrections, who keeps it, can neither read nor alter it: the stamp (HMAC-SHA-256, RFC
2104, under a key derived from the gradebook's own) says that it was sealed here, in an entitled person's session, for
this very version of this very cell.
"""

import hmac
import json
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from hashlib import sha256

from services.common.boxes import SealBrokenError


@dataclass(frozen=True)
class DecidedMark:
    """``filled`` is False when the cell is to be cleared."""

    sealed: bytes
    filled: bool


def decided_place(journal: str, lesson: str | None, cadet: str | None, version: int) -> str:
    """What a stamp is bound to."""
    return f"{journal}/{lesson}/{cadet}/{version}"


def stamped(stamp_key: bytes, mark: DecidedMark, place: str) -> str:
    """What goes into the warrant."""
    body = b64encode(mark.sealed).decode()
    return f"{body}.{int(mark.filled)}.{_stamp(stamp_key, mark, place)}"


def verified(stamp_key: bytes, text: str, place: str) -> DecidedMark:
    """The mark again. Raises ``SealBrokenError``."""
    try:
        body, filled, stamp = text.split(".")
        mark = DecidedMark(b64decode(body, validate=True), {"0": False, "1": True}[filled])
    except (ValueError, KeyError, Base64Error):
        raise SealBrokenError("not a decided mark") from None
    if not hmac.compare_digest(stamp.encode(errors="replace"), _stamp(stamp_key, mark, place).encode()):
        raise SealBrokenError("the stamp is broken")
    return mark


def _stamp(stamp_key: bytes, mark: DecidedMark, place: str) -> str:
    said = json.dumps([place, mark.filled, b64encode(mark.sealed).decode()]).encode()
    return hmac.new(stamp_key, said, sha256).hexdigest()

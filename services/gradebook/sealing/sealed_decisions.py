"""A mark the faculty's head has decided on: sealed as the version it will be, stamped by the gradebook (¶4, ¶5).

IT, who carries it out, and corrections, who keeps it, can neither read nor alter it: the stamp (HMAC-SHA-256, RFC
2104, under a key derived from the gradebook's own) says that it was sealed here, in an entitled person's session, for
this very version of this very cell.
"""

import hmac
import json
import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from hashlib import sha256

from services.common.security.sealing import SealBrokenError

_NUMBER = re.compile("[1-9][0-9]{0,5}")


@dataclass(frozen=True)
class DecidedMark:
    """``filled`` is False when the cell is to be cleared.

    ``make_up``: it is no version of the cell but the make-up of that number beside it (¶19).
    """

    sealed: bytes
    filled: bool
    make_up: int = 0


def stamp_context(journal: str, lesson: str | None, cadet: str | None, version: int) -> str:
    """What a stamp is bound to: it holds for this version of this cell alone."""
    return f"{journal}/{lesson}/{cadet}/{version}"


def stamped(stamp_key: bytes, mark: DecidedMark, context: str) -> str:
    """The decided mark with its stamp, as a text for the warrant."""
    body = b64encode(mark.sealed).decode()
    text = f"{body}.{int(mark.filled)}.{_stamp(stamp_key, mark, context)}"
    return f"{text}.{mark.make_up}" if mark.make_up else text


def verified(stamp_key: bytes, text: str, context: str) -> DecidedMark:
    """The mark of a stamped text. Raises ``SealBrokenError``."""
    try:
        body, filled, stamp, *rest = text.split(".")
        mark = DecidedMark(b64decode(body, validate=True), {"0": False, "1": True}[filled], _number(rest))
    except (ValueError, KeyError, Base64Error):
        raise SealBrokenError("not a decided mark") from None
    if not hmac.compare_digest(stamp.encode(errors="replace"), _stamp(stamp_key, mark, context).encode()):
        raise SealBrokenError("the stamp is broken")
    return mark


def make_up_in(text: str) -> int:
    """The number of the make-up that a decided mark is to be; 0 for a version of the cell, and for any other text."""
    try:
        return _number(text.split(".")[3:])
    except ValueError:
        return 0


def _stamp(stamp_key: bytes, mark: DecidedMark, context: str) -> str:
    beside = [mark.make_up] if mark.make_up else []
    said = json.dumps([context, mark.filled, b64encode(mark.sealed).decode(), *beside]).encode()
    return hmac.new(stamp_key, said, sha256).hexdigest()


def _number(rest: list[str]) -> int:
    """The make-up's number, where one is decided on; written in one way only."""
    if not rest:
        return 0
    if len(rest) > 1 or not _NUMBER.fullmatch(rest[0]):
        raise ValueError("no number")
    return int(rest[0])

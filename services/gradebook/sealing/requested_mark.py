"""The mark that a report asks for (¶4, ¶5, ¶19): sealed for its cell, or for the make-up that counts there.

Others keep it as a text that they can neither read nor alter; one that ends in ".3" corrects the third make-up.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error

from services.common.security.sealing import SealBrokenError
from services.gradebook.contract import Value
from services.gradebook.refusals import Reasons
from services.gradebook.sealing.journal_key import JournalKey

_TEXT = re.compile(r"(?P<sealed>[A-Za-z0-9+/]+=*)(?:\.(?P<make_up>[1-9][0-9]{0,5}))?")


def sealed_change(key: JournalKey, lesson: str, cadet: str, value: Value, make_up: int = 0) -> str:
    """The requested mark as a text; ``make_up``: the number of the make-up that it corrects, 0 for the cell itself."""
    text = b64encode(key.seal_change(lesson, cadet, value, make_up)).decode()
    return f"{text}.{make_up}" if make_up else text


def corrected_make_up(text: str) -> int:
    """The number of the make-up that the text corrects, 0 for none. Raises ``Refused(change_unreadable)`` (¶5)."""
    return _read(text)[1]


def unsealed_change(key: JournalKey, lesson: str, cadet: str, text: str) -> Value:
    """The value that the change asks for. Raises ``Refused(change_unreadable)`` (¶5)."""
    sealed, make_up = _read(text)
    try:
        return key.open_change(lesson, cadet, sealed, make_up)
    except SealBrokenError:
        raise Reasons.change_unreadable.refused() from None


def _read(text: str) -> tuple[bytes, int]:
    found = _TEXT.fullmatch(text)
    try:
        sealed = b64decode(found["sealed"], validate=True) if found else b""
    except (Base64Error, ValueError):
        sealed = b""
    if not (found and sealed):
        raise Reasons.change_unreadable.refused()
    return sealed, int(found["make_up"] or 0)

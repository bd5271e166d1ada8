"""Text composed (Unicode NFC) in a time that grows with its length alone. Nothing else here calls ``normalize``.

To put a run of combining marks in order costs the square of its length, under the interpreter's lock. So a run is
broken where UAX #15 breaks it (Stream-Safe Text): no language writes thirty marks on one letter.
"""

import unicodedata

#: UAX #15, definition D3.
MOST_MARKS = 30
#: What stands between the parts of a longer run: it joins nothing and shows nothing.
JOINER = "\u034f"

#: Signs that are no marks themselves and are made of nothing but marks.
MADE_OF_MARKS = frozenset("\u0f73\u0f75\u0f81")


def composed(text: str) -> str:
    """The text in NFC, stream-safe: the same for everybody's keyboard, whoever has sent it."""
    return unicodedata.normalize("NFC", _stream_safe(text))


def plain(text: str) -> str:
    """The text in NFKC, stream-safe: without differences of form alone, for comparing."""
    return unicodedata.normalize("NFKC", _stream_safe(text))


def _stream_safe(text: str) -> str:
    """The text with a joiner after each ``MOST_MARKS`` marks that follow one another."""
    if len(text) <= MOST_MARKS or text.isascii():
        return text
    made, marks = [], 0
    for sign in text:
        marks = marks + 1 if unicodedata.combining(sign) or sign in MADE_OF_MARKS else 0
        if marks > MOST_MARKS:
            made.append(JOINER)
            marks = 1
        made.append(sign)
    return "".join(made)

"""Which texts a paper prints: those whose every sign its fonts have, and that no sign turns around (mechanism)."""

import unicodedata

from services.common.text.normalization import composed

#: Letters, digits and signs that the papers' fonts have: Latin, Greek, Cyrillic with all Kazakh letters, what people
#: type in sentences. No control or direction, no emoji, no script that the academy's papers are not written in.
_PRINTED = (
    (0x0020, 0x007E),
    (0x00A0, 0x017F),
    (0x018F, 0x018F),
    (0x0259, 0x0259),
    (0x02B9, 0x02B9),
    (0x02BC, 0x02BC),
    (0x0301, 0x0301),
    (0x0391, 0x03A1),
    (0x03A3, 0x03A9),
    (0x03B1, 0x03C9),
    (0x0400, 0x045F),
    (0x0462, 0x0463),
    (0x0490, 0x04FF),
    (0x0510, 0x0513),
    (0x2002, 0x200A),
    (0x2010, 0x2015),
    (0x2018, 0x2022),
    (0x2026, 0x2026),
    (0x202F, 0x2030),
    (0x2032, 0x2033),
    (0x2039, 0x203A),
    (0x2070, 0x2070),
    (0x2074, 0x2079),
    (0x2080, 0x2089),
    (0x20AC, 0x20AC),
    (0x20B8, 0x20B8),
    (0x20BD, 0x20BD),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2190, 0x2194),
    (0x2212, 0x2212),
    (0x221A, 0x221A),
    (0x221E, 0x221E),
    (0x2248, 0x2248),
    (0x2260, 0x2260),
    (0x2264, 0x2265),
)
#: What divides lines and columns of what is typed or pasted.
_DIVIDERS = "\t\n\r"
SIGNS = frozenset(chr(code) for first, last in _PRINTED for code in range(first, last + 1))


def unprintable(text: str) -> str:
    """The first sign that no paper prints, as a person can look it up: "😀 (U+1F600)"; "" where all are printed.

    A sign that cannot be seen, or that turns what is read around, is named by its number alone: "U+202E". Accents
    typed apart count as the letters they make. ``text`` has a length that was checked before.
    """
    return next((_named(sign) for sign in composed(text) if sign not in SIGNS and sign not in _DIVIDERS), "")


def _named(sign: str) -> str:
    number = f"U+{ord(sign):04X}"
    seen = unicodedata.category(sign)[0] in "LNPS" and unicodedata.bidirectional(sign) not in ("R", "AL")
    return f"{sign} ({number})" if seen else number

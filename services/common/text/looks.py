"""When two names look the same though they are written differently: one folding, with one table, for all services.

The table was made by hand for what is typed in Kazakh academies. Two questions are asked of it: what a reader cannot
tell apart on a page (``look``), and what one slip of the hand makes of another name (``rough_look``), which is more.
Texts are as long as a name may be, no longer.
"""

import re
import unicodedata
from functools import lru_cache

from services.common.text.normalization import plain

#: A letter of another alphabet, and the Cyrillic one that it looks like on a page.
TWINS = dict(
    zip(
        "ABCEHIKMOPTXYaceiopxyhƏəƎǝƟɵӀӏı",
        "АВСЕНІКМОРТХУасеіорхуһӘәӘәӨөІіі",
        strict=True,
    )
)
#: Letters and digits, cases folded, that are typed or misread for each other: one stands for all.
_MISTAKEN = dict(zip("әғқңөұүһиё031|lbktm", "агкноууніеозііівктм", strict=True))

_SEEN, _FOLDED = str.maketrans(TWINS), str.maketrans(_MISTAKEN)
_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
#: Spaces, save those that part two numbers.
_IDLE_SPACES = re.compile(r"(?<!\d) | (?!\d)")
_BETWEEN_DIGITS = re.compile(r"(?<=\d) +(?=\d)")
_UNSEEN = frozenset({"Cf", "Mn", "Me"})
_SPACES = frozenset({"Zs", "Zl", "Zp", "Cc"})
_BRACKETS = frozenset({"Ps", "Pe", "Pc"})
_QUOTES = frozenset("'\"`ʼ")
_SEPARATORS = frozenset(" -'./\\,;:")


@lru_cache(maxsize=4096)
def look(text: str) -> str:
    """What names have in common that a reader cannot tell apart.

    Neither case, the twins of letters, kinds of dashes and quotes, nor spaces count, save between two numbers.
    """
    return _IDLE_SPACES.sub("", " ".join(_seen(text).split()))


@lru_cache(maxsize=4096)
def rough_look(text: str) -> str:
    """What names have in common of which one may be a slip of the hand: whatever has one ``look``, and more.

    Neither letters typed for Kazakh ones, digits like letters, leading zeros nor separators count; what parts two
    numbers does: 21-1 is not 211.
    """
    parted = "".join(" " if _separates(sign) else sign for sign in _seen(text))
    numbered = _LEADING_ZEROS.sub("", _BETWEEN_DIGITS.sub("-", parted))
    return numbered.replace(" ", "").translate(_FOLDED)


def _seen(text: str) -> str:
    """The text as it is seen, cases folded, with one kind each of space, dash and quote."""
    return "".join(map(_sign_seen, plain(text).translate(_SEEN).casefold()))


def _sign_seen(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in _UNSEEN:
        return ""
    if category == "Pd" or sign == "−":
        return "-"
    if category in ("Pi", "Pf") or sign in _QUOTES:
        return "'"
    return " " if category in _SPACES else sign


def _separates(sign: str) -> bool:
    return sign in _SEPARATORS or unicodedata.category(sign) in _BRACKETS

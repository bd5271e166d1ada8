"""When two names look the same though they are written differently, and letters of another alphabet in Kazakh words.

Small tables made by hand for what is typed in Kazakh academies: Latin letters that look like Cyrillic ones, and the
letters that people take for Kazakh ones on a Russian keyboard. Texts are as long as a cell may be, no longer.
"""

import re
import unicodedata
from functools import lru_cache

from services.common.composing import plain
from services.roster.domain.names import key

#: A Latin letter, and the Cyrillic one that it looks like.
_LATIN = dict(
    zip(
        "ABCEHIKMOPTXYaceiopxyhƏəƎǝƟɵӀı",
        "АВСЕНІКМОРТХУасеіорхуһӘәӘәӨөІі",
        strict=True,
    )
)
_MENDED = str.maketrans(_LATIN)

#: Letters and digits, cases folded, that are seen or typed for each other: one stands for all.
_SAME = dict(zip("әғқңөұүһиё031|lbktm", "агкноууніеозііівктм", strict=True))
_SEEN = str.maketrans({latin.casefold(): cyrillic.casefold() for latin, cyrillic in _LATIN.items()})
_FOLDED = str.maketrans(_SAME)
_WORD = re.compile(r"[^\W\d_]+")
#: What may have to be replaced: most texts have none of it.
_OTHER = re.compile("[A-Za-zÀ-ɏƏəƎǝɵӀ]")
_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_BETWEEN_DIGITS = re.compile(r"(?<=\d) +(?=\d)")
_SEPARATORS = frozenset({"Zs", "Zl", "Zp", "Cc", "Pd", "Pc", "Ps", "Pe", "Pi", "Pf"})
_UNSEEN = frozenset({"Cf", "Mn", "Me"})
_SIGNS = frozenset("./\\,;:'\"`ʼ−")


@lru_cache(maxsize=4096)
def look(text: str) -> str:
    """What two names that look alike have in common.

    Neither case, alphabet, kind of dash, spaces, quotes nor leading zeros count; what parts two numbers does:
    21-1 is not 211.
    """
    parted = "".join(map(_part, plain(text).casefold()))
    numbered = _LEADING_ZEROS.sub("", _BETWEEN_DIGITS.sub("-", parted))
    return numbered.replace(" ", "").translate(_SEEN).translate(_FOLDED)


def mended(text: str) -> str:
    """The text with Cyrillic letters for the Latin ones that stand in words of Cyrillic ones: Əли is Әли."""
    if not _OTHER.search(text):
        return text
    return _WORD.sub(lambda word: word[0].translate(_MENDED) if _is_cyrillic(word[0]) else word[0], text)


def key_on_record(name: str) -> str:
    """The key of a name on record, which may be from before letters of another alphabet were replaced."""
    return key(mended(name))


def has_mixed_word(text: str) -> bool:
    """True when a word has Cyrillic and Latin letters."""
    if not _OTHER.search(text):
        return False
    return any(_is_cyrillic(word) and any("A" <= letter <= "ɏ" for letter in word) for word in _WORD.findall(text))


def _part(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in _UNSEEN:
        return ""
    return " " if category in _SEPARATORS or sign in _SIGNS else sign


def _is_cyrillic(word: str) -> bool:
    return any("Ѐ" <= letter <= "ӿ" and letter != "Ӏ" for letter in word)

"""Letters of another alphabet in Kazakh words: where they are replaced, and where they stay and are seen (¶14)."""

import re

from services.common.text.looks import TWINS
from services.roster.domain.names import key

_MENDED = str.maketrans(TWINS)
_WORD = re.compile(r"[^\W\d_]+")
#: What may have to be replaced: most texts have none of it.
_OTHER = re.compile("[A-Za-zÀ-ɏƏəƎǝɵӀӏ]")


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


def _is_cyrillic(word: str) -> bool:
    return any("Ѐ" <= letter <= "ӿ" and letter not in "Ӏӏ" for letter in word)

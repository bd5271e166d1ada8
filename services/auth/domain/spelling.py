"""One spelling for a name, whether in Kazakh, Russian or Latin letters: coarse, for guessers try them all (¶5)."""

import re

#: What Latin letters stand for; the Kazakh ones are those that somebody types who has none of them.
_LETTERS = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэәғіқңөұүһё", "abvgdeziiklmnoprstufieagiknouuho", strict=True)),
        **{"ж": "j", "х": "h", "ц": "c", "ч": "c", "ш": "s", "щ": "s", "ю": "u", "я": "a", "ъ": "", "ь": ""},
        **{"q": "k", "w": "u", "y": "i", "x": "h", "'": "", "ʼ": "", "’": ""},
        **dict(zip("áäãàâéèíıóöòúüùğşçñ", "aaaaaeeiiooouuugscn", strict=True)),
    }
)
#: Ways to write one sound, in the letters above.
_SOUNDS = (
    ("sch", "s"), ("sh", "s"), ("ch", "c"), ("tc", "c"), ("ts", "c"), ("zh", "j"), ("dj", "j"), ("kh", "h"),
    ("gh", "g"), ("ng", "n"), ("ia", "a"), ("iu", "u"), ("io", "o"), ("ie", "e"), ("ou", "u"),
)  # fmt: skip
_DOUBLED = re.compile(r"(\w)\1+")


def spelled(text: str) -> str:
    """The text, case folded, in that spelling; what is no letter of these alphabets stays. No letter is doubled.

    What is spelled so is not spelled otherwise again: Nataliya ends where Наталия does.
    """
    plain = text.casefold().translate(_LETTERS)
    while (sounded := _sounded(plain)) != plain:
        plain = sounded
    return plain


def _sounded(plain: str) -> str:
    plain = _DOUBLED.sub(r"\1", plain)
    for way, sound in _SOUNDS:
        plain = plain.replace(way, sound)
    return plain

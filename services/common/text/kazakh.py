"""The Kazakh alphabet's order: names are sorted by it, not by code point (mechanism: collation)."""

from services.common.text.normalization import composed

ALPHABET = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"

_PLACES = {letter: place for place, letter in enumerate(ALPHABET)}
_SIGNS, _KAZAKH, _OTHER_LETTERS = range(3)


def kazakh_order(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key, case aside: signs and digits, then the Kazakh alphabet, then letters of other alphabets.

    A name sorts before every longer one that begins with it; composed and decomposed letters are the same.
    """
    return tuple(map(_place, composed(text).upper()))


def short_name(family: str, given: str, patronymic: str) -> str:
    """A name as people write it: "Тегі А. Ә."."""
    initials = (f"{part[0]}." for part in (given, patronymic) if part)
    return " ".join((family, *initials))


def _place(letter: str) -> tuple[int, int, str]:
    if letter in _PLACES:
        return _KAZAKH, _PLACES[letter], ""
    return (_OTHER_LETTERS if letter.isalpha() else _SIGNS), 0, letter

"""Which texts a paper prints."""

import pytest

from services.common.text.kazakh import ALPHABET
from services.common.text.printable import unprintable


@pytest.mark.parametrize(
    "text",
    [
        "",
        ALPHABET + ALPHABET.lower(),
        "Қағаз журналда «85» – мұнда 58; №\u00a012/2026, 60 % → 75 ≥ 50, 500 ₸.",
        "Первая строка\r\n\tвторая",
        "Naïve Ŵ Əlı α β",
        "за\u0301мок",
        "и\u0306 е\u0308",
    ],
    ids=["empty", "kazakh", "signs", "lines", "latin", "accent", "decomposed"],
)
def test_what_people_write_is_printed(text: str) -> None:
    """Letters of the academy's languages, digits, and the signs of sentences."""
    assert "" == unprintable(text)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("баға \u202e57\u202c", "U+202E"),
        ("\u2066баға", "U+2066"),
        ("баға\u200f", "U+200F"),
        ("баға\u200b", "U+200B"),
        ("\ufeffбаға", "U+FEFF"),
        ("баға \x07", "U+0007"),
        ("есеп 😀", "😀 (U+1F600)"),
        ("漢字", "漢 (U+6F22)"),
        ("שלום", "U+05E9"),
        ("а\u0334", "U+0334"),
        ("\ue000", "U+E000"),
        ("\u2028", "U+2028"),
    ],
)
def test_what_no_paper_prints_is_named(text: str, sign: str) -> None:
    """Directions and what is not seen by number, the rest as it looks, too; none turns the sentence around."""
    assert sign == unprintable(text)

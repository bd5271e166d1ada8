"""Which letters of another alphabet are replaced, by plain calls (¶14)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.text.looks import look, rough_look
from services.roster.domain.alphabets import has_mixed_word, mended


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Əлиханов", "Әлиханов"),
        ("Ǝлия ǝке", "Әлия әке"),
        ("Iлиясов", "Ілиясов"),
        ("Әкiмшiлiк құқық", "Әкімшілік құқық"),
        ("Cepiк", "Серік"),
        ("Ɵтеген-Otar", "Өтеген-Otar"),
        ("Smith", "Smith"),
        ("KK-21", "KK-21"),
        ("ҚK-21", "ҚК-21"),
        ("IT құқық", "IT құқық"),
        ("Тарих I", "Тарих I"),
        ("Әлихан Iлиясов", "Әлихан Ілиясов"),
    ],
)
def test_latin_letters_in_cyrillic_words_are_replaced(written: str, read: str) -> None:
    """¶14: in such words alone; a Latin word stays as it is."""
    assert read == mended(written)


@pytest.mark.parametrize(
    ("name", "mixed"), [("Абаzв", True), ("Абаев", False), ("Smith-Иванов", False), ("Żак", True)]
)
def test_what_cannot_be_replaced_is_seen(name: str, mixed: bool) -> None:
    """¶14: a word of two alphabets is no name."""
    assert mixed == has_mixed_word(mended(name))


@given(st.text(max_size=200))
def test_a_look_is_of_the_text_alone(text: str) -> None:
    """¶14: replacing letters and folding case change no look, and replacing twice changes nothing more."""
    assert (look(text), rough_look(text)) == (look(mended(text)), rough_look(mended(text)))
    assert mended(text) == mended(mended(text))

"""Which names look alike, and which letters of another alphabet are replaced, by plain calls (¶14)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.roster.domain.looks import has_mixed_word, look, mended


@pytest.mark.parametrize(
    "alike",
    [
        (
            "ҚҚ-21",
            "KK-21",
            "КК-21",
            "ққ-21",
            "ҚҚ‑21",
            "ҚҚ–21",
            "ҚҚ—21",
            "ҚҚ−21",
            "ҚҚ - 21",
            "ҚҚ 21",
            "ҚҚ21",
            "ҚҚ\u00a021",
        ),
        ("21-1", "21 1", "21/1", "21.1", "21 – 1", "021-01"),
        ("00042", "42", "042", "４２"),
        ("T-0001", "Т-1", "т1"),
        ("ҚҚ-10", "ҚҚ-1О", "ҚҚ-1O", "ҚҚ-lО"),
        ("Әкімшілік құқық", "Әкiмшiлiк құқық", "ӘКІМШІЛІК  ҚҰҚЫҚ", "Акимшилик кукык", "Əкімшілік құқық"),
        ("Ёлкин Пётр", "Елкин Петр"),
        ("Әлиханов", "Əлиханов", "Ǝлиханов", "Алиханов"),
        ("Ілиясов", "Iлиясов", "lлиясов", "Илиясов"),
        ("Өтеген", "Ɵтеген", "Отеген"),
        ("«Құқық» факультеті", "Құқық факультеті", "“Құқық” факультеті"),
        ("Тарих I", "Тарих 1", "Тарих І"),
        ("Д'Артаньян", "Д’Артаньян", "Дартаньян"),
        ("soft\u00adhyphen", "softhyphen", "soft\u200bhyphen"),
    ],
    ids=lambda alike: str(alike[0]),
)
def test_these_look_alike(alike: tuple[str, ...]) -> None:
    """¶14: letters of other alphabets, dashes, spaces, quotes, leading zeros, case, ё."""
    assert {look(alike[0])} == set(map(look, alike))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("21-1", "211"),
        ("21-1", "2-11"),
        ("ҚҚ-21", "ҚҚ-22"),
        ("ҚҚ-21", "ҚҚ-210"),
        ("26-001", "26-0010"),
        ("C", "C++"),
        ("C++", "C#"),
        ("Тарих I", "Тарих II"),
        ("Майоров", "Маиоров"),
        ("Ким", "Кім-2"),
        ("100", "1"),
    ],
)
def test_these_do_not(one: str, other: str) -> None:
    """¶14: what parts two numbers counts, and so does every sign that is no separator."""
    assert look(one) != look(other)


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
    assert look(text) == look(mended(text))
    assert mended(text) == mended(mended(text))

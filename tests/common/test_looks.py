"""Which names look alike: to a reader of a page, and by a slip of the hand (¶14)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.text.looks import look, rough_look


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ахметов А. А.", "Axмeтoв A. A."),
        ("Ахметов А. А.", "Ахметов\u00a0А.А."),
        ("АХМЕТОВ А. А.", "Ахметов а. а."),
        ("Әлиев Ә.", "Əлиев Ə."),
        ("Шаһимов С.", "Шаhимов С."),
        ("Өтеген І.", "Ɵтеген ı."),
        ("Ахметова-Ким А.", "Ахметова–Ким\u200b А."),
        ("Д'Артаньян Ш.", "Д’Артаньян Ш."),
    ],
    ids=["twin-letters", "spaces", "case", "schwa", "shha", "o-and-i", "dash", "quote"],
)
def test_what_a_reader_cannot_tell_apart_looks_alike(one: str, other: str) -> None:
    """Latin letters among Cyrillic ones, spaces and case make no other name."""
    assert look(one) == look(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ахметов А. А.", "Ахметова А. А."),
        ("Ахметов А. А.", "Ахметов Ә. А."),
        ("Ахметов А.", "Ахметов А. А."),
        ("Ахметова А.", "Ахметов А. А."),
        ("Ким-2", "Ким2"),
        ("21 1", "211"),
    ],
)
def test_what_reads_differently_does_not(one: str, other: str) -> None:
    """A letter of the alphabet, or an initial more, tells two people apart."""
    assert look(one) != look(other)


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
def test_a_slip_of_the_hand_is_seen(alike: tuple[str, ...]) -> None:
    """¶14: letters of other alphabets, dashes, spaces, quotes, leading zeros, case, ё."""
    assert {rough_look(alike[0])} == set(map(rough_look, alike))


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
def test_what_no_slip_makes_is_not(one: str, other: str) -> None:
    """¶14: what parts two numbers counts, and so does every sign that is no separator."""
    assert rough_look(one) != rough_look(other)


#: Few enough signs for two texts to look alike often.
_TEXTS = st.text("АAаә-–−' \u00a0\u200b01ОO", max_size=4)


@given(_TEXTS, _TEXTS)
def test_what_a_reader_cannot_tell_apart_is_warned_of(one: str, other: str) -> None:
    """¶14: whatever has one look has one rough look."""
    assert look(one) != look(other) or rough_look(one) == rough_look(other)

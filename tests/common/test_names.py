"""What people are called, and how those who look alike are told apart."""

import pytest

from services.common.names import Called, Company, called, full_name, look

AIDAR = called("Ахметов", "Айдар", "Асқарұлы", "00042")
ARMAN = called("Ахметов", "Арман", "Алматұлы", "00043")


def test_initials_are_how_people_are_shown() -> None:
    """A name of its own stays short, whoever else is there."""
    company = Company([("a", AIDAR), ("b", called("Баев", "Айдар", "Асқарұлы"))])
    assert "Ахметов А. А." == company.shown("a", AIDAR)


def test_who_looks_alike_is_shown_completely() -> None:
    """Both of them, with full name and number."""
    company = Company([("a", AIDAR), ("b", ARMAN)])
    shown = [company.shown("a", AIDAR), company.shown("b", ARMAN)]
    assert ["Ахметов Айдар Асқарұлы, №\u00a000042", "Ахметов Арман Алматұлы, №\u00a000043"] == shown


def test_one_person_of_two_names_is_not_two() -> None:
    """¶15: who was renamed is not taken for somebody else, but somebody else for who was."""
    renamed = called("Ибраев", "Айдар", "Асқарұлы", "00042")
    alone = Company([("a", AIDAR), ("a", renamed)])
    assert "Ахметов А. А." == alone.shown("a", AIDAR)
    company = Company([("a", AIDAR), ("a", renamed), ("b", ARMAN)])
    assert "Ибраев А. А." == company.shown("a", renamed)
    assert ARMAN.complete == company.shown("b", ARMAN)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ахметов А. А.", "Axмeтoв A. A."),
        ("Ахметов А. А.", "Ахметов\u00a0А.А."),
        ("АХМЕТОВ А. А.", "Ахметов а. а."),
        ("Әлиев Ә.", "Əлиев Ə."),
        ("Шаһимов С.", "Шаhимов С."),
    ],
    ids=["twin-letters", "spaces", "case", "schwa", "shha"],
)
def test_what_a_reader_cannot_tell_apart_looks_alike(one: str, other: str) -> None:
    """Latin letters among Cyrillic ones, spaces and case make no other name."""
    assert look(one) == look(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ахметов А. А.", "Ахметова А. А."), ("Ахметов А. А.", "Ахметов Ә. А."), ("Ахметов А.", "Ахметов А. А.")],
)
def test_what_reads_differently_does_not(one: str, other: str) -> None:
    """A letter of the alphabet, or an initial more, tells two people apart."""
    assert look(one) != look(other)


def test_what_is_not_known_is_left_out() -> None:
    """No number, no patronymic; a full name that has not been told yet is the short one."""
    assert ["Ахметов Айдар", "Ахметов А., №\u00a07", "Ахметов А."] == [
        called("Ахметов", "Айдар", "").complete,
        Called("Ахметов А.", number="7").complete,
        Called("Ахметов А.").complete,
    ]
    assert "Ахметов Айдар" == full_name("Ахметов", "Айдар", "")

"""Text is composed in a time that grows with its length alone."""

import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.text.normalization import JOINER, MADE_OF_MARKS, MOST_MARKS, composed

#: Two marks whose order has to be mended each time.
WORST = "\u0301\u0327"


@given(st.text())
def test_it_is_nfc(text: str) -> None:
    """Once is enough, whatever the text."""
    made = composed(text)
    assert unicodedata.is_normalized("NFC", made)
    assert made == composed(made)


@pytest.mark.parametrize("word", ["Әлиев Серік", "Ұзақбай", "Йод", "a" + "\u0301" * MOST_MARKS, "Ángel" * 20])
def test_ordinary_text_is_plain_nfc(word: str) -> None:
    """Decomposed or not, the same letters are the same text."""
    assert unicodedata.normalize("NFC", word) == composed(word) == composed(unicodedata.normalize("NFD", word))


def test_a_longer_run_is_broken() -> None:
    """UAX #15: after thirty marks a joiner, and the text goes on."""
    assert "b" + "\u0327" * MOST_MARKS + JOINER + "\u0327" == composed("b" + "\u0327" * (MOST_MARKS + 1))


def test_no_sign_that_is_made_of_marks_is_missed() -> None:
    """Of all that Unicode has."""
    signs = [sign for sign in map(chr, range(sys.maxunicode + 1)) if not unicodedata.combining(sign)]
    made_of_marks = {sign for sign in signs if unicodedata.combining(unicodedata.normalize("NFD", sign)[0])}
    assert made_of_marks == MADE_OF_MARKS


@pytest.mark.parametrize("sign", [WORST, "\u0344", "\u0f73", "ǖ\u0327", "\U0001d160\u0327", "가\u11a8"])
def test_a_megabyte_is_composed_within_a_second(sign: str) -> None:
    """Marks in the wrong order, and signs that are made of marks themselves."""
    text = "a" + sign * (1_000_000 // len(sign.encode()))
    began = time.thread_time()
    composed(text)
    assert time.thread_time() - began < 1

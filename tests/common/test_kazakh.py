"""The Kazakh alphabet's order."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from services.common.text.kazakh import ALPHABET, kazakh_order, short_name

kazakh_words = st.text(alphabet=ALPHABET + ALPHABET.lower(), min_size=1, max_size=12)


def test_letters_stand_as_in_the_alphabet_not_as_in_unicode() -> None:
    """Ә follows А, Қ follows К, and І stands before Ь, wherever Unicode has put them."""
    names = ["Яхин", "Қасымов", "Ким", "Әбенов", "Іргебаев", "Абаев", "Һарун", "Ёлкин", "Ұзақ", "Үсен", "Уәли"]
    expected = ["Абаев", "Әбенов", "Ёлкин", "Ким", "Қасымов", "Уәли", "Ұзақ", "Үсен", "Һарун", "Іргебаев", "Яхин"]
    assert expected == sorted(names, key=kazakh_order)


def test_all_letters_are_there() -> None:
    """The alphabet has 42 letters, each once."""
    assert (42, 42) == (len(ALPHABET), len(set(ALPHABET)))


def test_a_shorter_name_comes_before_one_that_goes_on() -> None:
    """A family name alone comes before the same with a given name, and before a longer family name."""
    assert ["Али", "Али Әсет", "Алиев"] == sorted(["Алиев", "Али Әсет", "Али"], key=kazakh_order)


def test_other_alphabets_come_last_and_digits_first() -> None:
    """A Latin name stands after every Kazakh one, a number before."""
    assert ["2 топ", "Яхин", "Adams"] == sorted(["Adams", "Яхин", "2 топ"], key=kazakh_order)


@given(kazakh_words)
def test_case_does_not_matter(word: str) -> None:
    """The same word in any case has the same place."""
    assert kazakh_order(word.lower()) == kazakh_order(word.upper())


@given(st.text(alphabet="ЙйЁё", min_size=1))
def test_decomposed_letters_are_the_same_letters(word: str) -> None:
    """Й written as И and a breve sorts as Й."""
    assert kazakh_order(word) == kazakh_order(unicodedata.normalize("NFD", word))


@given(kazakh_words, kazakh_words)
def test_the_order_is_the_alphabets_letter_by_letter(one: str, other: str) -> None:
    """Two words stand as their letters' numbers in the alphabet do."""
    numbers = [[ALPHABET.index(letter) for letter in word.upper()] for word in (one, other)]
    assert (numbers[0] < numbers[1]) == (kazakh_order(one) < kazakh_order(other))


def test_short_names() -> None:
    """A name is shown with initials; a missing patronymic leaves nothing."""
    assert ["Әлиев С. Б.", "Әлиев С."] == [short_name("Әлиев", "Серік", "Болатұлы"), short_name("Әлиев", "Серік", "")]

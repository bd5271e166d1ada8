"""One spelling for names, by plain calls (¶5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.auth.domain.spelling import spelled

NAMES = st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғіқңөұүһabcdefghijklmnopqrstuvwxyz'-. 0123456789", max_size=20)


@pytest.mark.parametrize(
    "writings",
    [
        ("Әлиев", "Алиев", "Aliev", "ALIEV", "Aliyev", "Äliev"),
        ("Нұрғалиев", "Нургалиев", "Nurgaliev", "Nurghaliev"),
        ("Құсайынов", "Кусайынов", "Qusaiynov", "Kusaiynov"),
        ("Шәкір", "Шакир", "Shakir", "Şäkir"),
        ("Жұмабек", "Жумабек", "Zhumabek", "Jumabek"),
        ("Щукин", "Schukin", "Shukin"),
        ("Хамитов", "Khamitov", "Hamitov", "Xamitov"),
        ("Юсупов", "Yusupov", "Iusupov", "Usupov"),
        ("Аббасов", "Абасов", "Abbasov"),
        ("Соловьёв", "Solovyov", "Soloviov"),
        ("Наталия", "Наталья", "Nataliya", "Natalia"),
        ("Аккхан", "Akkhan", "Ahan"),
    ],
    ids=lambda writings: writings[0],
)
def test_one_name_has_one_spelling(writings: tuple[str, ...]) -> None:
    """¶5: in Kazakh, Russian or Latin letters, as people and passports write it."""
    assert 1 == len({*map(spelled, writings)})


@pytest.mark.parametrize(
    ("one", "other"), [("Әлиев", "Оралов"), ("Ким", "Цой"), ("Серік", "Берік"), ("Асан", "Асет"), ("x9$k", "x9$p")]
)
def test_other_names_have_others(one: str, other: str) -> None:
    """¶5: coarse, and still not everything is a name."""
    assert spelled(one) != spelled(other)


@pytest.mark.parametrize("text", ["2026", "9$!_-. ", "漢字", ""])
def test_what_is_no_letter_stays(text: str) -> None:
    """¶5: what makes a password strong is not read away."""
    assert text == spelled(text)


@given(NAMES | st.text(max_size=20))
def test_what_is_spelled_is_spelled_already(text: str) -> None:
    """¶5: a name in that spelling is found again whichever way it came there."""
    assert spelled(text) == spelled(spelled(text))


@given(NAMES)
def test_neither_case_nor_a_doubled_letter_makes_another_name(name: str) -> None:
    """¶5: guessers try them all."""
    doubled = "".join(2 * each if each.isalpha() else each for each in name)
    assert spelled(name) == spelled(name.upper()) == spelled(doubled)

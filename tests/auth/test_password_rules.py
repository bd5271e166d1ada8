"""¶5: what a password must be, and how it is kept."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.auth import passwords
from services.auth.domain.passwords import COMMON, weakness

OWN = ("s.aliev", "Әлиев", "Серік", "")


def _code(password: str) -> str | None:
    refusal = weakness(password, OWN)
    return f"{refusal.code} {refusal.rule}" if refusal else None


@pytest.mark.parametrize(
    "password", ["Тұлпар-Қыран-2026", "correct horse battery", "x9$kPq2!mZr7", "көк аспан астында"]
)
def test_a_long_password_of_ones_own_is_allowed(password: str) -> None:
    """¶5: twelve characters in any alphabet."""
    assert _code(password) is None


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("x9$kPq2!mZr", "password_too_short ¶5"),
        ("", "password_too_short ¶5"),
        ("password2026!", "password_not_allowed ¶5"),
        ("ҚАЗАҚСТАН-2026", "password_not_allowed ¶5"),
        ("aaaaaaaaaaaaaaa", "password_not_allowed ¶5"),
        ("my-s.aliev-key-1", "password_not_allowed ¶5"),
        ("менің СЕРІК атым", "password_not_allowed ¶5"),
        ("abcd2345" * 10, "password_not_allowed ¶5"),
        ("ұзын құпия сөйлем айтылмайды, оны ешкім білмейді", "password_not_allowed ¶5"),
    ],
)
def test_a_password_that_a_colleague_would_try_is_refused(password: str, code: str) -> None:
    """¶5: short, common, of few letters, with the login or a name in it, or longer than bcrypt reads."""
    assert code == _code(password)


@given(st.sampled_from(COMMON), st.text(min_size=6, max_size=12))
def test_no_password_begins_as_a_common_one(beginning: str, rest: str) -> None:
    """¶5: whatever follows, in whichever case."""
    assert _code(beginning.upper() + rest) is not None


@given(st.text(min_size=12, max_size=40))
def test_the_same_letters_written_otherwise_are_the_same_password(password: str) -> None:
    """¶5: composed or decomposed, the rule says the same."""
    assert _code(unicodedata.normalize("NFC", password)) == _code(unicodedata.normalize("NFD", password))


def test_a_hash_costs_what_it_should() -> None:
    """¶5: bcrypt with cost 12, and comparing for an unknown login costs the same."""
    assert [b"12", b"12"] == [
        each.split(b"$")[2] for each in (passwords.hash_password("Тұлпар-Қыран-2026"), passwords.NOBODY)
    ]


def test_a_password_typed_decomposed_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    """¶5: й as one code point and as two."""
    monkeypatch.setattr(passwords, "ROUNDS", 4)
    hashed = passwords.hash_password("Айналайын-2026")
    assert passwords.is_right(unicodedata.normalize("NFD", "Айналайын-2026"), hashed)
    assert not passwords.is_right("айналайын-2026", hashed)


def test_what_bcrypt_cannot_read_is_never_right() -> None:
    """¶5: too long or with a NUL: wrong, not an error."""
    assert [False, False] == [passwords.is_right(text, passwords.NOBODY) for text in ("x" * 73, "x\0y")]


def test_an_initial_password_is_readable_and_allowed() -> None:
    """¶5: four groups of letters and digits that no eye confuses; never the same twice."""
    made = {passwords.initial_password() for _ in range(50)}
    assert 50 == len(made)
    assert not {"l", "1", "o", "0"} & set("".join(made))
    assert {19} == {len(each) for each in made}

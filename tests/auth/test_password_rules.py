"""¶5: what a password must be, and how it is kept."""

import time
import unicodedata

import bcrypt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.pwhash import argon2id

from services.auth.domain.passwords import COMMON, LONGEST, weakness
from services.auth.sealing import passwords
from services.common.security import key_derivation

OWN = ("s.aliev", "Әлиев", "Серік", "")


@pytest.fixture(autouse=True)
def full_cost() -> None:
    """As in the product, unless a test says otherwise."""
    key_derivation.use(key_derivation.FULL)


def _code(password: str) -> str | None:
    refusal = weakness(password, OWN, passwords.is_leaked)
    return f"{refusal.code} {refusal.rule}" if refusal else None


@pytest.mark.parametrize(
    "password",
    [
        "Тұлпар-Қыран-2026",
        "correct horse battery",
        "x9$kPq2!mZr7",
        "көк аспан астында",
        "ұзын құпия сөйлем айтылмайды, оны ешкім білмейді",
    ],
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
        ("забыл aliev слово", "password_not_allowed ¶5"),
        ("abcd2345" * 33, "password_not_allowed ¶5"),
        ("көк аспан\tастында", "password_not_allowed ¶5"),
        ("1234567890qwerty", "password_not_allowed ¶5"),
        ("katerina1998", "password_not_allowed ¶5"),
        ("gfhjkm-x9-kPq2", "password_not_allowed ¶5"),
        ("ЙЦУКЕН-x9-kPq2", "password_not_allowed ¶5"),
        ("09gbzc-p x9 kPq2", "password_not_allowed ¶5"),
        ("cth3r x9 kPq2", "password_not_allowed ¶5"),
        ("ҚҚ-21 академиясы 2026", "password_not_allowed ¶5"),
        ("ІҚ-26-1 курсант", "password_not_allowed ¶5"),
        ("rehcfyn 2026!!", "password_not_allowed ¶5"),
        ("12.05.1985 2026", "password_not_allowed ¶5"),
    ],
)
def test_a_password_that_a_colleague_would_try_is_refused(password: str, code: str) -> None:
    """¶5: short, endless, common, leaked, of few letters, a name, a group's number or a date, on any layout."""
    assert code == _code(password)


@pytest.mark.parametrize(
    ("password", "name"),
    [
        ("Erlan Erlan Erlan", "Ерлан"),
        ("Yerlan x9 kPq2 mZ", "Ерлан"),
        ("Kovalchuk x9 kPq2", "Ковальчук"),
        ("x9 kPq2 mZr Olga", "Ольга"),
        ("айнур x9 kPq2 mZr", "Айнұр"),
        ("x9 kPq2 султангали", "Сұлтанғали"),
        ("Zhanibek x9 kPq2", "Жәнібек"),
        ("Janibek x9 kPq2 m", "Жәнібек"),
        ("Kassymov x9 kPq2", "Қасымов"),
        ("qasymov x9 kPq2 m", "Қасымов"),
        ("Shaimerden x9 kPq2", "Шәймерден"),
        ("Nataliya x9 kPq2 m", "Наталия"),
        ("x9 kPq2 Aliyya mZr", "Әлия"),
    ],
)
def test_a_name_in_another_spelling_is_a_name(password: str, name: str) -> None:
    """¶5: in Latin letters, or in Russian ones for the Kazakh; somebody else's may stand in it."""
    codes = [weakness(password, (own,), passwords.is_leaked) for own in (name, "Бейбітшілік")]
    assert [True, True] == [codes[0] is not None, codes[1] is None]


def test_a_name_of_signs_alone_forbids_nothing() -> None:
    """¶5: what has no sound is no word of one's own."""
    assert weakness("көк аспан астында", ("ьъь", "ʼʼʼ"), passwords.is_leaked) is None


@given(st.sampled_from(COMMON), st.text(min_size=6, max_size=12))
def test_no_password_begins_as_a_common_one(beginning: str, rest: str) -> None:
    """¶5: whatever follows, in whichever case."""
    assert _code(beginning.upper() + rest) is not None


@given(st.text(min_size=12, max_size=40))
def test_the_same_letters_written_otherwise_are_the_same_password(password: str) -> None:
    """¶5: composed or decomposed, the rule says the same."""
    assert _code(unicodedata.normalize("NFC", password)) == _code(unicodedata.normalize("NFD", password))


@given(st.text(min_size=12, max_size=60))
def test_any_text_is_allowed_or_refused(password: str) -> None:
    """¶5: the lists of leaked passwords answer for every text."""
    assert _code(password) in {None, "password_too_short ¶5", "password_not_allowed ¶5"}


def test_keys_are_made_of_passwords_slowly() -> None:
    """¶5: Argon2id as RFC 9106 recommends it where memory is short: 3 passes over 64 MiB, 32 bytes."""
    salt = b"0123456789abcdef"
    expected = argon2id.kdf(32, b"a password", salt, opslimit=3, memlimit=64 * 2**20)
    assert expected == key_derivation.stretched(b"a password", salt)


def test_a_hash_costs_what_it_should() -> None:
    """¶5: bcrypt with cost 12, and comparing for an unknown login costs the same."""
    assert [b"12", b"12"] == [
        each.split(b"$")[2] for each in (passwords.hash_password("Тұлпар-Қыран-2026"), passwords.hash_of_nobody())
    ]


def test_a_password_typed_decomposed_is_right() -> None:
    """¶5: й as one code point and as two."""
    key_derivation.use(key_derivation.LEAST)
    hashed = passwords.hash_password("Айналайын-2026")
    assert passwords.is_right(unicodedata.normalize("NFD", "Айналайын-2026"), hashed)
    assert not passwords.is_right("айналайын-2026", hashed)


@pytest.mark.parametrize("sign", ["\u0301\u0327", "\u0f73", "a", "\u00a0", "Ұ"])
def test_a_megabyte_as_a_password_is_wrong_at_once(sign: str) -> None:
    """¶5: its length is looked at before anything is done with it, in both formats of a hash, and as a new one."""
    password = "a" + sign * (1_000_000 // len(sign.encode()))
    first = bcrypt.hashpw(b"a password", bcrypt.gensalt(4))
    began = time.thread_time()
    assert [False, False] == [passwords.is_right(password, hashed) for hashed in (passwords.hash_of_nobody(), first)]
    assert "password_not_allowed ¶5" == _code(password)
    assert time.thread_time() - began < 1


def test_the_longest_password_typed_decomposed_is_right() -> None:
    """¶5: no letter of it takes more signs than the bound allows for."""
    key_derivation.use(key_derivation.LEAST)
    longest = "ᾂ" * LONGEST
    assert passwords.is_right(unicodedata.normalize("NFD", longest), passwords.hash_password(longest))


def test_a_space_is_a_space() -> None:
    """¶5: a keyboard that types a no-break space types the same password."""
    key_derivation.use(key_derivation.LEAST)
    assert passwords.is_right("көк\u00a0аспан астында", passwords.hash_password("көк аспан астында"))


def test_every_letter_of_a_long_password_counts() -> None:
    """¶5: beyond bcrypt's 72 bytes, which Kazakh text reaches with 36 letters, and beyond a NUL."""
    key_derivation.use(key_derivation.LEAST)
    for text, other in (("ә" * 40 + "б", "ә" * 40 + "в"), ("көк\0аспан", "көк\0жапырақ")):
        hashed = passwords.hash_password(text)
        assert (True, False) == (passwords.is_right(text, hashed), passwords.is_right(other, hashed))


def test_a_hash_of_the_first_format_still_verifies() -> None:
    """¶5: bcrypt of the text itself; what bcrypt does not read of it is wrong, not an error."""
    first = bcrypt.hashpw("Тұлпар-Қыран-2026".encode(), bcrypt.gensalt(4))
    assert passwords.is_outdated(first)
    assert [True, False, False, False] == [
        passwords.is_right(text, first) for text in ("Тұлпар-Қыран-2026", "Тұлпар-Қыран-2027", "x" * 73, "x\0y")
    ]


def test_the_index_tells_equal_passwords_and_nothing_without_its_key() -> None:
    """¶5: the same text typed otherwise is the same; under another key nothing can be compared."""
    text, key = "Айналайын-2026", b"one key"
    same = passwords.index(unicodedata.normalize("NFD", text), key)
    assert passwords.index(text, key) == same
    assert 3 == len({same, passwords.index("айналайын-2026", key), passwords.index(text, b"another key")})
    assert (1, 33) == (same[0], len(same))


def test_what_is_kept_of_a_password_is_not_shown() -> None:
    """¶5: in no traceback, in no log."""
    assert "StoredPassword()" == repr(passwords.stored_forms("Айналайын-2026", b"key"))


def test_an_initial_password_is_readable_and_allowed() -> None:
    """¶5: four groups of letters and digits that no eye confuses; never the same twice."""
    made = {passwords.initial_password() for _ in range(50)}
    assert 50 == len(made)
    assert not {"l", "1", "o", "0"} & set("".join(made))
    assert {19} == {len(each) for each in made}

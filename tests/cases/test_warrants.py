"""A warrant is exact, signed, good once and for a time; the gradebook believes nothing else (¶4)."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from deploy.keys import make_keys, rotate_warrant_key
from services.common import warrants
from services.common.warrants import VERIFYING_KEYS, WarrantInvalidError, WarrantSigner, WarrantVerifier
from tests.cases.desk import HEAD, METHODIST, OTHER_JOURNAL, TEACHER, Desk
from tests.cases.forging import issued, warrant


@pytest.fixture
def locked(desk: Desk) -> str:
    """A lesson of Monday with 58 for aliev, on Thursday."""
    lesson = desk.hold(58, 90)
    desk.clock.move(days=3)
    return lesson


def signer(desk: Desk) -> WarrantSigner:
    """Corrections' own."""
    return warrants.signer(desk.corrections.config.keys)


def send(desk: Desk, statement: str) -> list[str]:
    """Put a warrant on the bus; the codes with which the gradebook has refused so far."""
    desk.take_in(desk.gradebook, issued(statement))
    return [told["code"] for told in desk.audited(desk.gradebook, "warrant.refused")]


def test_a_right_one_is_acted_on_once(desk: Desk, locked: str) -> None:
    """¶4: replayed on the bus it changes nothing."""
    statement = signer(desk).sign(warrant(desk, locked, 75))
    assert [] == send(desk, statement)
    assert (75, None) == desk.value(locked)
    assert ["warrant_used"] == send(desk, statement)
    assert 2 == len(desk.journal.history(locked, "aliev"))


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"version": 0}, "warrant_conflict"),
        ({"cadet": "baev", "version": 0}, "warrant_conflict"),
        ({"cadet": "baev", "version": 1}, "change_unreadable"),
        ({"journals": (OTHER_JOURNAL,)}, "warrant_invalid"),
        ({"faculty": "faculty-2"}, "warrant_invalid"),
        ({"lesson": "nowhere"}, "warrant_invalid"),
        ({"sealed": "AAAA"}, "change_unreadable"),
        ({"sealed": "%"}, "change_unreadable"),
        ({"decided_by": TEACHER.person}, "warrant_invalid"),
        ({"decided_by": METHODIST.person}, "warrant_invalid"),
    ],
)
def test_it_is_exact(desk: Desk, locked: str, other: dict[str, Any], expected: str) -> None:
    """¶4, ¶5: another cell, another version, another mark than was sealed, an own decision: refused."""
    assert [expected] == send(desk, signer(desk).sign(replace(warrant(desk, locked, 75), **other)))
    assert (58, None) == desk.value(locked)


def test_it_expires(desk: Desk, locked: str) -> None:
    """¶4."""
    statement = signer(desk).sign(
        replace(warrant(desk, locked, 75), expires_at=desk.clock.now() - timedelta(seconds=1))
    )
    assert ["warrant_expired"] == send(desk, statement)


def test_another_academys_key_is_none(desk: Desk, locked: str, tmp_path: Path) -> None:
    """¶4: nor is one that calls itself by the right name."""
    strange = Ed25519PrivateKey.generate()
    forged = WarrantSigner(strange)
    assert ["warrant_invalid"] == send(desk, forged.sign(warrant(desk, locked, 75)))
    forged._kid = signer(desk)._kid
    assert ["warrant_invalid"] * 2 == send(desk, forged.sign(warrant(desk, locked, 75)))
    assert (58, None) == desk.value(locked)


def test_an_access_token_is_no_warrant(desk: Desk, locked: str) -> None:
    """¶4: the statement's type is signed too."""
    header, rest = signer(desk).sign(warrant(desk, locked, 75)).split(".", 1)
    plain = json.loads(urlsafe_b64decode(header + "=="))
    other = urlsafe_b64encode(json.dumps({**plain, "typ": "JWT"}).encode()).rstrip(b"=").decode()
    assert ["warrant_invalid"] == send(desk, f"{other}.{rest}")
    none = urlsafe_b64encode(json.dumps({**plain, "alg": "none"}).encode()).rstrip(b"=").decode()
    assert ["warrant_invalid"] * 2 == send(desk, f"{none}.{rest.rpartition('.')[0]}.")


def test_one_byte_more_or_less(desk: Desk, locked: str) -> None:
    """¶4: whatever character of it is changed, it is no warrant any more."""
    statement = signer(desk).sign(warrant(desk, locked, 75))
    verifier = warrants.verifier(desk.gradebook.config.keys)
    assert HEAD.person == verifier.verify(statement).decided_by
    for place, letter in enumerate(statement[:-1]):
        other = "A" if letter != "A" else "B"
        with pytest.raises(WarrantInvalidError):
            verifier.verify(statement[:place] + other + statement[place + 1 :])


@given(st.text(max_size=200))
def test_nothing_else_is_a_warrant(text: str) -> None:
    """¶4: it is refused, never a failure."""
    with pytest.raises(WarrantInvalidError):
        WarrantVerifier(Path("nowhere")).verify(text)


def test_keys_rotate(desk: Desk, locked: str) -> None:
    """¶4: what the former key signed stays verifiable; the new one's warrants need no restart."""
    keys = desk.corrections.config.keys
    old = signer(desk).sign(warrant(desk, locked, 75))
    assert [] == send(desk, old)
    rotate_warrant_key(keys)
    warrants.signer.cache_clear()
    new = warrants.signer(keys).sign(warrant(desk, locked, 80))
    assert [] == send(desk, new)
    assert (80, None) == desk.value(locked)
    assert HEAD.person == warrants.verifier(keys).verify(old).decided_by
    assert 2 == len(list((keys / VERIFYING_KEYS).glob("*.pem")))


def test_keys_are_made_once(tmp_path: Path) -> None:
    """¶4: starting again makes no new key, and no public half of another."""
    make_keys(tmp_path)
    before = (tmp_path / "warrant-signing.pem").read_bytes()
    make_keys(tmp_path)
    assert before == (tmp_path / "warrant-signing.pem").read_bytes()
    assert 1 == len(list((tmp_path / VERIFYING_KEYS).glob("*.pem")))

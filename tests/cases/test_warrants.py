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
from sqlalchemy import delete, select

from deploy.keys import WARRANTS, make_keys, rotate
from services.common.delivery.inbox import Inbox
from services.common.security import warrants
from services.common.security.warrants import (
    VERIFYING_KEYS,
    UnknownKeyError,
    WarrantInvalidError,
    WarrantSigner,
    WarrantVerifier,
)
from services.common.storage.tables import outbox
from services.corrections.contract import WARRANT_ISSUED
from services.gradebook.subscriptions import HANDLERS
from tests.cases.desk import HEAD, IT, METHODIST, OTHER_JOURNAL, TEACHER, Desk
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
    """¶4: by its own name it is not taken in, by the right one it is refused."""
    strange = Ed25519PrivateKey.generate()
    forged = WarrantSigner(strange)
    with pytest.raises(UnknownKeyError):
        send(desk, forged.sign(warrant(desk, locked, 75)))
    for name in (signer(desk)._kid, "", "../../token-verify", "é" * 16):
        forged._kid = name
        assert {"warrant_invalid"} == {*send(desk, forged.sign(warrant(desk, locked, 75)))}
    assert (58, None) == desk.value(locked)


def test_a_warrant_waits_for_its_key(desk: Desk, locked: str) -> None:
    """¶4, ¶10: one whose key the gradebook has not got yet is parked, and once it has, changes the mark once."""
    rotate(desk.corrections.config.keys, *WARRANTS)
    warrants.signer.cache_clear()
    case = desk.approved(locked)
    away = _take_away(desk, signer(desk)._kid)
    desk.hand_over(case)
    event = _issued_now(desk)
    inbox = Inbox(desk.gradebook.unit, HANDLERS)
    with pytest.raises(UnknownKeyError):
        inbox.take_in(event)
    inbox.park(event, "UnknownKeyError")
    assert 0 == inbox.replay()
    assert [event["id"]] == [parked for parked, _, _ in inbox.parked()]
    assert ((58, None), "applying") == (desk.value(locked), desk.case(case)["state"])
    away.rename(away.with_suffix(".pem"))
    assert [1, 0] == [inbox.replay(), inbox.replay()]
    inbox.take_in(event)
    desk.deliver()
    assert ((75, None), "applied") == (desk.value(locked), desk.case(case)["state"])
    refused = [(each["code"], each["by"]) for each in desk.audited(desk.gradebook, "warrant.refused")]
    assert (2, [("warrant_invalid", IT.person)]) == (len(desk.journal.history(locked, "aliev")), refused)


def test_a_key_that_cannot_be_read_loses_no_warrant(desk: Desk, locked: str) -> None:
    """¶4: a file half copied is a failure to be tried again, not a reason to refuse what was decided."""
    statement = signer(desk).sign(warrant(desk, locked, 75))
    warrants.verifier.cache_clear()
    half = desk.gradebook.config.keys / VERIFYING_KEYS / "half.pem"
    half.write_text("-----BEGIN PUBLIC KEY-----")
    with pytest.raises(ValueError, match="PEM"):
        send(desk, statement)
    half.unlink()
    assert [] == send(desk, statement)
    assert (75, None) == desk.value(locked)


def test_an_access_token_is_no_warrant(desk: Desk, locked: str) -> None:
    """¶4: the statement's type is signed too."""
    header, rest = signer(desk).sign(warrant(desk, locked, 75)).split(".", 1)
    plain = json.loads(urlsafe_b64decode(header + "=="))
    other = urlsafe_b64encode(json.dumps({**plain, "typ": "JWT"}).encode()).rstrip(b"=").decode()
    assert ["warrant_invalid"] == send(desk, f"{other}.{rest}")
    none = urlsafe_b64encode(json.dumps({**plain, "alg": "none"}).encode()).rstrip(b"=").decode()
    assert ["warrant_invalid"] * 2 == send(desk, f"{none}.{rest.rpartition('.')[0]}.")


def test_one_byte_of_it_altered_and_nothing_is_changed(desk: Desk, locked: str) -> None:
    """¶4: on its way to the gradebook: in its header, in what it says, in its signature; each attempt is told of."""
    statement = signer(desk).sign(warrant(desk, locked, 75))
    places = [place for place in range(0, len(statement) - 1, 29) if statement[place] != "."]
    for place in places:
        other = "A" if statement[place] != "A" else "B"
        found = send(desk, statement[:place] + other + statement[place + 1 :])
    assert ["warrant_invalid"] * len(places) == found
    told = desk.audited(desk.gradebook, "warrant.refused")
    assert {("case/another", "it-1", "¶4")} == {(each["subject"], each["by"], each["rule"]) for each in told}
    assert ((58, None), 1) == (desk.value(locked), len(desk.journal.history(locked, "aliev")))
    assert found == send(desk, statement)
    assert (75, None) == desk.value(locked)


def test_another_cell_written_into_it(desk: Desk, locked: str) -> None:
    """¶4, ¶5: what it says is signed; and for another cell nothing is stamped."""
    right = warrant(desk, locked, 75)
    header, said, signature = signer(desk).sign(right).split(".")
    other = json.loads(urlsafe_b64decode(said + "==")) | {"cadet": "baev"}
    forged = urlsafe_b64encode(json.dumps(other).encode()).rstrip(b"=").decode()
    assert ["warrant_invalid"] == send(desk, f"{header}.{forged}.{signature}")
    assert "change_unreadable" == send(desk, signer(desk).sign(replace(right, cadet="baev")))[-1]
    assert [(58, None), (90, None)] == [desk.value(locked, cadet) for cadet in ("aliev", "baev")]


@pytest.mark.parametrize("forged", ["x.y.z", "replayed"])
def test_a_forged_event_keeps_no_genuine_one_back(desk: Desk, locked: str, forged: str) -> None:
    """¶4, ¶10: however high the number with which it comes for a real case."""
    used = signer(desk).sign(warrant(desk, locked, 60, "kim"))
    send(desk, used)
    case = desk.approved(locked)
    event = issued(used if forged == "replayed" else forged, case)
    desk.take_in(desk.gradebook, event | {"subject": f"case/{case}", "sequence": "999999999"})
    assert (58, None) == desk.value(locked)
    assert "applied" == desk.apply(case)["state"]
    assert (75, None) == desk.value(locked)


def test_one_byte_more_or_less(desk: Desk, locked: str) -> None:
    """¶4: whatever character of it is changed, it is no warrant any more."""
    statement = signer(desk).sign(warrant(desk, locked, 75))
    verifier = warrants.verifier(desk.gradebook.config.keys)
    assert HEAD.person == verifier.verify(statement).decided_by
    for place, letter in enumerate(statement[:-1]):
        other = "A" if letter != "A" else "B"
        with pytest.raises((WarrantInvalidError, UnknownKeyError)):
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
    rotate(keys, *WARRANTS)
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


def _take_away(desk: Desk, kid: str) -> Path:
    """The public key is not there yet; where it waits."""
    folder = desk.gradebook.config.keys / VERIFYING_KEYS
    return (folder / f"{kid}.pem").rename(folder / f"{kid}.away")


def _issued_now(desk: Desk) -> Any:
    """The warrant that corrections has just put on the bus."""
    with desk.corrections.unit.writing() as work:
        (body,) = work.session.scalars(select(outbox.c.body).where(outbox.c.type == WARRANT_ISSUED))
        work.session.execute(delete(outbox))
    return json.loads(body)

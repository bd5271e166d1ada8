"""Whatever stands where something sealed or signed should stand: it is refused as such, and nothing else happens."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from deploy.keys import make_keys
from services.auth.domain.second_factor import as_typed, steps
from services.auth.sealing.second_factor import code_at, fresh_secret, recovery_mark, step_of
from services.common.errors import Refused
from services.common.security import sealing, session_keys, warrants
from services.common.security.sealing import PrivateKey, SealBrokenError, read_key
from services.common.security.tokens import TokenSigner, TokenVerifier
from services.common.security.warrants import (
    VERIFYING_KEYS,
    UnknownKeyError,
    Warrant,
    WarrantInvalidError,
    WarrantVerifier,
)
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.sealing.key_ring import KeyRing
from services.gradebook.sealing.requested_mark import corrected_make_up, sealed_change, unsealed_change
from services.gradebook.sealing.sealed_decisions import DecidedMark, stamped, verified
from tests.fuzz.altering import altered, altered_base64, altered_bytes, bounded, other_types
from tests.support.runtimes import principal, session_key

KEY, PAIR, PLACE = bytes(range(32)), PrivateKey(bytes(range(32))), "somewhere/7"
JOURNAL = JournalKey("journal", {1: KEY, 2: KEY[::-1]})
MARK = JOURNAL.seal("lesson", "aliev", 3, 97)
MARK_FOR_CADET = JOURNAL.seal("lesson", "aliev", 3, 97, for_cadet=True)
CHANGE = sealed_change(JOURNAL, "lesson", "aliev", 97)
CHANGE_OF_MAKE_UP = sealed_change(JOURNAL, "lesson", "aliev", 97, make_up=2)
DECIDED = stamped(KEY, DecidedMark(MARK, filled=True), PLACE)
DECIDED_MAKE_UP = stamped(KEY, DecidedMark(MARK, filled=True, make_up=3), PLACE)
SIGNING = Ed25519PrivateKey.from_private_bytes(KEY)
NOW = datetime(2026, 10, 5, 4, tzinfo=UTC)
ANNA = principal("anna", ("teacher", "faculty-1"))
SESSION = session_keys.hand_over(PAIR, ANNA.session, PAIR.public)
BOX, SEALED_TO = sealing.seal(KEY, b"content", PLACE), sealing.seal_to(PAIR.public, b"content", PLACE)
TOKEN = TokenSigner(SIGNING).sign(ANNA, NOW)[0]
CONFIRMATION = TokenSigner(SIGNING).sign_confirmation(ANNA, NOW)[0]
SECRET = fresh_secret()


@bounded
@given(altered_bytes(BOX))
def test_an_altered_box_does_not_open(box: bytes) -> None:
    """¶5: private keys, second factors, keys of the first release."""
    with pytest.raises(SealBrokenError):
        sealing.unseal(KEY, box, PLACE)


@bounded
@given(altered_bytes(SEALED_TO))
def test_an_altered_box_for_somebody_does_not_open(box: bytes) -> None:
    """¶5: journals' keys."""
    with pytest.raises(SealBrokenError):
        PAIR.open(box, PLACE)


@bounded
@given(altered_bytes(MARK))
def test_an_altered_mark_does_not_open(sealed: bytes) -> None:
    """¶5: nor under an older generation or format."""
    for version in (3, 4):
        with pytest.raises(SealBrokenError):
            JOURNAL.open("lesson", "aliev", version, sealed)


@bounded
@given(altered_bytes(MARK_FOR_CADET))
def test_an_altered_mark_for_its_cadet_does_not_open(sealed: bytes) -> None:
    """¶5: with the journal's key; its proof covers every byte."""
    with pytest.raises(SealBrokenError):
        JOURNAL.open("lesson", "aliev", 3, sealed)


@bounded
@given(altered_base64(CHANGE) | altered(CHANGE_OF_MAKE_UP))
def test_what_is_no_sealed_change_is_unreadable(sealed: str) -> None:
    """¶5: a report's mark, as a client sends it back."""
    with pytest.raises(Refused) as refused:
        unsealed_change(JOURNAL, "lesson", "aliev", sealed)
    assert "change_unreadable" == refused.value.refusal.code


@bounded
@given(altered(DECIDED) | altered(DECIDED_MAKE_UP))
def test_an_altered_decision_bears_no_stamp(text: str) -> None:
    """¶4, ¶5: what corrections keeps and IT carries out."""
    with pytest.raises(SealBrokenError):
        verified(KEY, text, PLACE)


@bounded
@given(altered_base64(SESSION))
def test_an_altered_key_of_a_session_does_not_open(text: str) -> None:
    """¶5: nor another person's, nor text."""
    with pytest.raises(SealBrokenError):
        session_keys.take_over(text, ANNA.session, PAIR)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of keys."""
    folder = tmp_path_factory.mktemp("fuzz")
    make_keys(folder / "keys")
    return folder


@bounded
@given(data=st.data())
def test_whatever_is_brought_as_a_sessions_key_is_refused(keys: Path, data: st.DataObject) -> None:
    """¶5: with one code, whatever type it is of; the right one opens afterwards."""
    ring, sound = KeyRing(keys / "keys"), session_key(keys, ANNA)
    with pytest.raises(Refused) as refused:
        ring.key_of(ANNA, data.draw(altered_base64(sound) | other_types()))
    assert "session_key_missing" == refused.value.refusal.code
    assert ring.key_of(ANNA, sound)


@bounded
@given(altered(TOKEN) | other_types())
def test_an_altered_token_names_nobody_else(token: Any) -> None:
    """¶5: it is refused; where its last bits mean nothing it is the same one."""
    try:
        named = TokenVerifier(SIGNING.public_key()).verify(token, NOW)
    except Refused:
        return
    assert ANNA == named


@bounded
@given(altered(CONFIRMATION) | other_types())
def test_an_altered_confirmation_confirms_nobody_else(text: Any) -> None:
    """¶4: nor does it, as another person's, or later."""
    for who, now in ((principal("botagoz"), NOW), (ANNA, NOW + timedelta(hours=1))):
        with pytest.raises(Refused) as refused:
            TokenVerifier(SIGNING.public_key()).verify_confirmation(text, who, now)
        assert "forbidden" == refused.value.refusal.kind


@bounded
@given(data=st.data())
def test_an_altered_warrant_permits_nothing_else(keys: Path, data: st.DataObject) -> None:
    """¶4: it is refused; where its last bits mean nothing it is the same one."""
    statement = warrants.signer(keys / "keys").sign(_warrant())
    try:
        read = WarrantVerifier(keys / "keys" / VERIFYING_KEYS).verify(data.draw(altered(statement)))
    except (WarrantInvalidError, UnknownKeyError):
        return
    assert _warrant() == read


@bounded
@given(altered("123456") | altered("abcde-fghjk"))
def test_whatever_is_typed_as_a_code_is_compared_and_no_more(code: str) -> None:
    """¶4: in any alphabet, of any length."""
    right = {code_at(SECRET, step) for step in steps(NOW.timestamp())}
    assert (as_typed(code) in right) == (step_of(code, SECRET, NOW.timestamp()) is not None)
    assert 32 == len(recovery_mark(code, "anna", KEY))


def test_the_keys_of_the_folder_are_read(keys: Path) -> None:
    """The sound ones: else every refusal here would be worth nothing."""
    assert read_key(keys / "keys" / "gradebook.pub")
    assert 97 == JOURNAL.open("lesson", "aliev", 3, MARK)
    assert [97, 97] == [unsealed_change(JOURNAL, "lesson", "aliev", each) for each in (CHANGE, CHANGE_OF_MAKE_UP)]
    assert [0, 2] == [corrected_make_up(each) for each in (CHANGE, CHANGE_OF_MAKE_UP)]
    decided = [verified(KEY, each, PLACE) for each in (DECIDED, DECIDED_MAKE_UP)]
    assert [(MARK, 0), (MARK, 3)] == [(each.sealed, each.make_up) for each in decided]
    assert PAIR.raw() == session_keys.take_over(SESSION, ANNA.session, PAIR).raw()
    assert (b"content", b"content") == (sealing.unseal(KEY, BOX, PLACE), PAIR.open(SEALED_TO, PLACE))


def _warrant() -> Warrant:
    return Warrant(
        id="warrant-1",
        case="case-1",
        number="7/2026",
        kind="mark_correction",
        faculty="faculty-1",
        journals=("journal-1",),
        lesson="lesson-1",
        cadet="aliev",
        version=1,
        sealed=DECIDED,
        open_days=0,
        person="anna",
        since=None,
        until=None,
        reported_by="anna",
        act_by="methodist-1",
        decided_by="head-1",
        decided_at=NOW,
        expires_at=NOW,
    )

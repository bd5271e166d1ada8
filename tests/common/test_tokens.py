"""Access tokens and confirmations: what auth has signed is believed, and nothing else."""

import base64
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from services.common.clocks.clock import SystemClock
from services.common.errors import Refused
from services.common.runtime.app import Runtime
from services.common.security.tokens import (
    CONFIRMATION_LIFETIME,
    LIFETIME,
    Principal,
    Role,
    TokenSigner,
    TokenVerifier,
)
from tests.support.clocks import ALMATY, StillClock
from tests.support.runtimes import principal, token

NOW = datetime(2026, 10, 5, 4, 0, tzinfo=UTC)
KEY = Ed25519PrivateKey.generate()
PUBLIC = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
VERIFIER = TokenVerifier(KEY.public_key())
ANNA = Principal(
    person="anna", name="Әлиева А.", session="s1", roles=(Role(role="teacher", faculty="f1"),), duties=("acknowledge",)
)


def _code(signed: object, now: datetime = NOW) -> str:
    with pytest.raises(Refused) as caught:
        VERIFIER.verify(signed, now)
    assert "unauthenticated" == caught.value.refusal.kind
    return caught.value.refusal.code


def _claims(**other: Any) -> dict[str, Any]:
    times = {"iat": int(NOW.timestamp()), "exp": int((NOW + LIFETIME).timestamp())}
    return {"iss": "jurnal", "sub": "anna", "name": "", "sid": "s1", "roles": [], "duties": [], **times, **other}


def _confirmation(**other: Any) -> dict[str, Any]:
    times = {"iat": int(NOW.timestamp()), "exp": int((NOW + CONFIRMATION_LIFETIME).timestamp())}
    return {"iss": "jurnal", "sub": "anna", "sid": "s1", "purpose": "confirmation", **times, **other}


def _unconfirmed(signed: object, who: Principal = ANNA, now: datetime = NOW) -> str:
    with pytest.raises(Refused) as caught:
        VERIFIER.verify_confirmation(signed, who, now)
    assert ("forbidden", "¶4") == (caught.value.refusal.kind, caught.value.refusal.rule)
    return caught.value.refusal.code.removeprefix("confirmation_")


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_what_auth_has_signed_is_read_back() -> None:
    """Person, name, session, roles with their faculty, duties."""
    assert ANNA == VERIFIER.verify(TokenSigner(KEY).sign(ANNA, NOW)[0], NOW)


def test_a_token_is_good_for_five_minutes() -> None:
    """Until the last second, not longer."""
    signed, expires = TokenSigner(KEY).sign(ANNA, NOW)
    assert NOW + timedelta(minutes=5) == expires
    assert ANNA == VERIFIER.verify(signed, expires - timedelta(seconds=1))
    assert "token_expired" == _code(signed, expires)


@given(st.data())
def test_an_altered_token_is_refused(data: st.DataObject) -> None:
    """Whichever letter is another one; the last of each part may hold bits that mean nothing."""
    signed = TokenSigner(KEY).sign(ANNA, NOW)[0]
    ends = {place - 1 for place in range(len(signed) + 1) if place == len(signed) or signed[place] == "."}
    place = data.draw(st.sampled_from(sorted(set(range(len(signed))) - ends)))
    letter = data.draw(st.sampled_from(sorted(set("ABCxyz019-_.") - {signed[place]})))
    assert "token_invalid" == _code(signed[:place] + letter + signed[place + 1 :])


def test_a_token_of_another_key_is_refused() -> None:
    """Signed well, by nobody we know."""
    assert "token_invalid" == _code(TokenSigner(Ed25519PrivateKey.generate()).sign(ANNA, NOW)[0])


def test_a_token_without_signature_is_refused() -> None:
    """``alg: none`` is an old trick."""
    assert "token_invalid" == _code(jwt.encode(_claims(), "", algorithm="none"))


@pytest.mark.parametrize(
    "secret", [PUBLIC, PUBLIC.strip(), KEY.public_key().public_bytes_raw()], ids=["file", "without its end", "bytes"]
)
def test_a_token_signed_with_the_public_key_as_a_secret_is_refused(secret: bytes) -> None:
    """``alg: HS256`` with what everybody knows is another."""
    text = f"{_part({'alg': 'HS256', 'typ': 'JWT'})}.{_part(_claims())}"
    mac = base64.urlsafe_b64encode(hmac.digest(secret, text.encode(), "sha256")).rstrip(b"=").decode()
    assert "token_invalid" == _code(f"{text}.{mac}")


@pytest.mark.parametrize(
    "other",
    [{"iss": "else"}, {"exp": None}, {"exp": "soon"}, {"sub": 5}, {"roles": "it_staff"}, {"roles": [{"role": 1}]}],
)
def test_a_signed_token_of_another_shape_is_refused(other: dict[str, Any]) -> None:
    """Strictly what we sign, for our own key may sign other things one day."""
    assert "token_invalid" == _code(jwt.encode(_claims(**other), KEY, algorithm="EdDSA"))


@pytest.mark.parametrize("signed", [None, "", 5, b"x", ["x"]])
def test_no_token_at_all_is_missing(signed: object) -> None:
    """Whatever a caller puts in the header."""
    assert "token_missing" == _code(signed)


@pytest.mark.parametrize("signed", ["x", "a.b.c", "...", "ж.ж.ж", "x" * 100_000])
def test_what_is_no_token_is_invalid(signed: str) -> None:
    """And no defect."""
    assert "token_invalid" == _code(signed)


def test_a_confirmation_holds_for_two_minutes() -> None:
    """¶4: for who gave the password, in that session, until the last second; and each time, for it is no secret."""
    signed, expires = TokenSigner(KEY).sign_confirmation(ANNA, NOW)
    assert NOW + timedelta(minutes=2) == expires
    for now in (NOW, NOW, expires - timedelta(seconds=1)):
        VERIFIER.verify_confirmation(signed, ANNA, now)
    assert "expired" == _unconfirmed(signed, now=expires)


@pytest.mark.parametrize("who", [replace(ANNA, person="serik"), replace(ANNA, session="s2")])
def test_a_confirmation_is_nobody_elses_and_no_other_sessions(who: Principal) -> None:
    """¶4: a colleague's, or one's own given at another desk, confirms nothing here, expired or not."""
    signed, expires = TokenSigner(KEY).sign_confirmation(ANNA, NOW)
    assert ["invalid", "invalid"] == [_unconfirmed(signed, who, now) for now in (NOW, expires)]


def test_an_access_token_confirms_nothing_and_a_confirmation_opens_nothing() -> None:
    """¶4: the purpose is signed too; one that does not say it is no confirmation."""
    signer = TokenSigner(KEY)
    assert "invalid" == _unconfirmed(signer.sign(ANNA, NOW)[0])
    assert "invalid" == _unconfirmed(jwt.encode(_claims(), KEY, algorithm="EdDSA"))
    assert "token_invalid" == _code(signer.sign_confirmation(ANNA, NOW)[0])
    both = _claims(purpose="confirmation")
    assert "token_invalid" == _code(jwt.encode(both, KEY, algorithm="EdDSA"))


def test_a_token_that_was_taken_for_one_thing_is_not_taken_for_the_other_afterwards() -> None:
    """¶4: what the verifier remembers of access tokens says nothing of confirmations."""
    access, confirmation = TokenSigner(KEY).sign(ANNA, NOW)[0], TokenSigner(KEY).sign_confirmation(ANNA, NOW)[0]
    VERIFIER.verify(access, NOW)
    VERIFIER.verify_confirmation(confirmation, ANNA, NOW)
    assert ("invalid", "token_invalid") == (_unconfirmed(access), _code(confirmation))


@given(st.data())
def test_an_altered_confirmation_is_refused(data: st.DataObject) -> None:
    """¶4: whichever byte is another one; the very last holds bits that mean nothing."""
    signed = TokenSigner(KEY).sign_confirmation(ANNA, NOW)[0].encode()
    place = data.draw(st.integers(0, len(signed) - 2))
    byte = data.draw(st.integers(0, 255).filter(lambda each: each != signed[place]))
    altered = signed[:place] + bytes([byte]) + signed[place + 1 :]
    assert "invalid" == _unconfirmed(altered.decode("latin-1"))


@pytest.mark.parametrize(
    "forged",
    [
        TokenSigner(Ed25519PrivateKey.generate()).sign_confirmation(ANNA, NOW)[0],
        jwt.encode(_confirmation(), "", algorithm="none"),
        *(
            jwt.encode(_confirmation(**other), KEY, algorithm="EdDSA")
            for other in ({"iss": "else"}, {"exp": None}, {"exp": "soon"}, {"sub": 5}, {"sid": None}, {"purpose": "x"})
        ),
        *("x", "a.b.c", "...", "ж.ж.ж", "x" * 100_000),
    ],
)
def test_a_forged_confirmation_is_refused(forged: str) -> None:
    """¶4: another key's, without a signature, of another shape, or none at all."""
    assert "invalid" == _unconfirmed(forged)


@pytest.mark.parametrize("signed", [None, "", 5, b"x", ["x"], {}])
def test_a_confirmation_that_is_not_there_is_asked_for(signed: object) -> None:
    """¶4: so that the page knows to ask for the password."""
    assert "required" == _unconfirmed(signed)


def test_roles_are_asked_with_and_without_a_faculty() -> None:
    """A head of one faculty is none of another."""
    assert (True, True, False, False) == (
        ANNA.has("teacher"),
        ANNA.has("teacher", "f1"),
        ANNA.has("teacher", "f2"),
        ANNA.has("methodist"),
    )
    assert frozenset({"f1"}) == ANNA.faculties("teacher")


def test_a_cadets_role_names_the_cadet() -> None:
    """Who they are is what auth has signed; everybody else's roles are written as they always were."""
    signed, _ = TokenSigner(KEY).sign(replace(ANNA, roles=(Role(role="cadet", cadet="cadet-1"),)), NOW)
    assert "cadet-1" == VERIFIER.verify(signed, NOW).own_cadet
    assert "" == ANNA.own_cadet
    roles = jwt.decode(TokenSigner(KEY).sign(ANNA, NOW)[0], options={"verify_signature": False})["roles"]
    assert [{"role": "teacher", "faculty": "f1"}] == roles


def test_duties_close_everything(made: Runtime, clock: StillClock) -> None:
    """¶22: no method runs for who has not done what comes first."""
    bearer = token(made.config.data, principal("anna", duties=("acknowledge",)), clock)
    with pytest.raises(Refused) as caught:
        made.principal(bearer)
    assert ("forbidden", "duties_outstanding") == (caught.value.refusal.kind, caught.value.refusal.code)


def test_a_demos_clock_does_not_end_a_token(made: Runtime, clock: StillClock) -> None:
    """Tokens live by the machine's time."""
    bearer = token(made.config.data, principal("anna"), clock)
    clock.academy += timedelta(days=100)
    assert "anna" == made.principal(bearer).person


def test_system_time_is_utc_and_academy_time_the_academys() -> None:
    """The two times are one instant, told in two zones."""
    clock = SystemClock(ALMATY)
    before, now = clock.machine(), clock.now()
    assert (UTC, ALMATY) == (before.tzinfo, now.tzinfo)
    assert before <= now <= clock.machine()

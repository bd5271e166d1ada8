"""People's key pairs (¶5): with the password they open, in a session with its secret, and for nobody else."""

from base64 import b64decode
from typing import Any
from uuid import uuid4

import pytest

from services.auth.contract import SignIn
from services.auth.sealing import key_pairs
from services.auth.sealing.attestation import attest
from services.auth.store import queries
from services.auth.store.models import KeyPair, Person, SignInSession
from services.auth.usecases import sign_in
from services.common.security import session_keys
from services.common.security.sealing import PrivateKey, SealBrokenError, read_private
from tests.auth.conftest import PASSWORD, Auth, Refusing

NEW = "Жаңбырдан кейінгі көк аспан"


def _pair(auth: Auth, person: str) -> KeyPair | None:
    with auth.runtime.unit.reading() as work:
        return work.session.get(KeyPair, person)


def _kept_pair(auth: Auth, person: str) -> KeyPair:
    pair = _pair(auth, person)
    assert pair is not None
    return pair


def _issued(auth: Auth, secret: str) -> Any:
    return auth.call("issue_token", {"secret": secret})


def _handed_over(auth: Auth, issued: Any) -> PrivateKey:
    """What the gradebook makes of it."""
    session = auth.runtime.verifier.verify(issued["token"], auth.clock.machine()).session
    return session_keys.take_over(
        issued["session_key"], session, read_private(auth.runtime.config.keys / "gradebook.key")
    )


def _change(auth: Auth, secret: str, old: str, new: str) -> None:
    body = {"command_id": str(uuid4()), "old": old, "new": new, "secret": secret}
    auth.call("change_password", body, _issued(auth, secret)["token"])


def test_the_password_opens_the_key_and_another_does_not(auth: Auth) -> None:
    """¶5: nothing but the password is needed, and nothing else will do."""
    person = auth.register()["id"]
    pair = _kept_pair(auth, person)
    assert pair.public == key_pairs.open_with_password(pair.sealed, person, PASSWORD).public
    for other in (NEW, "", PASSWORD + " "):
        with pytest.raises(SealBrokenError):
            key_pairs.open_with_password(pair.sealed, person, other)


def test_a_key_moved_to_somebody_else_does_not_open(auth: Auth) -> None:
    """¶5: though the password be the same."""
    pair = _kept_pair(auth, auth.register()["id"])
    with pytest.raises(SealBrokenError):
        key_pairs.open_with_password(pair.sealed, "somebody-else", PASSWORD)


def test_a_session_hands_the_key_to_the_gradebook(auth: Auth) -> None:
    """¶5: beside the token, whose ``key`` says whose it is; another session's token does not go with it."""
    person = auth.register()["id"]
    issued = _issued(auth, auth.sign_in()["secret"])
    principal = auth.runtime.verifier.verify(issued["token"], auth.clock.machine())
    public = _kept_pair(auth, person).public
    assert public == _handed_over(auth, issued).public == b64decode(principal.key)
    other = _issued(auth, auth.sign_in()["secret"])
    with pytest.raises(SealBrokenError):
        _handed_over(auth, {**issued, "token": other["token"]})


def test_nobody_but_the_gradebook_opens_what_is_handed_over(auth: Auth) -> None:
    """¶5: the gateway and the bus carry it closed."""
    auth.register()
    issued = _issued(auth, auth.sign_in()["secret"])
    session = auth.runtime.verifier.verify(issued["token"], auth.clock.machine()).session
    with pytest.raises(SealBrokenError):
        session_keys.take_over(issued["session_key"], session, PrivateKey.generate())


@pytest.mark.parametrize("sealed", ["", "AA", "AQID", "%%%", "ж"])
def test_what_is_no_key_is_no_key(auth: Auth, sealed: str) -> None:
    """¶5: refused as broken, whatever it is."""
    with pytest.raises(SealBrokenError):
        session_keys.take_over(sealed, "session", read_private(auth.runtime.config.keys / "gradebook.key"))


def test_who_hands_out_a_password_knows_no_key(auth: Auth) -> None:
    """¶5: the pair is made with the first password of one's own, and opened in that very session."""
    made = auth.as_it("register_person", login="newcomer", family="Ким", given="Анна")
    secret = auth.sign_in("newcomer", made["initial_password"])["secret"]
    assert (None, "") == (_pair(auth, made["id"]), _issued(auth, secret)["session_key"])
    _change(auth, secret, made["initial_password"], NEW)
    pair = _kept_pair(auth, made["id"])
    assert pair.public == _handed_over(auth, _issued(auth, secret)).public
    assert pair.public == key_pairs.open_with_password(pair.sealed, made["id"], NEW).public


def test_another_password_opens_the_same_key(auth: Auth) -> None:
    """¶5: what was sealed to it stays readable; the old password opens it no more."""
    person = auth.register()["id"]
    public, secret = _kept_pair(auth, person).public, auth.sign_in()["secret"]
    _change(auth, secret, PASSWORD, NEW)
    sealed = _kept_pair(auth, person).sealed
    assert public == key_pairs.open_with_password(sealed, person, NEW).public
    assert public == _handed_over(auth, _issued(auth, secret)).public
    with pytest.raises(SealBrokenError):
        key_pairs.open_with_password(sealed, person, PASSWORD)


def test_the_end_of_a_session_takes_its_key_along(auth: Auth) -> None:
    """¶5: signed out, switched off or ended by a change of password."""
    auth.register()
    first, second = auth.sign_in()["secret"], auth.sign_in()["secret"]
    auth.call("sign_out", {"secret": first})
    assert (True, False) == (_is_keyless(auth, first), _is_keyless(auth, second))
    third = auth.sign_in()["secret"]
    _change(auth, third, PASSWORD, NEW)
    assert (True, False) == (_is_keyless(auth, second), _is_keyless(auth, third))


def _is_keyless(auth: Auth, secret: str) -> bool:
    with auth.runtime.unit.reading() as work:
        session: SignInSession | None = queries.session_by_secret(work.session, secret)
        return session is not None and session.sealed_key is None


def test_an_account_from_before_gets_its_pair_when_its_owner_signs_in(auth: Auth) -> None:
    """¶5: there is no other moment at which the password is known."""
    person = auth.register()["id"]
    with auth.runtime.unit.writing() as work:
        work.session.delete(work.session.get_one(KeyPair, person))
        attest(work, work.session.get_one(Person, person), key="")
        work.audit("test.pair_taken_away", f"person/{person}")
    secret = auth.sign_in()["secret"]
    assert _kept_pair(auth, person).public == _handed_over(auth, _issued(auth, secret)).public
    assert 2 == auth.actions().count("key_pair.made")


def test_the_recovery_key_opens_a_forgotten_ones(auth: Auth) -> None:
    """¶5: and no other key does."""
    person = auth.register()["id"]
    pair = _kept_pair(auth, person)
    recovery = read_private(auth.runtime.config.keys / "recovery" / "recovery.key")
    assert pair.public == key_pairs.open_for_recovery(pair.for_recovery, person, recovery).public
    with pytest.raises(SealBrokenError):
        key_pairs.open_for_recovery(pair.for_recovery, person, PrivateKey.generate())


def test_a_password_changed_while_somebody_signs_in_begins_no_session(auth: Auth, refusal_of: Refusing) -> None:
    """¶4, ¶5: what was compared is no longer so."""
    auth.register()
    request = SignIn(login="teacher", password=PASSWORD)
    with auth.runtime.unit.reading() as work:
        proof = sign_in.compare_password(sign_in.prepare_attempt(work, request), b"index key", b"\x09" + bytes(31))
    assert proof
    _change(auth, auth.sign_in()["secret"], PASSWORD, NEW)

    def begin() -> None:
        with auth.runtime.unit.writing() as work:
            sign_in.BeginSession(proof, factor_required=False)(work, request)

    assert "sign_in_failed" == refusal_of(begin).code


def test_a_private_key_shows_nothing_of_itself() -> None:
    """¶5: not in a log line, not in a traceback's variables."""
    private = PrivateKey.generate()
    shown = f"{private!r} {private} {vars(key_pairs)!r}"
    assert private.raw().hex() not in shown
    assert repr(private.raw()) not in shown

"""¶4: the password given again before a decision, with a real database."""

from typing import Any

import pytest

from services.auth.contract import ConfirmIdentity
from services.auth.store.models import Person
from services.auth.usecases import confirm_identity
from services.common.errors import Refused
from services.common.security.tokens import Principal
from tests.auth.conftest import PASSWORD, Auth, Refusing
from tests.support.runtimes import principal, token


def _signed_in(auth: Auth) -> tuple[str, Principal]:
    """A token, and whose it is."""
    bearer = auth.token_of(auth.sign_in()["secret"])
    return bearer, auth.runtime.verifier.verify(bearer, auth.clock.machine())


def _confirm(auth: Auth, bearer: str, password: str = PASSWORD) -> Any:
    return auth.call("confirm_identity", {"password": password}, bearer)


def test_who_gives_the_password_again_gets_a_confirmation_of_this_session(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: every service can check it; in the same person's other session it is worth nothing."""
    auth.register()
    bearer, who = _signed_in(auth)
    _, elsewhere = _signed_in(auth)
    given, verifier, now = _confirm(auth, bearer), auth.runtime.verifier, auth.clock.machine()
    verifier.verify_confirmation(given["confirmation"], who, now)
    other = refusal_of(lambda: verifier.verify_confirmation(given["confirmation"], elsewhere, now))
    assert ("confirmation_invalid", "2026-10-05T04:02:00Z") == (other.code, given["expires_at"])
    assert "identity.confirmed" == auth.actions()[-1]


def test_a_wrong_password_confirms_nothing_and_is_written_down(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: the refusal is that of a change of the password; neither what was typed nor the token is kept."""
    auth.register()
    bearer, _ = _signed_in(auth)
    refusal = refusal_of(lambda: _confirm(auth, bearer, "not-my-password"))
    assert ("forbidden", "password_wrong", "¶4") == (refusal.kind, refusal.code, refusal.rule)
    signed = _confirm(auth, bearer)["confirmation"]
    assert ["identity.not_confirmed", "identity.confirmed"] == auth.actions()[-2:]
    assert [] == [text for text in (PASSWORD, "not-my-password", signed) if text in auth.facts()]


def test_guesses_at_confirming_and_at_changing_count_together(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: who finds an open session has five guesses, not five at each door; then the right one waits too."""
    auth.register()
    bearer, _ = _signed_in(auth)
    change = {"command_id": "change-0001", "old": "guess", "new": "Жаңа-Құпия-Сөз-77"}
    codes = [refusal_of(lambda: _confirm(auth, bearer, "guess")).code for _ in range(3)]
    codes += [refusal_of(lambda: auth.call("change_password", change, bearer)).code for _ in range(3)]
    assert ["password_wrong"] * 5 + ["too_many_attempts"] == codes
    refusal = refusal_of(lambda: _confirm(auth, bearer))
    assert ("throttled", "too_many_attempts") == (refusal.kind, refusal.code)
    auth.clock.move(seconds=int(refusal.params["retry_after_seconds"]))
    assert _confirm(auth, bearer)["confirmation"]


def test_confirming_forgets_ones_failures(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: who mistypes four times and then gets it right begins anew."""
    auth.register()
    bearer, _ = _signed_in(auth)
    for _ in range(2):
        for _ in range(4):
            assert "password_wrong" == refusal_of(lambda: _confirm(auth, bearer, "wrong")).code
        _confirm(auth, bearer)


def test_guesses_sent_at_once_count_one_after_another(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: one that was looked at before the others failed is judged again, so that a burst gains nothing."""
    auth.register()
    bearer, who = _signed_in(auth)
    right = ConfirmIdentity(password=PASSWORD)
    with auth.runtime.unit.reading(who) as work:
        known_hash = confirm_identity.own_password_hash(work, right)
    for _ in range(5):
        refusal_of(lambda: _confirm(auth, bearer, "wrong"))
    assert confirm_identity.is_right(right, known_hash)
    with pytest.raises(Refused) as caught, auth.runtime.unit.writing(who) as work:
        confirm_identity.RecordConfirmation(known_hash)(work, right)
    assert "too_many_attempts" == caught.value.refusal.code


def test_a_password_changed_meanwhile_confirms_nothing(auth: Auth) -> None:
    """¶4: what was compared has to hold when it is written down."""
    auth.register()
    _, who = _signed_in(auth)
    with pytest.raises(Refused) as caught, auth.runtime.unit.writing(who) as work:
        confirm_identity.RecordConfirmation(b"an older hash")(work, ConfirmIdentity(password=PASSWORD))
    assert "password_wrong" == caught.value.refusal.code


def test_an_ended_session_confirms_nothing(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: the access token outlives a sign-out by minutes; the right password does not help."""
    auth.register()
    secret = auth.sign_in()["secret"]
    bearer = auth.token_of(secret)
    auth.call("sign_out", {"secret": secret})
    assert "session_ended" == refusal_of(lambda: _confirm(auth, bearer)).code


def test_a_token_of_no_session_or_of_anothers_confirms_nothing(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: as after a database was restored."""
    made = auth.register()
    _, who = _signed_in(auth)
    auth.register("colleague")
    colleague = auth.sign_in("colleague")["user"]["id"]
    unknown = token(auth.keys, principal(made["id"]), auth.clock)
    mixed = token(auth.keys, Principal(person=colleague, name="", session=who.session), auth.clock)
    codes = [refusal_of(lambda each=each: _confirm(auth, each)).code for each in (unknown, mixed)]  # type: ignore[misc]
    assert ["session_ended"] * 2 == codes


def test_who_is_switched_off_confirms_nothing(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: though the access token has minutes left."""
    made = auth.register()
    bearer, _ = _signed_in(auth)
    with auth.runtime.unit.writing() as work:
        work.session.get_one(Person, made["id"]).active = False
        work.audit("person.switched_off", f"person/{made['id']}")
    assert "person_inactive" == refusal_of(lambda: _confirm(auth, bearer)).code


def test_the_first_sign_ins_duties_come_before_confirming(auth: Auth, refusal_of: Refusing) -> None:
    """¶22: an initial password confirms nothing."""
    made = auth.register(password=None, ready=False)
    bearer = auth.token_of(auth.sign_in(password=made["initial_password"])["secret"])
    assert "duties_outstanding" == refusal_of(lambda: _confirm(auth, bearer, made["initial_password"])).code


@pytest.mark.parametrize("body", [None, {}, {"password": None}, {"password": 5}, {"password": "a\0b"}, "x"])
def test_what_is_no_password_is_malformed(auth: Auth, refusal_of: Refusing, body: object) -> None:
    """And counts as no guess."""
    auth.register()
    bearer, _ = _signed_in(auth)
    assert "malformed" == refusal_of(lambda: auth.call("confirm_identity", body, bearer)).code  # type: ignore[arg-type]
    assert "identity.not_confirmed" not in auth.actions()

"""¶4, ¶22: signing in and out, with a real database."""

from sqlalchemy import select

from services.auth.contract import SignIn
from services.auth.domain.sessions import secret_hash
from services.auth.store.models import Base, FailedSignIns, SignInSession
from services.auth.usecases import sign_in
from services.common.security.sealing import read_key
from services.common.storage import tables as shared_tables
from tests.auth.conftest import PASSWORD, Auth, Refusing


def test_who_knows_the_password_gets_a_session_and_a_token(auth: Auth) -> None:
    """¶4: the secret opens an access token that every service believes."""
    auth.register()
    signed_in = auth.sign_in()
    issued = auth.call("issue_token", {"secret": signed_in["secret"]})
    who = auth.runtime.verifier.verify(issued["token"], auth.clock.machine())
    assert ("Әлиев С. Б.", signed_in["user"]["id"], True) == (who.name, who.person, who.has("teacher", "f1"))
    assert ((), signed_in["user"]) == (who.duties, issued["user"])


def test_a_login_may_be_typed_with_a_capital_and_a_space(auth: Auth) -> None:
    """¶4: as a telephone's keyboard does."""
    auth.register()
    assert "teacher" == auth.sign_in("Teacher ")["user"]["login"]


def test_a_wrong_password_and_an_unknown_login_are_refused_alike(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: nobody learns which logins there are."""
    auth.register()
    wrong = refusal_of(lambda: auth.sign_in(password="Тұлпар-Қыран-2027"))
    unknown = refusal_of(lambda: auth.sign_in("nobody"))
    assert wrong == unknown
    assert ("unauthenticated", "sign_in_failed", "¶4") == (wrong.kind, wrong.code, wrong.rule)


def test_neither_password_nor_unknown_login_reaches_the_audit(auth: Auth, refusal_of: Refusing) -> None:
    """¶22: success and failure are written down, what was typed is not: it may be a password in the wrong field."""
    auth.register()
    auth.sign_in()
    refusal_of(lambda: auth.sign_in(password="not-my-password"))
    refusal_of(lambda: auth.sign_in("my-password-in-the-wrong-field"))
    happened = ["key_pair.made", "person.registered", "session.begun", "sign_in.failed", "sign_in.failed"]
    assert happened == auth.actions()
    assert [] == [typed for typed in (PASSWORD, "not-my-password", "wrong-field") if typed in auth.facts()]


def test_what_was_typed_as_a_login_lies_in_no_table(auth: Auth, refusal_of: Refusing) -> None:
    """¶5: it may be a password; whoever has stolen the database reads beside it where its owner signs in."""
    auth.register()
    for _ in range(3):
        refusal_of(lambda: auth.sign_in("my-password-in-the-wrong-field"))
    with auth.runtime.unit.reading() as work:
        tables = [table for metadata in (Base.metadata, shared_tables.metadata) for table in metadata.sorted_tables]
        rows = {table.name: str(work.session.execute(select(table)).all()) for table in tables}
    assert "failed_sign_ins" in rows
    assert [] == [name for name, text in rows.items() if "wrong-field" in text]


def test_failures_of_last_week_are_thrown_away(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: a stranger who tries logins all night fills no table for ever."""
    for number in range(3):
        refusal_of(lambda: auth.sign_in(f"nobody-{number}"))  # noqa: B023 - called at once
    auth.clock.move(days=8)
    refusal_of(lambda: auth.sign_in("nobody-else"))
    with auth.runtime.unit.reading() as work:
        assert 3 == len(work.session.scalars(select(FailedSignIns)).all())


def test_only_the_hash_of_a_sessions_secret_is_kept(auth: Auth) -> None:
    """¶4: a stolen database opens no session."""
    auth.register()
    secret = auth.sign_in()["secret"]
    with auth.runtime.unit.reading() as work:
        kept = work.session.scalars(select(SignInSession)).one()
        assert (secret_hash(secret), 32) == (kept.secret_hash, len(kept.secret_hash))
        assert secret not in str(vars(kept))


def test_after_five_failures_even_the_right_password_must_wait(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: and it says how long; when that is over, the right password opens."""
    auth.register()
    for _ in range(5):
        assert "sign_in_failed" == refusal_of(lambda: auth.sign_in(password="wrong")).code
    refusal = refusal_of(auth.sign_in)
    assert ("throttled", "too_many_attempts") == (refusal.kind, refusal.code)
    auth.clock.move(seconds=int(refusal.params["retry_after_seconds"]))
    assert "teacher" == auth.sign_in()["user"]["login"]


def test_signing_in_forgets_ones_failures(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: who mistypes four times and then gets it right begins anew."""
    auth.register()
    for _ in range(2):
        for _ in range(4):
            assert "sign_in_failed" == refusal_of(lambda: auth.sign_in(password="wrong")).code
        auth.sign_in()


def test_a_strangers_guesses_do_not_lock_the_owner_out(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: guesses from hundreds of addresses do not touch who has signed in from the own place before."""
    auth.register()
    auth.sign_in(address="10.0.0.1")
    for stranger in range(25):
        refusal_of(lambda stranger=stranger: auth.sign_in(password="guess", address=f"10.9.0.{stranger}"))  # type: ignore[misc]
    elsewhere = refusal_of(lambda: auth.sign_in(address="10.0.0.7"))
    assert "too_many_attempts" == elsewhere.code
    assert int(elsewhere.params["retry_after_seconds"]) <= 30
    assert "teacher" == auth.sign_in(address="10.0.0.1")["user"]["login"]


def test_many_logins_from_one_address_are_slowed_down(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: trying one password on everybody."""
    codes = [refusal_of(lambda each=each: auth.sign_in(f"person{each}")).code for each in range(51)]  # type: ignore[misc]
    assert ["sign_in_failed"] * 50 + ["too_many_attempts"] == codes


def test_one_customers_addresses_are_slowed_down_as_one(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: of IPv6 everybody has more addresses than there are guesses."""
    auth.register()
    for number in range(5):
        refusal_of(lambda: auth.sign_in(password="wrong", address=f"2001:db8:1:2::{number}"))  # noqa: B023 - as above
    assert "too_many_attempts" == refusal_of(lambda: auth.sign_in(address="2001:db8:1:2:ffff::1")).code
    assert auth.sign_in(address="2001:db8:1:3::1")["secret"]


def test_guesses_sent_at_once_count_one_after_another(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: an attempt that was looked at before the others failed is judged again, so that a burst gains nothing."""
    auth.register()
    right = SignIn(login="teacher", password=PASSWORD, address="10.0.0.1")
    with auth.runtime.unit.reading() as work:
        attempt = sign_in.prepare_attempt(work, right)
    for _ in range(5):
        refusal_of(lambda: auth.sign_in(password="wrong"))
    proof = sign_in.compare_password(attempt, b"index key", read_key(auth.keys / "keys" / "recovery.pub"))
    assert proof

    def begin() -> None:
        with auth.runtime.unit.writing() as work:
            sign_in.BeginSession(proof, factor_required=False)(work, right)

    assert "too_many_attempts" == refusal_of(begin).code


def test_throttling_ignores_the_academys_clock(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: moving a demo's clock opens nothing."""
    auth.register()
    for _ in range(5):
        refusal_of(lambda: auth.sign_in(password="wrong"))
    auth.clock.academy = auth.clock.academy.replace(year=2027)
    assert "too_many_attempts" == refusal_of(auth.sign_in).code


def test_a_session_left_idle_opens_nothing(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: half an hour without use ends it; use within it keeps it, up to twelve hours."""
    auth.register()
    secret = auth.sign_in()["secret"]
    for _ in range(24):
        auth.clock.move(minutes=29)
        auth.token_of(secret)
    auth.clock.move(minutes=25)
    assert "session_ended" == refusal_of(lambda: auth.token_of(secret)).code
    idle = auth.sign_in()["secret"]
    auth.clock.move(minutes=31)
    assert "session_ended" == refusal_of(lambda: auth.token_of(idle)).code


def test_a_window_that_is_only_open_keeps_no_session(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: what a page asks for by itself is no use of it."""
    auth.register()
    secret = auth.sign_in()["secret"]
    auth.clock.move(minutes=29)
    assert auth.call("issue_token", {"secret": secret, "quiet": True})["token"]
    auth.clock.move(minutes=2)
    assert "session_ended" == refusal_of(lambda: auth.token_of(secret)).code


def test_a_sessions_use_is_written_down_once_a_minute(auth: Auth) -> None:
    """¶4: a busy page does not fill the audit."""
    auth.register()
    secret = auth.sign_in()["secret"]
    for _ in range(4):
        auth.clock.move(seconds=30)
        auth.token_of(secret)
    assert 2 == auth.actions().count("session.used")


def test_signing_out_ends_the_session_and_twice_is_once(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: the secret opens nothing any more; an unknown one is no error."""
    auth.register()
    secret = auth.sign_in()["secret"]
    for each in (secret, secret, "unknown"):
        assert {} == auth.call("sign_out", {"secret": each})
    assert "session_ended" == refusal_of(lambda: auth.token_of(secret)).code
    assert 1 == auth.actions().count("session.ended")


def test_an_unknown_secret_opens_nothing(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: it is refused as an ended session is."""
    assert "session_ended" == refusal_of(lambda: auth.token_of("x" * 43)).code


def test_two_places_at_once_are_told_to_the_audit(auth: Auth) -> None:
    """¶22: a sign-in that looks like a shared password is allowed and seen."""
    auth.register()
    auth.sign_in(address="10.0.0.1")
    auth.sign_in(address="10.0.0.1")
    assert "sign_in.two_places" not in auth.actions()
    auth.sign_in(address="10.0.0.2")
    assert 1 == auth.actions().count("sign_in.two_places")


def test_many_accounts_at_one_address_are_told_to_the_audit(auth: Auth) -> None:
    """¶22: the fifth person within an hour."""
    for number in range(5):
        auth.register(f"teacher{number}")
        auth.sign_in(f"teacher{number}")
    assert 1 == auth.actions().count("sign_in.many_accounts")


def test_an_over_long_address_is_cut_not_a_failure(auth: Auth) -> None:
    """¶22: a service trusts no caller."""
    auth.register()
    assert "teacher" == auth.sign_in(address="x" * 5000)["user"]["login"]

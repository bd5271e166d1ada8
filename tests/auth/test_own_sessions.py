"""¶4, ¶22: everybody sees where they are signed in, and ends it from here."""

from typing import Any
from uuid import uuid4

import pytest

from tests.auth.conftest import Auth, Refusing


def _sessions(auth: Auth, secret: str) -> list[dict[str, Any]]:
    return list(auth.call("list_sessions", {}, auth.token_of(secret))["sessions"])


def _end(auth: Auth, secret: str, session: str) -> Any:
    body = {"command_id": str(uuid4()), "session": session}
    return auth.call("end_own_session", body, auth.token_of(secret))


@pytest.fixture
def secrets(auth: Auth) -> list[str]:
    """A teacher's three sessions, a minute apart; somebody else has one, too."""
    for login in ("teacher", "colleague"):
        auth.register(login)
    auth.sign_in("colleague")
    made = []
    for number in range(3):
        made.append(auth.sign_in(address=f"10.0.0.{number}")["secret"])
        auth.clock.move(minutes=1)
    return made


def test_ones_own_open_sessions_are_listed_this_one_first(auth: Auth, secrets: list[str]) -> None:
    """¶22: device, address, begun and last seen; then the one used last; no secret."""
    listed = _sessions(auth, secrets[1])
    assert [("10.0.0.1", True), ("10.0.0.2", False), ("10.0.0.0", False)] == [
        (each["address"], each["is_this"]) for each in listed
    ]
    assert {"id", "address", "agent", "begun_at", "seen_at", "is_this"} == set(listed[0])


def test_an_ended_and_an_idle_session_are_not_listed(auth: Auth, secrets: list[str]) -> None:
    """¶4: only what opens something is there."""
    auth.call("sign_out", {"secret": secrets[0]})
    assert 2 == len(_sessions(auth, secrets[2]))
    auth.clock.move(minutes=28)
    auth.token_of(secrets[2])
    auth.clock.move(minutes=5)
    assert 1 == len(_sessions(auth, secrets[2]))


def test_one_session_is_ended_from_another(auth: Auth, secrets: list[str], refusal_of: Refusing) -> None:
    """¶4: at once, and only that one; ended again nothing changes."""
    other = next(each["id"] for each in _sessions(auth, secrets[0]) if each["address"] == "10.0.0.2")
    assert [{}, {}] == [_end(auth, secrets[0], other) for _ in range(2)]
    assert "session_ended" == refusal_of(lambda: auth.token_of(secrets[2])).code
    assert auth.token_of(secrets[1])
    assert 1 == auth.actions().count("session.ended")


def test_nobody_ends_anothers_session(auth: Auth, secrets: list[str], refusal_of: Refusing) -> None:
    """¶4: it is not there, as one that never was."""
    colleague = auth.sign_in("colleague")["secret"]
    for session in (_sessions(auth, colleague)[0]["id"], "nothing"):
        refusal = refusal_of(lambda session=session: _end(auth, secrets[0], session))  # type: ignore[misc]
        assert ("not_found", "session_unknown") == (refusal.kind, refusal.code)
    assert auth.token_of(colleague)


def test_all_others_are_ended_at_once(auth: Auth, secrets: list[str], refusal_of: Refusing) -> None:
    """¶22: whoever knows the password elsewhere is out, and the audit says so of each."""
    colleague = auth.sign_in("colleague")["secret"]
    auth.call("end_other_sessions", {"command_id": str(uuid4())}, auth.token_of(secrets[1]))
    codes = [refusal_of(lambda each=each: auth.token_of(each)).code for each in (secrets[0], secrets[2])]  # type: ignore[misc]
    assert (["session_ended"] * 2, 2) == (codes, auth.actions().count("session.ended"))
    assert auth.token_of(secrets[1])
    assert auth.token_of(colleague)

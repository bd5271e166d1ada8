"""¶4, ¶5: a session's secret changes, and the key that it opens goes with it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import Any

from services.auth.contract import RotateSession
from services.auth.domain.sessions import GRACE, ROTATE_AFTER
from services.auth.usecases.rotate_session import rotate_session
from services.common.messaging.envelope import Trace
from services.common.security import session_keys
from services.common.security.sealing import read_private
from services.common.storage.unit_of_work import SYSTEM
from tests.auth.conftest import PASSWORD, Auth, Refusing


def _issued(auth: Auth, secret: str) -> Any:
    return auth.call("issue_token", {"secret": secret})


def _rotate(auth: Auth, secret: str) -> str:
    return str(auth.call("rotate_session", {"secret": secret})["secret"])


def _public_key(auth: Auth, secret: str) -> bytes:
    """Of the key that the session hands over."""
    issued = _issued(auth, secret)
    gradebook = read_private(auth.runtime.config.keys / "gradebook.key")
    return session_keys.take_over(issued["session_key"], issued["session"], gradebook).public


def test_the_new_secret_opens_the_same_session_and_key(auth: Auth) -> None:
    """¶5: nothing has to be typed again; the secret itself is kept nowhere."""
    auth.register()
    old = auth.sign_in()["secret"]
    before, key = _issued(auth, old)["session"], _public_key(auth, old)
    new = _rotate(auth, old)
    assert (before, key) == (_issued(auth, new)["session"], _public_key(auth, new))
    assert old != new
    assert new not in auth.facts()


def test_the_former_secret_holds_for_a_moment_only(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: for requests that were on their way, with the key; then it opens nothing."""
    auth.register()
    old = auth.sign_in()["secret"]
    new = _rotate(auth, old)
    auth.clock.move(seconds=GRACE.total_seconds())
    assert _public_key(auth, old) == _public_key(auth, new)
    auth.clock.move(seconds=1)
    assert "session_ended" == refusal_of(lambda: _issued(auth, old)).code
    assert _issued(auth, new)["token"]


def test_what_the_former_secret_gets_ends_with_it(auth: Auth) -> None:
    """¶4: whoever asks with it is told to ask again when it opens nothing any more."""
    auth.register()
    old = auth.sign_in()["secret"]
    new = _rotate(auth, old)
    until = [datetime.fromisoformat(_issued(auth, secret)["expires_at"]) for secret in (old, new)]
    assert [True, False] == [each <= auth.clock.machine() + GRACE for each in until]


def test_a_secret_that_somebody_may_have_is_over_at_once(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: after a change of password, say; the new one opens the same key."""
    auth.register()
    old = auth.sign_in()["secret"]
    key, new = _public_key(auth, old), auth.call("rotate_session", {"secret": old, "at_once": True})["secret"]
    assert "session_ended" == refusal_of(lambda: _issued(auth, old)).code
    assert key == _public_key(auth, new)


def test_a_former_secret_changes_nothing(auth: Auth) -> None:
    """¶4: of several requests at once one changes the secret."""
    auth.register()
    old = auth.sign_in()["secret"]
    new = _rotate(auth, old)
    assert "" == _rotate(auth, old)
    assert _issued(auth, new)["token"]


def test_of_several_at_once_one_changes_the_secret(auth: Auth) -> None:
    """¶4: on both databases."""
    auth.register()
    old, ready = auth.sign_in()["secret"], Barrier(4, timeout=20)

    def outcome(_: int) -> str:
        with auth.runtime.unit.reading():
            ready.wait()
        reply = auth.runtime.run_command(rotate_session, RotateSession, {"secret": old}, SYSTEM, Trace())
        return str(reply["secret"])

    with ThreadPoolExecutor(4) as pool:
        made = [each for each in pool.map(outcome, range(4)) if each]
    assert 1 == len(made)
    assert _issued(auth, made[0])["token"]


def test_an_ended_session_gets_no_new_secret(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: nor does its former secret open anything."""
    auth.register()
    old = auth.sign_in()["secret"]
    new = _rotate(auth, old)
    auth.call("sign_out", {"secret": new})
    assert ["session_ended"] * 2 == [refusal_of(lambda each=each: _rotate(auth, each)).code for each in (old, new)]  # type: ignore[misc]


def test_a_secret_is_old_after_an_hour(auth: Auth) -> None:
    """¶4: counted from the sign-in, then from the change."""
    auth.register()
    secret, seen = auth.sign_in()["secret"], []
    for _ in range(2):
        for _ in range(int(ROTATE_AFTER.total_seconds() / 60 / 20)):
            seen.append(_issued(auth, secret)["is_old"])
            auth.clock.move(minutes=20)
        seen.append(_issued(auth, secret)["is_old"])
        secret = _rotate(auth, secret)
    assert [False, False, False, True] * 2 == seen


def test_a_changed_password_is_opened_in_the_session_that_goes_on(auth: Auth) -> None:
    """¶5: changed, then another secret: the key is still there."""
    auth.register()
    secret = auth.sign_in()["secret"]
    body = {"command_id": "change-0001", "old": PASSWORD, "new": "Жаңа-Құпия-Сөз-77", "secret": secret}
    auth.call("change_password", body, auth.token_of(secret))
    assert _public_key(auth, secret) == _public_key(auth, _rotate(auth, secret))

"""¶4: what a process remembers of ended sessions."""

import pytest

from services.common.errors import Refused
from services.common.security import revocation
from services.common.security.revocation import EndedSessions
from services.common.security.tokens import TokenSigner, TokenVerifier
from tests.common.test_tokens import KEY
from tests.support.clocks import StillClock
from tests.support.runtimes import principal


def test_a_token_of_an_ended_session_is_refused_and_anothers_is_not(clock: StillClock) -> None:
    """¶4: though it has minutes left."""
    verifier, now = TokenVerifier(KEY.public_key()), clock.machine()
    mine, other = (TokenSigner(KEY).sign(principal(name), now)[0] for name in ("p1", "p2"))
    assert "p1" == verifier.verify(mine, now).person
    verifier.ended.add("session-p1")
    with pytest.raises(Refused) as caught:
        verifier.verify(mine, now)
    assert ("unauthenticated", "session_ended") == (caught.value.refusal.kind, caught.value.refusal.code)
    assert "p2" == verifier.verify(other, now).person


def test_what_is_older_than_any_token_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that runs for months keeps minutes."""
    time = 0.0
    monkeypatch.setattr(revocation, "monotonic", lambda: time)
    ended = EndedSessions()
    for number in range(10):
        ended.add(f"s{number}")
        time += 100
    assert ([True, True], False, 4) == ([f"s{each}" in ended for each in (8, 9)], "s0" in ended, len(ended))


def test_a_flood_takes_no_more_room_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest go first."""
    monkeypatch.setattr(revocation, "MOST", 3)
    ended = EndedSessions()
    for number in range(10):
        ended.add(f"s{number}")
    assert (3, ["s7", "s8", "s9"]) == (len(ended), [f"s{each}" for each in range(10) if f"s{each}" in ended])

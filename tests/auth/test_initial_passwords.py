"""The initial password of a new account: IT has seen it, so it counts once (¶5)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from services.auth.domain.recovery import FIRST_USED_WITHIN
from tests.auth.conftest import Auth, Refusing

OWN = "Жаңбырдан кейінгі көк аспан"


@pytest.fixture
def initial(auth: Auth) -> str:
    """Of a teacher who has just been registered."""
    return str(auth.register("newcomer", password=None, ready=False)["initial_password"])


def test_it_opens_one_session(auth: Auth, initial: str, refusal_of: Refusing) -> None:
    """¶5: whoever comes second is told that somebody was first; both stand in the audit with their addresses."""
    auth.sign_in("newcomer", initial, "10.6.6.6")
    assert "initial_password_used" == refusal_of(lambda: auth.sign_in("newcomer", initial, "10.0.0.1")).code
    assert [1, 1] == [auth.actions().count(f"initial_password.{what}") for what in ("used", "refused")]
    assert (True, True) == tuple(address in auth.facts() for address in ("10.6.6.6", "10.0.0.1"))


@pytest.mark.parametrize(("late", "answer"), [(timedelta(), "initial_password_expired"), (timedelta(seconds=-1), "")])
def test_it_waits_for_a_month(auth: Auth, initial: str, refusal_of: Refusing, late: timedelta, answer: str) -> None:
    """¶5: people are registered before they come, and not years before."""
    auth.clock.move(days=FIRST_USED_WITHIN.days, seconds=late.total_seconds())
    if answer:
        assert answer == refusal_of(lambda: auth.sign_in("newcomer", initial)).code
    else:
        assert auth.sign_in("newcomer", initial)["secret"]


def test_an_own_password_counts_as_often_as_one_likes(auth: Auth, initial: str) -> None:
    """¶5: from the first session on."""
    bearer = auth.token_of(auth.sign_in("newcomer", initial)["secret"])
    auth.call("change_password", {"command_id": str(uuid4()), "old": initial, "new": OWN}, bearer)
    for _ in range(2):
        assert auth.sign_in("newcomer", OWN)["secret"]


def test_a_wrong_one_tells_nothing_of_it(auth: Auth, initial: str, refusal_of: Refusing) -> None:
    """¶4: only who has it learns that it was used."""
    auth.sign_in("newcomer", initial)
    assert "sign_in_failed" == refusal_of(lambda: auth.sign_in("newcomer", f"{initial}x")).code

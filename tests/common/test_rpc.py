"""Calling another service with a timeout."""

from typing import Any

import pytest
from eventlet import sleep
from nameko.exceptions import RemoteError, UnknownService

from services.common.errors import Refusal, Refused
from services.common.messaging.rpc import NoAnswerError, ask


def raising(error: Exception) -> Any:
    """A method that fails so."""

    def method(_: Any) -> Any:
        raise error

    return method


def test_an_answer_comes_through() -> None:
    """What the other service says is what comes out."""
    assert {"a": 1} == ask(lambda message: message, {"a": 1}, 5)


def test_no_answer_in_time_is_an_error() -> None:
    """A service that hangs keeps nobody waiting for ever."""
    with pytest.raises(NoAnswerError, match=r"within 0\.01 s"):
        ask(lambda _: sleep(30), {}, 0.01)


@pytest.mark.parametrize("error", [UnknownService("gradebook"), RemoteError("KeyError", "x")])
def test_a_service_that_is_away_or_fails_is_an_error(error: Exception) -> None:
    """Nobody listening, and a defect over there, are told by one name."""
    with pytest.raises(NoAnswerError):
        ask(raising(error), {}, 5)


def test_a_refusal_comes_through() -> None:
    """What the other service refuses stays a refusal."""
    with pytest.raises(Refused, match="journal_has_marks"):
        ask(raising(Refused(Refusal("conflict", "journal_has_marks", "¶14"))), {}, 5)

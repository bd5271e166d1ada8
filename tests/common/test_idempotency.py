"""The same command again gets its first answer and changes nothing."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from services.common.app import Runtime
from services.common.envelope import Trace
from services.common.errors import Refused, refuse
from services.common.mechanism import audit_entry
from services.common.tokens import Principal
from services.common.work import Work
from tests.common.conftest import audited, write, written

ANNA = Principal(person="anna", name="", session="")
BERIK = Principal(person="berik", name="", session="")


@dataclass(frozen=True, kw_only=True)
class Write:
    """A command."""

    command_id: str
    place: str


@dataclass(frozen=True, kw_only=True)
class WriteAgain(Write):
    """Another command of the same shape."""


def do_write(work: Work, request: Write) -> dict[str, int]:
    """Write, and answer with a number that is never the same."""
    if request.place == "":
        raise refuse("invalid", "malformed")
    write(work, request.place)
    work.audit("place.written", request.place)
    return {"number": len(work.session.execute(select(audit_entry)).all())}


def run(made: Runtime, who: Principal = ANNA, shape: type[Write] = Write, **body: Any) -> Any:
    """Run the command."""
    return made.run_command(do_write, shape, {"command_id": "command-1", "place": "a", **body}, who, Trace())


def test_the_same_command_gets_its_first_answer(made: Runtime) -> None:
    """And is done once, however often it is sent."""
    first = run(made)
    run(made, command_id="command-2", place="b")
    assert first == run(made) == run(made)
    assert (["a", "b"], 2) == (written(made), len(audited(made)))


def test_the_order_of_keys_makes_no_other_body(made: Runtime) -> None:
    """JSON's objects have no order."""
    first = run(made)
    turned = {"place": "a", "command_id": "command-1"}
    assert first == made.run_command(do_write, Write, turned, ANNA, Trace())


@pytest.mark.parametrize("other", [{"place": "b"}, {"unknown_field": 1}, {"shape": WriteAgain}])
def test_the_same_id_with_another_body_or_for_another_command_is_refused(made: Runtime, other: dict[str, Any]) -> None:
    """Nothing is done, and the first answer is not given away."""
    run(made)
    with pytest.raises(Refused) as caught:
        run(made, **other)
    assert ("conflict", "command_reused") == (caught.value.refusal.kind, caught.value.refusal.code)
    assert ["a"] == written(made)


def test_another_persons_id_is_another_command(made: Runtime) -> None:
    """Nobody reads somebody else's answer by guessing an id."""
    run(made)
    run(made, BERIK, place="b")
    assert ["a", "b"] == written(made)


def test_a_refused_command_may_be_sent_again(made: Runtime) -> None:
    """It changed nothing, so its id is free."""
    with pytest.raises(Refused):
        run(made, place="")
    assert {"number": 0} == run(made)


def test_the_same_command_many_times_at_once_is_done_once(made: Runtime) -> None:
    """All get the one answer: a clash with a concurrent transaction is decided again."""
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda _: run(made), range(12)))
    assert [{"number": 0}] * 12 == answers
    assert (["a"], 1) == (written(made), len(audited(made)))

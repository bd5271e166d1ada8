"""The same command again gets its first answer and changes nothing."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from services.common.errors import Refused
from services.common.messaging.envelope import Trace
from services.common.refusals import Reasons
from services.common.runtime.app import Runtime
from services.common.security.tokens import Principal
from services.common.storage.tables import audit_entry, command
from services.common.storage.unit_of_work import Work
from tests.common.conftest import audited, write, written
from tests.support.clocks import StillClock

pytestmark = pytest.mark.on_postgresql

ANNA = Principal(person="anna", name="", session="")
BERIK = Principal(person="berik", name="", session="")


@dataclass(frozen=True, kw_only=True)
class Write:
    """A command."""

    command_id: str
    place: str
    confirmation: str = ""


@dataclass(frozen=True, kw_only=True)
class WriteAgain(Write):
    """Another command of the same shape."""


def do_write(work: Work, request: Write) -> dict[str, int]:
    """Write, and answer with a number that is never the same."""
    if request.place == "":
        raise Reasons.malformed.refused(detail="place")
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


def test_the_password_given_again_makes_no_other_body(made: Runtime) -> None:
    """¶4: who did not hear the answer confirms anew, and is told what was done."""
    first = run(made, confirmation="of 09:00")
    assert first == run(made, confirmation="of 09:01")
    assert ["a"] == written(made)


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


def rows(made: Runtime) -> list[Any]:
    """What is kept of commands, the oldest first."""
    with made.unit.reading() as work:
        return list(work.session.execute(select(command).order_by(command.c.at)))


def put(made: Runtime, reply: str) -> None:
    """Write the answer to the first command past the service."""
    with made.unit.database.writing() as session:
        session.execute(update(command).where(command.c.command_id == rows(made)[0].command_id).values(reply=reply))
        session.commit()


def test_nothing_lies_in_clear(made: Runtime) -> None:
    """¶5: for it may name what only some may read."""
    assert "number" in run(made)
    assert "number" not in str(rows(made))
    assert "command-1" not in str(rows(made))


def test_who_has_database_and_key_cannot_try_bodies_out(made: Runtime) -> None:
    """¶5: a mark has a hundred values; without the command's id none of them can be compared, and no answer opens."""
    run(made, command_id="8fd2b1c4-0f0b-4e55-9d3c-1d2f3a4b5c6d", place="97")
    row, answers = rows(made)[0], made.answers
    every_mark = [
        answers.fingerprint(["Write", {"command_id": known, "place": str(value)}])
        for value in range(101)
        for known in (row.command_id, "", None)
    ]
    assert row.fingerprint not in every_mark
    with made.unit.reading(ANNA) as work:
        assert answers.first(work, row.command_id, row.fingerprint) is None


def test_what_a_former_release_goes_on_keeping_is_thrown_away(made: Runtime) -> None:
    """¶5: it ran on while the database was brought forward; this release's own answers stay."""
    first = run(made)
    former = {"person": ANNA.person, "command_id": "8fd2b1c4-0f0b", "fingerprint": b"-", "reply": "-"}
    with made.unit.writing() as work:
        work.session.execute(insert(command), {**former, "at": work.machine_now})
    made.begin()
    assert 1 == len(rows(made))
    assert first == run(made)


def test_an_answer_that_was_altered_or_moved_is_given_to_nobody(made: Runtime, clock: StillClock) -> None:
    """And the command is not done again."""
    run(made)
    clock.move(seconds=1)
    run(made, command_id="command-2", place="b")
    first, second = (each.reply for each in rows(made))
    for reply in (second, "A" + first[1:-4] + "AAA=", "junk"):
        put(made, reply)
        with pytest.raises(Refused) as caught:
            run(made)
        assert "command_reused" == caught.value.refusal.code
    assert ["a", "b"] == written(made)

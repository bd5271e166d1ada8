"""Recording marks: each cell decided alone, nothing lost, nothing overwritten unseen."""

import threading
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from services.common.errors import Refused
from tests.gradebook.academy import COLLEAGUE, IT, METHODIST, MODERATOR, STRANGER, TEACHER, Academy, cell, codes

MONDAY = date(2026, 10, 5)


def test_a_column_is_saved_and_read_back(academy: Academy) -> None:
    """¶6: what was typed is what is shown, with its author and its version."""
    lesson = academy.hold(MONDAY)
    answer = academy.record(cell(lesson, "aliev", 75), cell(lesson, "baev", "дс"))
    assert [("aliev", 1), ("baev", 1)] == [(each["cadet"], each["version"]) for each in answer["saved"]]
    marks = {each["cadet"]: (each["value"], each["author"]["id"]) for each in academy.show()["marks"]}
    assert {"aliev": (75, "teacher-1"), "baev": ("дс", "teacher-1")} == marks


def test_a_bad_cell_keeps_no_other_back(academy: Academy) -> None:
    """¶6: the rest of a batch is saved."""
    lesson = academy.hold(MONDAY)
    answer = academy.record(cell(lesson, "aliev", 101), cell(lesson, "baev", 60), {"x": 1}, 7, cell(lesson, "baev", 1))
    assert ["baev"] == [each["cadet"] for each in answer["saved"]]
    assert {"not_a_mark", "cell_malformed", "cell_twice"} == set(codes(answer))


@pytest.mark.parametrize("version", [-1, 2**31, "0", None, 0.0, True])
def test_a_version_that_is_none_is_malformed(academy: Academy, version: Any) -> None:
    """¶4: the version seen is a number the service gave."""
    lesson = academy.hold(MONDAY)
    assert ["cell_malformed"] == codes(academy.record(cell(lesson, "aliev", 5, version)))


def test_a_stale_version_is_answered_with_who_when_and_what(academy: Academy) -> None:
    """¶4: no mark is overwritten unseen."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 75), who=COLLEAGUE)
    answer = academy.record(cell(lesson, "aliev", 80))
    current = answer["refused"][0]["current"]
    assert ["version_stale"] == codes(answer)
    assert (75, 1, "teacher-2") == (current["value"], current["version"], current["author"]["id"])
    assert 75 == academy.show()["marks"][0]["value"]


def test_a_mark_may_be_corrected_and_cleared_inside_the_window(academy: Academy) -> None:
    """¶17: inside it the teacher may enter and correct; every version is kept."""
    lesson = academy.hold(MONDAY)
    for version, value in enumerate((75, 80, None)):
        academy.record(cell(lesson, "aliev", value, version))
    assert [(3, None), (2, 80), (1, 75)] == [
        (each["version"], each["value"]) for each in academy.history(lesson, "aliev")
    ]


def test_a_closed_column_is_closed_for_everybody(academy: Academy) -> None:
    """¶17: on the third day after the lesson nobody writes."""
    lesson = academy.hold(MONDAY)
    academy.clock.move(days=3)
    answer = academy.record(cell(lesson, "aliev", 75))
    assert ["window_closed"] == codes(answer)
    assert ["¶17"] == [each["rule"] for each in answer["refused"]]
    assert 0 == len(academy.show()["marks"])


@pytest.mark.parametrize("who", [STRANGER, METHODIST, IT, MODERATOR])
def test_nobody_else_writes_into_a_journal(academy: Academy, who: Any) -> None:
    """¶3: access is per journal, IT and moderators have none."""
    lesson = academy.hold(MONDAY)
    with pytest.raises(Refused) as caught:
        academy.record(cell(lesson, "aliev", 75), who=who)
    assert ("not_your_journal", "¶3") == (caught.value.refusal.code, caught.value.refusal.rule)


def test_a_cadet_gets_marks_for_the_days_in_the_group_only(academy: Academy) -> None:
    """¶15: who left, joins later or was never there gets none."""
    lesson = academy.hold(MONDAY)
    answer = academy.record(cell(lesson, "kim", 75), cell(lesson, "nobody", 75), cell(lesson, "baev", 75))
    assert ["cadet_not_member", "cadet_unknown"] == codes(answer)
    assert ["baev"] == [each["cadet"] for each in answer["saved"]]


def test_a_lesson_of_another_journal_is_unknown(academy: Academy) -> None:
    """¶3: a cell belongs to its journal."""
    academy.hold(MONDAY)
    assert ["lesson_unknown"] == codes(academy.record(cell("elsewhere", "aliev", 75)))


def test_the_same_command_again_changes_nothing_and_gets_the_first_answer(academy: Academy) -> None:
    """A repeated command is answered as at first; another body under its id is refused."""
    lesson = academy.hold(MONDAY)
    first = academy.record(cell(lesson, "aliev", 75), command_id="command-1")
    assert first == academy.record(cell(lesson, "aliev", 75), command_id="command-1")
    assert 1 == len(academy.history(lesson, "aliev"))
    with pytest.raises(Refused) as caught:
        academy.record(cell(lesson, "aliev", 76), command_id="command-1")
    assert "command_reused" == caught.value.refusal.code


def test_two_writers_of_one_cell_do_not_both_win(academy: Academy) -> None:
    """¶4: of two who have seen the same version exactly one writes."""
    lesson = academy.hold(MONDAY)
    answers: list[Any] = []
    start = threading.Barrier(2)

    def write(value: int, who: Any) -> None:
        start.wait()
        answers.append(academy.record(cell(lesson, "aliev", value), who=who))

    threads = [threading.Thread(target=write, args=pair) for pair in ((10, TEACHER), (20, COLLEAGUE))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [0, 1] == sorted(len(answer["saved"]) for answer in answers)
    assert [[], ["version_stale"]] == sorted(codes(answer) for answer in answers)
    assert 1 == len(academy.history(lesson, "aliev"))


@pytest.mark.on_postgresql
@pytest.mark.parametrize("statement", ["UPDATE mark_version SET author = 'x'", "DELETE FROM mark_version"])
def test_the_database_refuses_to_change_a_version(academy: Academy, statement: str) -> None:
    """¶4: history is append-only below the service too."""
    academy.record(cell(academy.hold(MONDAY), "aliev", 75))
    with academy.runtime.unit.database.writing() as session, pytest.raises(DatabaseError):
        session.execute(text(statement))


def test_who_oversees_sees_no_mark(academy: Academy) -> None:
    """¶5, ¶7: IT and moderators see metadata, the faculty's methodist sees marks, a stranger nothing."""
    academy.record(cell(academy.hold(MONDAY), "aliev", 75))
    assert [75] == [each["value"] for each in academy.show(METHODIST)["marks"]]
    for who in (IT, MODERATOR):
        assert (0, 0) == (len(academy.show(who)["marks"]), len(academy.show(who)["means"]))
    with pytest.raises(Refused):
        academy.show(STRANGER)

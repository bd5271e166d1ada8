"""A lesson's kind and topic are put right in its window; what they were stays in the record (¶17, ¶18)."""

import json
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.common.errors import Refused
from services.common.messaging.envelope import Trace
from services.common.security.tokens import Principal
from services.common.storage import checks
from services.common.storage.tables import audit_entry, outbox
from services.gradebook import contract
from services.gradebook.consistency import contradictions
from services.gradebook.store.models import LessonCorrection
from services.gradebook.usecases.correct_lesson import correct_lesson
from services.gradebook.usecases.show_lesson_history import show_lesson_history
from tests.gradebook.academy import COLLEAGUE, METHODIST, MODERATOR, STRANGER, TEACHER, Academy, cell
from tests.support.hands import by_hand

MONDAY = date(2026, 10, 5)


def correct(academy: Academy, lesson: str, who: Principal = TEACHER, **form: Any) -> Any:
    """Correct a lesson into a seminar, unless ``form`` says else."""
    body: dict[str, Any] = {"command_id": str(uuid4()), "journal": academy.journal, "lesson": lesson}
    body |= {"kind": "seminar", "topic": "Айғақтар", "version": 0, **form}
    return academy.runtime.run_command(correct_lesson, contract.CorrectLesson, body, who, Trace())


def history(academy: Academy, lesson: str, who: Principal = TEACHER) -> Any:
    """Its corrections, as they are shown."""
    body = {"journal": academy.journal, "lesson": lesson}
    return academy.runtime.run_query(show_lesson_history, contract.ShowLessonHistory, body, who, Trace())[
        "corrections"
    ]


def code(academy: Academy, lesson: str, who: Principal = TEACHER, **form: Any) -> str:
    """The code with which it is refused."""
    with pytest.raises(Refused) as caught:
        correct(academy, lesson, who, **form)
    return caught.value.refusal.code


def rows(academy: Academy) -> list[tuple[Any, ...]]:
    """The corrections as they are kept."""
    columns = ("number", "former_kind", "former_topic", "kind", "topic", "author")
    wanted = select(*(getattr(LessonCorrection, name) for name in columns)).order_by(LessonCorrection.number)
    with academy.runtime.unit.reading() as work:
        return [tuple(row) for row in work.session.execute(wanted)]


def _told(academy: Academy, lesson: str) -> list[tuple[str, str, str]]:
    """What other services heard of the lesson."""
    with academy.runtime.unit.reading() as work:
        bodies = [json.loads(body)["data"] for body in work.session.scalars(select(outbox.c.body))]
    return [(each["kind"], each["topic"], each["date"]) for each in bodies if each.get("id") == lesson]


def test_the_lesson_is_as_corrected_and_what_it_was_is_kept(academy: Academy) -> None:
    """¶18: twice, by two teachers; its date and its author stay."""
    lesson = academy.hold(MONDAY, topic="Іздер")
    answer = correct(academy, lesson)
    assert ("seminar", "Айғақтар", 1) == tuple(answer[each] for each in ("kind", "topic", "correction"))
    correct(academy, lesson, COLLEAGUE, kind="practical", version=1)
    (shown,) = academy.show()["lessons"]
    seen = [shown[each] for each in ("kind", "topic", "date", "correction")]
    assert ["practical", "Айғақтар", MONDAY.isoformat(), 2] == seen
    assert TEACHER.person == shown["author"]["id"]
    assert [
        (1, "lecture", "Іздер", "seminar", "Айғақтар", TEACHER.person),
        (2, "seminar", "Айғақтар", "practical", "Айғақтар", COLLEAGUE.person),
    ] == rows(academy)


def test_what_it_was_is_shown_to_who_sees_the_journal(academy: Academy) -> None:
    """¶4, ¶7, ¶18: newest first, by whom; to nobody else, and of no other journal's lesson."""
    lesson = academy.hold(MONDAY, topic="Іздер")
    assert () == history(academy, lesson)
    correct(academy, lesson)
    correct(academy, lesson, COLLEAGUE, kind="practical", version=1)
    for who in (TEACHER, METHODIST, MODERATOR):
        found = history(academy, lesson, who)
        told = [(each["former_kind"], each["former_topic"], each["kind"], each["author"]["id"]) for each in found]
        assert [
            ("seminar", "Айғақтар", "practical", COLLEAGUE.person),
            ("lecture", "Іздер", "seminar", TEACHER.person),
        ] == told
    for who, named, refusal in ((STRANGER, lesson, "not_your_journal"), (TEACHER, "other", "lesson_unknown")):
        with pytest.raises(Refused) as caught:
            history(academy, named, who)
        assert refusal == caught.value.refusal.code


def test_the_audit_and_the_others_hear_of_it(academy: Academy) -> None:
    """¶4: who has made what of what; corrections learns of it by the event of a held lesson."""
    lesson = academy.hold(MONDAY)
    correct(academy, lesson)
    with academy.runtime.unit.reading() as work:
        wanted = select(audit_entry.c.facts).where(audit_entry.c.action == "lesson.corrected")
        (facts,) = [json.loads(each) for each in work.session.scalars(wanted)]
    assert ("lecture", "seminar", academy.journal) == (facts["former_kind"], facts["kind"], facts["journal"])
    assert [("lecture", "", "2026-10-05"), ("seminar", "Айғақтар", "2026-10-05")] == _told(academy, lesson)


def test_a_lesson_that_was_a_control_counts_as_one(academy: Academy) -> None:
    """¶2: its marks stay, and leave the current mean."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", "ж"), cell(lesson, "baev", 40))
    correct(academy, lesson, kind="rating_control")
    shown = academy.show()
    assert {"aliev": "ж", "baev": 40} == {each["cadet"]: each["value"] for each in shown["marks"]}
    assert {None} == {each["value"] for each in shown["means"]}


def test_a_lost_answer_is_given_again(academy: Academy) -> None:
    """¶18: the same command is one correction."""
    lesson, command = academy.hold(MONDAY), str(uuid4())
    assert correct(academy, lesson, command_id=command) == correct(academy, lesson, command_id=command)
    assert 1 == len(rows(academy))


def test_it_is_refused_in_words(academy: Academy) -> None:
    """¶3, ¶4, ¶17: to others, of what has changed meanwhile, after the window; nothing is half done."""
    lesson = academy.hold(MONDAY)
    academy.hold(MONDAY, "practical")
    academy.share()
    assert ["not_your_journal"] * 2 == [code(academy, lesson, who) for who in (STRANGER, METHODIST)]
    assert "lesson_unknown" == code(academy, "no-such-lesson")
    assert "lesson_changed" == code(academy, lesson, version=1)
    assert "lesson_exists" == code(academy, lesson, kind="practical")
    assert "kind_not_exchangeable" == code(academy, lesson, kind="examination")
    academy.clock.move(days=3)
    assert "window_closed" == code(academy, lesson)
    assert [] == rows(academy)


def test_a_removed_lesson_stays_as_it_was(academy: Academy) -> None:
    """¶19: struck out is struck out."""
    lesson = academy.hold(MONDAY)
    by_hand(academy.runtime, "lesson", "UPDATE lesson SET removed = :yes", yes=True)
    assert "lesson_removed" == code(academy, lesson)


@pytest.mark.parametrize("change", ["kind = 'practical'", "topic = 'Басқа'", "correction = NULL"])
def test_a_lesson_changed_by_hand_is_found(academy: Academy, change: str) -> None:
    """¶18: what is kept of its corrections says what it should be."""
    lesson = academy.hold(MONDAY)
    correct(academy, lesson)
    assert [] == [*checks.check(academy.runtime.unit, contradictions)]
    by_hand(academy.runtime, "lesson", f"UPDATE lesson SET {change}")
    found = [(each.kind, each.subject) for each in checks.check(academy.runtime.unit, contradictions)]
    assert [("lesson_not_as_corrected", f"lesson/{lesson}")] == found

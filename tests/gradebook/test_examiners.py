"""A methodist names a journal's examiners; they alone enter its examination (¶2, ¶3, ¶4, ¶5, ¶17)."""

import json
from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.common.errors import Refused
from services.common.messaging.envelope import Trace
from services.common.security.tokens import Principal
from services.common.storage.tables import outbox
from services.gradebook import contract
from services.gradebook.usecases.list_journals import list_journals
from services.gradebook.usecases.name_examiners import name_examiners, show_examiners
from services.gradebook.usecases.republish import republish
from tests.gradebook.academy import (
    COLLEAGUE,
    IT,
    METHODIST,
    MODERATOR,
    STRANGER,
    TEACHER,
    Academy,
    cell,
    codes,
)
from tests.support.runtimes import principal

MONDAY = date(2026, 10, 5)
OTHER_METHODIST = principal("methodist-9", ("methodist", "faculty-2"))
HEAD = principal("head-1", ("faculty_head", "faculty-1"))
#: Has the role of a teacher no longer.
RETIRED = principal(STRANGER.person, ("methodist", "faculty-2"))


def named(academy: Academy, *people: Principal, who: Principal = METHODIST) -> Any:
    """Name the examiners; who is entitled gets the key, as the service sees to it."""
    body = {"command_id": str(uuid4()), "journal": academy.journal, "people": [each.person for each in people]}
    return academy.runtime.run_command(name_examiners, contract.NameExaminers, body, who, Trace())


def code(use: Any, *args: Any, **more: Any) -> str:
    """The code with which it is refused."""
    with pytest.raises(Refused) as caught:
        use(*args, **more)
    return caught.value.refusal.code


def examined(academy: Academy, kind: str = "examination") -> str:
    """An examination of today by a stranger to the journal, to which two cadets are admitted; its id."""
    lecture = academy.hold(MONDAY)
    academy.record(cell(lecture, "aliev", 70), cell(lecture, "baev", 70))
    named(academy, STRANGER)
    academy.share()
    return academy.hold(academy.clock.now().date(), kind, STRANGER)


def _listed(academy: Academy, who: Principal) -> list[Any]:
    answer = academy.runtime.run_query(list_journals, contract.ListJournals, {}, who, Trace())
    return [(each["id"], each["mine"], sorted(due["kind"] for due in each["due"])) for each in answer["journals"]]


@pytest.mark.parametrize("kind", ["examination", "retake", "final_attestation"])
def test_an_examiner_enters_the_examination_and_nobody_else_does(academy: Academy, kind: str) -> None:
    """¶2, ¶3: nor does the examiner enter lessons; both see all marks."""
    column = examined(academy, kind)
    assert [] == codes(academy.record(cell(column, "aliev", 64), who=STRANGER))
    assert ["not_an_examiner"] == codes(academy.record(cell(column, "baev", 64)))
    lecture = next(each["id"] for each in academy.show()["lessons"] if each["kind"] == "lecture")
    assert ["not_your_journal"] == codes(academy.record(cell(lecture, "baev", 64), who=STRANGER))
    assert "not_your_journal" == code(academy.hold, MONDAY, "seminar", STRANGER)
    for who in (TEACHER, STRANGER):
        (mark,) = [each for each in academy.show(who)["marks"] if each["lesson"] == column]
        assert (64, STRANGER.person) == (mark["value"], mark["author"]["id"])


def test_a_teacher_who_examines_enters_both(academy: Academy) -> None:
    """¶3: named like anybody else."""
    lesson = academy.hold(MONDAY)
    named(academy, TEACHER, COLLEAGUE)
    column = academy.hold(MONDAY, "examination", COLLEAGUE)
    assert [] == codes(academy.record(cell(lesson, "aliev", 70)))
    assert [] == codes(academy.record(cell(column, "aliev", 80)))


def test_an_examination_is_added_on_its_date_and_entered_in_its_window(academy: Academy) -> None:
    """¶17, ¶18: not the day after; its marks until the end of the second day."""
    column = examined(academy)
    academy.clock.move(days=1)
    assert "lesson_window_closed" == code(academy.hold, MONDAY, "final_attestation", STRANGER)
    academy.clock.move(days=1)
    assert [] == codes(academy.record(cell(column, "aliev", 64), who=STRANGER))
    academy.clock.move(days=1)
    assert ["window_closed"] == codes(academy.record(cell(column, "aliev", 65, 1), who=STRANGER))


def test_an_examination_takes_no_duty_and_no_leave(academy: Academy) -> None:
    """¶6: the refusal names what it takes and not what was typed."""
    column = examined(academy)
    answer = academy.record(*(cell(column, "aliev", each) for each in ("ж",)), who=STRANGER)
    (refused,) = answer["refused"]
    assert ("code_not_taken", {"codes": "а, дс, қ"}) == (refused["code"], refused["params"])
    assert [] == codes(academy.record(cell(column, "aliev", "а"), who=STRANGER))


def test_there_is_one_examination_and_two_retakes(academy: Academy) -> None:
    """¶2: a third retake is refused."""
    examined(academy)
    for kind, most in (("examination", 0), ("retake", 2)):
        for _ in range(most):
            academy.clock.move(days=1)
            academy.hold(academy.clock.now().date(), kind, STRANGER)
        academy.clock.move(days=1)
        assert "too_many_columns" == code(academy.hold, academy.clock.now().date(), kind, STRANGER)


def test_the_journal_stands_in_an_examiners_list_with_what_is_theirs(academy: Academy) -> None:
    """¶3: a teacher is reminded of lessons, an examiner of the examination, who oversees of both."""
    assert [] == _listed(academy, STRANGER)
    examined(academy)
    assert [(academy.journal, True, ["examination"])] == _listed(academy, STRANGER)
    assert [(academy.journal, True, ["lecture"])] == _listed(academy, TEACHER)
    assert [(academy.journal, False, ["examination", "lecture"])] == _listed(academy, METHODIST)


def test_the_page_says_who_examines_and_what_each_may(academy: Academy) -> None:
    """¶2, ¶3: to name is offered to the methodist."""
    examined(academy)
    seen = {who: academy.show(who) for who in (TEACHER, STRANGER, METHODIST)}
    assert {STRANGER.person} == {each["id"] for shown in seen.values() for each in shown["examiners"]}
    assert [False, False, True] == [shown["may"]["name_examiners"] for shown in seen.values()]
    kinds = {"retake", "final_attestation"}
    assert kinds == {each["name"] for each in seen[STRANGER]["kinds"] if each["add"]}
    assert kinds | {"examination"} == {each["name"] for each in seen[STRANGER]["kinds"] if each["enter"]}


def test_only_a_methodist_of_the_faculty_names_them(academy: Academy) -> None:
    """¶3: nobody names himself; to strangers there is no such journal."""
    name = partial(named, academy, STRANGER)
    assert ["role_required"] * 4 == [code(name, who=who) for who in (TEACHER, HEAD, IT, MODERATOR)]
    assert ["not_your_journal"] * 2 == [code(name, who=who) for who in (STRANGER, OTHER_METHODIST)]
    assert "examiner_not_teacher" == code(named, academy, METHODIST)
    assert "examiners_number" == code(named, academy)


def test_a_naming_supersedes_until_the_first_mark(academy: Academy) -> None:
    """¶4: who was named loses the journal and its key; afterwards others are only added. Every naming is kept."""
    column = examined(academy)
    named(academy, COLLEAGUE)
    academy.share()
    assert "not_your_journal" == code(academy.show, STRANGER)
    assert "not_your_journal" == code(academy.record, cell(column, "aliev", 64), who=STRANGER)
    assert [] == codes(academy.record(cell(column, "aliev", 64), who=COLLEAGUE))
    assert "examination_begun" == code(named, academy, STRANGER)
    assert 2 == len(named(academy, STRANGER, COLLEAGUE)["people"])
    body = {"journal": academy.journal}
    told = academy.runtime.run_query(show_examiners, contract.ShowExaminers, body, TEACHER, Trace())
    people = [{each["id"] for each in naming["people"]} for naming in told["namings"]]
    assert [{STRANGER.person, COLLEAGUE.person}, {COLLEAGUE.person}, {STRANGER.person}] == people
    assert {METHODIST.person} == {naming["author"]["id"] for naming in told["namings"]}
    assert () == tuple(told["candidates"])


def test_the_same_again_is_no_naming(academy: Academy) -> None:
    """¶4: nothing new is kept of it."""
    named(academy, STRANGER)
    assert 1 == len(named(academy, STRANGER)["namings"])


def test_others_hear_of_each_naming_and_again_when_it_republishes(academy: Academy) -> None:
    """¶3: corrections takes reports of who examines; its copy can be rebuilt."""
    named(academy, STRANGER)
    named(academy, COLLEAGUE)
    body = {"command_id": str(uuid4())}
    academy.runtime.run_command(republish, contract.Republish, body, IT, Trace())
    with academy.runtime.unit.reading() as work:
        wanted = select(outbox.c.body).where(outbox.c.type == contract.EXAMINERS_NAMED).order_by(outbox.c.sequence)
        told = [json.loads(each)["data"]["people"] for each in work.session.scalars(wanted)]
    assert [[STRANGER.person], [COLLEAGUE.person], [COLLEAGUE.person]] == told


def test_an_examiner_who_teaches_no_more_examines_no_more(academy: Academy) -> None:
    """¶3: whatever was named."""
    column = examined(academy)
    academy.knows(RETIRED)
    assert "not_your_journal" == code(academy.record, cell(column, "aliev", 64), who=RETIRED)
    assert [] == _listed(academy, RETIRED)


def test_who_is_not_admitted_has_no_mark_at_the_examination(academy: Academy) -> None:
    """¶2: the others are saved; the cell of one who has lost admission can be emptied."""
    column = examined(academy)
    assert [] == codes(academy.record(cell(column, "aliev", 64), who=STRANGER))
    lecture = next(each["id"] for each in academy.show()["lessons"] if each["kind"] == "lecture")
    academy.record(cell(lecture, "aliev", 49, 1))
    answer = academy.record(cell(column, "aliev", 65, 1), cell(column, "baev", 65), who=STRANGER)
    assert (["not_admitted"], ["baev"]) == (codes(answer), [each["cadet"] for each in answer["saved"]])
    assert [] == codes(academy.record(cell(column, "aliev", None, 1), who=STRANGER))


def test_who_has_passed_sits_no_retake(academy: Academy) -> None:
    """¶2: who has not passed does, and counts by the last mark."""
    column = examined(academy)
    academy.record(cell(column, "aliev", 64), cell(column, "baev", 40), who=STRANGER)
    academy.clock.move(days=1)
    retake = academy.hold(academy.clock.now().date(), "retake", STRANGER)
    answer = academy.record(cell(retake, "aliev", 90), cell(retake, "baev", 60), who=STRANGER)
    assert (["examination_passed"], ["baev"]) == (codes(answer), [each["cadet"] for each in answer["saved"]])
    (result,) = answer["results"]
    assert ((40, 60), "66.00", "C") == (result["attempts"], result["final"], result["letter"])
    assert [] == codes(academy.record(cell(retake, "baev", 55, 1), who=STRANGER))

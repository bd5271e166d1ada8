"""IT oversees how methodists work (¶12): what waits for them, and since when."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from gateway.web.pages.oversight import OF_FACULTY, OF_METHODIST
from services.auth.contract import PERSON_REGISTERED
from services.common.messaging.envelope import Trace
from services.common.messaging.wire import encode
from services.common.security.tokens import Principal
from services.corrections import contract
from services.corrections.domain.oversight import (
    OpenDiscrepancy,
    Oversight,
    Post,
    Standing,
    faculties_work,
    methodist_work,
    overseeing_refusal,
    readable_numbers,
    waiting,
)
from services.corrections.usecases.oversee_methodists import oversee_methodists
from tests.cases.desk import HEAD, IT, METHODIST, MODERATOR, OTHER_METHODIST, TEACHER, Desk
from tests.cases.test_corrections_of_marks import code
from tests.support.clocks import ALMATY
from tests.support.runtimes import person_state

NOW = datetime(2026, 10, 12, 10, 0, tzinfo=ALMATY)
NOBODY = {"number": 0, "since": None}


def ago(days: float) -> datetime:
    """Some days before now."""
    return NOW - timedelta(days=days)


def work_of(*standings: Standing, appointed: bool = True) -> contract.MethodistWork:
    """What is told of a methodist with these acts."""
    return methodist_work(contract.Someone(id="m", name="М"), standings, appointed, NOW)


def test_the_oldest_says_since_when() -> None:
    """¶12: of what waits, the number and the oldest; of nothing, none."""
    assert contract.Waiting(number=2, since=ago(3)) == waiting([ago(1), ago(3)])
    assert contract.Waiting(number=0, since=None) == waiting([])


def test_an_act_is_counted_where_it_waits() -> None:
    """¶12: with the head, come back, with IT; each in one place."""
    told = work_of(
        Standing("f", "m", "faculty_head", ago(1)),
        Standing("f", "m", "methodist", ago(2)),
        Standing("f", "m", "it_staff", ago(3), due_at=ago(-1)),
    )
    assert [(1, ago(1)), (1, ago(2)), (1, ago(3))] == [
        (each.number, each.since) for each in (told.with_head, told.returned, told.with_it)
    ]
    assert (ago(-1), 0) == (told.due_at, told.overdue.number)


@pytest.mark.parametrize(("due", "overdue"), [(timedelta(0), 0), (timedelta(seconds=-1), 1)])
def test_overdue_from_the_due_time_on(due: timedelta, overdue: int) -> None:
    """¶10, ¶12: not before it has passed."""
    told = work_of(Standing("f", "m", "it_staff", ago(5), due_at=NOW + due))
    assert (1, overdue) == (told.with_it.number, told.overdue.number)


def test_a_faculty_has_what_no_methodist_has_taken_up() -> None:
    """¶12: reports without an act and open notices are its methodists' together; another faculty's are not."""
    known = Oversight(
        posts=[Post("f", "b"), Post("f", "a"), Post("g", "b")],
        standings=[
            Standing("f", "", "methodist", ago(4)),
            Standing("f", "", "author", ago(2)),
            Standing("f", "a", "author", ago(3)),
            Standing("f", "left", "author", ago(1)),
            Standing("f", "gone", "faculty_head", ago(1)),
            Standing("f", "gone", "methodist", ago(9)),
            Standing("g", "b", "faculty_head", ago(9)),
        ],
        discrepancies=[OpenDiscrepancy("f", ago(6)), OpenDiscrepancy("g", ago(7))],
        names={"f": "Заң факультеті", "g": "Әскери факультет", "a": "Әлиев А.", "b": "Баев Б.", "gone": "Яковлев Я."},
    )
    other, own = faculties_work(known, NOW)
    assert ["Әскери факультет", "Заң факультеті"] == [other.faculty.name, own.faculty.name]
    assert [(1, ago(4)), (3, ago(3)), (1, ago(6))] == [
        (each.number, each.since) for each in (own.reports, own.amending, own.discrepancies)
    ]
    assert [("Әлиев А.", True), ("Баев Б.", True), ("Яковлев Я.", False)] == [
        (each.methodist.name, each.appointed) for each in own.methodists
    ]
    assert [0, 0, 1] == [each.with_head.number for each in own.methodists]
    assert [0, 1] == [other.reports.number, other.methodists[0].with_head.number]
    assert ago(7) == other.discrepancies.since


@pytest.mark.parametrize("role", ["it_staff", "moderator"])
def test_who_oversees(role: str) -> None:
    """¶7, ¶12: IT and moderators, whatever else they are."""
    assert overseeing_refusal({role, "teacher"}) is None


def test_it_reads_what_was_approved_and_moderators_all() -> None:
    """¶7, ¶10: of each number the reply says whether its reader may read what was counted."""
    assert readable_numbers({"it_staff"}) == ("with_it", "overdue")
    assert {*OF_FACULTY, *OF_METHODIST, "discrepancies"} == {*readable_numbers({"moderator"})}


def test_who_does_not_oversee() -> None:
    """¶12: neither those overseen nor those with no role at all."""
    refusals = [overseeing_refusal(roles) for roles in ({"methodist", "faculty_head", "teacher"}, set[str]())]
    assert [("role_required", "¶12")] * 2 == [(each.code, each.rule) for each in refusals if each]


# --- the service ------------------------------------------------------------------------------------------------


def overseen(desk: Desk, who: Principal = IT) -> Any:
    """What is told of the one faculty."""
    answer = desk.corrections.run_query(oversee_methodists, contract.OverseeMethodists, {}, who, Trace())
    (faculty,) = answer["faculties"]
    return faculty


def told(desk: Desk, name: str) -> Any:
    """How many of something one methodist has."""
    (methodist,) = overseen(desk)["methodists"]
    return methodist[name]["number"]


def test_a_case_is_seen_on_its_way(desk: Desk) -> None:
    """¶12: a report that waits, its act with the head, come back, with IT, overdue, and done with."""
    lesson = desk.hold(58)
    desk.pass_days(3)
    case = desk.report(lesson)["id"]
    since = desk.clock.now()
    reports = overseen(desk)["reports"]
    assert (1, since) == (reports["number"], datetime.fromisoformat(reports["since"]))
    desk.act(case)
    assert (NOBODY, 1) == (overseen(desk)["reports"], told(desk, "with_head"))
    desk.send_back(case)
    assert (0, 1) == (told(desk, "with_head"), told(desk, "returned"))
    desk.act(case)
    desk.approve(case)
    assert (1, 0) == (told(desk, "with_it"), told(desk, "overdue"))
    desk.pass_days(7)
    assert 1 == told(desk, "overdue")
    desk.apply(case)
    assert 0 == sum(told(desk, name) for name in ("returned", "with_head", "with_it", "overdue"))


def test_a_report_sent_back_and_a_notice(desk: Desk) -> None:
    """¶12, ¶20: a mended report waits anew, a notice made an act no more; a make-up needs no methodist."""
    lesson = desk.hold(58, 40)
    desk.pass_days(3)
    desk.report(lesson, "make_up", cadet="baev")
    case = desk.report(lesson)["id"]
    desk.send_back(case, who=METHODIST)
    assert (0, 1) == (overseen(desk)["reports"]["number"], overseen(desk)["amending"]["number"])
    desk.pass_days(1)
    desk.amend(case, value=76)
    assert desk.clock.now() == datetime.fromisoformat(overseen(desk)["reports"]["since"])
    other = desk.hold(70)
    desk.pass_days(3)
    notice = desk.notice(other)["id"]
    assert 1 == overseen(desk)["discrepancies"]["number"]
    desk.turn_into_act(notice)
    assert (NOBODY, 1) == (overseen(desk)["discrepancies"], told(desk, "with_head"))


def test_a_methodist_with_nothing_to_do_is_there(desk: Desk) -> None:
    """¶12: nothing waits, and that is seen, too; who was switched off is not."""
    assert [METHODIST.person] == [each["methodist"]["id"] for each in overseen(desk)["methodists"]]
    desk.take_in(desk.corrections, _switched_off(desk, METHODIST))
    answer = desk.corrections.run_query(oversee_methodists, contract.OverseeMethodists, {}, IT, Trace())
    assert not answer["faculties"]


def _switched_off(desk: Desk, who: Principal) -> dict[str, Any]:
    state = encode(person_state(desk.folder, who, active=False))
    return {
        "id": str(uuid4()),
        "type": PERSON_REGISTERED,
        "source": "/jurnal/auth",
        "subject": f"person/{who.person}",
        "time": "2026-10-05T00:00:00+00:00",
        "sequence": "99",
        "data": state,
    }


def test_neither_words_nor_marks_are_told(desk: Desk) -> None:
    """¶5, ¶12: the answer has names of people and faculties, numbers and dates."""
    lesson = desk.hold(58)
    desk.pass_days(3)
    desk.act(desk.report(lesson, text="Елу сегіз емес.")["id"])
    text = str(overseen(desk))
    assert not [word for word in ("Елу", "салыстырылды", "aliev", "Aliev") if word in text]


@pytest.mark.parametrize("who", [TEACHER, METHODIST, HEAD, OTHER_METHODIST])
def test_it_is_for_it_and_moderators(desk: Desk, who: Principal) -> None:
    """¶12: IT oversees, moderators see; those overseen and others are refused with the paragraph."""
    assert METHODIST.person == overseen(desk, MODERATOR)["methodists"][0]["methodist"]["id"]
    assert "role_required" == code(overseen, desk, who)


def test_a_number_leads_to_its_cases(desk: Desk) -> None:
    """¶12: the list of cases is narrowed to a faculty, to who drew up the act, to whose turn it is."""
    lesson = desk.hold(58, 57)
    desk.pass_days(3)
    waits = desk.report(lesson)["id"]
    acted = desk.report(lesson, cadet="baev")["id"]
    desk.act(acted)

    def listed(**wanted: str) -> list[str]:
        return [row["id"] for row in desk.cases(MODERATOR, **wanted)["cases"]]

    assert [acted] == listed(methodist=METHODIST.person)
    assert [waits] == listed(waits_for="methodist", faculty="faculty-1")
    assert [] == listed(faculty="faculty-2")
    assert [] == [row["id"] for row in desk.cases(IT, methodist=METHODIST.person)["cases"]]


def agree(desk: Desk) -> dict[str, int]:
    """The numbers, each of which is that of its list as moderators read it; zeros are left out."""
    faculty = overseen(desk, MODERATOR)
    place = {"faculty": faculty["faculty"]["id"]}
    told = {
        what: (faculty[what]["number"], desk.cases(MODERATOR, **place, **of)["total"])
        for what, of in OF_FACULTY.items()
    }
    for person in faculty["methodists"]:
        own = {**place, "methodist": person["methodist"]["id"]}
        told |= {
            what: (person[what]["number"], desk.cases(MODERATOR, **own, **of)["total"])
            for what, of in OF_METHODIST.items()
        }
    assert not {what: pair for what, pair in told.items() if pair[0] != pair[1]}
    return {what: number for what, (number, _) in told.items() if number}


def test_a_number_is_that_of_its_list(desk: Desk) -> None:
    """¶12: wherever a case stands; sent back by the head and then by the methodist it is with its author."""
    lesson = desk.hold(58)
    desk.pass_days(3)
    case = desk.report(lesson)["id"]
    assert {"reports": 1} == agree(desk)
    desk.act(case)
    assert {"with_head": 1} == agree(desk)
    desk.send_back(case)
    assert {"returned": 1} == agree(desk)
    desk.send_back(case, who=METHODIST)
    assert {"amending": 1} == agree(desk)
    desk.amend(case, value=76)
    assert {"reports": 1} == agree(desk)
    desk.act(case)
    desk.approve(case)
    assert {"with_it": 1} == agree(desk)
    desk.pass_days(7)
    assert {"with_it": 1, "overdue": 1} == agree(desk)


def test_whatever_came_back_to_its_author_is_counted(desk: Desk) -> None:
    """¶12, ¶19, ¶21: a make-up and a substitution, too; while they wait for the head they are no methodist's."""
    lesson = desk.hold(58, 40)
    desk.pass_days(3)
    cases = [desk.report(lesson, "make_up", cadet="baev")["id"], desk.stand_in()["id"]]
    assert {} == agree(desk)
    for case in cases:
        desk.send_back(case)
    desk.send_back(desk.report(lesson)["id"], who=METHODIST)
    assert {"amending": 3} == agree(desk)

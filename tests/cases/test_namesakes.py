"""Cases and notices about one of two who look alike say which one it is (¶13, ¶15, ¶20)."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from services.common.messaging.envelope import Trace
from services.common.security.tokens import Principal
from services.corrections import contract
from services.corrections.store.models import Case, Discrepancy, Member
from services.corrections.usecases.list_colleagues import list_colleagues
from services.corrections.usecases.oversee_methodists import oversee_methodists
from tests.cases.desk import COLLEAGUE, HEAD, IT, METHODIST, MODERATOR, TEACHER, TEACHING_HEAD, TERM, Desk
from tests.support.databases import ENGINE
from tests.support.hands import by_hand

NAMES = {"aliev": ("Ахметов", "Айдар", "00042"), "baev": ("Ахметов", "Арман", "00043"), "kim": ("Ким", "Айбек", "7")}
AIDAR, ARMAN = "Ахметов Айдар, №\u00a000042", "Ахметов Арман, №\u00a000043"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """With two cadets Ахметов А., two teachers Қасымов Қ. and a head of that surname."""
    desk.compose(NAMES)
    desk.call(TEACHER, "Қасымов", "Қайрат")
    desk.call(COLLEAGUE, "Қасымов", "Құрманғазы")
    desk.call(TEACHING_HEAD, "Қасымов", "Асан")
    return desk


def named(who: Principal, name: str) -> Principal:
    """The caller under the name by which auth's token calls them."""
    return replace(who, name=name)


def test_a_case_says_which_of_two_it_is_about(desk: Desk) -> None:
    """¶13: one of two of the group, though the other has no case; who has initials of ones own keeps them."""
    lesson = desk.hold(60, 60, 60)
    desk.clock.move(days=3)
    whom = [desk.report(lesson, cadet=cadet)["cadet"] for cadet in ("aliev", "kim")]
    assert {"id": "aliev", "name": AIDAR, "full_name": "Ахметов Айдар", "number": "00042"} == whom[0]
    assert {"id": "kim", "name": "Ким А.", "full_name": "Ким Айбек", "number": "7"} == whom[1]
    assert {AIDAR, "Ким А."} == {row["cadet"]["name"] for row in desk.cases(METHODIST)["cases"]}


@pytest.mark.parametrize("who", [HEAD, MODERATOR, TEACHER], ids=["head", "moderator", "author"])
def test_everybody_who_reads_it_is_told(desk: Desk, who: Principal) -> None:
    """¶13: whoever is shown a case is shown who it is about; IT not before it is approved."""
    lesson = desk.hold(60)
    desk.clock.move(days=3)
    desk.report(lesson)
    assert [AIDAR] == [row["cadet"]["name"] for row in desk.cases(who)["cases"]]
    assert not desk.cases(IT)["cases"]


def test_a_case_is_found_by_name_and_number(desk: Desk) -> None:
    """¶13: by the whole name and by the cadet's number."""
    lesson = desk.hold(60, 60)
    desk.clock.move(days=3)
    for cadet in ("aliev", "baev"):
        desk.report(lesson, cadet=cadet)
    found = [desk.cases(METHODIST, search=words)["cases"] for words in ("ахметов айдар", "00043", "қайрат асан")]
    assert [[AIDAR], [ARMAN], []] == [[row["cadet"]["name"] for row in rows] for rows in found]
    assert 2 == desk.cases(METHODIST, search="қасымов қайрат")["total"]


def test_papers_and_steps_name_their_authors(desk: Desk) -> None:
    """¶13: the full name beside each; in its place where another teacher looks alike."""
    lesson = desk.hold(60)
    desk.clock.move(days=3)
    case = desk.report(lesson, who=named(TEACHER, "Қасымов Қ."))
    author = {"id": TEACHER.person, "name": "Қасымов Қайрат", "full_name": "Қасымов Қайрат"}
    assert [author] * 3 == [case["author"], case["papers"][0]["author"], case["steps"][0]["by"]]


def test_a_substitution_says_who_stands_in_for_whom(desk: Desk) -> None:
    """¶21: also on the paper that was drawn up when nobody looked alike yet."""
    case = desk.stand_in()
    told = [case["substitution"], case["papers"][0]["substitution"]]
    names = [("Қасымов Қайрат", "Қасымов Құрманғазы")] * 2
    assert names == [(each["absent"]["name"], each["substitute"]["name"]) for each in told]
    assert [case["id"]] == [row["id"] for row in desk.cases(METHODIST, search=" ".join(names[0]))["cases"]]


def test_a_notice_says_which_of_two_it_is_about(desk: Desk) -> None:
    """¶20: in the list as on its page."""
    lesson = desk.hold(60, 60)
    for cadet in ("aliev", "baev"):
        desk.notice(lesson, cadet)
    assert {AIDAR, ARMAN} == {each["cadet"]["name"] for each in desk.notices(METHODIST)}


def test_a_case_keeps_the_name_it_was_reported_under(desk: Desk) -> None:
    """¶15: a paper that is signed does not change with the name on record, not even with one back-dated."""
    lesson = desk.hold(60)
    desk.clock.move(days=3)
    case = desk.report(lesson)
    with desk.corrections.unit.writing() as work:
        other = [{"family": "Ахметов", "given": "Асан", "patronymic": "", "since": TERM.starts.isoformat()}]
        work.session.execute(update(Member).where(Member.cadet == "aliev").values(names=other, number="1"))
        work.audit("member.renamed", "academy")
    kept = desk.case(case["id"])["cadet"]
    assert ("Ахметов Айдар", "00042") == (kept["full_name"], kept["number"])


def test_a_case_of_the_release_before_is_told_apart_too(desk: Desk) -> None:
    """¶13: it has kept the initials alone; who it is about is on record."""
    lesson = desk.hold(60)
    desk.clock.move(days=3)
    case = desk.report(lesson)
    with desk.corrections.unit.writing() as work:
        work.session.execute(update(Case).values(cadet_full_name="", cadet_number=""))
        work.audit("case.as_before", "academy")
    assert {"id": "aliev", "name": AIDAR, "full_name": "Ахметов Айдар", "number": "00042"} == desk.case(case["id"])[
        "cadet"
    ]


def as_before(desk: Desk, row: type[Case] | type[Discrepancy], **kept: str) -> None:
    """What the release before had written: initials."""
    with desk.corrections.unit.writing() as work:
        work.session.execute(update(row).values(cadet_full_name="", cadet_number="", **kept))
        work.audit("row.as_before", "academy")


def test_a_case_of_the_release_before_is_found_once_names_are_told(desk: Desk) -> None:
    """¶13: by the cadet's whole name and number, and the author's; told twice as once, and then kept."""
    lesson = desk.hold(60, 60)
    desk.clock.move(days=3)
    case = desk.report(lesson, who=named(TEACHER, "Қасымов Қ."))["id"]
    as_before(desk, Case, words="1/2026 ққ-21 криминалистика ахметов а. қасымов қ.")
    searched = ("ахметов айдар", "00042", "қасымов қайрат")
    assert [0, 0, 0] == [desk.cases(METHODIST, search=words)["total"] for words in searched]
    for sequence in (401, 402):
        desk.compose(NAMES, sequence)
        desk.call(TEACHER, "Қасымов", "Қайрат", sequence)
    assert [1, 1, 1] == [desk.cases(METHODIST, search=words)["total"] for words in searched]
    assert 0 == desk.cases(METHODIST, search="ахметов арман")["total"]
    with desk.corrections.unit.reading() as work:
        kept = "1/2026 ққ-21 криминалистика ахметов а. қасымов қ. ахметов айдар 00042 қасымов қайрат"
        assert kept == work.session.get_one(Case, case).words
    desk.compose(NAMES | {"aliev": ("Ахметов", "Асан", "00042")}, 403)
    assert "Ахметов Айдар" == desk.case(case)["cadet"]["full_name"]


def test_a_notice_of_the_release_before_is_found_once_names_are_told(desk: Desk) -> None:
    """¶20: by the cadet's whole name."""
    desk.notice(desk.hold(60))
    as_before(desk, Discrepancy)
    assert not desk.notices(METHODIST, search="айдар")
    desk.compose(NAMES, 401)
    assert [AIDAR] == [each["cadet"]["name"] for each in desk.notices(METHODIST, search="айдар")]


def test_a_substitution_of_the_release_before_is_found_once_names_are_told(desk: Desk) -> None:
    """¶21: by the whole names of both teachers."""
    desk.stand_in()
    as_before(desk, Case, words="1/2026 қасымов қ. қасымов қ. ққ-21 криминалистика")
    searched = ("қайрат", "құрманғазы")
    assert [0, 0] == [desk.cases(METHODIST, search=words)["total"] for words in searched]
    desk.call(TEACHER, "Қасымов", "Қайрат", 401)
    desk.call(COLLEAGUE, "Қасымов", "Құрманғазы", 401)
    assert [1, 1] == [desk.cases(METHODIST, search=words)["total"] for words in searched]


def test_methodists_who_look_alike_are_overseen_apart(desk: Desk) -> None:
    """¶12: whose acts wait, when another methodist or teacher has the same initials."""
    desk.call(METHODIST, "Қасымов", "Қарлығаш")
    answer = desk.corrections.run_query(oversee_methodists, contract.OverseeMethodists, {}, IT, Trace())
    (faculty,) = answer["faculties"]
    assert ["Қасымов Қарлығаш"] == [each["methodist"]["name"] for each in faculty["methodists"]]


def test_two_of_one_full_name_are_told_apart_by_login(desk: Desk) -> None:
    """¶13, ¶21: in the list from which a teacher is taken, in cases and their papers, in the methodists' work."""
    for who in (TEACHER, COLLEAGUE, METHODIST):
        desk.call(who, "Қасымов", "Қайрат", 401)
    names = {who.person: f"Қасымов Қайрат ({who.person})" for who in (TEACHER, COLLEAGUE, METHODIST)}
    answer = desk.corrections.run_query(list_colleagues, contract.ListColleagues, {}, METHODIST, Trace())
    assert ["Қасымов А.", names[TEACHER.person], names[COLLEAGUE.person]] == [
        each["name"] for each in answer["colleagues"]
    ]
    lesson = desk.hold(60)
    desk.clock.move(days=3)
    case = desk.report(lesson, who=named(TEACHER, "Қасымов Қ."))
    author = {"id": TEACHER.person, "name": names[TEACHER.person], "full_name": names[TEACHER.person]}
    assert [author] * 3 == [case["author"], case["papers"][0]["author"], case["steps"][0]["by"]]
    answer = desk.corrections.run_query(oversee_methodists, contract.OverseeMethodists, {}, IT, Trace())
    (faculty,) = answer["faculties"]
    assert [names[METHODIST.person]] * 2 == [
        faculty["methodists"][0]["methodist"][each] for each in ("name", "full_name")
    ]


def test_colleagues_who_look_alike_can_be_chosen_apart(desk: Desk) -> None:
    """¶21: in the list from which an absent teacher and a substitute are taken."""
    answer = desk.corrections.run_query(list_colleagues, contract.ListColleagues, {}, METHODIST, Trace())
    names = ["Қасымов А.", "Қасымов Қайрат", "Қасымов Құрманғазы"]
    assert names == [each["name"] for each in answer["colleagues"]]


def test_colleagues_come_with_their_journals_until_the_term_is_over(desk: Desk) -> None:
    """¶21: nobody is replaced in a past term."""

    def told() -> set[int]:
        answer = desk.corrections.run_query(list_colleagues, contract.ListColleagues, {}, METHODIST, Trace())
        return {len(each["journals"]) for each in answer["colleagues"] if each["id"] == TEACHER.person}

    assert {1} == told()
    desk.clock.move(days=90)
    assert {0} == told()


@pytest.mark.skipif(ENGINE != "sqlite", reason="PostgreSQL keeps a column's kind")
def test_a_term_that_does_not_read_hides_no_colleague(desk: Desk) -> None:
    """¶7, ¶21: its journal alone is left out, and told of."""
    by_hand(desk.corrections, "journal", "UPDATE journal SET term_ends = 'x'")
    answer = desk.corrections.run_query(list_colleagues, contract.ListColleagues, {}, METHODIST, Trace())
    assert [0, 0, 0] == [len(each["journals"]) for each in answer["colleagues"]]

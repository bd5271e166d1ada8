"""How study goes: a journal's weeks, cadets and risks, journals side by side; for who reads marks (¶1, ¶5)."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from services.common.errors import Refused
from services.common.security.tokens import Principal
from services.common.storage.unit_of_work import Work
from services.gradebook import contract
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.store.models import Journal, MakeUp, Warrant
from services.gradebook.subscriptions import take_in_group, take_in_journal
from services.gradebook.usecases.list_insights import list_insights
from services.gradebook.usecases.show_cadet_insights import show_cadet_insights
from services.gradebook.usecases.show_insights import show_insights
from services.roster.contract import GroupState, JournalState, MemberState, NameState, TeacherState, TermRow
from services.roster.contract import Named as RosterNamed
from tests.gradebook.academy import FACULTY, IT, METHODIST, MODERATOR, STRANGER, TEACHER, TERM, Academy, cell
from tests.support.databases import ENGINE
from tests.support.hands import by_hand
from tests.support.runtimes import principal

MONDAY = date(2026, 10, 5)
DAYS = (MONDAY, date(2026, 10, 6), date(2026, 10, 12), date(2026, 10, 13))


def insights(academy: Academy, who: Principal = TEACHER) -> Any:
    """A journal's study."""
    return academy.ask(show_insights, contract.ShowInsights, {"journal": academy.journal}, who)


def of_cadet(academy: Academy, cadet: str, who: Principal = METHODIST) -> Any:
    """A cadet's study."""
    return academy.ask(show_cadet_insights, contract.ShowCadetInsights, {"cadet": cadet}, who)


def side_by_side(academy: Academy, who: Principal = TEACHER, term: str = "") -> Any:
    """The journals of somebody."""
    return academy.ask(list_insights, contract.ListInsights, {"term": term}, who)


@pytest.fixture
def studied(academy: Academy) -> Academy:
    """Four lessons in two weeks, of which a cadet misses the last three; another leaves the group in between."""
    for day, aliev, baev in zip(DAYS, (80, "қ", "а", "дс"), (40, 45, None, None), strict=True):
        academy.clock.move(days=(day - academy.clock.now().date()).days)
        lesson = academy.hold(day)
        others = [] if baev is None else [cell(lesson, "baev", baev)]
        academy.record(cell(lesson, "aliev", aliev), *others)
    return academy


def test_weeks_letters_and_risks_of_a_journal(studied: Academy) -> None:
    """¶1: of those who are in the group today; a risk names its lessons."""
    found = insights(studied)
    weeks = [(str(week["monday"]), week["given"], week["mean"], week["codes"]) for week in found["weeks"]]
    assert weeks == [("2026-10-05", 1, "80", {"қ": 1}), ("2026-10-12", 0, None, {"а": 1, "дс": 1})]
    (aliev, kim) = found["cadets"]
    (risk,) = aliev["risks"]
    assert (aliev["cadet"], aliev["letter"], risk["code"]) == ("aliev", "B", "missed_in_a_row")
    assert (risk["figures"], len(risk["lessons"])) == ({"lessons": "3"}, 3)
    assert (kim["letter"], kim["weeks"], kim["risks"]) == (None, (), ())
    assert [each["cadets"] for each in found["letters"] if each["letter"] == "B"] == [1]


def test_a_term_that_is_over_has_no_risks(studied: Academy) -> None:
    """¶1: it is too late to act."""
    studied.clock.move(days=100)
    assert [each["risks"] for each in insights(studied)["cadets"]] == [(), ()]


def test_journals_side_by_side(studied: Academy) -> None:
    """¶1: with what was given, how much of it is unsatisfactory, and how many fall behind."""
    found = side_by_side(studied)
    (row,) = found["journals"]
    assert (row["given"], row["mean"], row["unsatisfactory"]) == (1, "80", "0")
    assert (row["at_risk"], row["not_admitted"], row["closed"]) == (1, 0, False)
    assert (found["term"]["id"], [term["id"] for term in found["terms"]]) == ("term-1", ["term-1"])


def test_who_has_no_key_yet_is_told_so(academy: Academy) -> None:
    """¶5: and sees no journal without marks."""
    other = Principal(person="methodist-7", name="", session="", roles=METHODIST.roles)
    academy.record(cell(academy.hold(MONDAY), "aliev", 80))
    with pytest.raises(Refused):
        insights(academy, other)
    assert [row["closed"] for row in side_by_side(academy, other)["journals"]] == [True]


@pytest.mark.parametrize("who", [IT, MODERATOR], ids=lambda who: who.person)
def test_it_and_moderators_see_no_figure(studied: Academy, who: Principal) -> None:
    """¶5: neither of a journal nor side by side."""
    with pytest.raises(Refused) as refused:
        insights(studied, who)
    assert refused.value.refusal.code == "marks_not_for_role"
    assert side_by_side(studied, who)["journals"] == ()


def test_a_stranger_sees_nothing(studied: Academy) -> None:
    """¶3: no journal of somebody else's."""
    with pytest.raises(Refused) as refused:
        insights(studied, STRANGER)
    assert refused.value.refusal.code == "not_your_journal"
    assert side_by_side(studied, STRANGER)["journals"] == ()


def test_a_cadet_is_seen_over_subjects_with_the_risk_and_the_cells_behind_it(studied: Academy) -> None:
    """¶1: results, attendance by code, weeks; by who leads, and by the teacher of the journal."""
    for who in (METHODIST, TEACHER):
        found = of_cadet(studied, "aliev", who)
        (term,) = found["terms"]
        (journal,) = term["journals"]
        assert (found["full_name"], found["reads"], found["groups"][0]["name"]) == ("Әлиев Айбек", True, "ҚҚ-21")
        assert (journal["result"]["rating"], journal["letter"]) == ("80.00", "B")
        assert journal["missed"] == {"қ": 1, "а": 1, "дс": 1}
        (risky,) = found["risks"]
        assert [(each["code"], len(each["lessons"])) for each in risky["risks"]] == [("missed_in_a_row", 3)]
        assert [(each["given"], each["missed"]) for each in journal["weeks"]] == [(1, 1), (0, 2)]
        assert [each["mean"] for each in term["weeks"]] == ["80", None]


def test_who_has_left_is_seen_with_the_lessons_of_the_days_there(studied: Academy) -> None:
    """¶15: two lessons were held before Баев left, both filled; Ким came for the last two, and neither is."""
    counts = [of_cadet(studied, each)["terms"][0]["journals"][0] for each in ("baev", "kim")]
    assert [(each["lessons"], each["filled"]) for each in counts] == [(2, 2), (2, 0)]
    assert (counts[0]["result"]["current"], counts[1]["result"]["current"]) == ("42.50", None)


@pytest.mark.parametrize("who", [IT, MODERATOR], ids=lambda who: who.person)
def test_it_and_moderators_are_told_counts_of_a_cadet(studied: Academy, who: Principal) -> None:
    """¶5, ¶7: how many cells are filled, and no figure."""
    found = of_cadet(studied, "aliev", who)
    (journal,) = found["terms"][0]["journals"]
    assert (journal["lessons"], journal["filled"], found["reads"]) == (4, 4, False)
    assert (journal["result"], journal["missed"], journal["weeks"], found["risks"]) == (None, {}, (), ())
    assert found["terms"][0]["weeks"] == ()


def test_a_journal_without_a_key_is_named_and_left_out_of_a_cadets_figures(studied: Academy) -> None:
    """¶5: for a methodist to whom it was not shared yet."""
    found = of_cadet(studied, "aliev", Principal(person="methodist-7", name="", session="", roles=METHODIST.roles))
    (journal,) = found["terms"][0]["journals"]
    assert (journal["subject"]["name"], journal["result"], found["reads"]) == ("Криминалистика", None, True)


@pytest.mark.parametrize(("who", "cadet"), [(STRANGER, "aliev"), (METHODIST, "nobody"), (IT, "nobody")])
def test_a_cadet_of_whom_one_sees_no_journal_does_not_exist(studied: Academy, who: Principal, cadet: str) -> None:
    """¶3: whether there is such a cadet elsewhere is not told."""
    with pytest.raises(Refused) as refused:
        of_cadet(studied, cadet, who)
    assert refused.value.refusal.code == "cadet_unknown"


def _journal(academy: Academy, group: str, term: TermRow) -> str:
    """Another journal of the subject; its id."""
    teacher = TeacherState(person=TEACHER.person, name="", since=term.starts, until=None)
    subject = RosterNamed(id="subject-1", name="Криминалистика")
    state = JournalState(
        id=str(uuid4()),
        group=group,
        group_name=group,
        faculty=FACULTY,
        subject=subject,
        term=term,
        teachers=(teacher,),
    )
    with academy.runtime.unit.writing() as work:
        take_in_journal(work, state)
        work.audit("journal.taken_in", "journal")
    return state.id


@pytest.fixture
def later(studied: Academy) -> Academy:
    """The same group and subject in the next term, with one mark in it: 60."""
    starts = date(2027, 2, 1)
    studied.clock.move(days=(starts - studied.clock.now().date()).days)
    term = TermRow(id="term-2", name="2-семестр", starts=starts, ends=date(2027, 6, 30))
    academy = replace(studied, journal=_journal(studied, studied.group, term))
    academy.record(cell(academy.hold(starts), "aliev", 60))
    return academy


def test_a_cadet_is_seen_in_the_groups_and_terms_that_they_were_in(later: Academy) -> None:
    """¶15: neither in a term after the leaving, nor in one of another group before the coming."""
    name = NameState(family="Ким", given="Айбек", patronymic="", since=TERM.starts)
    came = MemberState(cadet="kim", number="kim", names=(name,), since=date(2027, 2, 1), until=None)
    with later.runtime.unit.writing() as work:
        take_in_group(work, GroupState(id="group-2", name="ҚҚ-22", faculty=FACULTY, members=(came,)))
        work.audit("group.taken_in", "group")
    elsewhere = _journal(later, "group-2", TERM)
    assert [each["term"]["id"] for each in of_cadet(later, "baev")["terms"]] == ["term-1"]
    seen = [journal["journal"] for term in of_cadet(later, "kim")["terms"] for journal in term["journals"]]
    assert (len(seen), elsewhere in seen) == (2, False)


def test_a_key_that_somebody_still_holds_opens_nothing_that_is_no_longer_theirs(studied: Academy) -> None:
    """¶5: a methodist who went over to IT is told counts."""
    found = of_cadet(studied, "aliev", principal(METHODIST.person, ("it_staff", "")))
    assert found["terms"][0]["journals"][0]["result"] is None


def test_a_subject_stands_beside_its_last_term(later: Academy, studied: Academy) -> None:
    """¶1: as a whole and by group, with the difference; the first term has none before it."""
    (trend,) = side_by_side(later, METHODIST)["trends"]
    mean = {"now": "60", "before": "80", "change": "lower", "difference": "20"}
    assert (trend["term"]["id"], trend["mean"]) == ("term-1", mean)
    assert [(each["former"], each["mean"]) for each in trend["groups"]] == [(studied.journal, mean)]
    assert side_by_side(later, METHODIST, "term-1")["trends"] == ()


def test_a_term_to_come_hides_no_risk_of_the_present_one(studied: Academy) -> None:
    """¶1: its journals may be there already; nothing of it is shown."""
    starts = date(2027, 2, 1)
    _journal(studied, studied.group, TermRow(id="term-2", name="2", starts=starts, ends=date(2027, 6, 30)))
    found = of_cadet(studied, "aliev")
    assert [each["term"]["id"] for each in found["terms"]] == ["term-1"]
    said = [
        (each["journal"], each["subject"]["name"], [risk["code"] for risk in each["risks"]]) for each in found["risks"]
    ]
    assert said == [(studied.journal, "Криминалистика", ["missed_in_a_row"])]


def test_a_cadet_all_of_whose_terms_are_to_come_is_shown_without_any(studied: Academy) -> None:
    """¶1, ¶15: before the first one begins."""
    studied.clock.move(days=-(studied.clock.now().date() - date(2026, 8, 20)).days)
    found = of_cadet(studied, "aliev")
    assert (found["full_name"], found["terms"], found["risks"]) == ("Әлиев Айбек", (), ())


def test_a_cadets_terms_come_latest_first(later: Academy) -> None:
    """¶1: each with its own subjects; nobody falls behind in a term that is over."""
    found = of_cadet(later, "aliev")
    assert [each["term"]["id"] for each in found["terms"]] == ["term-2", "term-1"]
    assert [each["journals"][0]["result"]["current"] for each in found["terms"]] == ["60.00", "80.00"]
    assert [each["subject"]["name"] for each in found["risks"]] == []


def test_whose_rating_does_not_pass_is_listed_over_all_journals(academy: Academy) -> None:
    """¶1, ¶2: with the reason and the lessons behind it; who passes is not."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 30), cell(lesson, "baev", 90))
    listed = side_by_side(academy, METHODIST)
    (found,) = listed["shut_out"]
    assert (found["cadet"]["id"], found["journal"], found["rating"]) == ("aliev", academy.journal, "30.00")
    reasons = [(each["code"], each["lessons"]) for each in found["reasons"]]
    assert reasons == [("rating_below_pass_mark", (lesson,)), ("forecast_below_pass_mark", (lesson,))]
    (row,) = listed["journals"]
    assert (row["rating"], row["pass_mark"], row["unsatisfactory"], row["not_admitted"]) == ("60", 50, "50", 1)


def test_whom_controls_alone_keep_out_falls_behind_everywhere(academy: Academy) -> None:
    """¶1, ¶2: side by side, in the journal and on the cadet's page, with one list of reasons; not of a past term."""
    academy.record(cell(academy.hold(MONDAY, "rating_control"), "aliev", 30))
    (row,) = side_by_side(academy, METHODIST)["journals"]
    assert (row["not_admitted"], row["at_risk"]) == (1, 1)
    aliev, baev = insights(academy)["cadets"]
    (own,) = of_cadet(academy, "aliev")["risks"]
    assert [[risk["code"] for risk in each["risks"]] for each in (aliev, baev, own)] == [
        ["rating_below_pass_mark"],
        [],
        ["rating_below_pass_mark"],
    ]
    assert of_cadet(academy, "aliev")["terms"][0]["journals"][0]["barred"]
    academy.clock.move(days=100)
    past = side_by_side(academy, METHODIST)
    (row,) = past["journals"]
    assert (past["shut_out"], row["not_admitted"], row["at_risk"]) == ((), 1, 0)


def test_who_is_away_for_a_while_is_not_among_the_journals_cadets(studied: Academy) -> None:
    """¶15: not in the group today, between two stays there."""
    name = NameState(family="Әлиев", given="Айбек", patronymic="", since=TERM.starts)
    stays = ((TERM.starts, date(2026, 10, 8)), (date(2026, 10, 20), None))
    members = tuple(
        MemberState(cadet="aliev", number="aliev", names=(name,), since=since, until=until) for since, until in stays
    )
    with studied.runtime.unit.writing() as work:
        take_in_group(work, GroupState(id=studied.group, name="ҚҚ-21", faculty=FACULTY, members=members))
        work.audit("group.taken_in", "group")
    assert [each["cadet"] for each in insights(studied)["cadets"]] == []
    studied.clock.move(days=7)
    assert [each["cadet"] for each in insights(studied)["cadets"]] == ["aliev"]


def _make_up(work: Work, request: contract.ShowInsights, keys: CallerKeys) -> contract.Done:
    """A make-up mark of 75 beside a cadet's cell."""
    key = keys.of(work, work.session.get_one(Journal, request.journal))
    assert key is not None
    lesson, cadet = work.session.connection().exec_driver_sql("SELECT lesson, cadet FROM mark").one()
    work.session.add(Warrant(id="w", case="c", kind="make_up", statement="", at=work.now))
    work.session.flush()
    sealed = key.seal_make_up(lesson, cadet, 1, 75)
    row = {"lesson": lesson, "cadet": cadet, "number": 1, "sealed": sealed, "author": "", "at": work.now}
    work.session.add(MakeUp(**row, warrant="w"))
    work.audit("mark.made_up", "mark")
    return contract.Done()


def test_a_make_up_counts_instead_of_the_mark_it_clears(academy: Academy) -> None:
    """¶19: side by side, in the journal's study and in the cadet's."""
    academy.record(cell(academy.hold(MONDAY), "aliev", 30))
    academy.command(_make_up, contract.ShowInsights, {"journal": academy.journal}, TEACHER)
    (row,) = side_by_side(academy)["journals"]
    assert (row["mean"], row["unsatisfactory"]) == ("75", "0")
    assert insights(academy)["cadets"][0]["result"]["rating"] == "75.00"
    assert of_cadet(academy, "aliev")["terms"][0]["journals"][0]["result"]["rating"] == "75.00"


@pytest.mark.parametrize("sealed", [b"\x02\x00\x01" + b"!" * 36, "text"], ids=["altered", "of another kind"])
def test_a_broken_seal_hides_no_other_cadet(academy: Academy, sealed: Any) -> None:
    """¶5: it is told of, and nothing is said of its cadet."""
    academy.record(cell(academy.hold(MONDAY), "aliev", 30), cell(academy.hold(MONDAY, "seminar"), "baev", 90))
    altered = "UPDATE mark_version SET sealed = :sealed WHERE cadet = 'aliev'"
    by_hand(academy.runtime, "mark_version", altered, sealed=sealed)
    (row,) = side_by_side(academy, METHODIST)["journals"]
    assert (row["mean"], row["rating"]) == ("90", "90")
    assert academy.runtime.health()["damaged"] == 1


@pytest.mark.skipif(ENGINE != "sqlite", reason="PostgreSQL keeps a column's kind")
def test_a_journal_that_does_not_read_hides_no_other(later: Academy, studied: Academy) -> None:
    """¶7: one whose term has no days is left out, and told of."""
    altered = "UPDATE journal SET term_starts = 'soon' WHERE id = :id"
    by_hand(later.runtime, "journal", altered, id=studied.journal)
    assert [each["mean"] for each in side_by_side(later, METHODIST)["journals"]] == ["60"]
    assert later.runtime.health()["damaged"] == 1

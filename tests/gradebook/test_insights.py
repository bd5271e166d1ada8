"""How study goes: a journal's weeks, cadets and risks, journals side by side; for who reads marks (¶1, ¶5)."""

from datetime import date
from typing import Any

import pytest

from services.common.errors import Refused
from services.common.security.tokens import Principal
from services.gradebook import contract
from services.gradebook.usecases.list_insights import list_insights
from services.gradebook.usecases.show_insights import show_insights
from tests.gradebook.academy import IT, METHODIST, MODERATOR, STRANGER, TEACHER, Academy, cell

MONDAY = date(2026, 10, 5)
DAYS = (MONDAY, date(2026, 10, 6), date(2026, 10, 12), date(2026, 10, 13))


def insights(academy: Academy, who: Principal = TEACHER) -> Any:
    """A journal's study."""
    return academy.ask(show_insights, contract.ShowInsights, {"journal": academy.journal}, who)


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

"""Results in the journal: as marks come, and explained (¶2)."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text, update

from services.common.errors import Refused
from services.common.security.tokens import Principal
from services.gradebook import contract
from services.gradebook.store.models import Lesson
from services.gradebook.usecases.explain_result import explain_result
from services.gradebook.usecases.show_policy_effect import show_policy_effect
from tests.gradebook.academy import IT, METHODIST, MODERATOR, STRANGER, TEACHER, Academy, cell
from tests.gradebook.test_policies import TERMS, proposed, put_in_force

MONDAY = date(2026, 10, 5)
GRADES = ("current", "controls", "rating", "admitted", "final", "letter")


def of(answer: Any, cadet: str = "aliev") -> dict[str, Any]:
    """A cadet's results in an answer."""
    return next(each for each in answer["results"] if each["cadet"] == cadet)


def explained(academy: Academy, cadet: str = "aliev", who: Principal = TEACHER) -> Any:
    """The steps to a cadet's results."""
    return academy.ask(explain_result, contract.ExplainResult, {"journal": academy.journal, "cadet": cadet}, who)


@pytest.fixture
def term(academy: Academy) -> Academy:
    """Two lessons, a control."""
    academy.record(
        cell(academy.hold(MONDAY), "aliev", 70),
        cell(academy.hold(MONDAY, "seminar"), "aliev", 75),
        cell(academy.hold(MONDAY, "midterm_control"), "aliev", 80),
    )
    return academy


def test_the_rating_grows_with_each_mark(academy: Academy) -> None:
    """¶2: in the answer to a saved mark, as on the page."""
    lesson, control = academy.hold(MONDAY), academy.hold(MONDAY, "midterm_control")
    first = of(academy.record(cell(lesson, "aliev", 40)))
    assert [first[name] for name in GRADES] == ["40.00", None, "40.00", False, None, None]
    second = academy.record(cell(control, "aliev", 80))
    assert [of(second)[name] for name in GRADES] == ["40.00", "80.00", "60.00", True, None, None]
    assert of(academy.show()) == of(second)


def test_only_the_cadets_whose_cells_were_written_are_told_of(academy: Academy) -> None:
    """¶2: a saved mark does not compute the whole group again."""
    answer = academy.record(cell(academy.hold(MONDAY), "aliev", 40))
    assert [each["cadet"] for each in answer["results"]] == ["aliev"]


def test_a_removed_lesson_counts_for_nothing(term: Academy) -> None:
    """¶2, ¶19: and an empty one that is added again changes nothing."""
    with term.runtime.unit.database.writing() as session:
        session.execute(update(Lesson).where(Lesson.kind == "seminar").values(removed=True))
        session.commit()
    assert of(term.show())["current"] == "70.00"
    term.hold(MONDAY, "seminar")
    assert of(term.show())["rating"] == "75.00"


def test_the_steps_say_where_a_figure_comes_from(term: Academy) -> None:
    """¶2: in numbers that anybody can compute again."""
    found = explained(term)
    lines = [(step["name"], step["expression"], step["figure"], step["rounded"]) for step in found["steps"]]
    assert lines == [
        ("current", "(70 + 75) / 2", "72.5", False),
        ("controls", "80", "80", False),
        ("rating", "(72.5 + 80) / 2", "76.25", False),
    ]
    assert (found["policy"], found["pass_mark"], found["result"]) == (0, 50, of(term.show()))


def test_a_policy_in_force_makes_the_results_of_its_terms(term: Academy) -> None:
    """¶2: from then on, and they name it."""
    number = proposed(term, terms={**TERMS, "rating": "controls", "decimals": 0})
    assert (term.show()["policy"], of(term.show())["rating"]) == (0, "76.25")
    put_in_force(term, number)
    assert (term.show()["policy"], of(term.show())["rating"]) == (number, "80")
    assert (explained(term)["policy"], explained(term)["credits"]) == (number, 3)


def effect(academy: Academy, number: int, who: Principal) -> Any:
    """What a proposal would change."""
    return academy.ask(show_policy_effect, contract.ShowPolicyEffect, {"number": number}, who)


def test_a_head_sees_whose_results_a_proposal_would_change(term: Academy) -> None:
    """¶2: from what to what, before it is put in force; cadets without a change are not named."""
    number = proposed(term, terms={**TERMS, "rating": "controls"})
    term.knows(METHODIST)
    term.share()
    found = effect(term, number, METHODIST)
    (change,) = found["changes"]
    assert (found["journals"], found["cadets"], found["opened"], found["changed"]) == (1, 3, 1, 1)
    assert (change["name"], change["before"]["rating"], change["after"]["rating"]) == ("Әлиев А.", "76.25", "80.00")


@pytest.mark.parametrize("who", [IT, MODERATOR], ids=lambda who: who.person)
def test_it_sees_how_many_a_proposal_concerns(term: Academy, who: Principal) -> None:
    """¶2, ¶5: and no figure."""
    found = effect(term, proposed(term, terms={**TERMS, "rating": "controls"}), who)
    assert (found["journals"], found["cadets"], found["opened"], found["changes"]) == (1, 3, 0, ())


def test_a_teacher_asks_for_no_effect_and_nobody_for_that_of_one_in_force(term: Academy) -> None:
    """¶2: what is in force is seen in the journals."""
    number = proposed(term)
    for who, code in ((TEACHER, "role_required"), (IT, "policy_already_in_force")):
        with pytest.raises(Refused) as refused:
            effect(term, number, who)
        assert refused.value.refusal.code == code
        if who is TEACHER:
            put_in_force(term, number)


def test_a_subjects_own_policy_is_not_changed_by_one_for_all(term: Academy) -> None:
    """¶2: the effect of a proposal is that of its own journals."""
    put_in_force(term, proposed(term, subject="subject-1"))
    assert effect(term, proposed(term), IT)["journals"] == 0


def alter_policies(academy: Academy) -> None:
    """As somebody would who writes into the database."""
    with academy.runtime.unit.database.writing() as session:
        disable = {"sqlite": "DROP TRIGGER policy_no_update", "postgresql": "ALTER TABLE policy DISABLE TRIGGER ALL"}
        session.execute(text(disable[session.get_bind().dialect.name]))
        session.execute(text("UPDATE policy SET terms = '7' WHERE number = 1"))
        session.commit()


def test_a_proposal_changes_nothing_where_one_in_force_does_not_read(term: Academy) -> None:
    """¶2, ¶7: no result is made there, before it or after."""
    put_in_force(term, proposed(term))
    number = proposed(term, terms={**TERMS, "rating": "controls"})
    assert effect(term, number, METHODIST)["journals"] == 1
    alter_policies(term)
    assert effect(term, number, METHODIST)["journals"] == 0


def test_results_by_a_policy_that_does_not_read_are_not_said(term: Academy) -> None:
    """¶2, ¶7: the marks are shown, and the policy is told of."""
    put_in_force(term, proposed(term))
    alter_policies(term)
    shown = term.show()
    assert (of(shown)["broken"], of(shown)["rating"], len(shown["marks"])) == (True, None, 3)
    assert shown["damaged"] == ("policy",)
    assert (explained(term)["steps"], explained(term)["result"]["broken"]) == ((), True)


@pytest.mark.parametrize("who", [IT, MODERATOR], ids=lambda who: who.person)
def test_it_and_moderators_see_no_figure(term: Academy, who: Principal) -> None:
    """¶5: neither in the journal nor explained."""
    term.knows(who)
    assert (term.show(who)["results"], term.show(who)["means"]) == ((), ())
    with pytest.raises(Refused) as refused:
        explained(term, who=who)
    assert refused.value.refusal.code == "marks_not_for_role"


@pytest.mark.parametrize(
    ("cadet", "who", "code"), [("nobody", TEACHER, "cadet_unknown"), ("aliev", STRANGER, "not_your_journal")]
)
def test_what_is_explained_to_whom(term: Academy, cadet: str, who: Principal, code: str) -> None:
    """¶3: results of the journal's cadets, to people of the journal."""
    with pytest.raises(Refused) as refused:
        explained(term, cadet, who)
    assert refused.value.refusal.code == code


def test_a_cadet_who_joined_has_the_marks_of_the_days_in_this_group(term: Academy) -> None:
    """¶2, ¶15: nothing before, so nothing counts before."""
    term.clock.move(days=8)
    late = term.hold(date(2026, 10, 13))
    assert of(term.record(cell(late, "kim", 60)), "kim")["rating"] == "60.00"
    assert of(term.show(), "kim")["controls"] is None

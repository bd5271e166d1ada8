"""Marks into results: laws, policies that are refused, explanations (¶2)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gradebook.contract import AbsenceCode, CountsAs, Value
from services.gradebook.domain.examiners import Standing
from services.gradebook.domain.explanations import Step, steps
from services.gradebook.domain.gpa import gpa
from services.gradebook.domain.policies import (
    ATTEMPTS,
    CARRIED,
    DEFAULT,
    FIRST,
    GATES,
    RATINGS,
    Attempt,
    Band,
    Policy,
    Version,
    exact,
    holding_from_refusal,
    policy_refusal,
    version_of,
)
from services.gradebook.domain.results import UNREADABLE
from services.gradebook.domain.term_results import (
    Entry,
    TermResult,
    band_of,
    term_result,
)
from services.gradebook.domain.term_results import standing as retake_standing
from services.gradebook.views.results import results
from tests.support.clocks import ALMATY

TERM_STARTS, TERM_ENDS = date(2026, 9, 1), date(2027, 1, 16)
NOW = datetime(2027, 1, 20, 9, 0, tzinfo=ALMATY)
CODES: list[AbsenceCode] = ["ж", "а", "дс", "д", "қ"]
KINDS: list[CountsAs] = ["current", "control", "examination", "final_attestation"]
VALUES: st.SearchStrategy[Value] = st.none() | st.integers(0, 100) | st.sampled_from(CODES)
POLICIES = st.builds(
    replace,
    st.just(DEFAULT),
    rating=st.sampled_from(RATINGS),
    gate=st.sampled_from(GATES),
    must_pass=st.booleans(),
    decimals=st.integers(0, 2),
    carried=st.sampled_from(CARRIED),
    attempt=st.sampled_from(ATTEMPTS),
    counting_zero=st.sets(st.sampled_from(CODES)).map(frozenset),
)


@st.composite
def terms(draw: st.DrawFn) -> list[Entry]:
    """The columns of a term, each on a day of its own."""
    columns = draw(st.lists(st.tuples(st.sampled_from(KINDS), VALUES), max_size=12))
    return [Entry(kind, TERM_STARTS + timedelta(days=day), value) for day, (kind, value) in enumerate(columns)]


def seen(result: TermResult) -> tuple[Any, ...]:
    """What somebody who fears for a result looks at, the better the higher."""
    final = result.final
    return (result.admitted, final is not None, final.figure.exact if final else 0, final.points if final else 0)


@given(POLICIES, terms(), st.randoms(use_true_random=False))
def test_the_order_in_which_marks_come_does_not_matter(policy: Policy, term: list[Entry], chance: Any) -> None:
    """¶2: results rest on the columns' dates, not on when somebody typed."""
    shuffled = chance.sample(term, len(term))
    assert term_result(policy, term, NOW) == term_result(policy, shuffled, NOW)


@given(POLICIES, terms(), st.data())
def test_a_better_mark_never_lowers_a_result(policy: Policy, term: list[Entry], data: st.DataObject) -> None:
    """¶2: whatever the policy, a point more is no harm."""
    marked = [place for place, entry in enumerate(term) if isinstance(entry.value, int)]
    if not marked:
        return
    place = data.draw(st.sampled_from(marked))
    better = data.draw(st.integers(int(term[place].value), 100))  # type: ignore[arg-type]
    changed = [entry._replace(value=better) if at == place else entry for at, entry in enumerate(term)]
    before, after = term_result(policy, term, NOW), term_result(policy, changed, NOW)
    assert all(old <= new for old, new in zip(seen(before), seen(after), strict=True))
    assert before.rating is None or after.rating is None or before.rating.exact <= after.rating.exact


@given(POLICIES, terms(), st.data())
def test_a_column_that_is_removed_and_added_again_changes_nothing(
    policy: Policy, term: list[Entry], data: st.DataObject
) -> None:
    """¶2, ¶19: on its day and with its marks; it is the newest column then."""
    place = data.draw(st.integers(0, len(term)))
    again = [*term[:place], *term[place + 1 :], *term[place : place + 1]]
    assert term_result(policy, term, NOW) == term_result(policy, again, NOW)


@given(POLICIES, terms(), st.sampled_from(KINDS))
def test_an_empty_column_changes_nothing(policy: Policy, term: list[Entry], kind: CountsAs) -> None:
    """¶2, ¶19: a column that was removed and added again, and is still empty."""
    added = [*term, Entry(kind, TERM_ENDS, None)]
    assert term_result(policy, term, NOW) == term_result(policy, added, NOW)


@given(POLICIES, terms(), st.sampled_from(KINDS))
def test_a_mark_that_does_not_open_leaves_nothing_to_say(policy: Policy, term: list[Entry], kind: CountsAs) -> None:
    """¶5: a result of the others would be a wrong one."""
    broken = [*term, Entry(kind, TERM_ENDS, UNREADABLE)]
    assert term_result(policy, broken, NOW) == TermResult(broken=True)


@given(POLICIES, terms())
def test_a_final_has_the_letter_of_its_points(policy: Policy, term: list[Entry]) -> None:
    """¶2: and whoever is not admitted has none."""
    result = term_result(policy, term, NOW)
    assert result.final is None or (result.admitted and result.final.band == band_of(policy, result.final.points))


def test_a_code_counts_0_from_the_day_after_the_two_weeks() -> None:
    """¶2, ¶19: to the second, and the last counts whole."""
    policy = replace(DEFAULT, counting_zero=frozenset(["қ"]))
    missed = [Entry("current", date(2026, 10, 1), "қ")]
    last = datetime(2026, 10, 15, 23, 59, 59, tzinfo=ALMATY)
    assert term_result(policy, missed, last + timedelta(milliseconds=999)).current is None
    assert str(term_result(policy, missed, last + timedelta(seconds=1)).current) == "0.00"


SAT = [Entry("current", TERM_STARTS, 80), Entry("examination", date(2026, 12, 20), 40)]
RETAKE = Entry("examination", date(2026, 12, 28), None, 1)


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({}, Standing(admitted=True, passed=False)),
        ({1: 60}, Standing(admitted=True, passed=True)),
        ({1: "қ"}, Standing(admitted=True, passed=False)),
        ({0: 49}, Standing(admitted=False, passed=False)),
        ({0: UNREADABLE}, None),
    ],
)
def test_who_has_not_passed_comes_to_the_retake(changes: dict[int, Any], standing: Standing | None) -> None:
    """¶2: by what was entered before it; what is in the retake's own cell does not matter."""
    entries = [each._replace(value=changes.get(place, each.value)) for place, each in enumerate(SAT)]
    assert retake_standing(DEFAULT, [*entries, RETAKE._replace(value=90)], RETAKE, NOW) == standing


def test_the_gpa_is_weighted_by_credits() -> None:
    """¶2: (5 × 4.0 + 3 × 1.0) / 8; nothing without credits."""
    best, worst = DEFAULT.bands[0].points, band_of(DEFAULT, 50).points
    assert gpa([(best, 5), (worst, 3)]) == Fraction(23, 8)
    assert gpa([(best, 0)]) is gpa([]) is None


BANDS = DEFAULT.bands
SOUND = [
    {},
    {"rating_weight": Fraction("0.72"), "examination_weight": Fraction("0.28")},
    {"rating_weight": Fraction(0), "examination_weight": Fraction(1)},
    {"bands": (Band("A", 50, Fraction(4)), Band("F", 0, Fraction(0)))},
]
UNSOUND = [
    ({"rating_weight": Fraction("0.61")}, "weights_not_whole"),
    ({"rating_weight": Fraction("-0.4"), "examination_weight": Fraction("1.4")}, "weights_not_whole"),
    ({"pass_mark": 0}, "pass_mark_out_of_bounds"),
    ({"pass_mark": 101}, "pass_mark_out_of_bounds"),
    ({"pass_mark": True}, "pass_mark_out_of_bounds"),
    ({"pass_mark": 52}, "pass_mark_inside_letter"),
    ({"retakes": -1}, "retakes_out_of_bounds"),
    ({"retakes": 6}, "retakes_out_of_bounds"),
    ({"decimals": 3}, "decimals_out_of_bounds"),
    ({"credits": -1}, "credits_out_of_bounds"),
    ({"rating": "guess"}, "policy_choice_unknown"),
    ({"gate": ""}, "policy_choice_unknown"),
    ({"carried": "up"}, "policy_choice_unknown"),
    ({"attempt": "first"}, "policy_choice_unknown"),
    ({"counting_zero": frozenset(["x"])}, "policy_choice_unknown"),
    ({"bands": ()}, "letters_missing"),
    ({"bands": BANDS[:-1]}, "letters_leave_gap"),
    ({"bands": (replace(BANDS[0], lowest=101), *BANDS[1:])}, "letters_leave_gap"),
    ({"bands": (BANDS[0], replace(BANDS[1], lowest=95), *BANDS[2:])}, "letters_overlap"),
    ({"bands": (BANDS[1], BANDS[0], *BANDS[2:])}, "letters_overlap"),
    ({"bands": (BANDS[0], replace(BANDS[1], letter="A"), *BANDS[2:])}, "letters_overlap"),
    ({"bands": (*BANDS[:-1], replace(BANDS[-1], letter="A"))}, "letters_overlap"),
    ({"bands": (BANDS[0], replace(BANDS[1], points=Fraction(5)), *BANDS[2:])}, "letters_overlap"),
    ({"bands": (replace(BANDS[0], letter="a" * 50), *BANDS[1:])}, "letter_malformed"),
    ({"bands": (replace(BANDS[0], letter=""), *BANDS[1:])}, "letter_malformed"),
]


@pytest.mark.parametrize("changes", SOUND)
def test_a_policy_that_can_be_computed(changes: dict[str, Any]) -> None:
    """¶2: weights that sum to 1, letters without a gap."""
    assert policy_refusal(replace(DEFAULT, **changes)) is None


@pytest.mark.parametrize(("changes", "code"), UNSOUND)
def test_a_policy_that_cannot_is_refused(changes: dict[str, Any], code: str) -> None:
    """¶2: with what is wrong in it."""
    refusal = policy_refusal(replace(DEFAULT, **changes))
    assert refusal is not None
    assert (refusal.code, refusal.rule) == (code, "¶2")


@pytest.mark.parametrize(
    ("written", "number"),
    [("0.6", Fraction(3, 5)), ("1", Fraction(1)), ("0.3333", Fraction(3333, 10000)), ("-0.4", None), ("1e2", None)]
    + [(wrong, None) for wrong in ("", "0,6", "0.33333", " 1", "٣", "1.", "nan", "100")],
)
def test_a_number_is_written_with_at_most_four_decimals(written: str, number: Fraction | None) -> None:
    """¶2: anything else is no number here."""
    assert exact(written) == number


VERSIONS = [
    Version(1, "", TERM_STARTS, DEFAULT),
    Version(2, "law", TERM_STARTS, replace(DEFAULT, credits=3)),
    Version(3, "", TERM_STARTS, replace(DEFAULT, credits=4)),
    Version(4, "", date(2027, 2, 1), replace(DEFAULT, credits=6)),
]


@pytest.mark.parametrize(
    ("subject", "starts", "number"),
    [
        ("law", TERM_STARTS, 2),
        ("physics", TERM_STARTS, 3),
        ("physics", date(2027, 2, 1), 4),
        ("law", date(2027, 2, 1), 2),
        ("physics", date(2026, 2, 1), 0),
    ],
)
def test_the_version_of_a_journal(subject: str, starts: date, number: int) -> None:
    """¶2: the subject's own before the one for all, the newest that holds from this term or an earlier one."""
    assert version_of(VERSIONS, subject, starts).number == number
    assert version_of([], subject, starts) is FIRST


@pytest.mark.parametrize(
    ("day", "today", "code"),
    [
        (TERM_STARTS, TERM_ENDS, None),
        (TERM_STARTS, TERM_ENDS + timedelta(days=1), "policy_term_ended"),
        (TERM_STARTS + timedelta(days=1), TERM_STARTS, "policy_term_unknown"),
    ],
)
def test_a_policy_holds_from_the_beginning_of_a_term(day: date, today: date, code: str | None) -> None:
    """¶2: and not for one that has ended."""
    refusal = holding_from_refusal(day, [(TERM_STARTS, TERM_ENDS)], today)
    assert (refusal and refusal.code) == code


def test_a_policy_does_not_hold_for_a_term_of_which_a_sheet_is_signed() -> None:
    """¶2: its results are closed."""
    refusal = holding_from_refusal(TERM_STARTS, [(TERM_STARTS, TERM_ENDS)], TERM_ENDS, is_signed=True)
    assert refusal is not None
    assert (refusal.code, refusal.rule) == ("policy_term_signed", "¶2")


def explained(policy: Policy, **marks: Sequence[Value]) -> list[str]:
    """The steps as a page shows them."""
    entries = [
        Entry(kind, TERM_STARTS + timedelta(days=day), value)
        for kind in KINDS
        for day, value in enumerate(marks.get(kind, []))
    ]
    return [line(step) for step in steps(policy, term_result(policy, entries, NOW))]


def line(step: Step) -> str:
    """A step as one line."""
    return f"{step.name}: {step.expression} {'≈' if step.rounded else '='} {step.figure}"


def test_a_final_is_explained_from_its_marks_on() -> None:
    """¶2: the example of the page's help."""
    assert explained(DEFAULT, current=[72, 73, 72, 73, 72], control=[80], examination=[64]) == [
        "current: (72 + 73 + 72 + 73 + 72) / 5 = 72.4",
        "controls: 80 = 80",
        "rating: (72.4 + 80) / 2 = 76.2",
        "final: 0.6 × 76.2 + 0.4 × 64 = 71.32",
        "points: 71.32 ≈ 71",
        "letter: 71 = C+",
    ]


def test_a_rounded_figure_says_so_and_a_weak_examination_caps_the_final() -> None:
    """¶2: an examination below the pass mark leaves no better final than itself."""
    assert explained(DEFAULT, current=[70, 70, 71], examination=[40]) == [
        "current: (70 + 70 + 71) / 3 ≈ 70.33",
        "rating: 70.33 ≈ 70.33",
        "final: 0.6 × 70.33 + 0.4 × 40 ≈ 58.2",
        "cap: 40 < 50 = 40",
        "points: 40 = 40",
        "letter: 40 = FX",
    ]


@pytest.mark.parametrize(("attempt", "counts"), [("last", 45), ("best", 60)])
def test_the_examination_that_counts_is_told_beside_its_attempts(attempt: Attempt, counts: int) -> None:
    """¶2: which one, the policy says."""
    entries = [Entry("examination", TERM_STARTS + timedelta(days=day), each) for day, each in enumerate((60, 45))]
    version = replace(FIRST, policy=replace(DEFAULT, attempt=attempt))
    (told,) = results(version, {"aliev": entries}, ["aliev"], NOW)
    assert (told.attempts, told.examination) == ((60, 45), counts)


def test_a_final_is_written_so_that_its_whole_number_is_seen() -> None:
    """¶2: 89.495 is printed 89.50 and is not 90; the step says why."""
    policy = replace(DEFAULT, rating_weight=Fraction(1), examination_weight=Fraction(0), must_pass=False)
    lines = explained(policy, current=[*[89] * 101, *[90] * 99], examination=[0])
    assert ["final: 1 × 89.5 + 0 × 0 ≈ 89.5", "points: 89.495 ≈ 89", "letter: 89 = B+"] == lines[-3:]


def test_many_marks_are_explained_by_their_sum() -> None:
    """¶2: nobody reads thirty numbers."""
    assert explained(DEFAULT, current=[80] * 30)[0] == "current: 2400 / 30 = 80"


def test_nothing_is_explained_of_nothing() -> None:
    """¶2: an empty term has no figures."""
    assert explained(DEFAULT) == []


def test_an_examination_that_alone_counts_is_explained_alone() -> None:
    """¶2: where the rating weighs nothing and there is none."""
    policy = replace(DEFAULT, rating_weight=Fraction(0), examination_weight=Fraction(1), gate="none")
    assert explained(policy, examination=[64]) == ["final: 1 × 64 = 64", "points: 64 = 64", "letter: 64 = C−"]

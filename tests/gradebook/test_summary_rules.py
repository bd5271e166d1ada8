"""A group's summary by plain calls: which result holds, how a cadet stands, the GPA (¶2)."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from services.gradebook.contract import Result, SummaryStanding
from services.gradebook.domain.figures import with_decimals
from services.gradebook.domain.policies import DEFAULT
from services.gradebook.domain.summaries import Said, holding, is_clear, mean_of, standing

SAT = Result(cadet="aliev", admitted=True, attempts=(40,), points=40, letter="FX")
RETAKEN = replace(SAT, attempts=(40, 70), points=71, letter="C+")
BROKEN = Result(cadet="aliev", broken=True)


def said(result: Result, *, closed: bool = False, **policy: Any) -> Said:
    """By the usual policy, or one like it."""
    return Said(result, replace(DEFAULT, **policy), closed=closed)


@pytest.mark.parametrize(
    ("sheets", "now", "holds"),
    [
        ([], SAT, (SAT, False)),
        ([SAT], SAT, (SAT, True)),
        ([SAT, RETAKEN], RETAKEN, (RETAKEN, True)),
        ([SAT], RETAKEN, (RETAKEN, False)),
        ([SAT], BROKEN, (SAT, True)),
        ([BROKEN], RETAKEN, (BROKEN, True)),
    ],
    ids=["no sheet", "a sheet", "two", "a retake on no sheet", "a mark altered since", "a line altered"],
)
def test_the_newest_sheet_holds_until_there_is_another_attempt(
    sheets: list[Result], now: Result, holds: tuple[Result, bool]
) -> None:
    """¶2, ¶5: what was altered on a sheet is not passed over."""
    found = holding([said(each, closed=True) for each in sheets], said(now))
    assert (found.result, found.closed) == holds


@pytest.mark.parametrize(
    ("result", "examined", "stands"),
    [
        (RETAKEN, True, "passed"),
        (replace(SAT, points=50), True, "passed"),
        (replace(SAT, points=49), True, "debt"),
        (Result(cadet="aliev", admitted=True, sittings=("қ",)), True, "debt"),
        (Result(cadet="aliev", rating="49.00"), True, "not_admitted"),
        (Result(cadet="aliev", rating="49.00"), False, "pending"),
        (BROKEN, False, "broken"),
    ],
)
def test_how_a_cadet_stands(result: Result, examined: bool, stands: str) -> None:
    """¶2: in debt is who has not passed, or did not sit it; before an examination nobody is."""
    assert standing(said(result), examined=examined) == stands


def test_the_gpa_is_of_the_subjects_with_a_letter() -> None:
    """¶2: each by the credits and the letters of the policy that made it; nothing where a mark does not open."""
    best, worst = said(replace(SAT, points=95), credits=5), said(SAT, credits=4)
    nothing = said(Result(cadet="aliev"))
    assert mean_of([best, worst, nothing]) == Fraction(22, 9)
    assert mean_of([nothing]) is mean_of([best, said(BROKEN)]) is None


def test_the_gpa_is_rounded_half_up_where_it_is_printed() -> None:
    """¶2: (3 × 4.0 + 5 × 0.5 + 12 × 2.33) / 20 is 2.123, (1 × 3.67 + 1 × 0) / 2 is 1.835 and is printed as 1.84."""
    three = [said(replace(SAT, points=points), credits=credits) for points, credits in ((95, 3), (40, 5), (71, 12))]
    two = [said(replace(SAT, points=points), credits=1) for points in (90, 0)]
    assert [with_decimals(mean_of(each) or Fraction(), 2) for each in (three, two)] == ["2.12", "1.84"]


@pytest.mark.parametrize(
    ("standings", "clear"),
    [(("passed", "passed"), True), (("passed", "debt"), False), (("passed", "pending"), False), ((), False)],
)
def test_who_has_passed_everything_is_clear(standings: tuple[SummaryStanding, ...], clear: bool) -> None:
    """¶2: of nothing nobody has."""
    assert is_clear(standings) is clear

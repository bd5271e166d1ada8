"""What a record says and is worth, by plain calls (¶2–¶5)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from services.common.regulation.spans import Span
from services.gradebook.contract import RecordFigures, Result, SheetKind
from services.gradebook.domain.gpa import Graded, gpa_of, printed
from services.gradebook.domain.policies import DEFAULT, Band
from services.gradebook.domain.records import (
    ClosedSheet,
    Studied,
    basis_refusal,
    counting_sheet,
    counts_in_gpa,
    figures_of,
    is_studied,
    issuer_refusal,
    sheets_shown,
    state_of,
)

MONDAY = date(2026, 10, 5)
PASSED = Result(
    cadet="c", rating="76.20", admitted=True, attempts=(40, 64), examination=64, final="71.32", points=71, letter="C+"
)


def sheet(kind: SheetKind, day: int = 5, *, outdated: bool = False) -> ClosedSheet:
    """A closed one."""
    when = date(2026, 10, day)
    return ClosedSheet(f"{kind}-{day}", "j", f"{day}/2026", kind, when, 1, 0, outdated)


@pytest.mark.parametrize(
    ("sheets", "counts"),
    [
        ((), None),
        ((sheet("admission"),), None),
        ((sheet("admission", 9), sheet("examination")), "examination-5"),
        ((sheet("retake", 4), sheet("examination", 5)), "retake-4"),
        ((sheet("retake", 9), sheet("retake", 12), sheet("examination")), "retake-12"),
    ],
)
def test_the_last_sheet_counts(sheets: tuple[ClosedSheet, ...], counts: str | None) -> None:
    """¶2: an admission says no result; a retake comes after its examination whatever the day."""
    found = counting_sheet(sheets)
    assert counts == (found.id if found else None)


@pytest.mark.parametrize(
    ("changed", "state", "said"),
    [
        ({}, "graded", ("76.2", 64, 71, "C+", "2.33")),
        ({"points": 49, "letter": "FX"}, "graded", ("76.2", 64, 49, "FX", "0.50")),
        ({"points": 100, "letter": "A"}, "graded", ("76.2", 64, 100, "A", "4.00")),
        ({"points": None, "letter": None, "examination": None}, "not_examined", ("76.2", None, None, None, None)),
        ({"points": None, "letter": None, "admitted": False}, "not_admitted", ("76.2", None, None, None, None)),
        ({"rating": None}, "graded", (None, 64, 71, "C+", "2.33")),
        ({"rating": "50"}, "graded", ("50", 64, 71, "C+", "2.33")),
    ],
)
def test_a_line_says_what_was_signed(changed: dict[str, object], state: str, said: tuple[object, ...]) -> None:
    """¶2: without a final there is no letter."""
    found = figures_of("retake", replace(PASSED, **changed), DEFAULT)  # type: ignore[arg-type]
    assert (state, *said) == (found.state, found.rating, found.examination, found.points, found.letter, found.worth)
    assert counts_in_gpa(found) is (state == "graded")


def test_an_attestation_stands_alone() -> None:
    """¶2: with figures and a letter of its own, which no GPA counts; who was not there has none."""
    was_there = Result(cadet="c", attestation=88, attestation_letter="B+")
    found = figures_of("final_attestation", was_there, DEFAULT)
    assert ("attested", None, None, 88, "B+", "3.33") == tuple(vars(found).values())
    absent = figures_of("final_attestation", Result(cadet="c", attestation_absence="а"), DEFAULT)
    assert RecordFigures(state="not_attested") == absent
    assert [False, False] == [counts_in_gpa(each) for each in (found, absent)]


@pytest.mark.parametrize(
    ("sheets", "examined", "lines"),
    [
        ((), True, [None]),
        ((sheet("examination"),), True, ["examination-5"]),
        ((sheet("final_attestation", 9), sheet("examination")), True, ["examination-5", "final_attestation-9"]),
        ((sheet("final_attestation"),), True, [None, "final_attestation-5"]),
        ((sheet("final_attestation"),), False, ["final_attestation-5"]),
        ((sheet("final_attestation"), sheet("final_attestation", 9)), False, ["final_attestation-9"]),
    ],
)
def test_an_attestation_has_a_line_after_its_subjects(
    sheets: tuple[ClosedSheet, ...], examined: bool, lines: list[str | None]
) -> None:
    """¶2: what has no examination waits for none."""
    assert lines == [each and each.id for each in sheets_shown(sheets, examined=examined)]


@pytest.mark.parametrize(
    ("graded", "gpa"),
    [
        ([], None),
        ([(5, 71)], "2.33"),
        ([(0, 71)], None),
        ([(5, 95), (0, 10)], "4.00"),
        ([(5, 95), (3, 49)], "2.69"),
        ([(1, 95), (1, 90)], "3.84"),
        ([(3, 80), (1, 85)], "3.08"),
        ([(1, 24), (4, 24)], "0.00"),
    ],
)
def test_gpa_is_weighted_by_credits_and_rounded_half_up(graded: list[tuple[int, int]], gpa: str | None) -> None:
    """¶2: (4.0 · 5 + 0.5 · 3) / 8 = 2.6875; (4.0 + 3.67) / 2 = 3.835; (3 · 3 + 3.33) / 4 = 3.0825."""
    assert gpa == printed(gpa_of(Graded(replace(DEFAULT, credits=credits), points) for credits, points in graded))


def test_gpa_is_exact_until_it_is_printed() -> None:
    """¶2: letters worth a third of a hundredth each are not rounded before their mean is."""
    policy = replace(DEFAULT, credits=1, bands=(Band("A", 50, Fraction("1.0049")), Band("F", 0, Fraction("1.0051"))))
    assert "1.00" == printed(gpa_of([Graded(policy, 60)]))
    assert "1.01" == printed(gpa_of([Graded(policy, 10)]))
    assert "1.01" == printed(gpa_of([Graded(policy, 10), Graded(policy, 60)]))


@pytest.mark.parametrize(
    ("roles", "code"),
    [
        ([("methodist", "f1")], None),
        ([("faculty_head", "f1")], None),
        ([("methodist", "f2"), ("teacher", "f1")], "record_cadet_not_yours"),
        ([("teacher", "f1")], "role_required"),
        ([("it_staff", "")], "role_required"),
        ([], "role_required"),
    ],
)
def test_the_cadets_faculty_issues(roles: list[tuple[str, str]], code: str | None) -> None:
    """¶2, ¶3."""
    refusal = issuer_refusal(roles, "f1")
    assert code == (refusal.code if refusal else None)


@pytest.mark.parametrize(
    ("since", "until", "studied"),
    [
        (date(2026, 9, 1), None, True),
        (date(2026, 12, 31), None, True),
        (date(2027, 1, 1), None, False),
        (date(2025, 9, 1), date(2026, 9, 2), True),
        (date(2025, 9, 1), date(2026, 9, 1), False),
    ],
)
def test_a_term_is_the_cadets_who_was_there_for_a_day_of_it(since: date, until: date | None, studied: bool) -> None:
    """¶15: and a term that has not begun is nobody's."""
    starts, ends = date(2026, 9, 1), date(2026, 12, 31)
    assert studied is is_studied([Span(since, until)], starts, ends, MONDAY)
    assert not is_studied([Span(since, until)], starts, ends, date(2026, 8, 31))


def test_a_record_rests_on_closed_sheets_that_stand() -> None:
    """¶2, ¶4: one that waits for its revision is named."""
    assert basis_refusal([Studied("j", None)]) is not None
    assert basis_refusal([Studied("j", None), Studied("k", sheet("retake"))]) is None
    refusal = basis_refusal([Studied("k", sheet("examination")), Studied("j", sheet("retake", 9, outdated=True))])
    assert refusal
    assert (refusal.code, refusal.params["number"]) == ("record_sheet_outdated", "9/2026")


def test_revoked_is_more_than_superseded() -> None:
    """¶2, ¶4: whichever came first."""
    early, late = datetime(2026, 10, 5, tzinfo=UTC), datetime(2026, 10, 6, tzinfo=UTC)
    assert ("valid", None) == state_of([], [])
    assert ("superseded", early) == state_of([], [late, early, None])
    assert ("revoked", late) == state_of([late], [early])


def test_what_has_become_of_a_record_holds_though_its_time_does_not_read() -> None:
    """¶2, ¶7: nobody is told since when."""
    assert ("superseded", None) == state_of([], [None])
    assert ("revoked", None) == state_of([None], [])

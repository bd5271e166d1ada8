"""Several people at once: one turn after another (¶14)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

from services.common.errors import Refused
from services.roster import contract
from services.roster.usecases.create_faculty import create_faculty
from tests.roster.academy import Academy, row

AT_ONCE = 6


def outcomes(academy: Academy, attempt: Callable[[int], Any]) -> list[str]:
    """What several attempts at the same moment come to: "done", or the code of the refusal; sorted."""
    ready = Barrier(AT_ONCE)

    def outcome(number: int) -> str:
        academy.counts()  # opens the thread's connection, so that all begin together
        ready.wait()
        try:
            attempt(number)
        except Refused as refused:
            return refused.refusal.code
        return "done"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sorted(pool.map(outcome, range(AT_ONCE)))


def test_one_submission_is_applied_once_however_many_apply_it(academy: Academy) -> None:
    """¶14: one of six succeeds, and the others are told once."""
    submitted = academy.submit(academy.upload_rows(row()))
    expected = ["contingent_not_submitted"] * (AT_ONCE - 1) + ["done"]
    assert (expected, 2) == (outcomes(academy, lambda _: academy.apply(submitted)), len(academy.events()))


def test_submissions_of_the_same_people_do_not_collide(academy: Academy) -> None:
    """¶14: six with the same new group and cadet, and a subject each: all are applied, the group is there once."""
    submitted = [academy.submit(academy.upload_rows(row(subject=f"Пән {number}"))) for number in range(AT_ONCE)]
    assert ["done"] * AT_ONCE == outcomes(academy, lambda number: academy.apply(submitted[number]))
    assert (1, 1, AT_ONCE) == tuple(academy.counts()[name] for name in ("group", "cadet", "journal"))


def test_a_name_is_given_to_one_faculty(academy: Academy) -> None:
    """Of six who create the same faculty one succeeds."""

    def create(_: int) -> None:
        academy.do(create_faculty, contract.CreateFaculty, academy.it, name="Жаңа")

    expected = ["done"] + ["faculty_name_taken"] * (AT_ONCE - 1)
    assert expected == outcomes(academy, create)


def test_terms_that_share_days_are_not_created_together(academy: Academy) -> None:
    """Of six overlapping terms, no two of which begin or end on the same day, one succeeds."""
    starts, ends = date(2027, 1, 10), date(2027, 5, 31)

    def create(number: int) -> None:
        shift = timedelta(days=number)
        academy.create_term("2027", starts + shift, ends + shift)

    assert ["done"] + ["term_overlaps"] * (AT_ONCE - 1) == outcomes(academy, create)

"""Which term is the present one, and which one came before, by plain calls (¶1)."""

from datetime import date

import pytest

from services.gradebook.contract import TermSpan
from services.gradebook.domain.terms import present_term, term_before

SPRING, AUTUMN, NEXT = date(2026, 2, 1), date(2026, 9, 1), date(2027, 2, 1)


@pytest.mark.parametrize(
    ("starts", "today", "present"),
    [
        ((NEXT, AUTUMN, SPRING), date(2026, 9, 1), AUTUMN),
        ((SPRING, AUTUMN), date(2026, 8, 31), SPRING),
        ((NEXT, AUTUMN), date(2026, 8, 31), AUTUMN),
        ((), AUTUMN, None),
    ],
    ids=["its first day", "between terms", "before all", "none"],
)
def test_the_present_term_is_the_last_one_that_has_begun(
    starts: tuple[date, ...], today: date, present: date | None
) -> None:
    """¶1: before all of them the first one to come."""
    found = present_term((TermSpan(id="t", name="t", starts=each, ends=each) for each in starts), today)
    assert (found.starts if found else None) == present


def test_the_term_before_is_the_last_one_that_began_earlier() -> None:
    """¶1: not this one, nor one that comes."""
    assert term_before([NEXT, SPRING, AUTUMN], AUTUMN) == SPRING
    assert term_before([AUTUMN, NEXT], AUTUMN) is None

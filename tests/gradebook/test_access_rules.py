"""Who sees how much of a journal, by plain calls (¶3, ¶5, ¶7)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.regulation.spans import Span
from services.gradebook.domain.access import AccessLevel, access_level, access_refusal, covers

MONDAY = date(2026, 10, 5)
TAUGHT = (Span(MONDAY, None),)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
LENGTHS = st.none() | st.integers(0, 400)
LEAST_FIRST = (AccessLevel.NONE, AccessLevel.METADATA, AccessLevel.MARKS)


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (MONDAY, None, True),
        (MONDAY, MONDAY + timedelta(days=1), True),
        (MONDAY, MONDAY, False),
        (MONDAY + timedelta(days=1), None, False),
    ],
    ids=["lasts", "that day alone", "ends that day", "begins tomorrow"],
)
def test_a_span_holds_its_first_day_and_not_its_end(since: date, until: date | None, held: bool) -> None:
    """¶3, ¶21: entitled from the first day, up to the day before the first day no longer."""
    assert held is covers([Span(since, until)], MONDAY)


@given(st.lists(st.tuples(DAYS, LENGTHS), max_size=4), DAYS)
def test_a_day_is_held_when_one_span_holds_it(spans: list[tuple[date, int | None]], day: date) -> None:
    """¶3: whatever the spans, and in whichever order."""
    made = [Span(since, None if length is None else since + timedelta(days=length)) for since, length in spans]
    held = any(day >= since and (length is None or (day - since).days < length) for since, length in spans)
    assert held is covers(made, day)
    assert held is covers(reversed(made), day)


@given(teaches=st.booleans(), in_faculty=st.booleans(), oversees=st.booleans())
def test_nobody_sees_more_than_entitled(teaches: bool, in_faculty: bool, oversees: bool) -> None:
    """¶3, ¶5, ¶7: marks for its teachers and its faculty alone; who only oversees sees all but marks, else nothing."""
    seen = access_level(TAUGHT if teaches else (), in_faculty=in_faculty, oversees=oversees)
    assert (teaches or in_faculty) is (seen is AccessLevel.MARKS)
    assert any((teaches, in_faculty, oversees)) is (seen is not AccessLevel.NONE)


@pytest.mark.parametrize(
    ("seen", "wanted"),
    [
        (AccessLevel.METADATA, AccessLevel.METADATA),
        (AccessLevel.MARKS, AccessLevel.METADATA),
        (AccessLevel.MARKS, AccessLevel.MARKS),
    ],
)
def test_what_one_sees_is_shown(seen: AccessLevel, wanted: AccessLevel) -> None:
    """¶3, ¶7: who sees marks sees the rest too."""
    assert access_refusal(seen, wanted) is None


@pytest.mark.parametrize(
    ("seen", "wanted", "code", "rule"),
    [
        (AccessLevel.NONE, AccessLevel.METADATA, "not_your_journal", "¶3"),
        (AccessLevel.NONE, AccessLevel.MARKS, "not_your_journal", "¶3"),
        (AccessLevel.METADATA, AccessLevel.MARKS, "marks_not_for_role", "¶5"),
    ],
)
def test_what_one_does_not_see_is_refused(seen: AccessLevel, wanted: AccessLevel, code: str, rule: str) -> None:
    """¶3, ¶5: another's journal, and marks to who oversees."""
    refusal = access_refusal(seen, wanted)
    assert refusal is not None
    assert ("forbidden", code, rule) == (refusal.kind, refusal.code, refusal.rule)


@given(st.sampled_from(LEAST_FIRST), st.sampled_from(LEAST_FIRST), st.sampled_from(LEAST_FIRST[1:]))
def test_who_sees_more_is_refused_no_more(one: AccessLevel, other: AccessLevel, wanted: AccessLevel) -> None:
    """¶5: the levels are an order, and so is what it opens."""
    less, more = sorted((one, other), key=LEAST_FIRST.index)
    assert access_refusal(less, wanted) is not None or access_refusal(more, wanted) is None

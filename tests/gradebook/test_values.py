"""What a cell may hold (¶6)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gradebook.domain.marks import ABSENCE_CODES, is_value, value_refusal

VALUES = {*range(101), *ABSENCE_CODES, None}


@pytest.mark.parametrize("value", [0, 1, 50, 100, "ж", "а", "дс", "д", "қ", None])
def test_points_codes_and_the_cleared_cell_are_values(value: Any) -> None:
    """¶6: whole numbers 0 to 100, the five codes, and nothing."""
    assert value_refusal(value) is None


@pytest.mark.parametrize(
    "value",
    [101, -1, 50.5, 50.0, 100.0, "5", "", True, False, "B", "A", "a", "Ж", "н", "дд", [5], {}, float("nan"), 10**30],
)
def test_nothing_else_is_a_value(value: Any) -> None:
    """¶6: no half, no 101, no number in quotes, no truth, no Latin look-alike, no other letter."""
    refusal = value_refusal(value)
    assert refusal is not None
    assert ("not_a_mark", "¶6") == (refusal.code, refusal.rule)
    assert {} == refusal.params


@given(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3))
def test_a_value_is_exactly_one_of_the_listed_ones(value: Any) -> None:
    """¶6: the rule agrees with the list of all values, type and all."""
    listed = type(value) in (int, str, type(None)) and value in VALUES
    assert listed is is_value(value)

"""Marks into results (¶2)."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gradebook.contract import Value
from services.gradebook.domain.results import current_mean, rounded


@pytest.mark.parametrize(
    ("values", "mean"),
    [
        ([], None),
        (["а", None], None),
        ([0], "0.00"),
        ([80, "дс", None, 90], "85.00"),
        ([100, 100, 99], "99.67"),
        ([0, 0, 0, 0, 0, 0, 0, 1], "0.13"),
    ],
)
def test_the_current_mean_counts_points_only(values: list[Value], mean: str | None) -> None:
    """¶2: codes and empty cells do not count, 0 does; half up at the second decimal."""
    assert mean == current_mean(values)


@given(st.integers(0, 10**6), st.integers(1, 10**4))
def test_rounding_is_half_up_and_exact(above: int, below: int) -> None:
    """¶2: the printed figure is what exact decimal arithmetic gives."""
    with localcontext(prec=60):
        exact = (Decimal(above) / Decimal(below)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert str(exact) == rounded(Fraction(above, below))

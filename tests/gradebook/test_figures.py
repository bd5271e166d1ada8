"""Figures are rounded half up, exactly (¶2)."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gradebook.domain.figures import Figure, shortest, with_decimals


@given(st.integers(0, 10**6), st.integers(1, 10**4), st.integers(0, 4))
def test_rounding_is_half_up_and_exact(above: int, below: int, decimals: int) -> None:
    """¶2: the printed figure is what exact decimal arithmetic gives."""
    with localcontext(prec=60):
        exact = (Decimal(above) / Decimal(below)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert str(exact) == with_decimals(Fraction(above, below), decimals)


@pytest.mark.parametrize(
    ("exact", "decimals", "written"), [("76.20", 2, "76.2"), ("76", 2, "76"), ("100", 0, "100"), ("0.005", 2, "0.01")]
)
def test_zeros_that_say_nothing_are_left_out(exact: str, decimals: int, written: str) -> None:
    """¶2: in an explanation."""
    assert written == shortest(Fraction(exact), decimals)


def test_a_figure_knows_whether_printing_has_changed_it() -> None:
    """¶2: then its equation holds nearly."""
    assert (str(Figure(Fraction("76.205"), 2)), Figure(Fraction("76.205"), 2).is_rounded) == ("76.21", True)
    assert not Figure(Fraction("76.2"), 2).is_rounded

"""A refusal crosses the bus as it was said, and is made only as its table has it."""

import json
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nameko.exceptions import deserialize, serialize

from services.common.errors import KINDS, Reason, Refusal, Refused, reasons

refusals = st.builds(
    Refusal, st.sampled_from(KINDS), st.text(min_size=1), st.text(), st.dictionaries(st.text(), st.text(), max_size=4)
)


class Reasons:
    closed = Reason("conflict", "¶17", "days", also=("¶4",), optional=("at",))
    unknown = Reason("not_found")


class MoreReasons(Reasons):
    wrong = Reason("invalid")


@given(refusals)
def test_a_refusal_crosses_namekos_serializer_unchanged(refusal: Refusal) -> None:
    """Kind, code, rule and params, in any alphabet, through JSON and back."""
    wire = json.loads(json.dumps(serialize(Refused(refusal))))
    arrived = deserialize(wire)
    assert isinstance(arrived, Refused)
    assert refusal == arrived.refusal


def test_a_refusals_values_are_strings() -> None:
    """The bus carries them unchanged, and messages take them as they are."""
    assert {"days": "2", "at": "None"} == Reasons.closed.refused(days=2, at=None).refusal.params


def test_dates_and_instants_are_told_in_iso_8601() -> None:
    """Programs read them, and messages show them as people write them."""
    at = datetime(2026, 10, 7, 23, 59, 59, tzinfo=timezone(timedelta(hours=5)))
    expected = {"days": "2026-10-07", "at": "2026-10-07T23:59:59+05:00"}
    assert expected == Reasons.closed.refusal(days=date(2026, 10, 7), at=at).params


def test_equal_refusals_are_one_in_a_set() -> None:
    """So that a batch can say each reason once."""
    assert 1 == len({Reasons.closed.refusal(days=2) for _ in range(3)})


def test_a_reasons_code_is_its_name_in_the_table() -> None:
    """A code is written once."""
    assert Refusal("not_found", "unknown") == Reasons.unknown.refusal()


def test_a_refusal_may_name_another_paragraph_of_its_reason() -> None:
    """The table says which."""
    assert "¶4" == Reasons.closed.refusal(under="¶4", days=2).rule
    with pytest.raises(TypeError, match="closed is not refused by ¶18"):
        Reasons.closed.refusal(under="¶18", days=2)


@pytest.mark.parametrize("params", [{}, {"at": 1}, {"days": 2, "hours": 3}])
def test_a_refusal_has_its_params_and_no_others(params: dict[str, int]) -> None:
    """Else a message would have an empty place, or a client would get what no table names."""
    with pytest.raises(TypeError, match="closed has the params"):
        Reasons.closed.refusal(**params)  # type: ignore[arg-type]


def test_the_audit_may_be_told_more_than_the_caller() -> None:
    """To the caller the thing does not exist; the audit learns why it was refused."""
    refused = Reasons.unknown.refused(tried=Reasons.closed.refusal(days=2))
    assert ("unknown", "closed") == (refused.refusal.code, refused.tried.code)


def test_a_table_inherits_reasons_and_lists_its_own() -> None:
    """Each is listed where it is defined."""
    assert (["closed", "unknown"], ["wrong"]) == ([*reasons(Reasons)], [*reasons(MoreReasons)])
    assert Reasons.closed is MoreReasons.closed

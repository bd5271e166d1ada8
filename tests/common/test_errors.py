"""A refusal crosses the bus as it was said."""

import json

from hypothesis import given
from hypothesis import strategies as st
from nameko.exceptions import deserialize, serialize

from services.common.errors import KINDS, Refusal, Refused, refuse

refusals = st.builds(
    Refusal, st.sampled_from(KINDS), st.text(min_size=1), st.text(), st.dictionaries(st.text(), st.text(), max_size=4)
)


@given(refusals)
def test_a_refusal_crosses_namekos_serializer_unchanged(refusal: Refusal) -> None:
    """Kind, code, rule and params, in any alphabet, through JSON and back."""
    wire = json.loads(json.dumps(serialize(Refused(refusal))))
    arrived = deserialize(wire)
    assert isinstance(arrived, Refused)
    assert refusal == arrived.refusal


def test_a_refusals_values_are_strings() -> None:
    """The bus carries them unchanged, and messages take them as they are."""
    assert {"days": "2", "at": "None"} == refuse("conflict", "closed", "¶17", days=2, at=None).refusal.params


def test_equal_refusals_are_one_in_a_set() -> None:
    """So that a batch can say each reason once."""
    assert 1 == len({refuse("conflict", "closed", "¶17", days=2).refusal for _ in range(3)})

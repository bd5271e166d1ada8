"""What papers that are made anew may say anew, as plain functions (¶13)."""

from typing import Literal

import pytest

from services.corrections.contract import CaseKind
from services.corrections.domain.amendments import FIELDS, fields_refusal

TERMS = {"absent", "substitute", "journals", "since", "until"}
TAKEN: list[tuple[Literal["report", "act"], CaseKind, set[str]]] = [
    ("report", "mark_correction", {"value"}),
    ("report", "discrepancy", {"value"}),
    ("report", "late_entry", {"open_days"}),
    ("report", "late_lesson", {"open_days", "held"}),
    ("report", "make_up", set()),
    ("report", "removal", set()),
    ("report", "substitution", TERMS),
    ("act", "discrepancy", {"value"}),
    ("act", "mark_correction", set()),
    ("act", "late_entry", set()),
    ("act", "late_lesson", set()),
    ("act", "removal", set()),
]


@pytest.mark.parametrize(("paper", "kind", "taken"), TAKEN)
def test_a_paper_says_what_is_its_own_and_nothing_else(
    paper: Literal["report", "act"], kind: CaseKind, taken: set[str]
) -> None:
    """¶13, ¶20, ¶21: each field by itself, all that it takes together, and none."""
    assert taken == {field for field in FIELDS if fields_refusal(paper, kind, [field]) is None}
    assert fields_refusal(paper, kind, taken) is None
    assert fields_refusal(paper, kind, []) is None


def test_the_refusal_names_the_field() -> None:
    """¶13: a methodist does not put another mark under a teacher's report."""
    refusal = fields_refusal("act", "mark_correction", ["value"])
    assert refusal is not None
    assert ("invalid", "field_not_wanted", "¶13", {"field": "value"}) == (
        refusal.kind,
        refusal.code,
        refusal.rule,
        refusal.params,
    )

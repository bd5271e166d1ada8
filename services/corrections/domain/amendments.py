"""What papers that are made anew may say anew (¶13)."""

from collections.abc import Collection
from typing import Literal

from services.common.errors import Refusal
from services.corrections.contract import CaseKind
from services.corrections.domain.kinds import KINDS
from services.corrections.refusals import Reasons

#: What a report and an act may name beside their text; left out, it stays as it was.
FIELDS = tuple(dict.fromkeys(field for each in KINDS.values() for field in (*each.report_fields, *each.act_fields)))


def fields_refusal(paper: Literal["report", "act"], kind: CaseKind, given: Collection[str]) -> Refusal | None:
    """¶13, ¶20, ¶21: a mark, days or a substitution's terms, where such a paper has them, and nothing else."""
    rules = KINDS[kind]
    taken = rules.report_fields if paper == "report" else rules.act_fields
    strange = next((field for field in given if field not in taken), None)
    return Reasons.field_not_wanted.refusal(field=strange) if strange else None

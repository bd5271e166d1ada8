"""Which journals one works with now, out of the lists of all terms: no rule, only sorting."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

Row = Mapping[str, Any]


def present_journals(journals: Sequence[Row], today: date) -> list[Row]:
    """Those whose term has not ended; between terms, those of the last one."""
    last_days = [journal["term"]["ends"] for journal in journals]
    since = min([today.isoformat(), max(last_days, default="")])
    return [journal for journal, ends in zip(journals, last_days, strict=True) if ends >= since]

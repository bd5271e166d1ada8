"""Terms: a day is in one term at most."""

from collections.abc import Iterable
from datetime import date, timedelta

from services.common.errors import Refusal
from services.roster.domain.memberships import TermDays
from services.roster.refusals import Reasons

LONGEST_TERM = timedelta(days=366)


def term_refusal(term: TermDays, others: Iterable[TermDays]) -> Refusal | None:
    """Refuse a term that ends before it starts, lasts more than a year, or shares a day with another."""
    if not timedelta() <= term.ends - term.starts <= LONGEST_TERM:
        return Reasons.term_dates_wrong.refusal()
    if any(term.starts <= other.ends and other.starts <= term.ends for other in others):
        return Reasons.term_overlaps.refusal()
    return None


def is_in(day: date, term: TermDays) -> bool:
    """True from the term's first day to its last."""
    return term.starts <= day <= term.ends

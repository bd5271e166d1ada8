"""Terms: which one is the present one, and which one came before another (¶1)."""

from collections.abc import Iterable
from datetime import date

from services.gradebook.contract import TermSpan


def present_term(terms: Iterable[TermSpan], today: date) -> TermSpan | None:
    """¶1: the last one that has begun, else the first one to come."""
    known = sorted(terms, key=lambda each: each.starts)
    begun = [each for each in known if each.starts <= today]
    return begun[-1] if begun else next(iter(known), None)


def term_before(starts: Iterable[date], this: date) -> date | None:
    """¶1: the last of the terms that began earlier, known by their first days."""
    return max((each for each in starts if each < this), default=None)

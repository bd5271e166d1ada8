"""¶15: in which terms a cadet is in a journal's group: the rule, and its copy in SQL."""

from datetime import date, timedelta
from itertools import product

from services.common.regulation.spans import Span
from services.gradebook.store.cadet_keys import own_journals
from services.gradebook.store.models import Member
from tests.gradebook.academy import TERM, Academy

DAY = timedelta(days=1)
#: Around both ends of the term, and within it.
DAYS = sorted({end + DAY * off for end, off in product((TERM.starts, TERM.ends), (-1, 0, 1))} | {date(2026, 10, 5)})
#: Every stay that begins and ends on such days, or lasts.
STAYS = [Span(since, until) for since, until in product(DAYS, (*DAYS, None)) if until is None or since < until]


def test_a_cadet_has_the_journals_of_the_terms_that_the_stay_meets(academy: Academy) -> None:
    """¶3, ¶15: the SQL by which keys are handed out finds those that the rule does."""
    stays = {f"cadet-{number:02}": stay for number, stay in enumerate(STAYS)}
    with academy.runtime.unit.writing() as work:
        for cadet, stay in stays.items():
            work.session.add(Member(group_id=academy.group, cadet=cadet, since=stay.since, until=stay.until, names=[]))
        work.audit("members.put", "academy")
    with academy.runtime.unit.reading() as work:
        found = {cadet: [each.id for each in own_journals(work.session, cadet)] for cadet in stays}
    due = {cadet: [academy.journal] * stay.meets(TERM.starts, TERM.ends) for cadet, stay in stays.items()}
    assert due == found
    assert {True, False} == {bool(each) for each in due.values()}

"""What a column costs, counted: transactions and statements, not seconds."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Engine, event

from tests.gradebook.academy import Academy, cell

MONDAY = date(2026, 10, 5)
THIRTY = 30


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """How many commits, and how many statements, any database of this process gets meanwhile."""
    counts: Counter[str] = Counter()

    def commit(_connection: Any) -> None:
        counts["commits"] += 1

    def statement(*_details: Any) -> None:
        counts["statements"] += 1

    event.listen(Engine, "commit", commit)
    event.listen(Engine, "before_cursor_execute", statement)
    try:
        yield counts
    finally:
        event.remove(Engine, "commit", commit)
        event.remove(Engine, "before_cursor_execute", statement)


def test_a_column_of_thirty_is_one_transaction(academy: Academy, cadets: list[str]) -> None:
    """¶3, ¶4: the cells, their audit and the kept answer are committed once; what is refused takes nothing along."""
    lesson = academy.hold(MONDAY)
    bad = [cell(lesson, "nobody", 75), cell(lesson, "baev", 101)]
    with counted() as counts:
        answer = academy.record(*(cell(lesson, each, 75) for each in cadets), *bad)
    assert (THIRTY, 2, 1) == (len(answer["saved"]), len(answer["refused"]), counts["commits"])


def test_thirty_cells_cost_no_more_statements_than_three(academy: Academy, cadets: list[str]) -> None:
    """¶3: whatever is looked up is looked up once for all cells."""
    counts = {}
    for size, day in ((3, MONDAY), (THIRTY, date(2026, 10, 4))):
        lesson = academy.hold(day)
        with counted() as counted_now:
            academy.record(*(cell(lesson, each, 75) for each in cadets[:size]))
        counts[size] = counted_now["statements"]
    assert counts[3] == counts[THIRTY]

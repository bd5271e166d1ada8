"""What a column costs, counted: transactions and statements, not seconds."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Engine, event, select

from services.common.storage.tables import audit_entry
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


def test_a_column_is_one_entry_of_the_audit(academy: Academy, cadets: list[str]) -> None:
    """¶4: it lists its cells with their versions; what a paragraph forbids is one entry for each reason."""
    lesson, other = academy.hold(MONDAY), academy.hold(date(2026, 10, 4))
    bad = [cell(lesson, each, 101) for each in ("aliev", "baev")]
    academy.record(*(cell(lesson, each, 75) for each in cadets), cell(other, cadets[0], 60), *bad)
    with academy.runtime.unit.reading() as work:
        rows = work.session.execute(select(audit_entry).where(audit_entry.c.action.startswith("marks."))).all()
    told = {(row.action, row.subject): json.loads(row.facts) for row in rows}
    assert len(rows) == len(told) == 3
    cells = [{"cadet": each, "version": 1} for each in cadets]
    assert cells == told["marks.recorded", f"column/{lesson}"]["cells"]
    assert cells[:1] == told["marks.recorded", f"column/{other}"]["cells"]
    refused = {"journal": academy.journal, "code": "not_a_mark", "rule": "¶6", "cadets": ["aliev", "baev"]}
    assert refused == told["marks.refused", f"column/{lesson}"]


def test_thirty_cells_cost_no_more_statements_than_three(academy: Academy, cadets: list[str]) -> None:
    """¶3: whatever is looked up is looked up once for all cells."""
    counts = {}
    for size, day in ((3, MONDAY), (THIRTY, date(2026, 10, 4))):
        lesson = academy.hold(day)
        with counted() as counted_now:
            academy.record(*(cell(lesson, each, 75) for each in cadets[:size]))
        counts[size] = counted_now["statements"]
    assert counts[3] == counts[THIRTY]

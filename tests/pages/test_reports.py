"""What the report form says of a place before anybody asks the services."""

from typing import Any

from gateway.web.pages.reports import Place


def _cadet(name: str, *stays: tuple[str, str | None]) -> dict[str, Any]:
    spans = [{"since": since, "until": until} for since, until in stays]
    return {"id": name, "since": stays[0][0], "until": stays[-1][1], "stays": spans}


def _missing(day: str, *cadets: dict[str, Any]) -> int:
    filled = {"lesson": "lesson-1", "cadet": "aliev", "value": 58, "make_up": None}
    journal = {"cadets": cadets, "marks": [filled]}
    return Place(journal, {"id": "lesson-1", "date": day}, None).missing()


def test_who_is_on_leave_has_no_empty_cell() -> None:
    """¶15: between two stays nobody is missed; on the last day before and the first day after, somebody is."""
    aliev = _cadet("aliev", ("2026-09-01", None))
    kim = _cadet("kim", ("2026-09-01", "2026-10-04"), ("2026-10-07", None))
    days = ("2026-10-04", "2026-10-05", "2026-10-06", "2026-10-07")
    assert [1, 0, 0, 1] == [_missing(day, aliev, kim) for day in days]


def test_a_mark_of_who_was_transferred_stands_for_nobody_else() -> None:
    """¶15: a back-dated transfer leaves the mark; the others' empty cells are as empty as before."""
    aliev, kim = _cadet("aliev", ("2026-09-01", "2026-10-04")), _cadet("kim", ("2026-09-01", None))
    assert 1 == _missing("2026-10-05", aliev, kim)

"""Which lessons the start page shows, and where."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from gateway.pages.lessons import Item, due_lessons

NOW = datetime(2026, 10, 12, 22, 0, tzinfo=ZoneInfo("Asia/Almaty"))


def _lesson(date: str, *, filled: int = 0) -> dict[str, Any]:
    closes = datetime.fromisoformat(f"{date}T23:59:59+05:00") + timedelta(days=2)
    state = "open" if closes > NOW else "closed"
    return {"date": date, "closes_at": closes.isoformat(), "state": state, "filled": filled, "expected": 2}


def _dates(items: list[Item]) -> list[str]:
    return [item.lesson["date"] for item in items]


def _due(*lessons: dict[str, Any]) -> Any:
    return due_lessons([{"due": list(lessons)}], NOW, openable=True)


def test_lessons_are_sorted_by_what_they_ask_for() -> None:
    """Today's, those that close soon (first to close first), those overdue (newest first)."""
    due = _due(*(_lesson(f"2026-10-{day:02}") for day in (8, 12, 11, 9, 10)))
    assert (["2026-10-12"], ["2026-10-10", "2026-10-11"], ["2026-10-09", "2026-10-08"]) == tuple(
        _dates(items) for items in (due.today, due.closing, due.overdue)
    )


def test_a_lesson_with_empty_cells_that_closes_within_hours_is_urgent() -> None:
    """What is about to close with empty cells stands out (¶17)."""
    assert ["urgent"] == [item.urgency for item in _due(_lesson("2026-10-10")).closing]


def test_a_full_lesson_is_not_urgent() -> None:
    """Where nothing is missing, nothing presses."""
    assert ["open"] == [item.urgency for item in _due(_lesson("2026-10-10", filled=2)).closing]


def test_only_an_open_lesson_with_empty_cells_can_be_filled() -> None:
    """A closed one cannot, a full one need not."""
    due = _due(_lesson("2026-10-08"), _lesson("2026-10-11", filled=2), _lesson("2026-10-12"))
    assert [True, False, False] == [item.fillable for item in [*due.today, *due.closing, *due.overdue]]

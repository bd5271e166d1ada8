"""Dates and hours as people write them; the spaces in them are kept on one line."""

from datetime import date, datetime

KEPT = "\u00a0"


def day(value: date | str) -> str:
    """5 October 2026."""
    told = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{told.day}{KEPT}{told:%B}{KEPT}{told.year}"


def weekday(value: date) -> str:
    """Monday 5 October 2026."""
    return f"{value:%A}{KEPT}{day(value)}"


def moment(value: datetime) -> str:
    """5 October 2026, 09:00."""
    return f"{day(value)},{KEPT}{value:%H:%M}"

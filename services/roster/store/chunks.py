"""Splits the values that a query names into lists that a database accepts."""

from collections.abc import Iterable, Iterator

#: How many values a query may name: SQLite's oldest limit is 999.
MOST = 900


def chunks(values: Iterable[str]) -> Iterator[list[str]]:
    """The distinct values, sorted, in lists of at most ``MOST``."""
    ordered = sorted(set(values))
    return (ordered[start : start + MOST] for start in range(0, len(ordered), MOST))

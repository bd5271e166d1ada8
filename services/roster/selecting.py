"""Small helpers of reading and writing."""

from collections.abc import Iterable, Iterator

from sqlalchemy import text
from sqlalchemy.orm import Session

#: How many values a query may name: SQLite's oldest limit is 999.
MOST = 900


def chunks(values: Iterable[str]) -> Iterator[list[str]]:
    """The distinct values, sorted, in lists that a query may name."""
    ordered = sorted(set(values))
    return (ordered[place : place + MOST] for place in range(0, len(ordered), MOST))


def take_turn(session: Session) -> None:
    """Let one transaction at a time change who is where: it decides on what it has read. SQLite does so anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE term IN SHARE ROW EXCLUSIVE MODE"))

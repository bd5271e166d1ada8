"""The lock under which one transaction at a time changes who is where."""

from sqlalchemy import text
from sqlalchemy.orm import Session


def lock_roster(session: Session) -> None:
    """Wait until no other transaction changes who is where: what this one decides on must not change.

    SQLite lets only one transaction write anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE term IN SHARE ROW EXCLUSIVE MODE"))

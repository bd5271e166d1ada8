"""How a service shows people whom auth has told it of: by initials, in full where another of them looks alike.

Two of one full name are told apart by their logins: nothing else is surely another's, and it is no secret
(docs/threats.md).
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.common.storage.tolerant import UNREADABLE
from services.common.text.looks import look
from services.common.text.names import Called, Company

_COLUMNS = ("id", "login", "name", "full_name", "look")


class People:
    """Who is named in an answer.

    ``table`` is the service's copy of people: ``id``, ``login``, ``name``, ``full_name``, ``look``.
    What is kept beside a paper or a mark is a name of then: whoever was renamed since keeps it there.
    """

    def __init__(self, session: Session, table: Any) -> None:
        self._session, self._table = session, table
        self._read: dict[str, dict[str, Called]] = {}

    def named(self, person: str, kept: str) -> dict[str, str]:
        """The id, the name to show and the full one, "" while it is not known; each as nobody else's is."""
        self.read([kept])
        alike = self._read[look(kept)]
        known = alike.get(person)
        name = known if known and known.short == kept else Called(kept)
        company = Company(alike.items())
        full_name = company.complete(person, name) if name.full else ""
        return {"id": person, "name": company.shown(person, name), "full_name": full_name}

    def read(self, kept: Iterable[str]) -> None:
        """Learn who looks like these names, in one query, for many ``named`` that follow."""
        fresh = {look(name) for name in kept} - self._read.keys()
        self._read.update({each: {} for each in fresh})
        wanted = select(*(getattr(self._table, column) for column in _COLUMNS))
        for row in self._session.execute(wanted.where(self._table.look.in_(fresh - {""}))) if fresh - {""} else ():
            if UNREADABLE not in row:
                self._read[row.look][row.id] = Called(row.name, row.full_name, login=row.login)

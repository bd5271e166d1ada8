"""How a service shows people whom auth has told it of: by initials, in full where another of them looks alike."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.common.names import Called, Company, look
from services.common.stored import UNREADABLE


class People:
    """Who is named in an answer; ``table`` is the service's copy of people: ``id``, ``name``, ``full_name``, ``look``.

    What is kept beside a paper or a mark is a name of then: whoever was renamed since keeps it there.
    """

    def __init__(self, session: Session, table: Any) -> None:
        self._session, self._table = session, table
        self._read: dict[str, dict[str, Called]] = {}

    def named(self, person: str, kept: str) -> dict[str, str]:
        """The id, the name to show and the full one, "" while it is not known."""
        self.read([kept])
        alike = self._read[look(kept)]
        known = alike.get(person)
        name = known if known and known.short == kept else Called(kept)
        return {"id": person, "name": Company(alike.items()).shown(person, name), "full_name": name.full}

    def read(self, kept: Iterable[str]) -> None:
        """Learn who looks like these names, in one query, for many ``named`` that follow."""
        fresh = {look(name) for name in kept} - self._read.keys()
        self._read.update({each: {} for each in fresh})
        wanted = select(self._table.id, self._table.name, self._table.full_name, self._table.look)
        for row in self._session.execute(wanted.where(self._table.look.in_(fresh - {""}))) if fresh - {""} else ():
            if UNREADABLE not in row:
                self._read[row.look][row.id] = Called(row.name, row.full_name)

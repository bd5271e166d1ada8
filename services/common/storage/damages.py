"""What is known to be damaged in a database: named once in the audit, and shown until it is gone.

Whoever meets something damaged while reading says ``work.damaged(kind, subject)`` and goes on with what is sound.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.orm import Session

from services.common.storage.tables import damage

LONGEST_SUBJECT = 200
TIME_BACKWARDS = "time_backwards"


@dataclass(frozen=True, order=True)
class Damage:
    """What is wrong ("seal_broken") and with what ("mark/L/C/2")."""

    kind: str
    subject: str


class Recorder(Protocol):
    """Of the work in which something is recorded, what that needs."""

    @property
    def session(self) -> Session:
        """The database."""

    @property
    def machine_now(self) -> datetime:
        """When it was found."""

    def audit(self, action: str, subject: str, **facts: Any) -> None:
        """Say it to the audit."""


def count(session: Session) -> int:
    """How much is known to be damaged."""
    return session.scalar(select(func.count()).select_from(damage)) or 0


def subjects(session: Session, kind: str, beginning: str) -> tuple[str, ...]:
    """With what something is known to be wrong, of one kind, where the subject begins so."""
    wanted = select(damage.c.subject).where(
        damage.c.kind == kind, damage.c.subject.startswith(beginning, autoescape=True)
    )
    return tuple(session.scalars(wanted))


def bounded(found: Iterable[Damage]) -> set[Damage]:
    """As they are kept."""
    return {Damage(each.kind, each.subject[:LONGEST_SUBJECT]) for each in found}


def known(session: Session, *, checked: bool = False) -> set[Damage]:
    """What is; ``checked``: of what a check has found."""
    rows = session.execute(select(damage).where(damage.c.by_check) if checked else select(damage))
    return {Damage(row.kind, row.subject) for row in rows}


def add(work: Recorder, fresh: Collection[Damage]) -> None:
    """Keep what was found, and leave it in the audit."""
    for each in sorted(fresh):
        row = {"kind": each.kind, "subject": each.subject, "at": work.machine_now, "by_check": False}
        work.session.execute(insert(damage).values(row))
        work.audit("data.damaged", each.subject, kind=each.kind)


def mend(work: Recorder, mended: Collection[Damage]) -> None:
    """Take back what was told by reading and has been made good; what was not told stays untold."""
    remove(work, bounded(mended) & known(work.session))


def remove(work: Recorder, gone: Collection[Damage]) -> None:
    """Forget what is gone, and leave that in the audit."""
    for each in sorted(gone):
        work.session.execute(delete(damage).where(_is(each)))
        work.audit("data.mended", each.subject, kind=each.kind)


def mark_checked(work: Recorder, found: Collection[Damage]) -> None:
    """Remember that a check has found it."""
    for each in found:
        work.session.execute(damage.update().where(_is(each)).values(by_check=True))


def _is(each: Damage) -> ColumnElement[bool]:
    return (damage.c.kind == each.kind) & (damage.c.subject == each.subject)

"""A case's papers and their numbers: SQL without rules."""

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from services.corrections.contract import PaperKind
from services.corrections.store.models import Paper, PaperCounter


def papers_of(session: Session, case: str) -> list[Paper]:
    """A case's papers, oldest first."""
    return list(session.scalars(select(Paper).where(Paper.case == case).order_by(Paper.position)))


def next_position(session: Session, case: str) -> int:
    """Where the case's next paper stands."""
    session.flush()
    return (session.scalar(select(func.max(Paper.position)).where(Paper.case == case)) or 0) + 1


def next_number(session: Session, faculty: str, kind: PaperKind, year: int) -> int:
    """The next number of a faculty's papers of a kind in a year.

    Where two people take the first number at once, one command runs again (``run_command``).
    """
    counter = {"faculty_id": faculty, "kind": kind, "year": year}
    same = [getattr(PaperCounter, name) == value for name, value in counter.items()]
    raised = update(PaperCounter).where(*same).values(value=PaperCounter.value + 1).returning(PaperCounter.value)
    number = session.scalar(raised)
    if number is None:
        session.execute(insert(PaperCounter).values(**counter, value=1))
    return number or 1

"""Numbers that are given without gaps, in a faculty and a year (¶2)."""

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from services.gradebook.store.models import RecordCounter, SheetCounter

Counter = type[SheetCounter] | type[RecordCounter]


def next_number(session: Session, counter: Counter, faculty: str, year: int) -> int:
    """The next number of a faculty in a year; whoever asks next waits until this transaction has ended.

    Where two people take the first number at once, one command runs again (``run_command``).
    """
    mine = (counter.faculty_id == faculty) & (counter.year == year)
    raised = update(counter).where(mine).values(value=counter.value + 1).returning(counter.value)
    if (number := session.scalar(raised)) is not None:
        return number
    session.execute(insert(counter).values(faculty_id=faculty, year=year, value=1))
    return 1

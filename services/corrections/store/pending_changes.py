"""What an unfinished case is about: one thing is not asked for twice at a time (¶4)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.common.security.warrants import HeldLesson
from services.corrections.store.models import Case


def cell_key(lesson: str, cadet: str | None) -> str:
    """The key of a cell, or of a whole lesson."""
    return f"{lesson}/{cadet or ''}"


def lesson_key(journal: str, held: HeldLesson) -> str:
    """The key of a lesson that is not in the journal yet."""
    return f"{journal}/{held.date.isoformat()}/{held.kind}"


def is_pending(session: Session, key: str) -> bool:
    """Whether an unfinished case is about the cell or the lesson."""
    return session.scalar(select(Case.id).where(Case.open_place == key)) is not None

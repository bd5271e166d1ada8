"""What an unfinished case is about: one thing is not asked for twice at a time (¶4)."""

from sqlalchemy import select

from services.common.security.warrants import HeldLesson
from services.common.storage.unit_of_work import Work
from services.corrections.models import Case


def open_place(lesson: str, cadet: str | None) -> str:
    """A cell, or a whole lesson."""
    return f"{lesson}/{cadet or ''}"


def held_place(journal: str, held: HeldLesson) -> str:
    """A lesson that is not in the journal yet."""
    return f"{journal}/{held.date.isoformat()}/{held.kind}"


def asked_for(work: Work, place: str) -> bool:
    """Whether an unfinished case is about it."""
    return work.session.scalar(select(Case.id).where(Case.open_place == place)) is not None

"""The blind index, by which no two people hold the same password (¶5)."""

from sqlalchemy import select

from services.auth.store.models import PasswordEntry
from services.common.storage.unit_of_work import Work


def is_taken(work: Work, person: str, index: bytes) -> bool:
    """Whether somebody else, switched off or not, holds this password."""
    holder = work.session.scalar(select(PasswordEntry.person).where(PasswordEntry.entry == index))
    return holder not in (None, person)


def keep_index(work: Work, person: str, index: bytes) -> None:
    """Store the blind index of the person's password.

    Of two people who take the same password at once, one meets the other's row, is run again and finds it taken.
    """
    work.session.merge(PasswordEntry(person=person, entry=index))
    work.session.flush()


def has_entry(work: Work, person: str) -> bool:
    """Whether the person's index is stored. It is not before the first sign-in since indexes are kept."""
    return work.session.get(PasswordEntry, person) is not None

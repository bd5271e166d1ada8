"""A journal is one group, one subject, one term: its id follows from them."""

from uuid import UUID, uuid5

_JOURNALS = UUID("5d0c7d3a-6a0b-4c0e-9d53-2f5a3f0f7e61")


def journal_id(group: str, subject: str, term: str) -> str:
    """The id of the journal of a group, a subject and a term, always the same (¶3)."""
    return str(uuid5(_JOURNALS, f"{group}/{subject}/{term}"))

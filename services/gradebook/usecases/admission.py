"""Who comes to a journal's examination, and how: admitted by the rating, or past it already (¶2)."""

from collections.abc import Mapping
from datetime import date

from services.common.storage.unit_of_work import Work
from services.gradebook.contract import Kind
from services.gradebook.domain.examiners import Standing
from services.gradebook.domain.policies import Version
from services.gradebook.domain.term_results import entry, standing
from services.gradebook.sealing import opened_marks
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.store.marks import Cell


def standings(
    work: Work, journal: str, version: Version | None, key: JournalKey, columns: Mapping[Cell, tuple[Kind, date]]
) -> dict[Cell, Standing | None]:
    """By cell of an examination, whose kind and day are in ``columns``, how its cadet comes to it.

    None where it cannot be said: without a policy that reads, or where a mark does not open (¶5).
    """
    if version is None:
        return {}
    entries = opened_marks.counted_entries(work, journal, {cadet for _, cadet in columns}, key)
    return {
        cell: standing(version.policy, entries.get(cell[1], []), entry(kind, day, None), work.now)
        for cell, (kind, day) in columns.items()
    }

"""Since when a journal's marks are sealed under which key (¶5, ¶7)."""

from services.common.storage.unit_of_work import Work
from services.gradebook import queries
from services.gradebook.contract import Generation, KeyShown, ShowKey
from services.gradebook.domain.access import Sight
from services.gradebook.usecases.reach import journal_in_sight


def show_key(work: Work, request: ShowKey) -> KeyShown:
    """Its generations; nothing of the key itself."""
    journal, _ = journal_in_sight(work, request.journal, Sight.METADATA)
    rows = queries.generations(work.session, journal.id)
    names = queries.names(work.session, journal.id, {row.author for row in rows})
    return KeyShown(
        generations=tuple(Generation(number=row.generation, author=names[row.author], at=row.at) for row in rows)
    )

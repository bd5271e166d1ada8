"""Since when a journal's marks are sealed under which key (¶5, ¶7)."""

from services.common.storage.unit_of_work import Work
from services.gradebook.contract import Generation, KeyShown, ShowKey
from services.gradebook.domain.access import AccessLevel
from services.gradebook.store import key_copies
from services.gradebook.usecases.journal_access import visible_journal
from services.gradebook.views import displayed_names


def show_key(work: Work, request: ShowKey) -> KeyShown:
    """The key's generations, and nothing of the key itself."""
    journal, _ = visible_journal(work, request.journal, AccessLevel.METADATA)
    rows = key_copies.generations(work.session, journal.id)
    names = displayed_names.displayed_names(work.session, journal.id, {row.author for row in rows})
    return KeyShown(
        generations=tuple(Generation(number=row.generation, author=names[row.author], at=row.at) for row in rows)
    )

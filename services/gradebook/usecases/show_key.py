"""Since when a journal's marks are sealed under which key (¶5, ¶7)."""

from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import Generation, KeyShown, ShowKey
from services.gradebook.domain.access import AccessLevel
from services.gradebook.store import key_copies
from services.gradebook.store.models import JournalKeyGeneration
from services.gradebook.usecases.journal_access import visible_journal
from services.gradebook.views import displayed_names


def show_key(work: Work, request: ShowKey) -> KeyShown:
    """The key's generations, and nothing of the key itself."""
    journal, _ = visible_journal(work, request.journal, AccessLevel.METADATA)
    rows = key_copies.generations(work.session, journal.id)
    names = displayed_names.displayed_names(work.session, journal.id, {row.author for row in rows})

    def generation(row: JournalKeyGeneration) -> Generation:
        return Generation(number=row.generation, author=names[row.author], at=row.at)

    def damaged(row: JournalKeyGeneration) -> None:
        work.damaged("row_unreadable", f"journal_key_generation/{row.journal}/{row.generation}")

    return KeyShown(generations=tuple(sound(rows, generation, damaged)))

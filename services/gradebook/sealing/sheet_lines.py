"""A grade sheet's lines as they were signed: sealed under the journal's key, each for its place alone (¶2, ¶5)."""

from collections.abc import Iterable

from services.common.errors import Refused
from services.common.messaging.wire import decode, encode
from services.common.security.sealing import SealBrokenError
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import Result
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.store import sheets
from services.gradebook.store.models import SheetLine


def sealed_lines(key: JournalKey, sheet: str, revision: int, results: Iterable[Result]) -> dict[str, bytes]:
    """By cadet, the results as they stand on the revision."""
    return {each.cadet: key.seal_line(sheet, revision, each.cadet, encode(each)) for each in results}


def opened_lines(work: Work, key: JournalKey, sheet: str, revision: int) -> dict[str, Result | None]:
    """By cadet, what stands on the revision; None for a line that was altered, which is told (¶5)."""
    return {line.cadet: opened_line(work, key, line) for line in sheets.lines(work.session, sheet, revision)}


def opened_line(work: Work, key: JournalKey, line: SheetLine) -> Result | None:
    """What stands on one line; None where it was altered, which is told (¶5)."""
    try:
        return decode(key.open_line(line.sheet, line.revision, line.cadet, line.sealed), Result)
    except (SealBrokenError, Refused, TypeError):
        work.damaged("seal_broken", f"sheet/{line.sheet}/{line.revision}/{line.cadet}")
        return None

"""What people write in papers may name a mark (¶5): it is kept sealed under ``papers.key``, which is in no database.

A text opens only in the case or notice it was written for. Rows of the release before hold theirs in clear, in columns
that are written no more; those of papers and steps stay so, for they are never changed.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from services.common.security import sealing
from services.common.security.sealing import SealBrokenError, read_key
from services.common.storage.unit_of_work import Work

KEY = "papers.key"


def sealed_text(work: Work, subject: str, words: str) -> bytes:
    """As they are kept with a case or a notice, without spaces around them."""
    return sealing.seal(_key(work.keys), words.strip().encode(), _context(subject))


@dataclass(frozen=True)
class OpenedText:
    """What was written; ``damaged``: it was altered in the database, and ``text`` is ""."""

    text: str
    damaged: bool = False


#: What somebody may not read.
HIDDEN = OpenedText("")


def opened_text(work: Work, subject: str, kept: bytes | None, in_clear: str) -> OpenedText:
    """What was written; ``in_clear`` is a former row's. What was altered is told (¶5, ¶7)."""
    if kept is None:
        return OpenedText(in_clear)
    try:
        return OpenedText(sealing.unseal(_key(work.keys), kept, _context(subject)).decode())
    except (SealBrokenError, TypeError):
        work.damaged("words_broken", subject)
        return OpenedText("", damaged=True)


def _context(subject: str) -> str:
    return f"words/{subject}"


@cache
def _key(folder: Path) -> bytes:
    return read_key(folder / KEY)

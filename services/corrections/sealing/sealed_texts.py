"""Texts that people write may name a mark (¶5), so they are sealed under ``papers.key``, which is in no database.

A text opens only in the case or discrepancy for which it was written. Rows of the former release hold theirs in clear,
in columns that are no longer written. Those of papers and steps stay so, for they are never changed.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from services.common.security import sealing
from services.common.security.sealing import SealBrokenError, read_key
from services.common.storage.unit_of_work import Work

KEY = "papers.key"


def sealed_text(work: Work, subject: str, text: str) -> bytes:
    """The text as it is stored with a case or a discrepancy, without spaces around it."""
    return sealing.seal(_key(work.keys), text.strip().encode(), _context(subject))


@dataclass(frozen=True)
class OpenedText:
    """A text as it was written; ``damaged``: it was altered in the database, and ``text`` is ""."""

    text: str
    damaged: bool = False


#: What somebody may not read.
HIDDEN = OpenedText("")


def opened_text(work: Work, subject: str, kept: bytes | None, in_clear: str) -> OpenedText:
    """The text; ``in_clear`` is that of a former release's row. One that was altered is reported (¶5, ¶7)."""
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

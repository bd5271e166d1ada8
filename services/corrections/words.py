"""What people write in papers may name a mark (¶5): it is kept sealed under ``papers.key``, which is in no database.

A text opens only in the case or notice it was written for. Rows of the release before hold theirs in clear, in columns
that are written no more; those of papers and steps stay so, for they are never changed.
"""

import logging
from functools import cache
from pathlib import Path

from services.common import boxes
from services.common.boxes import SealBrokenError, read_key
from services.common.work import Work

KEY = "papers.key"
#: Stands where a text was altered in the database.
UNREADABLE = "\N{REPLACEMENT CHARACTER}"

_log = logging.getLogger(__name__)


def sealed(work: Work, subject: str, words: str) -> bytes:
    """As they are kept with a case or a notice, without spaces around them."""
    return boxes.seal(_key(work.keys), words.strip().encode(), _place(subject))


def opened(work: Work, subject: str, kept: bytes | None, in_clear: str) -> str:
    """What was written; ``in_clear`` is a former row's. ``UNREADABLE``, and a line in the log, when altered."""
    if kept is None:
        return in_clear
    try:
        return boxes.unseal(_key(work.keys), kept, _place(subject)).decode()
    except SealBrokenError:
        _log.error("what was written in %s does not open", subject)
        return UNREADABLE


def _place(subject: str) -> str:
    return f"words/{subject}"


@cache
def _key(folder: Path) -> bytes:
    return read_key(folder / KEY)

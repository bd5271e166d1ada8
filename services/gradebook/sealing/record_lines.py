"""A record's lines as they were issued, each under its cadet's key in its journal; and why one was revoked (¶5)."""

from dataclasses import dataclass, field

from services.common.errors import Refused
from services.common.messaging.wire import decode, encode
from services.common.security.sealing import SealBrokenError
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import RecordFigures
from services.gradebook.sealing.cadet_key import CadetKey
from services.gradebook.sealing.generations import Generations
from services.gradebook.store.models import RecordLine, RecordRevocation

#: The longest line, and the longest reason: size tells nothing.
_LINE, _REASON = 240, 4100


@dataclass(frozen=True, kw_only=True)
class IssuedLine:
    """What is sealed of a line; ``salt``, in hexadecimal, and ``gpa`` are the record's."""

    figures: RecordFigures
    gpa: str | None
    salt: str = field(repr=False)


def sealed_line(key: CadetKey, record: str, place: int, line: IssuedLine) -> bytes:
    """The line, sealed for its place alone."""
    return key.seal(f"record/{record}/{place}", encode(line), _LINE)


def opened_line(work: Work, key: CadetKey, row: RecordLine) -> IssuedLine | None:
    """The line again; None where it was altered, which is told (¶5)."""
    try:
        return decode(key.open(f"record/{row.record}/{row.place}", row.sealed or b""), IssuedLine)
    except (SealBrokenError, Refused, TypeError):
        work.damaged("seal_broken", f"record/{row.record}/{row.place}")
        return None


def sealed_reason(key: bytes, record: str, reason: str) -> bytes:
    """The reason, under the gradebook's own key."""
    return Generations({1: key}).seal(reason, _reason_context(record), _REASON)


def opened_reason(work: Work, key: bytes, row: RecordRevocation) -> str:
    """The reason again; "" where it was altered, which is told (¶5)."""
    try:
        return str(Generations({1: key}).open(row.reason, _reason_context(row.record)))
    except (SealBrokenError, TypeError):
        work.damaged("seal_broken", f"record/{row.record}/reason")
        return ""


def _reason_context(record: str) -> str:
    return f"record/{record}/revocation"

"""A record's lines as they were issued, each under its cadet's key in its journal (¶5)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Annotated, Literal

import msgspec

from services.common.errors import Refused
from services.common.messaging.wire import decode, encode
from services.common.security.sealing import SealBrokenError
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import RecordFigures
from services.gradebook.domain.gpa import gpa, printed
from services.gradebook.domain.policies import DECIMAL, in_decimals
from services.gradebook.sealing.cadet_key import CadetKey
from services.gradebook.sealing.record_codes import SALT_BYTES
from services.gradebook.sealing.secret_shares import joined, shared
from services.gradebook.store.models import RecordLine

#: The longest line: size tells nothing.
_LINE = 240


@dataclass(frozen=True, kw_only=True)
class IssuedLine:
    """What is sealed of a line, and nothing of another's: who has one journal's key opens this line alone.

    ``worth``: its letter's points, unrounded, None without a final; ``share``: of the record's salt.
    """

    format: Literal[2] = 2
    figures: RecordFigures
    worth: Annotated[str, msgspec.Meta(pattern=f"^{DECIMAL}$")] | None
    share: Annotated[bytes, msgspec.Meta(min_length=SALT_BYTES, max_length=SALT_BYTES)] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class FormerLine:
    """What was sealed of a line before; ``salt``, in hexadecimal, and ``gpa`` are the whole record's."""

    figures: RecordFigures
    gpa: str | None
    salt: Annotated[str, msgspec.Meta(pattern=f"^[0-9a-f]{{{2 * SALT_BYTES}}}$")] = field(repr=False)


Line = IssuedLine | FormerLine


@dataclass(frozen=True)
class Whole:
    """What is of the whole record: its GPA, and the secret that its code's signature covers too."""

    gpa: str | None
    salt: bytes = field(repr=False)


def issued_lines(salt: bytes, said: Sequence[tuple[RecordFigures, Fraction | None]]) -> list[IssuedLine]:
    """The lines that are to be sealed: the figures, each with its letter's points; the salt is shared among them."""
    shares = shared(salt, len(said))
    return [
        IssuedLine(figures=figures, worth=None if worth is None else in_decimals(worth), share=share)
        for (figures, worth), share in zip(said, shares, strict=True)
    ]


def whole(lines: Sequence[tuple[Line, int]]) -> Whole:
    """The GPA by the credits of each line, and the salt of the shares; all the lines that were sealed are needed."""
    opened = [line for line, _ in lines]
    former = next((line for line in opened if isinstance(line, FormerLine)), None)
    if former:
        return Whole(former.gpa, bytes.fromhex(former.salt))
    issued = [(line, credits) for line, credits in lines if isinstance(line, IssuedLine)]
    graded = [(Fraction(line.worth), credits) for line, credits in issued if line.worth is not None]
    return Whole(printed(gpa(graded)), joined(line.share for line, _ in issued))


def sealed_line(key: CadetKey, record: str, place: int, line: IssuedLine) -> bytes:
    """The line, sealed for its place alone."""
    return key.seal(f"record/{record}/{place}", encode(line), _LINE)


def opened_line(work: Work, key: CadetKey, row: RecordLine) -> Line | None:
    """The line again; None where it was altered, which is told (¶5)."""
    try:
        said = key.open(f"record/{row.record}/{row.place}", row.sealed or b"")
        return decode(said, IssuedLine) if "format" in said else decode(said, FormerLine)
    except (SealBrokenError, Refused, TypeError):
        work.damaged("seal_broken", f"record/{row.record}/{row.place}")
        return None

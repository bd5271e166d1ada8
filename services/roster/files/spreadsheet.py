"""Reads a contingent file, XLSX or CSV. It may be broken or hostile, so every size is bounded before it is parsed.

The first bytes tell the format, whatever the file is called. CSV is UTF-8 (with or without a mark) or UTF-16 with a
mark, separated by commas, semicolons or tabs. Windows-1251 is refused: it has no Kazakh letters.
"""

import codecs
import csv
import io
import re
from collections.abc import Sequence
from itertools import islice

from services.roster.domain.headers import HEADER_LINES, meanings
from services.roster.domain.rows import MAX_ROWS
from services.roster.domain.tables import Table, is_filled
from services.roster.files.sheet import MAX_COLUMNS, MAX_HEIGHT
from services.roster.files.workbook import read_workbook
from services.roster.refusals import Reasons

MAX_BYTES = 8_000_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
#: The stream of a compound file that holds a workbook under a password ([MS-OFFCRYPTO], 2.3.4.1).
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_DELIMITERS = ",;\t"
#: How far the text is looked at for its delimiter.
HEADER_CHARACTERS = 16_000
#: What some spreadsheets write above a table, and show nobody: which delimiter it has.
_SEP = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n)', re.IGNORECASE)


def read_file(content: bytes) -> list[Table]:
    """The sheets of the file in their order. A CSV file is one sheet without a name.

    Raises ``Refused``: file_too_large, file_empty, file_unreadable, file_protected, file_other_format,
    file_too_many_rows, file_too_wide, file_merged_cells, file_formulas (¶14).
    """
    if len(content) > MAX_BYTES:
        raise Reasons.file_too_large.refused(megabytes=MAX_BYTES // 1_000_000)
    if not content.strip():
        raise Reasons.file_empty.refused()
    if content.startswith(_ZIP):
        return read_workbook(content)
    if content.startswith(_OLE):
        reason = Reasons.file_protected if _PROTECTED in content else Reasons.file_other_format
        raise reason.refused()
    return [_read_csv(_decode(content))]


def _decode(content: bytes) -> str:
    utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        raise Reasons.file_unreadable.refused() from None
    if "\0" in text:
        raise Reasons.file_unreadable.refused()
    return text


def _read_csv(text: str) -> Table:
    said = _SEP.match(text)
    text = text[said.end() :] if said else text
    delimiter = said[1] if said and said[1] in _DELIMITERS else _delimiter(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        grid = [cells[:MAX_COLUMNS] for cells in islice(rows, MAX_HEIGHT + 1)]
    except csv.Error:
        raise Reasons.file_unreadable.refused() from None
    if len(grid) > MAX_HEIGHT:
        raise Reasons.file_too_many_rows.refused(limit=MAX_ROWS)
    return Table(sheet="", lines=_filled(grid))


def _filled(grid: Sequence[Sequence[str]]) -> tuple[tuple[int, Sequence[str]], ...]:
    return tuple((number, cells) for number, cells in enumerate(grid, 1) if any(map(is_filled, cells)))


def _delimiter(text: str) -> str:
    """The delimiter that finds the most of our headers in one of the first lines."""
    lines = text.lstrip()[:HEADER_CHARACTERS].splitlines()[:HEADER_LINES]

    def known(delimiter: str) -> int:
        return max(sum(map(bool, meanings(line.replace('"', "").split(delimiter)))) for line in lines)

    return max(_DELIMITERS, key=known) if lines else _DELIMITERS[0]

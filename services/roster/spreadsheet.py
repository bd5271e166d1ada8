"""Reading a contingent file, XLSX or CSV, that may be broken or hostile: nothing is parsed before it is bounded.

What it is shows in its first bytes, whatever it is called. CSV is UTF-8 (with or without a mark) or UTF-16 with
a mark, separated by commas, semicolons or tabs; Windows-1251 is refused, for it has no Kazakh letters.
"""

import codecs
import csv
import io
from itertools import islice

from services.common.errors import refuse
from services.roster import workbook
from services.roster.domain.cells import Value
from services.roster.domain.headers import meanings
from services.roster.domain.rows import MAX_ROWS

MAX_BYTES = 8_000_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_DELIMITERS = ",;\t"
#: How far the first line is looked at for its delimiter.
HEADER_CHARACTERS = 4_000


def read_grid(content: bytes) -> list[list[Value]]:
    """The table of the file, row by row from the first.

    Raises ``Refused``: file_too_large, file_empty, file_unreadable, file_too_many_rows, file_merged_cells,
    file_formulas (¶14).
    """
    if len(content) > MAX_BYTES:
        raise refuse("invalid", "file_too_large", "¶14", megabytes=MAX_BYTES // 1_000_000)
    if not content.strip():
        raise refuse("invalid", "file_empty", "¶14")
    if content.startswith(_ZIP):
        return workbook.read_grid(content)
    return _read_csv(_decode(content))


def _decode(content: bytes) -> str:
    utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        raise refuse("invalid", "file_unreadable", "¶14") from None
    if "\0" in text or content.startswith(_OLE):
        raise refuse("invalid", "file_unreadable", "¶14")
    return text


def _read_csv(text: str) -> list[list[Value]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        grid = [list[Value](cells[: workbook.MAX_COLUMNS]) for cells in islice(rows, workbook.MAX_HEIGHT + 1)]
    except csv.Error:
        raise refuse("invalid", "file_unreadable", "¶14") from None
    if len(grid) > workbook.MAX_HEIGHT:
        raise refuse("invalid", "file_too_many_rows", "¶14", limit=MAX_ROWS)
    return grid


def _delimiter(text: str) -> str:
    """The one that makes the most of our headers out of the first line that is not empty."""
    header = text.lstrip()[:HEADER_CHARACTERS].partition("\n")[0].rstrip("\r")

    def known(delimiter: str) -> int:
        return sum(map(bool, meanings(header.replace('"', "").split(delimiter))))

    return max(_DELIMITERS, key=known)

"""Reading an XLSX file within bounds (ECMA-376, part 1, 18.3).

A small file can unpack to a huge one, one cell far out can ask for a huge table, and one long text can be
repeated in every cell. So parts are unpacked up to a bound, the cells of the first visible sheet are measured in
a stream, and only what was measured is handed, freshly packed, to the reader.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from python_calamine import CalamineError, CalamineWorkbook

from services.common.errors import refuse
from services.roster.domain.cells import Value
from services.roster.domain.rows import MAX_ROWS
from services.roster.xml_stream import elements

MAX_PARTS = 500
#: All parts that are read together, in bytes.
MAX_UNPACKED = 64_000_000
MAX_COLUMNS = 100
#: The last row with a value; rows may be left empty in between.
MAX_HEIGHT = 3 * MAX_ROWS
#: The text of all cells together, repetitions counted, in characters.
MAX_TEXT = 32_000_000

Parts = Mapping[str, bytes]

_READ = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|xl/(_rels/|worksheets/)?[^/]+\.(xml|rels)")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, CalamineError, LookupError, ValueError)


def read_grid(content: bytes) -> list[list[Value]]:
    """The first visible sheet's cells, from A1. Raises ``Refused`` as ``spreadsheet.read_grid`` does (¶14)."""
    try:
        parts = _unpack(content)
        name, path = _first_visible_sheet(parts)
        _measure(parts[path], _shared_lengths(parts))
        return _read(parts, name, path)
    except _BROKEN:
        raise refuse("invalid", "file_unreadable", "¶14") from None


def _unpack(content: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        wanted = [part for part in archive.infolist() if _READ.fullmatch(part.filename)]
        if len(archive.infolist()) > MAX_PARTS or sum(part.file_size for part in wanted) > MAX_UNPACKED:
            raise refuse("invalid", "file_too_large", "¶14", megabytes=MAX_UNPACKED // 1_000_000)
        return {part.filename: _unpack_part(archive, part) for part in wanted}


def _unpack_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """What the directory says of the size is the bound of what is unpacked: a lie ends in ``BadZipFile``."""
    if part.flag_bits & 1 or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError("encrypted, or packed in a way spreadsheets are not")
    with archive.open(part) as stream:
        unpacked = stream.read(part.file_size)
        if stream.read(1):
            raise zipfile.BadZipFile("longer than the directory says")
        return unpacked


def _first_visible_sheet(parts: Parts) -> tuple[str, str]:
    """Name and part of the sheet that a person sees first. Raises ``LookupError`` without one."""
    targets = {
        each["Id"]: posixpath.normpath(posixpath.join("/xl", each["Target"])).lstrip("/")
        for each in _starts(parts["xl/_rels/workbook.xml.rels"], "Relationship")
        if each["Type"].endswith("/worksheet")
    }
    for sheet in _starts(parts["xl/workbook.xml"], "sheet"):
        if sheet.get("state", "visible") == "visible" and sheet["id"] in targets:
            return sheet["name"], targets[sheet["id"]]
    raise LookupError("no sheet")


def _starts(document: bytes, tag: str) -> Iterator[dict[str, str]]:
    return (each.attributes for each in elements(document) if each.tag == tag and each.attributes is not None)


def _shared_lengths(parts: Parts) -> list[int]:
    """How long each shared text is."""
    lengths: list[int] = []
    for each in elements(parts.get("xl/sharedStrings.xml", b"<sst/>")):
        if each.tag == "si" and each.attributes is not None:
            lengths.append(0)
        elif each.tag == "t" and each.attributes is None:
            lengths[-1] += len(each.text)
    return lengths


def _measure(sheet: bytes, shared: list[int]) -> None:
    """Refuse formulas, merged cells, and more cells or text than a contingent can have (¶14)."""
    ruler = _Ruler(shared)
    for each in elements(sheet):
        if each.attributes is None:
            ruler.end(each.tag, each.text)
        else:
            ruler.start(each.tag, each.attributes)


class _Ruler:
    """Where the next cell stands, and how much text there was up to it."""

    def __init__(self, shared: list[int]) -> None:
        self._shared = shared
        self._row = self._column = self._text = 0
        self._is_shared = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif tag == "c":
            self._is_shared = attributes.get("t") == "s"
            self._move(attributes.get("r", ""))
        elif tag == "f":
            raise refuse("invalid", "file_formulas", "¶14")
        elif tag == "mergeCell":
            raise refuse("invalid", "file_merged_cells", "¶14")

    def end(self, tag: str, text: str) -> None:
        if tag not in ("v", "t"):
            return
        self._text += self._shared[int(text)] if self._is_shared else len(text)
        if self._row > MAX_HEIGHT:
            raise refuse("invalid", "file_too_many_rows", "¶14", limit=MAX_ROWS)
        if self._column > MAX_COLUMNS or self._text > MAX_TEXT:
            raise ValueError("cells far out, or more text than a contingent can have")

    def _move(self, place: str) -> None:
        """To the cell's own place; a writer that names none means the next one."""
        if found := _CELL.fullmatch(place):
            self._column, self._row = _column_number(found[1]), int(found[2])
        else:
            self._column += 1


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _read(parts: Parts, name: str, path: str) -> list[list[Value]]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part, content in parts.items():
            if part == path or not part.startswith("xl/worksheets/"):
                archive.writestr(part, content)
    packed.seek(0)
    try:
        with CalamineWorkbook.from_object(packed) as workbook:
            sheet = workbook.get_sheet_by_name(name)
            return [list(cells) for cells in sheet.to_python(skip_empty_area=False)]
    except BaseException as error:  # a panic of the reader, which is written in Rust, is no Exception
        if type(error).__name__ == "PanicException":
            raise ValueError("the reader gave up") from None
        raise

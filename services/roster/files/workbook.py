"""Reads an XLSX file (ECMA-376, part 1): every sheet that people see."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence

from services.roster.domain.tables import Table
from services.roster.files.number_formats import Formats, read_formats
from services.roster.files.package import Package
from services.roster.files.sheet import Book, read_sheet, unescaped
from services.roster.files.xml_stream import Element
from services.roster.refusals import Reasons

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError)


def read_workbook(content: bytes) -> list[Table]:
    """The sheets in their order. Raises ``Refused`` as ``spreadsheet.read_file`` does (¶14)."""
    try:
        package = Package(content)
        path = _book(package)
        return list(_sheets(package, path))
    except _BROKEN:
        raise Reasons.file_unreadable.refused() from None


def _book(package: Package) -> str:
    """The name of the workbook part. Raises ``Refused(file_other_format)`` for another kind of document."""
    for _, name in package.related("", "officeDocument"):
        if name in package and name.endswith(".xml"):
            return name
    raise Reasons.file_other_format.refused()


def _sheets(package: Package, path: str) -> Iterator[Table]:
    paths = dict(package.related(path, "worksheet"))
    starts = [each for each in package.elements(path) if each.attributes is not None]
    book = Book(_texts(package, path), _formats(package, path, starts))
    for sheet in (each.attributes or {} for each in starts if each.tag == "sheet"):
        if sheet.get("id") not in paths:
            continue
        if sheet.get("state", "visible") != "visible":
            yield Table(sheet=sheet["name"], lines=(), is_shown=False)
        else:
            yield read_sheet(sheet["name"], package.elements(paths[sheet["id"]]), book)


def _texts(package: Package, path: str) -> list[str]:
    """The shared texts to which cells refer, without their phonetic readings."""
    texts: list[list[str]] = []
    is_spoken = False
    for each in package.elements(_named(package, path, "sharedStrings"), b"<sst/>"):
        if each.tag == "rPh":
            is_spoken = each.attributes is not None
        elif each.tag == "si" and each.attributes is not None:
            texts.append([])
        elif each.tag == "t" and each.attributes is None and not is_spoken:
            texts[-1].append(each.text)
    return [unescaped("".join(parts)) for parts in texts]


def _formats(package: Package, path: str, starts: Sequence[Element]) -> Formats:
    book = next((each.attributes for each in starts if each.tag == "workbookPr"), None) or {}
    styles = package.elements(_named(package, path, "styles"), b"<styleSheet/>")
    return read_formats(styles, book.get("date1904") in ("1", "true"))


def _named(package: Package, path: str, kind: str) -> str:
    """The name of the only part of a kind; a name that no part has where there is none."""
    return next((name for _, name in package.related(path, kind)), "/none")

"""The parts of an XLSX file (ECMA-376, part 2), unpacked one by one within bounds.

A small file can unpack to a huge one: what the directory says of a part's size is the bound of what is unpacked, and
all parts together have a bound too. Parts are known by their names without case; some writers put backslashes there.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator

from services.roster.files.xml_stream import Budget, Element, elements
from services.roster.refusals import Reasons

MAX_PARTS = 500
#: All parts that are read together, in bytes.
MAX_UNPACKED = 64_000_000
_ENCRYPTED = 1


class Package:
    """The parts of the file by name. Raises ``Refused(file_too_large)`` when they are too many or too large."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        parts = self._archive.infolist()
        if len(parts) > MAX_PARTS:
            raise _too_large()
        self._parts = {_plain(part.filename): part for part in parts}
        self._left = MAX_UNPACKED
        self._budget = Budget()

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._parts

    def read(self, name: str) -> bytes:
        """The part's bytes.

        Raises ``LookupError`` without such a part, ``BadZipFile`` for one longer than declared.
        """
        part = self._parts[_plain(name)]
        if part.flag_bits & _ENCRYPTED:
            raise Reasons.file_protected.refused()
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ValueError("packed in a way spreadsheets are not")
        self._left -= part.file_size
        if self._left < 0:
            raise _too_large()
        return self._unpack(part)

    def elements(self, name: str, otherwise: bytes = b"") -> Iterator[Element]:
        """The elements of the part, or of ``otherwise`` when there is no part of that name."""
        return elements(otherwise if otherwise and name not in self else self.read(name), self._budget)

    def related(self, name: str, kind: str) -> Iterator[tuple[str, str]]:
        """Id and name of every part of the kind to which this part ("" for the whole file) refers."""
        folder, base = posixpath.split(name)
        references = posixpath.join(folder, "_rels", f"{base}.rels")
        for each in self.elements(references, b"<none/>"):
            found = each.attributes if each.tag == "Relationship" else None
            if found and found["Type"].endswith(f"/{kind}"):
                yield found["Id"], _joined(folder, found["Target"])

    def _unpack(self, part: zipfile.ZipInfo) -> bytes:
        with self._archive.open(part) as stream:
            unpacked = stream.read(part.file_size)
            if stream.read(1):
                raise zipfile.BadZipFile("longer than the directory says")
            return unpacked


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _joined(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(f"/{folder}", target.replace("\\", "/")))


def _too_large() -> Exception:
    return Reasons.file_too_large.refused(megabytes=MAX_UNPACKED // 1_000_000)

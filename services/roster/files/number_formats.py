"""How a workbook shows its numbers (ECMA-376, part 1, 18.8): as dates, with leading zeros, or as they are."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from services.roster.domain.tables import CellError, Value
from services.roster.files.xml_stream import Element

_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
#: What of a format is shown as it stands: "text", \sign, _width, [colour].
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
#: Shows a number with so many digits at least.
_ZEROS = re.compile("00+")
_GENERAL = frozenset({"", "general", "standard"})


@dataclass(frozen=True)
class Formats:
    """The number formats of a workbook. A cell names its format by the position here."""

    codes: tuple[str, ...]
    epoch: date

    def value(self, text: str, style: str) -> Value:
        """The value that a cell's number stands for. Raises ``ValueError`` for what is not a number."""
        code = self.codes[int(style)] if style.isdecimal() and int(style) < len(self.codes) else ""
        number = float(text)
        if _is_date(code):
            return self._date(number)
        return text.zfill(len(code)) if _ZEROS.fullmatch(code) and text.isdecimal() else number

    def _date(self, number: float) -> Value:
        try:
            return self.epoch + timedelta(days=int(number))
        except (OverflowError, ValueError):
            return CellError("####")


def read_formats(styles: Iterable[Element], since_1904: bool) -> Formats:
    """The formats that the styles of a workbook declare."""
    return Formats(tuple(_codes(styles)), date(1904, 1, 1) if since_1904 else date(1899, 12, 30))


def _codes(styles: Iterable[Element]) -> Iterator[str]:
    own: dict[str, str] = {}
    is_cells = False
    for each in styles:
        if each.tag == "cellXfs":
            is_cells = each.attributes is not None
        elif each.attributes is None:
            continue
        elif each.tag == "numFmt":
            own[each.attributes["numFmtId"]] = each.attributes["formatCode"]
        elif each.tag == "xf" and is_cells:
            id = each.attributes.get("numFmtId", "0")
            yield own.get(id, "yyyy" if id.isdecimal() and int(id) in _DATES else "")


def _is_date(code: str) -> bool:
    shown = _LITERAL.sub("", code.partition(";")[0]).casefold()
    return shown not in _GENERAL and any(letter in shown for letter in "dmyhs")

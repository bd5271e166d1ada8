"""A paper that is a table as a spreadsheet: its rows, figures as texts, so that none is rounded again (¶2)."""

import io
from collections.abc import Iterator
from datetime import datetime

import xlsxwriter

from gateway.papers.letterhead import Tabular

#: Of the first columns and of the others.
_WIDTHS, _WIDTH = (5, 40, 14), 12


def workbook(told: Tabular, made: datetime) -> bytes:
    """The XLSX file."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": told.title, "created": made.replace(tzinfo=None)})
        plain = book.add_format({"num_format": "@"})
        header = book.add_format({"num_format": "@", "bold": True, "bottom": 1, "text_wrap": True})
        page = book.add_worksheet(told.heading)
        for column in range(len(told.columns)):
            page.set_column(column, column, _WIDTHS[column] if column < len(_WIDTHS) else _WIDTH)
        for row, texts in enumerate(_rows(told)):
            for column, text in enumerate(texts):
                page.write_string(row, column, text, header if texts is told.columns else plain)
    return file.getvalue()


def _rows(told: Tabular) -> Iterator[tuple[str, ...]]:
    """What it is, the table, who has signed, and what made the figures."""
    yield from ((text,) for text in (told.title, told.about, told.organisation, *told.place, told.notice))
    yield told.columns
    yield from told.rows
    yield from told.sums
    yield ()
    yield from ((text,) for text in told.notes)
    yield from ((" ".join(filter(None, signature)),) for signature in told.signatures)
    yield from ((text,) for text in told.foot[1:])

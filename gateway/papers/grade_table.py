"""A grade sheet as a spreadsheet: the rows of the paper, figures as texts, so that none is rounded again (¶2)."""

import io
from collections.abc import Iterator

import xlsxwriter

from gateway.papers.grade_sheet import GradeSheet, GradeSheetFacts, grade_sheet

#: Of the first columns and of the others.
_WIDTHS, _WIDTH = (5, 40, 14), 12


def workbook(facts: GradeSheetFacts) -> bytes:
    """The XLSX file."""
    told, file = grade_sheet(facts), io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": told.title, "created": facts.at.replace(tzinfo=None)})
        plain = book.add_format({"num_format": "@"})
        header = book.add_format({"num_format": "@", "bold": True, "bottom": 1, "text_wrap": True})
        page = book.add_worksheet(told.heading)
        for column in range(len(told.columns)):
            page.set_column(column, column, _WIDTHS[column] if column < len(_WIDTHS) else _WIDTH)
        for row, texts in enumerate(_rows(told)):
            for column, text in enumerate(texts):
                page.write_string(row, column, text, header if texts is told.columns else plain)
    return file.getvalue()


def _rows(told: GradeSheet) -> Iterator[tuple[str, ...]]:
    """What it is, the table, who has signed, and what made the figures."""
    yield from ((text,) for text in (told.title, told.about, told.organisation, *told.place, told.notice))
    yield told.columns
    yield from told.rows
    yield ()
    yield from ((" ".join(filter(None, signature)),) for signature in told.signatures)
    yield from ((text,) for text in told.foot[1:])

"""A contingent as a methodist has it: a spreadsheet, of one kind or another."""

import csv
import io
from datetime import datetime

import xlsxwriter

from deploy.demo.courses import Term
from deploy.demo.plan import FACULTIES, Academy

#: A workbook says when it was made: always the same, for the same file is sent again when a load goes on.
MADE = datetime(2026, 1, 1)
HEADERS = (
    "Факультет", "Кафедра", "Оқу тобы", "Курсанттың нөмірі", "Тегі", "Аты", "Әкесінің аты", "Пән", "Оқытушының логині",
)  # fmt: skip


def contingent_rows(academy: Academy, term: Term, faculty: int) -> list[tuple[str, ...]]:
    """The faculty's contingent of a term: a row for each cadet and subject."""
    name, department, _ = FACULTIES[faculty]
    return [
        (
            name,
            department,
            course.group.name,
            cadet.number,
            cadet.name.family,
            cadet.name.given,
            cadet.name.patronymic,
            course.subject,
            course.teacher.login,
        )
        for course in academy.courses
        if (course.term, course.group.faculty) == (term, faculty)
        for cadet in course.group.cadets
    ]


def text(rows: list[tuple[str, ...]]) -> bytes:
    """A CSV file."""
    lines = io.StringIO()
    csv.writer(lines).writerows([HEADERS, *rows])
    return lines.getvalue().encode("utf-8-sig")


def xlsx(rows: list[tuple[str, ...]]) -> bytes:
    """An XLSX file."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"created": MADE})
    sheet = book.add_worksheet()
    for number, row in enumerate([HEADERS, *rows]):
        sheet.write_row(number, 0, row)
    book.close()
    return file.getvalue()

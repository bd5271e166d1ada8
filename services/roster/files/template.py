"""Makes the spreadsheet to fill in for a contingent (¶14), with headers and help in a language."""

import io
from typing import Any

import xlsxwriter

from services.roster.contract import COLUMNS
from services.roster.domain.cells import LONGEST, MAY_BE_EMPTY
from services.roster.domain.headers import HEADERS, HELP_SHEETS
from services.roster.domain.rows import MAX_ROWS

TEXTS: dict[str, dict[str, str]] = {
    "kk": {
        "file": "kontingent-ulgisi.xlsx",
        "sheet": "Контингент",
        "column": "Баған",
        "what": "Не жазылады",
        "example": "Мысал",
        "rule": "Әр жолда бір курсант пен оның бір пәні болады. Ұяшықтарды біріктірмеңіз, формула қолданбаңыз.",
        "optional": "бос қалуы мүмкін",
        "longest": "ең көбі {count} таңба",
        "faculty": "Факультеттің жүйедегі атауы",
        "department": "Пәнді жүргізетін кафедра",
        "group": "Оқу тобының атауы",
        "cadet_number": "Курсанттың оқу бойы өзгермейтін нөмірі",
        "family": "Курсанттың тегі",
        "given": "Курсанттың аты",
        "patronymic": "Курсанттың әкесінің аты",
        "subject": "Пәннің атауы",
        "teacher": "Оқытушының жүйеге кіретін логині; бірнешеу болса, үтірмен бөліңіз",
    },
    "ru": {
        "file": "shablon-kontingenta.xlsx",
        "sheet": "Контингент",
        "column": "Столбец",
        "what": "Что указать",
        "example": "Пример",
        "rule": "В каждой строке один курсант и одна его дисциплина. Не объединяйте ячейки и не используйте формулы.",
        "optional": "можно оставить пустым",
        "longest": "не более {count} знаков",
        "faculty": "Название факультета, как в системе",
        "department": "Кафедра, которая ведёт дисциплину",
        "group": "Название учебной группы",
        "cadet_number": "Номер курсанта, неизменный на всё время учёбы",
        "family": "Фамилия курсанта",
        "given": "Имя курсанта",
        "patronymic": "Отчество курсанта",
        "subject": "Название дисциплины",
        "teacher": "Логин, с которым преподаватель входит в систему; нескольких разделите запятой",
    },
    "en": {
        "file": "contingent-template.xlsx",
        "sheet": "Contingent",
        "column": "Column",
        "what": "What to enter",
        "example": "Example",
        "rule": "Each row has one cadet and one subject of the cadet's. Merge no cells and use no formulas.",
        "optional": "may be left empty",
        "longest": "at most {count} characters",
        "faculty": "The faculty's name, as in the system",
        "department": "The department that teaches the subject",
        "group": "The group's name",
        "cadet_number": "The cadet's number, the same for the whole of the study",
        "family": "The cadet's family name",
        "given": "The cadet's given name",
        "patronymic": "The cadet's patronymic",
        "subject": "The subject's name",
        "teacher": "The login with which the teacher signs in; separate several by commas",
    },
}
EXAMPLE = {
    "faculty": "Құқық факультеті",
    "department": "Азаматтық құқық кафедрасы",
    "group": "ІҚ-21-1",
    "cadet_number": "2021-0147",
    "family": "Әбдірахманов",
    "given": "Нұрлан",
    "patronymic": "Серікұлы",
    "subject": "Азаматтық құқық",
    "teacher": "a.ospanov",
}


def template(language: str) -> bytes:
    """The XLSX file with the headers in a language, and a sheet that says how to fill it in."""
    texts = TEXTS[language]
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        formats = {
            "header": book.add_format({"bold": True, "bottom": 1, "num_format": "@", "text_wrap": True}),
            "text": book.add_format({"num_format": "@"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        _write_table(book.add_worksheet(texts["sheet"]), language, formats)
        _write_help(book.add_worksheet(HELP_SHEETS[language]), language, formats)
    return file.getvalue()


def _write_table(sheet: Any, language: str, formats: dict[str, Any]) -> None:
    for index, column in enumerate(COLUMNS):
        sheet.set_column(index, index, 22, formats["text"])
        sheet.write_string(0, index, HEADERS[column][language], formats["header"])
        sheet.write_comment(0, index, _comment(column, language))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, MAX_ROWS, len(COLUMNS) - 1)


def _comment(column: str, language: str) -> str:
    texts = TEXTS[language]
    return f"{texts[column]}\n{texts['example']}: {EXAMPLE[column]}"


def _write_help(sheet: Any, language: str, formats: dict[str, Any]) -> None:
    texts = TEXTS[language]
    sheet.set_column(0, 0, 24, formats["wrap"])
    sheet.set_column(1, 2, 60, formats["wrap"])
    sheet.write_string(0, 0, texts["rule"])
    for index, name in enumerate(("column", "what", "example")):
        sheet.write_string(2, index, texts[name], formats["header"])
    for line, column in enumerate(COLUMNS, 3):
        cells = (HEADERS[column][language], _explanation(column, language), EXAMPLE[column])
        for index, text in enumerate(cells):
            sheet.write_string(line, index, text, formats["wrap"])


def _explanation(column: str, language: str) -> str:
    texts = TEXTS[language]
    notes = [texts[column], texts["longest"].format(count=LONGEST[column])]
    return "; ".join([*notes, texts["optional"]] if column in MAY_BE_EMPTY else notes)

"""The headers of a contingent file (¶14): any of the three languages, in any order, below a title or not."""

from collections.abc import Sequence

from services.common.errors import Reason, Refusal
from services.roster.contract import COLUMNS
from services.roster.domain.names import key, tidy
from services.roster.domain.tables import Line, Value
from services.roster.refusals import Reasons

LANGUAGES = ("kk", "ru", "en")

#: Among how many first rows that are not empty the headers are looked for: a title may stand above them.
HEADER_LINES = 20
LONGEST_HEADER = 100

#: Sheets of the template that say how to fill it in: nobody misses them.
HELP_SHEETS = {"kk": "Толтыру тәртібі", "ru": "Как заполнять", "en": "How to fill it in"}

HEADERS: dict[str, dict[str, str]] = {
    "faculty": {"kk": "Факультет", "ru": "Факультет", "en": "Faculty"},
    "department": {"kk": "Кафедра", "ru": "Кафедра", "en": "Department"},
    "group": {"kk": "Оқу тобы", "ru": "Учебная группа", "en": "Group"},
    "cadet_number": {"kk": "Курсанттың нөмірі", "ru": "Номер курсанта", "en": "Cadet number"},
    "family": {"kk": "Тегі", "ru": "Фамилия", "en": "Family name"},
    "given": {"kk": "Аты", "ru": "Имя", "en": "Given name"},
    "patronymic": {"kk": "Әкесінің аты", "ru": "Отчество", "en": "Patronymic"},
    "subject": {"kk": "Пән", "ru": "Дисциплина", "en": "Subject"},
    "teacher": {"kk": "Оқытушының логині", "ru": "Логин преподавателя", "en": "Teacher's login"},
}


def _plain(header: str) -> str:
    return key(header.replace("’", "'").replace("*", " ").removesuffix(":"))


_MEANINGS = {_plain(text): column for column, texts in HEADERS.items() for text in (column, *texts.values())}


def meanings(cells: Sequence[str]) -> list[str]:
    """For each cell of a header row the column it names, or "" for one that is none of ours."""
    return [_MEANINGS.get(_plain(cell[:LONGEST_HEADER]), "") for cell in cells]


def is_header(cells: Sequence[Value]) -> bool:
    """True for a row that names more than half of our columns."""
    return 2 * _named(cells) > len(COLUMNS)


def header_index(lines: Sequence[Line]) -> int:
    """Which of a sheet's lines has the headers: the first that ``is_header``, else the one most like it (¶14)."""
    first = lines[:HEADER_LINES]
    found = (index for index, (_, cells) in enumerate(first) if is_header(cells))
    return next(found, max(range(len(first)), key=lambda index: _named(first[index][1]), default=0))


def names_columns(lines: Sequence[Line]) -> int:
    """How many of our columns the line with the headers names."""
    return _named(lines[header_index(lines)][1])


def find_columns(cells: Sequence[Value], sheet: str) -> dict[str, int] | Refusal:
    """Where each of ``COLUMNS`` stands; refused when one is missing, or stands there twice (¶14)."""
    named = meanings(_texts(cells))
    missing = [column for column in COLUMNS if column not in named]
    if missing:
        return _refusal(Reasons.file_column_missing, missing, sheet)
    twice = [column for column in COLUMNS if named.count(column) > 1]
    if twice:
        return _refusal(Reasons.file_column_twice, twice, sheet)
    return {column: named.index(column) for column in COLUMNS}


def other_columns(cells: Sequence[Value]) -> list[str]:
    """The headers of the columns that are not ours, and so are not read."""
    texts = _texts(cells)
    return [
        tidy(text)[:40] for text, column in zip(texts, meanings(texts), strict=True) if text.strip() and not column
    ]


def _named(cells: Sequence[Value]) -> int:
    return len({column for column in meanings(_texts(cells)) if column})


def _texts(cells: Sequence[Value]) -> list[str]:
    return [cell[:LONGEST_HEADER] if isinstance(cell, str) else "" for cell in cells]


def _refusal(reason: Reason, columns: Sequence[str], sheet: str) -> Refusal:
    return reason.refusal(columns=", ".join(_all_names(columns)), sheet=sheet)


def _all_names(columns: Sequence[str]) -> list[str]:
    return [" / ".join(dict.fromkeys(HEADERS[column].values())) for column in columns]

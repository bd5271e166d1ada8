"""The headers of a contingent file (¶14): any of the three languages, in any order."""

from collections.abc import Sequence

from services.common.errors import Refusal
from services.roster.contract import COLUMNS
from services.roster.domain.names import key

LANGUAGES = ("kk", "ru", "en")

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
    return [_MEANINGS.get(_plain(cell), "") for cell in cells]


def find_columns(cells: Sequence[str]) -> dict[str, int] | Refusal:
    """Where each of ``COLUMNS`` stands; refused when one is missing, or stands there twice (¶14)."""
    named = meanings(cells)
    missing = [column for column in COLUMNS if column not in named]
    if missing:
        return Refusal("invalid", "file_column_missing", "¶14", {"columns": ", ".join(_all_names(missing))})
    twice = [column for column in COLUMNS if named.count(column) > 1]
    if twice:
        return Refusal("invalid", "file_column_twice", "¶14", {"columns": ", ".join(_all_names(twice))})
    return {column: named.index(column) for column in COLUMNS}


def _all_names(columns: Sequence[str]) -> list[str]:
    return [" / ".join(dict.fromkeys(HEADERS[column].values())) for column in columns]

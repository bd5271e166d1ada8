"""Each row of a contingent against the roster: every error with its row, column and reason, all at once (¶14)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from services.common.text.looks import rough_look
from services.roster.contract import RowError
from services.roster.domain.alphabets import key_on_record
from services.roster.domain.contingent_facts import Facts
from services.roster.domain.names import key
from services.roster.domain.rows import Row, in_order, sheets_of


def errors_against(rows: Iterable[Row], facts: Facts) -> tuple[RowError, ...]:
    """What the roster has against the rows (¶14); empty cells were found before and are passed over.

    A group that is not on record is of the faculty of its first row.
    """
    groups = {name: group.faculty for name, group in facts.groups.items()}
    rows = list(rows)
    return in_order([error for row in rows for error in _row_errors(row, facts, groups)], sheets_of(rows))


def _row_errors(row: Row, facts: Facts, groups: dict[str, str]) -> Iterator[RowError]:
    if row.faculty:
        yield from _faculty_errors(row, facts)
    faculty = facts.faculties.get(key(row.faculty))
    if faculty:
        if row.group and groups.setdefault(key(row.group), faculty.id) != faculty.id:
            yield _error(row, "group", "group_in_other_faculty", row.group)
        yield from _subject_errors(row, faculty.id, facts)
        yield from _teacher_errors(row, faculty.id, facts)
    known = facts.cadets.get(key(row.cadet_number))
    if known and tuple(map(key_on_record, known.names)) != tuple(map(key, row.names)):
        yield _error(row, "family", "cadet_name_on_record_differs", row.family)
    if (key(row.group), key(row.cadet_number)) in facts.left:
        yield _error(row, "cadet_number", "cadet_left_group", row.cadet_number)


def _faculty_errors(row: Row, facts: Facts) -> Iterator[RowError]:
    faculty = facts.faculties.get(key(row.faculty))
    if faculty is None:
        yield _alike(
            _error(row, "faculty", "faculty_unknown", row.faculty), "faculty_looks_like", facts.alike.faculties
        )
    elif facts.own is not None and faculty.id not in facts.own:
        yield _error(row, "faculty", "faculty_not_yours", row.faculty)


def _subject_errors(row: Row, faculty: str, facts: Facts) -> Iterator[RowError]:
    subject = facts.subjects.get((faculty, key(row.subject)))
    if subject and row.department and subject.department != key(row.department):
        yield _error(row, "department", "subject_in_other_department", row.department)


def _teacher_errors(row: Row, faculty: str, facts: Facts) -> Iterator[RowError]:
    for login in row.teachers:
        teacher = facts.teachers.get(login)
        if teacher is None:
            yield _alike(_error(row, "teacher", "teacher_unknown", login), "teacher_looks_like", facts.alike.teachers)
        elif faculty not in teacher.faculties:
            yield _error(row, "teacher", "teacher_not_teacher", login)


def _alike(error: RowError, code: str, alike: Mapping[str, str]) -> RowError:
    """The error, or when something looks like what is written, one that says what."""
    like = alike.get(rough_look(error.params["value"]))
    return replace(error, code=code, params={**error.params, "like": like}) if like else error


def _error(row: Row, column: str, code: str, value: str) -> RowError:
    return RowError(sheet=row.sheet, row=row.row, column=column, code=code, params={"value": value[:80]})

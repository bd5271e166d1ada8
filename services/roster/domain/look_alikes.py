"""Names of a contingent that look like others though they are written differently (¶14): warnings, with a choice.

Otherwise one slip of the hand makes a second group, subject or cadet beside the one that is meant.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from services.common.text.looks import rough_look
from services.roster.contract import RowWarning
from services.roster.domain.contingent_facts import Facts
from services.roster.domain.memberships import missing_span
from services.roster.domain.names import key
from services.roster.domain.rows import Row, location_of, sheets_of

#: The column, the key of what is written and of what it looks like.
Pair = tuple[str, str, str]
Column = Literal["department", "group", "subject", "cadet_number"]


@dataclass(frozen=True)
class Choice:
    """In a column, within a faculty ("" anywhere): ``like`` is meant where ``value`` is written; both are keys."""

    column: Column
    faculty: str
    value: str
    like: str


@dataclass(frozen=True)
class _Name:
    """A name that is not on record: ``faculty`` is the one within which it must differ, ``like`` the record's."""

    column: Column
    faculty: str
    text: str
    like: str
    is_open: bool = True

    @property
    def key(self) -> tuple[str, str, str]:
        return self.column, self.faculty, key(self.text)

    @property
    def look(self) -> tuple[str, str, str]:
        return self.column, self.faculty, rough_look(self.text)


@dataclass
class _Found:
    """Warnings by what they are about, and the new names of the rows read so far by how they look."""

    warnings: dict[tuple[str, ...], RowWarning] = field(default_factory=dict)
    rows: dict[tuple[str, ...], int] = field(default_factory=dict)
    first: dict[tuple[str, ...], tuple[Row, str]] = field(default_factory=dict)

    def add(self, about: tuple[str, ...], warning: RowWarning) -> None:
        self.warnings.setdefault(about, warning)
        self.rows[about] = self.rows.get(about, 0) + 1

    def earlier(self, seen: tuple[str, ...], row: Row, text: str) -> tuple[Row, str] | None:
        """The first row with another name of that look."""
        first, name = self.first.setdefault(seen, (row, text))
        return (first, name) if key(name) != key(text) else None


def warnings_against(rows: Iterable[Row], facts: Facts, kept: Collection[Pair] = ()) -> tuple[RowWarning, ...]:
    """What is new in the rows and looks like what is on record, or like what an earlier row has (¶14)."""
    rows, found = list(rows), _Found()
    for row in rows:
        if not _same_person(row, facts, found):
            _look_alikes(_number(row, facts), row, found)
        _look_alikes(_names(row, facts), row, found)
    counted = (_counted(warning, found.rows[about]) for about, warning in found.warnings.items())
    order = {sheet: index for index, sheet in enumerate(sheets_of(rows))}
    ordered = sorted(counted, key=lambda each: (order[each.sheet], each.row))
    return tuple(replace(each, choice="new") if name_pair(each) in kept else each for each in ordered)


def name_pair(warning: RowWarning) -> Pair:
    """What identifies the two names of a warning, in whichever row they stand."""
    return warning.column, key(warning.params["value"]), key(warning.params["like"])


def choice_of(warning: RowWarning, rows: Sequence[Row]) -> Choice:
    """What taking the other name means for the rows."""
    row = next(each for each in rows if (each.sheet, each.row) == (warning.sheet, warning.row))
    column, value, _ = name_pair(warning)
    is_faculty_wide = column in ("department", "subject")
    return Choice(column, key(row.faculty) if is_faculty_wide else "", value, warning.params["like"])  # type: ignore[arg-type]


def with_choices(rows: Iterable[Row], choices: Collection[Choice]) -> list[Row]:
    """The rows with the chosen names; a row that then repeats another one is left out."""
    chosen = {(each.column, each.faculty, each.value): each.like for each in choices}
    once: dict[tuple[object, ...], Row] = {}
    for row in rows:
        changed = _changed(row, chosen)
        once.setdefault(_sense(changed), changed)
    return list(once.values())


def _changed(row: Row, chosen: Mapping[tuple[Column, str, str], str]) -> Row:
    names = {}
    for (column, faculty, value), like in chosen.items():
        if faculty in ("", key(row.faculty)) and key(getattr(row, column)) == value:
            names[column] = like
    return replace(row, **names) if names else row  # type: ignore[arg-type]


def _sense(row: Row) -> tuple[object, ...]:
    texts = (row.faculty, row.department, row.group, row.cadet_number, *row.names, row.subject)
    return (*map(key, texts), row.teachers)


def _same_person(row: Row, facts: Facts, found: _Found) -> bool:
    """A cadet who comes into the group, with the full name of another one in it."""
    if not _joins(row, facts) or not all((row.group, row.family, row.given)):
        return False
    who = (key(row.group), rough_look(" ".join(row.names)))
    like = _other_number(who, row, facts, found)
    if like:
        about = {"name": " ".join(filter(None, row.names)), "group": row.group}
        name = _Name("cadet_number", "", row.cadet_number, like["like"])
        found.add(("name", *who, *name.key), _warning("same_name_in_group", name, row, like | about))
    return bool(like)


def _other_number(who: tuple[str, str], row: Row, facts: Facts, found: _Found) -> dict[str, str]:
    """The number of who has the name already, on record or in an earlier row."""
    known = facts.alike.members.get(who, "")
    if key(known) not in ("", key(row.cadet_number)):
        return {"like": known}
    earlier = found.earlier(("name", *who), row, row.cadet_number)
    return _at(earlier, row) if earlier else {}


def _at(earlier: tuple[Row, str], row: Row) -> dict[str, str]:
    return {"like": earlier[1], **location_of(earlier[0], row)}


def _number(row: Row, facts: Facts) -> Iterator[_Name]:
    if _is_new_cadet(row, facts):
        yield _Name("cadet_number", "", row.cadet_number, facts.alike.numbers.get(rough_look(row.cadet_number), ""))


def _is_new_cadet(row: Row, facts: Facts) -> bool:
    return bool(row.cadet_number) and key(row.cadet_number) not in facts.cadets


def _joins(row: Row, facts: Facts) -> bool:
    """Whether the row brings its cadet into the group: somebody new, or a cadet of another group."""
    held = facts.members.get((key(row.group), key(row.cadet_number)), ())
    return bool(row.cadet_number) and missing_span(held, facts.term) is not None


def _names(row: Row, facts: Facts) -> Iterator[_Name]:
    """The department, group and subject of the row that are not on record."""
    faculty = facts.faculties.get(key(row.faculty))
    if faculty is None:
        return
    if row.department and (faculty.id, key(row.department)) not in facts.departments:
        like = facts.alike.departments.get((faculty.id, rough_look(row.department)), "")
        yield _Name("department", faculty.id, row.department, like)
    if row.subject and (faculty.id, key(row.subject)) not in facts.subjects:
        like = facts.alike.subjects.get((faculty.id, rough_look(row.subject)), "")
        yield _Name("subject", faculty.id, row.subject, like)
    if row.group and key(row.group) not in facts.groups:
        like = facts.alike.groups.get(rough_look(row.group), "")
        is_own = not like or facts.groups[key(like)].faculty == faculty.id
        yield _Name("group", "", row.group, like, is_own)


def _look_alikes(names: Iterable[_Name], row: Row, found: _Found) -> None:
    for name in names:
        if name.like:
            found.add(name.key, _warning("looks_like_known", name, row, {"like": name.like}))
        elif earlier := found.earlier(name.look, row, name.text):
            found.add(name.key, _warning("looks_like_row", name, row, _at(earlier, row)))


def _warning(code: str, name: _Name, row: Row, params: dict[str, str]) -> RowWarning:
    return RowWarning(
        sheet=row.sheet,
        row=row.row,
        column=name.column,
        code=code,
        params={"value": name.text, **params},
        choice="open" if name.is_open else "",
    )


def _counted(warning: RowWarning, rows: int) -> RowWarning:
    return replace(warning, params={**warning.params, "rows": str(rows)})

"""What applying a contingent would add to what is there; nothing is ever removed by one (¶14)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from services.common.regulation.spans import Span
from services.common.text.kazakh import kazakh_order
from services.common.text.names import Company, called
from services.roster.contract import Difference, NewJournal, NewMember
from services.roster.domain.contingent_facts import Facts, Teacher
from services.roster.domain.memberships import missing_span
from services.roster.domain.names import key
from services.roster.domain.rows import Row

EMPTY = Difference(groups=(), subjects=(), departments=(), cadets=(), members=(), journals=(), unchanged_rows=0)


@dataclass(frozen=True)
class _RowKeys:
    """The keys of the names in a row, and the id of its faculty."""

    faculty: str
    department: str
    group: str
    subject: str
    cadet: str


@dataclass
class Additions:
    """What is to be written, by the same keys as ``Facts``; the row is the first that asks for it."""

    departments: dict[tuple[str, str], Row] = field(default_factory=dict)
    groups: dict[str, tuple[str, Row]] = field(default_factory=dict)
    subjects: dict[tuple[str, str], tuple[str, Row]] = field(default_factory=dict)
    cadets: dict[str, Row] = field(default_factory=dict)
    members: dict[tuple[str, str], tuple[Span, Row]] = field(default_factory=dict)
    journals: dict[tuple[str, str, str], tuple[dict[str, Teacher], Row]] = field(default_factory=dict)
    unchanged_rows: int = 0


def additions(rows: Iterable[Row], facts: Facts) -> Additions:
    """What the rows, free of errors, add to the facts (¶14)."""
    new = Additions()
    for row in rows:
        keys = _row_keys(row, facts)
        adds = [_frame(row, keys, facts, new), _member(row, keys, facts, new), _journal(row, keys, facts, new)]
        new.unchanged_rows += not any(adds)
    return new


def difference(new: Additions) -> Difference:
    """The additions in the words people know them by, in Kazakh alphabetical order."""
    joining = [row for _, row in new.members.values()]
    shown = _told_apart([*joining, *new.cadets.values()])
    return Difference(
        groups=_sorted(row.group for _, row in new.groups.values()),
        subjects=_sorted(row.subject for _, row in new.subjects.values()),
        departments=_sorted(row.department for row in new.departments.values()),
        cadets=_by_name(map(shown, new.cadets.values())),
        members=_by_name(map(shown, joining)),
        journals=_journals(new),
        unchanged_rows=new.unchanged_rows,
    )


def fits(now: Difference, shown: Difference) -> bool:
    """True when applying adds nothing that was not shown; what has come to be there meanwhile does no harm (¶14).

    Teachers are compared by their ids, for how a name is shown depends on who else is there; what the release before
    has kept knows their names alone.
    """
    by_name = not any(journal.people for journal in shown.journals)
    names = ("groups", "subjects", "departments")
    people = ("cadets", "members")
    return (
        all(set(getattr(now, name)) <= set(getattr(shown, name)) for name in names)
        and all(_numbers(getattr(now, name)) <= _numbers(getattr(shown, name)) for name in people)
        and _lessons_given(now, by_name=by_name) <= _lessons_given(shown, by_name=by_name)
    )


def _row_keys(row: Row, facts: Facts) -> _RowKeys:
    faculty = facts.faculties[key(row.faculty)].id
    return _RowKeys(faculty, key(row.department), key(row.group), key(row.subject), key(row.cadet_number))


def _frame(row: Row, keys: _RowKeys, facts: Facts, new: Additions) -> bool:
    department, subject = (keys.faculty, keys.department), (keys.faculty, keys.subject)
    is_new = {
        "department": department not in facts.departments,
        "group": keys.group not in facts.groups,
        "subject": subject not in facts.subjects,
    }
    if is_new["department"]:
        new.departments.setdefault(department, row)
    if is_new["group"]:
        new.groups.setdefault(keys.group, (keys.faculty, row))
    if is_new["subject"]:
        new.subjects.setdefault(subject, (keys.department, row))
    return any(is_new.values())


def _member(row: Row, keys: _RowKeys, facts: Facts, new: Additions) -> bool:
    if keys.cadet not in facts.cadets:
        new.cadets.setdefault(keys.cadet, row)
    who = (keys.group, keys.cadet)
    span = missing_span(facts.members.get(who, ()), facts.term)
    if span:
        new.members.setdefault(who, (span, row))
    return span is not None


def _journal(row: Row, keys: _RowKeys, facts: Facts, new: Additions) -> bool:
    journal = (keys.group, keys.faculty, keys.subject)
    known = facts.taught.get(journal)
    teachers = {login: facts.teachers[login] for login in row.teachers}
    fresh = {login: each for login, each in teachers.items() if each.person not in (known or ())}
    if known is None or fresh:
        new.journals.setdefault(journal, ({}, row))[0].update(fresh)
    return known is None or bool(fresh)


def _told_apart(rows: Iterable[Row]) -> Callable[[Row], NewMember]:
    """How those who join are shown; the number stands beside each anyway."""
    company = Company((key(row.cadet_number), called(*row.names)) for row in rows)

    def shown(row: Row) -> NewMember:
        name = company.shown(key(row.cadet_number), called(*row.names))
        return NewMember(group=row.group, number=row.cadet_number, name=name)

    return shown


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=kazakh_order))


def _by_name(members: Iterable[NewMember]) -> tuple[NewMember, ...]:
    return tuple(sorted(members, key=lambda member: (kazakh_order(member.group), kazakh_order(member.name))))


def _journals(new: Additions) -> tuple[NewJournal, ...]:
    shown = [
        NewJournal(
            group=row.group,
            subject=row.subject,
            teachers=_sorted(each.name for each in teachers.values()),
            people=tuple(sorted(each.person for each in teachers.values())),
        )
        for teachers, row in new.journals.values()
    ]
    return tuple(sorted(shown, key=lambda journal: (kazakh_order(journal.group), kazakh_order(journal.subject))))


def _numbers(members: Iterable[NewMember]) -> set[tuple[str, str]]:
    return {(key(member.group), key(member.number)) for member in members}


def _lessons_given(shown: Difference, *, by_name: bool) -> set[tuple[str, str, str]]:
    """Each journal by itself and with each of its new teachers."""
    return {
        (key(journal.group), key(journal.subject), teacher)
        for journal in shown.journals
        for teacher in ("", *(journal.teachers if by_name else journal.people))
    }

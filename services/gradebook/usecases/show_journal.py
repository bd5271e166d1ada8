"""A journal's page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.common.regulation.deadlines import ENTRY_DAYS, is_open
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import Cadet, Mark, May, OfferedKind, PlaceOfCell, ShowJournal, Someone
from services.gradebook.contract import Journal as JournalReply
from services.gradebook.contract import Lesson as LessonReply
from services.gradebook.domain.access import AccessLevel, covers
from services.gradebook.domain.changes import PASS_MARK
from services.gradebook.domain.columns import COLUMNS, ColumnKind, has_room
from services.gradebook.domain.lesson_corrections import exchangeable
from services.gradebook.domain.marks import LateEntry
from services.gradebook.domain.policies import FIRST, Version
from services.gradebook.domain.results import UNREADABLE, Found, counting, value_or_none
from services.gradebook.domain.sheets import Column, SignedSheet, signed_number
from services.gradebook.domain.term_results import Entry, entry
from services.gradebook.sealing import opened_marks
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.store import examiners, marks, permissions, queries, sheets
from services.gradebook.store.marks import Cell, StoredMark
from services.gradebook.store.models import Journal, Lesson
from services.gradebook.usecases.journal_access import entering_spans, visible_journal
from services.gradebook.usecases.journal_policy import journal_policy
from services.gradebook.views import displayed_names
from services.gradebook.views.journals import cadets, faculty_of, group_of, lesson_reply, subject_of, term_span
from services.gradebook.views.results import means, results


@dataclass(frozen=True)
class _Cell:
    """A cell's newest version, and the mark and the make-up as they were found."""

    stored: StoredMark
    value: Found
    make_up: Found

    @property
    def counts(self) -> Found:
        return counting(self.value, self.make_up)


def show_journal(work: Work, request: ShowJournal, keys: CallerKeys) -> JournalReply:
    """The journal; without marks for IT and moderators (¶5, ¶7)."""
    journal, seen = visible_journal(work, request.journal, AccessLevel.METADATA)
    cells = _cells(work, journal, keys) if seen is AccessLevel.MARKS else {}
    lessons = queries.lessons(work, journal.id)
    rows = cadets(queries.members(work, journal.group_id), work.now.date())
    _tell_nameless(work, journal, rows)
    authors = {lesson.author for lesson in lessons} | {cell.stored.author for cell in cells.values()}
    names = displayed_names.displayed_names(work.session, journal.id, authors)
    opened = _late_entries(work, lessons)
    late = _entered_late(work, opened)
    signed = [each for _, each in sheets.signed_sheets(work.session, journal.id)]
    version = journal_policy(work, journal.subject_id, journal.term_starts)
    kinds = _kinds(work, journal, version, signed)
    ids = [row.id for row in rows] if seen is AccessLevel.MARKS else []
    shown = results(version, _entries(cells, lessons), ids, work.now)
    may = _may(work, journal, kinds)
    return JournalReply(
        id=journal.id,
        group=group_of(journal),
        subject=subject_of(journal),
        term=term_span(journal),
        faculty=faculty_of(journal),
        teachers=_teachers(work, journal),
        cadets=rows,
        lessons=_lessons(work, lessons, names, opened, signed),
        marks=tuple(_mark(each, names, place in late) for place, each in cells.items()),
        means=means(shown),
        may=may,
        draft_key=keys.for_drafts(work, journal) if may.enter else "",
        now=work.now,
        damaged=work.unreadable,
        entry_days=ENTRY_DAYS.days,
        pass_mark=PASS_MARK,
        kinds=kinds,
        results=shown,
        policy=version.number if version else 0,
        examiners=_examiners(work, journal),
    )


def _tell_nameless(work: Work, journal: Journal, rows: Iterable[Cadet]) -> None:
    for row in rows:
        if row.damaged:
            work.damaged("row_unreadable", f"member/{journal.group_id}/{row.id}")


def _teachers(work: Work, journal: Journal) -> tuple[Someone, ...]:
    return tuple(displayed_names.displayed_teachers(work.session, [journal.id]).get(journal.id, ()))


def _examiners(work: Work, journal: Journal) -> tuple[Someone, ...]:
    people = examiners.examiners(work.session, [journal.id]).get(journal.id, [])
    return displayed_names.in_order(displayed_names.displayed_names(work.session, journal.id, people).values())


def _late_entries(work: Work, lessons: Sequence[Lesson]) -> dict[str, list[LateEntry]]:
    closed = [lesson.id for lesson in lessons if not is_open(lesson.date, work.now)]
    return permissions.late_entries(work.session, closed, work.principal.person, work.now)


def _entered_late(work: Work, opened: dict[str, list[LateEntry]]) -> set[Cell]:
    """The cells that the caller may still correct: they were filled under a late entry in force (¶4)."""
    running = {each.warrant for entries in opened.values() for each in entries}
    cells = marks.cell_states(work.session, opened) if opened else {}
    return {cell for cell, (filled, warrant) in cells.items() if filled and warrant in running}


def _lessons(
    work: Work,
    lessons: Sequence[Lesson],
    names: dict[str, Someone],
    opened: dict[str, list[LateEntry]],
    sheets: Sequence[SignedSheet],
) -> tuple[LessonReply, ...]:
    until = {lesson: entries[0].until for lesson, entries in opened.items()}
    signed = {each.id for each in lessons if signed_number(sheets, Column(each.id, each.kind, each.date))}
    return tuple(
        lesson_reply(each, names[each.author], work.now, until.get(each.id), signed=each.id in signed)
        for each in lessons
    )


def _entries(found: Mapping[Cell, _Cell], lessons: Sequence[Lesson]) -> dict[str, list[Entry]]:
    """What counts in results: a make-up instead of its cell, nothing of a removed lesson (¶2, ¶19)."""
    known = {lesson.id: lesson for lesson in lessons}
    counted: dict[str, list[Entry]] = {}
    for (each, cadet), cell in found.items():
        lesson = known.get(each)
        if lesson is None or not lesson.removed:
            kind, day = (lesson.kind, lesson.date) if lesson else (None, None)
            counted.setdefault(cadet, []).append(entry(kind, day, cell.counts))
    return counted


def _cells(work: Work, journal: Journal, keys: CallerKeys) -> dict[Cell, _Cell]:
    """The opened cells; none before the journal has a key."""
    if (key := keys.of(work, journal)) is None:
        return {}
    beside = marks.make_ups(work.session, journal.id)
    made_up = {place: opened_marks.opened_mark(work, mark, key) for place, mark in beside.items()}
    stored = {(mark.lesson, mark.cadet): mark for mark in marks.stored_marks(work.session, journal.id)}
    return {
        place: _Cell(mark, opened_marks.opened_mark(work, mark, key), made_up.get(place))
        for place, mark in stored.items()
    }


def _mark(cell: _Cell, names: Mapping[str, Someone], late: bool) -> Mark:
    stored, make_up = cell.stored, value_or_none(cell.make_up)
    return Mark(
        lesson=stored.lesson,
        cadet=stored.cadet,
        value=value_or_none(cell.value),
        version=stored.version,
        author=names[stored.author],
        at=stored.at,
        make_up=make_up if isinstance(make_up, int) else None,
        late=late,
        broken=UNREADABLE in (cell.value, cell.make_up),
    )


def _kinds(
    work: Work, journal: Journal, version: Version | None, signed: Sequence[SignedSheet]
) -> tuple[OfferedKind, ...]:
    """The kinds of columns, and which of them the caller enters."""
    today, there = work.now.date(), queries.numbers_of_kinds(work.session, journal.id)
    retakes = (version or FIRST).policy.retakes
    in_term = journal.term_starts <= today <= journal.term_ends
    room = {name for name in COLUMNS if in_term and has_room(name, there.get(name, 0), retakes)}
    free = {each for each in room if not signed_number(signed, Column("", COLUMNS[each].name, today))}
    return tuple(_kind(work, journal, each, has_room=each.name in free) for each in COLUMNS.values())


def _kind(work: Work, journal: Journal, kind: ColumnKind, *, has_room: bool) -> OfferedKind:
    entering = entering_spans(work, journal.id, kind.name)
    add = has_room and covers(entering, work.now.date())
    return OfferedKind(
        name=kind.name,
        counts_as=kind.counts_as,
        codes=kind.codes,
        enter=bool(entering),
        add=add,
        becomes=exchangeable(kind.name),
    )


def _may(work: Work, journal: Journal, kinds: Sequence[OfferedKind]) -> May:
    """What the page may offer; each command is decided again."""
    enter = any(kind.enter for kind in kinds)
    permitted = permissions.permitted_make_ups(work.session, journal.id, work.principal.person, work.now)
    return May(
        enter=enter,
        create_lesson=any(kind.add for kind in kinds),
        file_discrepancy=enter,
        renew_key=work.principal.has("faculty_head", journal.faculty_id),
        name_examiners=work.principal.has("methodist", journal.faculty_id),
        make_ups=tuple(PlaceOfCell(lesson=lesson, cadet=cadet) for lesson, cadet in sorted(permitted)),
    )

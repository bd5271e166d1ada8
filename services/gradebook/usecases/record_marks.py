"""Record marks: a column of 30 is one transaction, and each cell is decided alone (¶3, ¶6, ¶17, ¶18)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec

from services.common.errors import Refusal, Refused
from services.common.messaging.wire import decode
from services.common.regulation.deadlines import is_open
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import MarksRecorded, RecordMarks, RefusedMark, Saved, Value
from services.gradebook.domain.examiners import Standing, needs_admission
from services.gradebook.domain.marks import CellFacts, LateEntry, cell_refusal, written_under
from services.gradebook.domain.sheets import Column, signed_number
from services.gradebook.refusals import Reasons
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.store import permissions, queries, sheets
from services.gradebook.store.marks import Cell, append_versions, cell_states, current_versions
from services.gradebook.store.models import Lesson
from services.gradebook.store.queries import LessonRow, OpenJournal
from services.gradebook.usecases.admission import standings
from services.gradebook.usecases.journal_access import entering_spans, examining_spans, open_journal, require_entry
from services.gradebook.usecases.journal_policy import journal_policy
from services.gradebook.usecases.revise_sheet import note_change
from services.gradebook.usecases.warrant_outcomes import end_permits_of_cells

MOST_CELLS = 500
_HIGHEST_VERSION = 2**31 - 2
#: What is known of a cell that was never written: not filled, by no warrant.
_NEVER = (False, None)
_Id = Annotated[str, msgspec.Meta(max_length=36)]


@dataclass(frozen=True, kw_only=True)
class NewMark:
    """What the caller enters in one cell; ``version`` is the one that the caller saw."""

    lesson: _Id
    cadet: _Id
    value: Any
    version: Annotated[int, msgspec.Meta(ge=0, le=_HIGHEST_VERSION)]

    @property
    def cell(self) -> Cell:
        """The lesson and the cadet."""
        return self.lesson, self.cadet


def record_marks(work: Work, request: RecordMarks, keys: CallerKeys) -> MarksRecorded:
    """Write the cells that may be written, and say of each other cell why not. The answer holds no value."""
    journal = _journal(work, request)
    marks, refused = _read(request.marks)
    facts = _facts(work, journal, marks, keys)
    granted: list[NewMark] = []
    for mark in marks:
        refusal = cell_refusal(mark.value, mark.version, facts[mark.cell], work.now)
        if refusal is None:
            granted.append(mark)
        else:
            refused.append(_refused(mark.lesson, mark.cadet, refusal))
    late = _late(work, granted, facts)
    _write(work, journal, granted, late, keys)
    _audit(work, journal, granted, late, refused)
    if late:
        end_permits_of_cells(work, {mark.cell: mark.version for mark in granted if mark.cell in late})
    if late and journal.has_signed_sheet:
        _note_changes(work, late)
    saved = tuple(Saved(lesson=mark.lesson, cadet=mark.cadet, version=mark.version + 1) for mark in granted)
    return MarksRecorded(saved=saved, refused=tuple(refused), means=())


def _journal(work: Work, request: RecordMarks) -> OpenJournal:
    """The journal. Raises ``Refused`` where the caller never enters anything in it (¶3)."""
    if not 0 < len(request.marks) <= MOST_CELLS:
        raise Reasons.too_many_marks.refused(most=MOST_CELLS)
    require_entry(work, request.journal)
    journal = open_journal(work, request.journal)
    if journal is None:
        raise Reasons.journal_unknown.refused()
    return journal


def _read(raw: Sequence[Any]) -> tuple[list[NewMark], list[RefusedMark]]:
    """The cells, and those that are refused alone: malformed ones, and ones that are named again."""
    marks: dict[Cell, NewMark] = {}
    refused: list[RefusedMark] = []
    for each in raw:
        try:
            mark = decode(each, NewMark)
        except Refused:
            refused.append(_refused(_text(each, "lesson"), _text(each, "cadet"), Reasons.cell_malformed.refusal()))
            continue
        if mark.cell in marks:
            refused.append(_refused(*mark.cell, Reasons.cell_twice.refusal()))
        else:
            marks[mark.cell] = mark
    return list(marks.values()), refused


def _facts(work: Work, journal: OpenJournal, marks: Sequence[NewMark], keys: CallerKeys) -> dict[Cell, CellFacts]:
    """What is known of each cell: a query per kind of fact, however many cells."""
    lessons = queries.lessons_for_writing(work.session, journal.id, {mark.lesson for mark in marks})
    members = queries.memberships(work.session, journal.group, {mark.cadet for mark in marks})
    versions = current_versions(work.session, [mark.cell for mark in marks])
    closed = [lesson.id for lesson in lessons.values() if not is_open(lesson.date, work.now)]
    opened = permissions.late_entries(work.session, closed, work.principal.person, work.now) if closed else {}
    newest = cell_states(work.session, opened) if opened else {}
    standing = _standings(work, journal, marks, lessons, keys)
    signed = _signed(work, journal, lessons.values())
    return {
        mark.cell: CellFacts(
            **_column(work, journal, lessons.get(mark.lesson)),
            signed=signed.get(mark.lesson, ""),
            memberships=members.get(mark.cadet, ()),
            current_version=versions.get(mark.cell, 0),
            filled=newest.get(mark.cell, _NEVER)[0],
            warrant=newest.get(mark.cell, _NEVER)[1],
            late_entries=opened.get(mark.lesson, ()),
            standing=standing.get(mark.cell),
        )
        for mark in marks
    }


def _signed(work: Work, journal: OpenJournal, lessons: Iterable[LessonRow]) -> dict[str, str]:
    """By lesson, the number of a signed grade sheet that rests on it (¶4)."""
    if not journal.has_signed_sheet:
        return {}
    known = [each for _, each in sheets.signed_sheets(work.session, journal.id)]
    return {each.id: signed_number(known, Column(each.id, each.kind, each.date)) for each in lessons}


def _column(work: Work, journal: OpenJournal, lesson: LessonRow | None) -> dict[str, Any]:
    """What is known of a cell's lesson."""
    if lesson is None:
        return {"lesson_date": None, "removed": False, "teaches": ()}
    teaches = entering_spans(work, journal.id, lesson.kind)
    return {"lesson_date": lesson.date, "removed": lesson.removed, "teaches": teaches, "kind": lesson.kind}


def _standings(
    work: Work,
    journal: OpenJournal,
    marks: Sequence[NewMark],
    lessons: Mapping[str, LessonRow],
    keys: CallerKeys,
) -> dict[Cell, Standing | None]:
    """By cell of an examination, how its cadet comes to it; nobody looks for who does not examine (¶2)."""
    examinations = {each.id: (each.kind, each.date) for each in lessons.values() if needs_admission(each.kind)}
    columns = {mark.cell: examinations[mark.lesson] for mark in marks if mark.lesson in examinations}
    if not columns or not examining_spans(work, journal.id):
        return {}
    version = journal_policy(work, journal.subject, journal.term_starts)
    return standings(work, journal.id, version, keys.for_writing(work, journal), columns)


def _late(work: Work, marks: Sequence[NewMark], facts: Mapping[Cell, CellFacts]) -> dict[Cell, LateEntry]:
    """By cell whose window is over, the late entry by which it is written (¶4)."""
    found = ((mark.cell, written_under(facts[mark.cell], work.now)) for mark in marks)
    return {cell: entry for cell, entry in found if entry}


def _write(
    work: Work, journal: OpenJournal, marks: Sequence[NewMark], late: Mapping[Cell, LateEntry], keys: CallerKeys
) -> None:
    """Append a version to each cell and point the cell at it."""
    if not marks:
        return
    key = keys.for_writing(work, journal)
    versions = [_version(work, journal, key, mark, late.get(mark.cell)) for mark in marks]
    append_versions(work.session, versions, [_cell_row(mark) for mark in marks])


def _version(
    work: Work, journal: OpenJournal, key: JournalKey, mark: NewMark, late: LateEntry | None
) -> dict[str, Any]:
    value: Value = mark.value
    return {
        "lesson": mark.lesson,
        "cadet": mark.cadet,
        "version": mark.version + 1,
        "sealed": key.seal(mark.lesson, mark.cadet, mark.version + 1, value, for_cadet=journal.for_cadets),
        "author": work.principal.person,
        "at": work.now,
        "warrant": late.warrant if late else None,
    }


def _cell_row(mark: NewMark) -> dict[str, Any]:
    return {
        "lesson": mark.lesson,
        "cadet": mark.cadet,
        "version": mark.version + 1,
        "filled": mark.value is not None,
    }


def _note_changes(work: Work, late: Mapping[Cell, LateEntry]) -> None:
    """A late entry fills many cells, one by one: the revision is made when somebody opens the sheet (¶4)."""
    for (lesson, cadet), entry in late.items():
        note_change(work, work.session.get_one(Lesson, lesson), [cadet], entry.warrant)


def _audit(
    work: Work,
    journal: OpenJournal,
    granted: Sequence[NewMark],
    late: Mapping[Cell, LateEntry],
    refused: Sequence[RefusedMark],
) -> None:
    """An entry for each column and permission, with its cells; likewise for what a paragraph forbids."""
    written: dict[tuple[str, LateEntry | None], list[dict[str, Any]]] = {}
    for mark in granted:
        cells = written.setdefault((mark.lesson, late.get(mark.cell)), [])
        cells.append({"cadet": mark.cadet, "version": mark.version + 1})
    for (lesson, entry), cells in written.items():
        work.audit("marks.recorded", f"column/{lesson}", journal=journal.id, cells=cells, **_permission(entry))
    forbidden: dict[tuple[str, str, str], list[str]] = {}
    for each in refused:
        if each.rule:
            forbidden.setdefault((each.lesson, each.code, each.rule), []).append(each.cadet)
    for (lesson, code, rule), cadets in forbidden.items():
        work.audit("marks.refused", f"column/{lesson}", journal=journal.id, code=code, rule=rule, cadets=cadets)


def _permission(late: LateEntry | None) -> dict[str, str]:
    """The case and warrant of marks that are written after the window (¶4)."""
    return {"case": late.case, "warrant": late.warrant} if late else {}


def _refused(lesson: str, cadet: str, refusal: Refusal) -> RefusedMark:
    return RefusedMark(
        lesson=lesson, cadet=cadet, rule=refusal.rule, code=refusal.code, params=refusal.params, current=None
    )


def _text(raw: Any, name: str) -> str:
    value = raw.get(name) if isinstance(raw, dict) else None
    return value[:60] if isinstance(value, str) else ""

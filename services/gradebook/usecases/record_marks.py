"""Record marks: a column of 30 is one transaction, and each cell is decided alone (¶3, ¶6, ¶17, ¶18)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from sqlalchemy import bindparam, insert, update

from services.common.errors import Refusal, Refused
from services.common.messaging.wire import decode
from services.common.regulation.deadlines import is_open
from services.common.regulation.spans import Span
from services.common.storage.unit_of_work import Work
from services.gradebook import queries
from services.gradebook.caller import CallerKeys
from services.gradebook.contract import MarksRecorded, RecordMarks, RefusedMark, Saved, Value
from services.gradebook.domain.marks import CellFacts, LateEntry, cell_refusal, written_under
from services.gradebook.models import Mark, MarkVersion
from services.gradebook.queries import Cell, OpenJournal
from services.gradebook.refusals import Reasons
from services.gradebook.sealing import JournalKey
from services.gradebook.settling import outdate_make_ups
from services.gradebook.usecases.reach import open_journal, taught

MOST_CELLS = 500
_HIGHEST_VERSION = 2**31 - 2
#: What is known of a cell that was never written: not filled, by no warrant.
_NEVER = (False, None)
_Id = Annotated[str, msgspec.Meta(max_length=36)]


@dataclass(frozen=True, kw_only=True)
class Wish:
    """One cell as the caller wants it."""

    lesson: _Id
    cadet: _Id
    value: Any
    version: Annotated[int, msgspec.Meta(ge=0, le=_HIGHEST_VERSION)]

    @property
    def cell(self) -> Cell:
        """Which cell."""
        return self.lesson, self.cadet


def record_marks(work: Work, request: RecordMarks, keys: CallerKeys) -> MarksRecorded:
    """Write the cells that may be written and say of each other why not; no value is in the answer."""
    journal, teaches = _journal(work, request)
    wishes, refused = _read(request.marks)
    facts = _facts(work, journal, teaches, wishes)
    granted: list[Wish] = []
    for wish in wishes:
        refusal = cell_refusal(wish.value, wish.version, facts[wish.cell], work.now)
        if refusal is None:
            granted.append(wish)
        else:
            refused.append(_refused(wish.lesson, wish.cadet, refusal))
    late = _late(work, granted, facts)
    _write(work, journal, granted, late, keys)
    _audit(work, journal, granted, late, refused)
    if late:
        outdate_make_ups(work, {wish.cell: wish.version for wish in granted if wish.cell in late})
    saved = tuple(Saved(lesson=wish.lesson, cadet=wish.cadet, version=wish.version + 1) for wish in granted)
    return MarksRecorded(saved=saved, refused=tuple(refused), means=())


def _journal(work: Work, request: RecordMarks) -> tuple[OpenJournal, Sequence[Span]]:
    """The journal and when the caller teaches it; refused to who never does (¶3)."""
    if not 0 < len(request.marks) <= MOST_CELLS:
        raise Reasons.too_many_marks.refused(most=MOST_CELLS)
    teaches = taught(work, request.journal)
    journal = open_journal(work, request.journal)
    if journal is None:
        raise Reasons.journal_unknown.refused()
    return journal, teaches


def _read(raw: Sequence[Any]) -> tuple[list[Wish], list[RefusedMark]]:
    """Each cell by itself: what is malformed, or names a cell again, is refused alone."""
    wishes: dict[Cell, Wish] = {}
    refused: list[RefusedMark] = []
    for each in raw:
        try:
            wish = decode(each, Wish)
        except Refused:
            refused.append(_refused(_text(each, "lesson"), _text(each, "cadet"), Reasons.cell_malformed.refusal()))
            continue
        if wish.cell in wishes:
            refused.append(_refused(*wish.cell, Reasons.cell_twice.refusal()))
        else:
            wishes[wish.cell] = wish
    return list(wishes.values()), refused


def _facts(work: Work, journal: OpenJournal, teaches: Sequence[Span], wishes: Sequence[Wish]) -> dict[Cell, CellFacts]:
    """What is known of each cell: a query per kind of fact, however many cells."""
    lessons = queries.lessons_for_writing(work.session, journal.id, {wish.lesson for wish in wishes})
    members = queries.memberships(work.session, journal.group, {wish.cadet for wish in wishes})
    versions = queries.versions(work.session, [wish.cell for wish in wishes])
    closed = [lesson.id for lesson in lessons.values() if not is_open(lesson.date, work.now)]
    opened = queries.late_entries(work.session, closed, work.principal.person, work.now) if closed else {}
    newest = queries.newest(work.session, opened) if opened else {}
    return {
        wish.cell: CellFacts(
            lesson_date=lessons[wish.lesson].date if wish.lesson in lessons else None,
            removed=wish.lesson in lessons and lessons[wish.lesson].removed,
            teaches=teaches,
            memberships=members.get(wish.cadet, ()),
            current_version=versions.get(wish.cell, 0),
            filled=newest.get(wish.cell, _NEVER)[0],
            warrant=newest.get(wish.cell, _NEVER)[1],
            late_entries=opened.get(wish.lesson, ()),
        )
        for wish in wishes
    }


def _late(work: Work, wishes: Sequence[Wish], facts: Mapping[Cell, CellFacts]) -> dict[Cell, LateEntry]:
    """By which late entry cells are written whose window is over (¶4)."""
    found = ((wish.cell, written_under(facts[wish.cell], work.now)) for wish in wishes)
    return {cell: entry for cell, entry in found if entry}


def _write(
    work: Work, journal: OpenJournal, wishes: Sequence[Wish], late: Mapping[Cell, LateEntry], keys: CallerKeys
) -> None:
    """Append a version to each cell and point the cell at it."""
    if not wishes:
        return
    key = keys.for_writing(work, journal)
    connection = work.session.connection()
    connection.execute(_APPEND, [_version(work, key, wish, late.get(wish.cell)) for wish in wishes])
    pointers = [_pointer(wish) for wish in wishes]
    fresh = [pointer for pointer in pointers if pointer["version"] == 1]
    older = [pointer for pointer in pointers if pointer["version"] > 1]
    if fresh:
        connection.execute(_BEGIN, fresh)
    if older:
        connection.execute(_POINT, [{f"new_{name}": value for name, value in p.items()} for p in older])


_APPEND, _BEGIN = insert(MarkVersion), insert(Mark)
_POINT = (
    update(Mark)
    .where(Mark.lesson == bindparam("new_lesson"), Mark.cadet == bindparam("new_cadet"))
    .values(version=bindparam("new_version"), filled=bindparam("new_filled"))
)


def _version(work: Work, key: JournalKey, wish: Wish, late: LateEntry | None) -> dict[str, Any]:
    value: Value = wish.value
    return {
        "lesson": wish.lesson,
        "cadet": wish.cadet,
        "version": wish.version + 1,
        "sealed": key.seal(wish.lesson, wish.cadet, wish.version + 1, value),
        "author": work.principal.person,
        "at": work.now,
        "warrant": late.warrant if late else None,
    }


def _pointer(wish: Wish) -> dict[str, Any]:
    return {
        "lesson": wish.lesson,
        "cadet": wish.cadet,
        "version": wish.version + 1,
        "filled": wish.value is not None,
    }


def _audit(
    work: Work,
    journal: OpenJournal,
    granted: Sequence[Wish],
    late: Mapping[Cell, LateEntry],
    refused: Sequence[RefusedMark],
) -> None:
    """An entry for each cell that was written, and for each attempt that a paragraph forbids."""
    for wish in granted:
        facts = {"journal": journal.id, "version": wish.version + 1, **_permission(late.get(wish.cell))}
        work.audit("mark.recorded", f"mark/{wish.lesson}/{wish.cadet}", **facts)
    for each in refused:
        if each.rule:
            subject = f"mark/{each.lesson}/{each.cadet}"
            work.audit("mark.refused", subject, journal=journal.id, code=each.code, rule=each.rule)


def _permission(late: LateEntry | None) -> dict[str, str]:
    """What was written after the window says by which case it could be (¶4)."""
    return {"case": late.case, "warrant": late.warrant} if late else {}


def _refused(lesson: str, cadet: str, refusal: Refusal) -> RefusedMark:
    return RefusedMark(
        lesson=lesson, cadet=cadet, rule=refusal.rule, code=refusal.code, params=refusal.params, current=None
    )


def _text(raw: Any, name: str) -> str:
    value = raw.get(name) if isinstance(raw, dict) else None
    return value[:60] if isinstance(value, str) else ""

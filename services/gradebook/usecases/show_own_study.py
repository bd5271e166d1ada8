"""What a cadet sees of the own study (¶3, ¶5): opened with the cadet's own keys, computed as for everybody (¶2)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from services.common.security.tokens import CADET
from services.common.storage import damages
from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.common.storage.unreadable import report_unreadable
from services.common.text.kazakh import kazakh_order
from services.gradebook.contract import (
    OwnJournal,
    OwnMark,
    OwnStudy,
    ShowOwnStudy,
    Someone,
)
from services.gradebook.domain.columns import counts_as
from services.gradebook.domain.results import UNREADABLE, value_or_none
from services.gradebook.domain.risks import LessonMark
from services.gradebook.domain.term_results import result_by
from services.gradebook.domain.terms import present_term
from services.gradebook.refusals import Reasons
from services.gradebook.sealing.cadet_key import CadetKey
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.sealing.opened_marks import SEAL_BROKEN, CountedCell, counted_cells, entries_of
from services.gradebook.sealing.own_marks import OwnMarks, WaitingError
from services.gradebook.store import cadet_keys, marks, queries
from services.gradebook.store.models import Journal
from services.gradebook.usecases.journal_policy import journal_policy
from services.gradebook.usecases.journal_study import sound_journals
from services.gradebook.views import displayed_names
from services.gradebook.views.insights import weeks_of_group
from services.gradebook.views.journals import group_of, subject_of, terms_of
from services.gradebook.views.results import explanation


def show_own_study(work: Work, request: ShowOwnStudy, keys: CallerKeys) -> OwnStudy:
    """The subjects of a term; whose they are the token says, and nobody else can be named."""
    if not work.principal.own_cadet:
        raise Reasons.role_required.refused(under="¶3", role=CADET)
    found = sound_journals(work, cadet_keys.own_journals(work.session, work.principal.own_cadet))
    terms = terms_of(found)
    present = present_term(terms, work.now.date())
    term = request.term or (present.id if present else "")
    shown = [each for each in found if each.term_id == term]
    teachers = displayed_names.displayed_teachers(work.session, [each.id for each in shown])
    build = partial(_journal, work, teachers, keys)
    journals = [*sound(shown, build, report_unreadable(work, "journal"))]
    journals.sort(key=lambda each: (kazakh_order(each.subject.name), each.id))
    weeks = weeks_of_group(_lesson_marks(journals))
    return OwnStudy(term=term, terms=terms, journals=tuple(journals), weeks=weeks, now=work.now)


def _lesson_marks(journals: Sequence[OwnJournal]) -> list[LessonMark]:
    """The marks of lessons in all journals together."""
    marks = (mark for each in journals for mark in each.marks if counts_as(mark.kind) == "current")
    return [LessonMark(mark.lesson, mark.date, mark.value) for mark in marks]


def _journal(
    work: Work, teachers: Mapping[str, Collection[Someone]], keys: CallerKeys, journal: Journal
) -> OwnJournal:
    waiting = OwnJournal(
        id=journal.id,
        group=group_of(journal),
        subject=subject_of(journal),
        teachers=tuple(teachers.get(journal.id, ())),
        state="waiting",
        missed={},
    )
    cells = _cells(work, journal, keys)
    return waiting if cells is None else replace(waiting, state="open", **_shown(work, journal, cells))


def _cells(work: Work, journal: Journal, keys: CallerKeys) -> Sequence[CountedCell] | None:
    """What counts in the cadet's cells; None while one of them waits for who opens the journal next."""
    cadet = work.principal.own_cadet
    if not marks.counted_rows(work.session, journal.id, [cadet]):
        return ()
    key = keys.of_cadet(work, journal.id)
    try:
        return counted_cells(work, journal.id, [cadet], _own_marks(work, journal, key)) if key else None
    except WaitingError:
        return None


def _own_marks(work: Work, journal: Journal, key: CadetKey) -> OwnMarks:
    broken = work.once(SEAL_BROKEN, lambda: {*damages.subjects(work.session, SEAL_BROKEN, "")})
    return OwnMarks(key, cadet_keys.own_copies(work.session, journal.id, work.principal.own_cadet), broken)


def _shown(work: Work, journal: Journal, cells: Sequence[CountedCell]) -> dict[str, Any]:
    cadet, version = work.principal.own_cadet, journal_policy(work, journal.subject_id, journal.term_starts)
    found = result_by(version, entries_of(cells).get(cadet, ()), work.now)
    missed = Counter(cell.value for cell in cells if counts_as(cell.kind) == "current" and _is_code(cell))
    return {"marks": _marks(work, journal, cells), "missed": missed, **vars(explanation(version, cadet, found))}


def _is_code(cell: CountedCell) -> bool:
    return isinstance(cell.value, str)


def _marks(work: Work, journal: Journal, cells: Sequence[CountedCell]) -> tuple[OwnMark, ...]:
    """By date; a cell that was cleared, and one of a lesson that does not read, is left out."""
    lessons = {each.id: each for each in queries.lessons(work, journal.id)}
    found = [
        OwnMark(
            lesson=cell.lesson,
            date=cell.date,
            kind=cell.kind,
            topic=lessons[cell.lesson].topic,
            value=value_or_none(cell.value),
            broken=cell.value is UNREADABLE,
        )
        for cell in cells
        if cell.value is not None and cell.lesson in lessons
    ]
    return tuple(sorted(found, key=lambda each: (each.date, each.lesson)))

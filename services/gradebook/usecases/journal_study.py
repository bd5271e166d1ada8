"""A journal's marks as those who lead look at them: by cadet, in the order of the lessons (¶1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.common.storage.unit_of_work import Work
from services.gradebook.contract import Cadet, Result
from services.gradebook.domain.columns import counts_as
from services.gradebook.domain.figures import Figure
from services.gradebook.domain.policies import FIRST, Policy
from services.gradebook.domain.risks import LessonMark, Risk, TermSoFar, risks
from services.gradebook.domain.term_results import term_result
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.sealing.opened_marks import CountedCell, counted_cells, entries_of
from services.gradebook.store import queries
from services.gradebook.store.models import Journal
from services.gradebook.usecases.journal_policy import journal_policy
from services.gradebook.views.journals import cadets
from services.gradebook.views.results import BROKEN, result_reply


@dataclass(frozen=True)
class CadetStudy:
    """A cadet who is in the group today, the marks of lessons by date, and the risks."""

    cadet: Cadet
    result: Result
    marks: Sequence[LessonMark]
    risks: Sequence[Risk]


@dataclass(frozen=True)
class JournalStudy:
    """What was opened of a journal."""

    policy: Policy
    cadets: Sequence[CadetStudy]

    @property
    def marks(self) -> list[LessonMark]:
        """All marks of lessons."""
        return [mark for each in self.cadets for mark in each.marks]


def journal_study(work: Work, journal: Journal, key: JournalKey | None) -> JournalStudy:
    """The study of those who are in the group today; nothing of it before the journal has a key."""
    today = work.now.date()
    rows = [row for row in cadets(queries.members(work, journal.group_id), today) if _is_there(row, today)]
    version = journal_policy(work, journal.subject_id, journal.term_starts)
    cells = counted_cells(work, journal.id, [row.id for row in rows], key) if key else []
    entries, marks = entries_of(cells), _lesson_marks(cells)
    policy, studies = (version or FIRST).policy, []
    for row in rows:
        found = term_result(policy, entries.get(row.id, ()), work.now) if version else BROKEN
        own = marks.get(row.id, [])
        studies.append(
            CadetStudy(row, result_reply(row.id, found), own, _risks(policy, journal, own, found.controls, today))
        )
    return JournalStudy(policy, studies)


def _risks(
    policy: Policy, journal: Journal, marks: Sequence[LessonMark], controls: Figure | None, today: date
) -> Sequence[Risk]:
    """None of a term that is over: it is too late to act."""
    if not marks or today > journal.term_ends:
        return ()
    return risks(policy, TermSoFar(marks, controls, journal.term_ends), today)


def _is_there(cadet: Cadet, today: date) -> bool:
    return cadet.until is None or cadet.until >= today


def _lesson_marks(cells: Sequence[CountedCell]) -> dict[str, list[LessonMark]]:
    """By cadet, the filled cells of lessons that read, by date."""
    found: dict[str, list[LessonMark]] = {}
    for cell in cells:
        if counts_as(cell.kind) == "current" and cell.value is not None and isinstance(cell.date, date):
            found.setdefault(cell.cadet, []).append(LessonMark(cell.lesson, cell.date, cell.value))
    for marks in found.values():
        marks.sort(key=lambda mark: (mark.date, mark.lesson))
    return found

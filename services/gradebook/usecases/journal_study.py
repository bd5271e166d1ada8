"""Journals' marks as those who lead look at them: by cadet, in the order of the lessons (¶1)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from services.common.storage.tolerant import reads
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import Cadet
from services.gradebook.domain.columns import counts_as
from services.gradebook.domain.figures import Figure
from services.gradebook.domain.policies import FIRST, Policy
from services.gradebook.domain.risks import LessonMark, Risk, TermSoFar, risks, shut_out
from services.gradebook.domain.term_results import TermResult, term_result
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.sealing.opened_marks import CountedCell, counted_cells_of_many, entries_of
from services.gradebook.store import queries
from services.gradebook.store.models import Journal
from services.gradebook.usecases.journal_policy import journal_policy
from services.gradebook.views.journals import cadets
from services.gradebook.views.results import BROKEN

Keys = Mapping[str, JournalKey | None]


@dataclass(frozen=True)
class CadetStudy:
    """A cadet's results, the marks of lessons by date, the risks, and why the examination would be closed."""

    cadet: Cadet
    result: TermResult
    marks: Sequence[LessonMark] = ()
    risks: Sequence[Risk] = ()
    shut_out: Sequence[Risk] = ()


@dataclass(frozen=True)
class JournalStudy:
    """What was opened of a journal; its cadets by the Kazakh alphabet."""

    journal: Journal
    policy: Policy
    cadets: Sequence[CadetStudy]

    @cached_property
    def marks(self) -> list[LessonMark]:
        """All marks of lessons."""
        return [mark for each in self.cadets for mark in each.marks]

    @cached_property
    def points(self) -> list[int]:
        """All points given in lessons."""
        return [mark.value for mark in self.marks if isinstance(mark.value, int)]


def journal_studies(work: Work, journals: Sequence[Journal], keys: Keys, cadet: str = "") -> dict[str, JournalStudy]:
    """By journal, the study of those who are in its group today, or were when its term ended; of one cadet alone
    where one is named, whenever there. Nothing of it before the journal has a key; those without one are left out.
    """
    opened = [each for each in journals if each.id in keys]
    rows = known_cadets(work, {each.group_id for each in opened})
    cells = counted_cells_of_many(work, {each.id: keys[each.id] for each in opened}, cadet)
    return {
        each.id: _study(work, each, cells[each.id], _listed(rows[each.group_id], each, work.now.date(), cadet))
        for each in opened
    }


def lesson_points(work: Work, journals: Sequence[Journal], keys: Keys) -> dict[str, list[int]]:
    """By journal, the points alone that its study would have: without results and risks it takes half as long."""
    opened = [each for each in journals if each.id in keys]
    rows = known_cadets(work, {each.group_id for each in opened})
    cells = counted_cells_of_many(work, {each.id: keys[each.id] for each in opened})
    return {
        each.id: _points(cells[each.id], _listed(rows[each.group_id], each, work.now.date(), "")) for each in opened
    }


def _points(cells: Sequence[CountedCell], rows: Sequence[Cadet]) -> list[int]:
    listed = {row.id for row in rows}
    lessons = (each for each in cells if each.cadet in listed and counts_as(each.kind) == "current")
    return [each.value for each in lessons if isinstance(each.value, int)]


def known_cadets(work: Work, groups: Collection[str]) -> dict[str, Sequence[Cadet]]:
    """By group, all who are or were in it, told apart; read once, however many journals a group has."""
    members = queries.members_of_many(work, groups)
    return {group: cadets(found, work.now.date()) for group, found in members.items()}


def sound_journals(work: Work, journals: Sequence[Journal]) -> list[Journal]:
    """The journals that read; the others are told of."""
    found = []
    for journal in journals:
        if reads(journal):
            found.append(journal)
        else:
            work.damaged("row_unreadable", f"journal/{journal.id}")
    return found


def _listed(rows: Sequence[Cadet], journal: Journal, today: date, cadet: str) -> list[Cadet]:
    if cadet:
        return [row for row in rows if row.id == cadet]
    day = min(today, journal.term_ends)
    return [row for row in rows if row.since <= day and (row.until is None or row.until >= day)]


def _study(work: Work, journal: Journal, cells: Sequence[CountedCell], rows: Sequence[Cadet]) -> JournalStudy:
    version = journal_policy(work, journal.subject_id, journal.term_starts)
    policy = (version or FIRST).policy
    entries, marks = entries_of(cells), _lesson_marks(cells)
    studies = []
    for row in rows:
        found = term_result(policy, entries.get(row.id, ()), work.now) if version else BROKEN
        studies.append(_cadet(policy, journal, CadetStudy(row, found, marks.get(row.id, ())), work.now.date()))
    return JournalStudy(journal, policy, studies)


def _cadet(policy: Policy, journal: Journal, study: CadetStudy, today: date) -> CadetStudy:
    found = _risks(policy, journal, study.marks, study.result.controls, today)
    closed = shut_out(policy, study.result, study.marks, found)
    return CadetStudy(study.cadet, study.result, study.marks, found, closed)


def _risks(
    policy: Policy, journal: Journal, marks: Sequence[LessonMark], controls: Figure | None, today: date
) -> Sequence[Risk]:
    """None of a term that is over: it is too late to act."""
    if not marks or today > journal.term_ends:
        return ()
    return risks(policy, TermSoFar(marks, controls, journal.term_ends), today)


def _lesson_marks(cells: Sequence[CountedCell]) -> dict[str, list[LessonMark]]:
    """By cadet, the filled cells of lessons that read, by date."""
    found: dict[str, list[LessonMark]] = {}
    for cell in cells:
        if counts_as(cell.kind) == "current" and cell.value is not None and isinstance(cell.date, date):
            found.setdefault(cell.cadet, []).append(LessonMark(cell.lesson, cell.date, cell.value))
    for marks in found.values():
        marks.sort(key=lambda mark: (mark.date, mark.lesson))
    return found

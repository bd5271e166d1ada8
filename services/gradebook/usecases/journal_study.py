"""Journals' marks as those who lead look at them: by cadet, in the order of the lessons (¶1)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from services.common.storage.tolerant import reads
from services.common.storage.unit_of_work import Work
from services.common.storage.unreadable import report_unreadable
from services.gradebook.contract import Cadet
from services.gradebook.domain.access import there_on
from services.gradebook.domain.columns import counts_as
from services.gradebook.domain.policies import FIRST, Policy
from services.gradebook.domain.risks import LessonMark, Risk, TermSoFar, risks
from services.gradebook.domain.term_results import TermResult, result_by
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.sealing.opened_marks import CountedCell, counted_cells_of_many, entries_of
from services.gradebook.store import queries
from services.gradebook.store.models import Journal
from services.gradebook.usecases.journal_policy import journal_policy
from services.gradebook.views.journals import cadets

Keys = Mapping[str, JournalKey | None]


@dataclass(frozen=True)
class CadetStudy:
    """A cadet's results, the marks of lessons by date, and the risks."""

    cadet: Cadet
    result: TermResult
    marks: Sequence[LessonMark]
    risks: Sequence[Risk]


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
    found = _opened_cells(work, journals, keys, cadet)
    return {journal.id: _study(work, journal, cells, rows) for journal, cells, rows in found}


def lesson_points(work: Work, journals: Sequence[Journal], keys: Keys) -> dict[str, list[int]]:
    """By journal, the points alone that its study would have: without results and risks it takes half as long."""
    return {journal.id: _points(cells, rows) for journal, cells, rows in _opened_cells(work, journals, keys, "")}


def _opened_cells(
    work: Work, journals: Sequence[Journal], keys: Keys, cadet: str
) -> Iterable[tuple[Journal, Sequence[CountedCell], Sequence[Cadet]]]:
    """Each journal that is in ``keys``, with what counts in its cells and whom it lists; a group is read once."""
    opened, today = [each for each in journals if each.id in keys], work.now.date()
    members = queries.members_of_many(work, {each.group_id for each in opened})
    known = {group: (cadets(found, today), queries.spans_by_cadet(found)) for group, found in members.items()}
    cells = counted_cells_of_many(work, {each.id: keys[each.id] for each in opened}, cadet)
    for each in opened:
        rows, spans = known[each.group_id]
        listed = [cadet] if cadet else there_on(spans, min(today, each.term_ends))
        yield each, cells[each.id], [row for row in rows if row.id in listed]


def _points(cells: Sequence[CountedCell], rows: Sequence[Cadet]) -> list[int]:
    listed = {row.id for row in rows}
    lessons = (each for each in cells if each.cadet in listed and counts_as(each.kind) == "current")
    return [each.value for each in lessons if isinstance(each.value, int)]


def sound_journals(work: Work, journals: Sequence[Journal]) -> list[Journal]:
    """The journals that read; the others are told of."""
    found = []
    for journal in journals:
        if reads(journal):
            found.append(journal)
        else:
            report_unreadable(work, "journal")(journal)
    return found


def _study(work: Work, journal: Journal, cells: Sequence[CountedCell], rows: Sequence[Cadet]) -> JournalStudy:
    version = journal_policy(work, journal.subject_id, journal.term_starts)
    policy, today = (version or FIRST).policy, work.now.date()
    entries, marks = entries_of(cells), _lesson_marks(cells)
    studies = []
    for row in rows:
        result, own = result_by(version, entries.get(row.id, ()), work.now), marks.get(row.id, ())
        found = risks(policy, result, TermSoFar(own, result.controls, journal.term_ends), today)
        studies.append(CadetStudy(row, result, own, found))
    return JournalStudy(journal, policy, studies)


def _lesson_marks(cells: Sequence[CountedCell]) -> dict[str, list[LessonMark]]:
    """By cadet, the filled cells of lessons that read, by date."""
    found: dict[str, list[LessonMark]] = {}
    for cell in cells:
        if counts_as(cell.kind) == "current" and cell.value is not None and isinstance(cell.date, date):
            found.setdefault(cell.cadet, []).append(LessonMark(cell.lesson, cell.date, cell.value))
    for marks in found.values():
        marks.sort(key=lambda mark: (mark.date, mark.lesson))
    return found

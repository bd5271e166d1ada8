"""The lesson or cell that a change after the window is about, and what is known of it."""

from dataclasses import dataclass

from services.common.regulation.spans import Span
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import Kind
from services.gradebook.domain.changes import ChangeFacts
from services.gradebook.domain.examiners import Standing, needs_admission
from services.gradebook.domain.lessons import expected_entries
from services.gradebook.domain.results import Found, counting
from services.gradebook.sealing import opened_marks
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.store import marks, permissions, queries
from services.gradebook.store.models import Journal, Lesson
from services.gradebook.usecases.admission import standings
from services.gradebook.usecases.journal_access import entering_spans
from services.gradebook.usecases.journal_policy import journal_policy


@dataclass(frozen=True)
class ChangeTarget:
    """A lesson of a journal, and one of its cells where a cadet is named; ``version`` is the cell's, 0 when empty.

    ``counts`` is the last make-up's value, whose number is ``make_up``, else the cell's own (¶19).
    """

    journal: Journal
    lesson: Lesson | None
    cadet: str | None
    key: JournalKey | None
    version: int
    make_up: int
    counts: Found

    def facts(self, work: Work) -> ChangeFacts:
        """What the rules need to know for the caller."""
        lesson, session = self.lesson, work.session
        kind: Kind = lesson.kind if lesson else "lecture"
        spans = queries.group_spans(session, [self.journal.group_id]).get(self.journal.group_id, {})
        return ChangeFacts(
            lesson_date=lesson.date if lesson else None,
            removed=lesson is not None and lesson.removed,
            teaches=entering_spans(work, self.journal.id, kind),
            oversees=work.principal.has("methodist", self.journal.faculty_id),
            memberships=spans.get(self.cadet or "", ()),
            make_up=self.make_up,
            counts=self.counts,
            missing=_missing(work, lesson, spans) if lesson else 0,
            opened=bool(lesson and permissions.late_entries(session, [lesson.id], work.principal.person, work.now)),
            kind=kind,
            standing=self._standing(work),
        )

    def _standing(self, work: Work) -> Standing | None:
        """How the cadet comes to the examination; None where the question does not arise."""
        lesson, journal = self.lesson, self.journal
        if lesson is None or self.cadet is None or self.key is None or not needs_admission(lesson.kind):
            return None
        cell = (lesson.id, self.cadet)
        version = journal_policy(work, journal.subject_id, journal.term_starts)
        return standings(work, journal.id, version, self.key, {cell: (lesson.kind, lesson.date)}).get(cell)


def change_target(
    work: Work, journal: Journal, lesson_id: str, cadet: str | None, key: JournalKey | None
) -> ChangeTarget:
    """The lesson or the cell; ``lesson`` is None where the journal has no such lesson."""
    lesson = work.session.get(Lesson, lesson_id)
    if lesson is None or lesson.journal != journal.id:
        return ChangeTarget(journal, None, cadet, key, 0, 0, None)
    stored = marks.stored_cells(work.session, [(lesson_id, cadet)]).get((lesson_id, cadet)) if cadet else None
    made_up = marks.last_make_up(work.session, lesson_id, cadet) if cadet else None
    mark = counting(stored, made_up)
    counts = opened_marks.opened_mark(work, mark, key) if mark and key else None
    number = made_up.number if made_up else 0
    return ChangeTarget(journal, lesson, cadet, key, stored.version if stored else 0, number, counts)


def _missing(work: Work, lesson: Lesson, spans: dict[str, list[Span]]) -> int:
    """How many of those who were in the group on the day have an empty cell (¶15)."""
    filled = queries.filled_counts(work.session, [lesson.id]).get(lesson.id, 0)
    return expected_entries(spans.values(), lesson.date) - filled

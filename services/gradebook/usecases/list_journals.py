"""The journals that the caller works with, and what is due in them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from services.common.regulation.deadlines import TWO_WEEKS, closes_at, is_open
from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.common.storage.unreadable import report_unreadable
from services.common.text.kazakh import kazakh_order
from services.gradebook.contract import JournalRow, Journals, LessonDue, ListJournals, Someone
from services.gradebook.domain.columns import is_examined
from services.gradebook.domain.lessons import expected_entries
from services.gradebook.store import examiners, permissions, queries
from services.gradebook.store.models import Journal, Lesson
from services.gradebook.usecases.journal_access import oversees
from services.gradebook.views import displayed_names
from services.gradebook.views.journals import faculty_of, group_of, subject_of, term_span


def list_journals(work: Work, request: ListJournals) -> Journals:
    """What one teaches, examines or enters late, a faculty's for its officers, all for IT and moderators (¶3, ¶7)."""
    taught, examined = _taught(work), _examined(work)
    own = taught | examined | _permitted(work)
    journals = _visible(work, request.term, own)
    ids = [journal.id for journal in journals]
    due = _Due(work, journals, own, taught, examined)
    counts = queries.lesson_counts(work.session, ids)
    teachers = displayed_names.displayed_teachers(work.session, ids)

    def row(each: Journal) -> JournalRow:
        return _row(each, teachers.get(each.id, []), counts.get(each.id, 0), due.of(each), mine=each.id in own)

    rows = sound(journals, row, report_unreadable(work, "journal"))
    return Journals(journals=tuple(sorted(rows, key=_place)), now=work.now)


def _place(row: JournalRow) -> tuple[Any, ...]:
    """By subject and group; of several terms the newest first."""
    return kazakh_order(row.subject.name), kazakh_order(row.group.name), -row.term.starts.toordinal()


def visible_journals(work: Work, term: str) -> Sequence[Journal]:
    """The journals that the caller sees, of one term, where it is named."""
    return _visible(work, term, _own(work))


def read_journals(work: Work) -> Sequence[Journal]:
    """The journals whose marks the caller may read: what one enters, and a faculty's (¶3, ¶5)."""
    faculties = work.principal.faculties("methodist") | work.principal.faculties("faculty_head")
    return queries.listed_journals(work.session, "", (_own(work), faculties))


def _own(work: Work) -> set[str]:
    """The journals in which the caller enters: in turn, at examinations, or late (¶3, ¶4)."""
    return _taught(work) | _examined(work) | _permitted(work)


def _taught(work: Work) -> set[str]:
    """The journals that the caller teaches or substitutes in; none without the role teacher (¶3, ¶21)."""
    if not work.principal.has("teacher"):
        return set()
    assigned = queries.assigned_journals(work.session, work.principal.person)
    substituted = permissions.substituted_journals(work.session, work.principal.person, work.now.date())
    return {*assigned, *substituted}


def _examined(work: Work) -> set[str]:
    """The journals whose group the caller examines; none without the role teacher (¶3)."""
    return examiners.examined_journals(work.session, work.principal.person) if work.principal.has("teacher") else set()


def _permitted(work: Work) -> set[str]:
    """The journals of which a warrant opens something to the caller still; none without the role teacher (¶4, ¶19)."""
    if not work.principal.has("teacher"):
        return set()
    return permissions.permitted_journals(work.session, work.principal.person, work.now)


def _visible(work: Work, term: str, own: Collection[str]) -> Sequence[Journal]:
    if oversees(work):
        return queries.listed_journals(work.session, term, None)
    faculties = work.principal.faculties("methodist") | work.principal.faculties("faculty_head")
    return queries.listed_journals(work.session, term, (own, faculties))


def _row(
    journal: Journal, teachers: Sequence[Someone], lessons: int, due: tuple[LessonDue, ...], *, mine: bool
) -> JournalRow:
    return JournalRow(
        id=journal.id,
        group=group_of(journal),
        subject=subject_of(journal),
        term=term_span(journal),
        faculty=faculty_of(journal),
        teachers=tuple(teachers),
        lessons=lessons,
        due=due,
        mine=mine,
    )


class _Due:
    """The lessons that are open, or were closed lately with empty cells; five queries for all journals.

    A lesson that a late entry has opened is open: in the caller's own journals only if it was opened to the caller.
    """

    def __init__(
        self,
        work: Work,
        journals: Sequence[Journal],
        own: Collection[str],
        taught: Collection[str],
        examined: Collection[str],
    ) -> None:
        self._now, self._caller, self._own = work.now, work.principal.person, own
        self._taught, self._examined = taught, examined
        ids = [journal.id for journal in journals]
        lessons = queries.recent_lessons(work.session, ids, work.now.date() - TWO_WEEKS)
        self._filled = queries.filled_counts(work.session, [lesson.id for lesson in lessons])
        self._lessons: dict[str, list[Lesson]] = {}
        for lesson in lessons:
            self._lessons.setdefault(lesson.journal, []).append(lesson)
        closed = [lesson.id for lesson in lessons if not is_open(lesson.date, self._now)]
        self._openings = permissions.openings(work.session, closed, self._now)
        groups = {journal.group_id for journal in journals if journal.id in self._lessons}
        self._spans = queries.group_spans(work.session, groups)

    def of(self, journal: Journal) -> tuple[LessonDue, ...]:
        """What is due in one journal, by date."""
        lessons = [each for each in self._lessons.get(journal.id, []) if self._is_due(each)]
        rows = [self._row(lesson, journal.group_id) for lesson in lessons]
        return tuple(row for row in rows if row.state == "open" or row.filled < row.expected)

    def _is_due(self, lesson: Lesson) -> bool:
        """In a journal of the caller's own only what the caller enters: in its turn, or late (¶3, ¶4)."""
        entered = self._examined if is_examined(lesson.kind) else self._taught
        is_own = lesson.journal in self._own
        return not is_own or lesson.journal in entered or self._opened_until(lesson) is not None

    def _opened_until(self, lesson: Lesson) -> datetime | None:
        mine = lesson.journal in self._own
        fitting = (until for who, until in self._openings.get(lesson.id, ()) if who == self._caller or not mine)
        return next(fitting, None)

    def _row(self, lesson: Lesson, group: str) -> LessonDue:
        until = self._opened_until(lesson)
        return LessonDue(
            id=lesson.id,
            date=lesson.date,
            kind=lesson.kind,
            topic=lesson.topic,
            closes_at=until.astimezone(self._now.tzinfo) if until else closes_at(lesson.date, self._now.tzinfo),
            state="open" if until or is_open(lesson.date, self._now) else "closed",
            filled=self._filled.get(lesson.id, 0),
            expected=expected_entries(self._spans.get(group, {}).values(), lesson.date),
        )

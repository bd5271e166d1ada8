"""What can be said of one cadet in several journals; for whoever may see them (¶1)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.common.regulation.spans import Span
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import JournalRisks, Someone, StudyInJournal
from services.gradebook.domain.access import covers
from services.gradebook.domain.columns import is_examined
from services.gradebook.domain.policies import Policy
from services.gradebook.domain.risks import LessonMark
from services.gradebook.domain.term_results import is_barred
from services.gradebook.store import marks
from services.gradebook.store.models import Journal, Member
from services.gradebook.usecases.journal_study import CadetStudy, JournalStudy, Keys, journal_studies
from services.gradebook.views import displayed_names
from services.gradebook.views.insights import letter_so_far, risk_found, weeks_of_cadet
from services.gradebook.views.journals import group_of, subject_of
from services.gradebook.views.results import result_reply


@dataclass(frozen=True)
class CadetStudies:
    """``opened``: by journal, what its key has opened; ``lessons`` and ``filled`` are told without any (¶5)."""

    opened: Mapping[str, JournalStudy]
    teachers: Mapping[str, Sequence[Someone]]
    lessons: Mapping[str, Sequence[str]]
    filled: set[str]

    def marks(self, journals: Sequence[Journal]) -> list[LessonMark]:
        """The marks of lessons in some journals together."""
        return [mark for each in journals if each.id in self.opened for mark in self.opened[each.id].marks]

    def in_journal(self, journal: Journal) -> StudyInJournal:
        """The counts of one journal, and the figures where they are open."""
        lessons = self.lessons.get(journal.id, ())
        counts = StudyInJournal(
            journal=journal.id,
            group=group_of(journal),
            subject=subject_of(journal),
            teachers=tuple(self.teachers.get(journal.id, ())),
            lessons=len(lessons),
            filled=len(self.filled.intersection(lessons)),
        )
        study = self.opened.get(journal.id)
        return _with_figures(counts, study.policy, study.cadets[0]) if study and study.cadets else counts

    def risks(self, journals: Sequence[Journal]) -> Iterable[JournalRisks]:
        """Where the cadet falls behind in some journals, and why."""
        for each in journals:
            study = self.opened.get(each.id)
            found = tuple(risk_found(risk) for own in (study.cadets if study else ()) for risk in own.risks)
            if found:
                yield JournalRisks(journal=each.id, subject=subject_of(each), risks=found)


def cadet_studies(
    work: Work, cadet: str, journals: Sequence[Journal], keys: Keys, stays: Sequence[Member]
) -> CadetStudies:
    """The cadet's study in the journals, figures of those whose keys are given."""
    ids = [each.id for each in journals]
    lessons = _lessons(work, journals, stays)
    filled = marks.filled_lessons(work.session, [each for found in lessons.values() for each in found], cadet)
    teachers = displayed_names.displayed_teachers(work.session, ids)
    return CadetStudies(journal_studies(work, journals, keys, cadet), teachers, lessons, filled)


def _lessons(work: Work, journals: Sequence[Journal], stays: Sequence[Member]) -> dict[str, list[str]]:
    """By journal, the lessons and controls of days on which the cadet was in its group (¶15)."""
    groups = {each.id: each.group_id for each in journals}
    found: dict[str, list[str]] = {}
    for row in marks.columns(work.session, groups):
        spans = [Span(each.since, each.until) for each in stays if each.group_id == groups[row.journal]]
        if isinstance(row.date, date) and not is_examined(row.kind) and covers(spans, row.date):
            found.setdefault(row.journal, []).append(row.id)
    return found


def _with_figures(counts: StudyInJournal, policy: Policy, own: CadetStudy) -> StudyInJournal:
    final = own.result.final
    return replace(
        counts,
        pass_mark=policy.pass_mark,
        result=result_reply(own.cadet.id, own.result),
        letter=final.band.letter if final else letter_so_far(policy, own.result),
        barred=is_barred(own.result),
        missed=Counter(mark.value for mark in own.marks if isinstance(mark.value, str)),
        weeks=weeks_of_cadet(own.marks),
    )

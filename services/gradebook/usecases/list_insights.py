"""The caller's journals of a term side by side: where study goes wrong (¶1)."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from services.common.storage.unit_of_work import Work
from services.common.text.kazakh import kazakh_order
from services.gradebook.contract import InsightsList, JournalInsight, ListInsights, Named, ShutOut, Someone
from services.gradebook.domain.figures import mean, median
from services.gradebook.domain.policies import Policy
from services.gradebook.domain.risks import shut_out
from services.gradebook.domain.term_results import is_barred
from services.gradebook.domain.terms import present_term
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.store.models import Journal
from services.gradebook.usecases.journal_study import JournalStudy, journal_studies, lesson_points, sound_journals
from services.gradebook.usecases.list_journals import read_journals
from services.gradebook.usecases.term_trends import former_journals, subject_trends
from services.gradebook.views import displayed_names
from services.gradebook.views.insights import risk_found, weeks_of_cadet, written
from services.gradebook.views.journals import faculty_of, group_of, subject_of, terms_of
from services.gradebook.views.results import printed

HUNDRED = 100


def list_insights(work: Work, request: ListInsights, keys: CallerKeys) -> InsightsList:
    """A teacher's own journals, a faculty's for its methodists and head; nobody else reads marks (¶3, ¶5)."""
    readable = sound_journals(work, read_journals(work))
    terms = terms_of(readable)
    term = next((each for each in terms if each.id == request.term), None) or present_term(terms, work.now.date())
    chosen = sorted((each for each in readable if term and each.term_id == term.id), key=_place)
    former = former_journals(readable, chosen)
    studies = journal_studies(work, chosen, keys.of_many(work, chosen))
    points = lesson_points(work, former, keys.of_many(work, former))
    points |= {journal: study.points for journal, study in studies.items()}
    teachers = displayed_names.displayed_teachers(work.session, [each.id for each in chosen])
    return InsightsList(
        term=term,
        terms=terms,
        journals=tuple(_insight(each, teachers.get(each.id, []), studies.get(each.id)) for each in chosen),
        shut_out=tuple(_shut_out(studies[each.id] for each in chosen if each.id in studies)),
        trends=tuple(subject_trends(chosen, former, points)),
        now=work.now,
    )


def _place(journal: Journal) -> tuple[object, ...]:
    return kazakh_order(journal.subject_name), kazakh_order(journal.group_name)


def _shut_out(studies: Iterable[JournalStudy]) -> Iterable[ShutOut]:
    """Everybody whom the gate would keep from an examination, journal by journal."""
    for study in studies:
        for each in study.cadets:
            if why := shut_out(study.policy, each.risks):
                yield ShutOut(
                    cadet=Named(id=each.cadet.id, name=each.cadet.name),
                    journal=study.journal.id,
                    group=group_of(study.journal),
                    subject=subject_of(study.journal),
                    rating=printed(each.result.rating),
                    reasons=tuple(risk_found(risk) for risk in why),
                )


def _insight(journal: Journal, teachers: Sequence[Someone], study: JournalStudy | None) -> JournalInsight:
    cadets, points = (study.cadets, study.points) if study else ((), ())
    ratings = [each.result.rating.exact for each in cadets if each.result.rating]
    return JournalInsight(
        id=journal.id,
        group=group_of(journal),
        subject=subject_of(journal),
        faculty=faculty_of(journal),
        teachers=tuple(teachers),
        given=len(points),
        mean=written(mean(points)),
        rating=written(median(ratings)),
        pass_mark=study.policy.pass_mark if study else None,
        unsatisfactory=written(_failed(study.policy, points)) if study else None,
        not_admitted=sum(is_barred(each.result) for each in cadets),
        at_risk=sum(bool(each.risks) for each in cadets),
        weeks=weeks_of_cadet(study.marks) if study else (),
        closed=study is None,
    )


def _failed(policy: Policy, points: Sequence[int]) -> Fraction | None:
    """The share of unsatisfactory points, in hundredths."""
    failed = sum(each < policy.pass_mark for each in points)
    return Fraction(HUNDRED * failed, len(points)) if points else None

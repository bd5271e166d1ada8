"""The caller's journals of a term side by side: where study goes wrong (¶1)."""

from collections.abc import Sequence
from fractions import Fraction

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.common.text.kazakh import kazakh_order
from services.gradebook.contract import InsightsList, JournalInsight, ListInsights, Named, Someone, TermSpan
from services.gradebook.domain.figures import mean
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.store.models import Journal
from services.gradebook.usecases.journal_study import JournalStudy, journal_study
from services.gradebook.usecases.list_journals import read_journals
from services.gradebook.views import displayed_names
from services.gradebook.views.insights import weeks_of_cadet, written
from services.gradebook.views.journals import term_span

HUNDRED = 100


def list_insights(work: Work, request: ListInsights, keys: CallerKeys) -> InsightsList:
    """A teacher's own journals, a faculty's for its methodists and head; nobody else reads marks (¶3, ¶5)."""
    readable = read_journals(work)
    terms = _terms(readable)
    term = next((each for each in terms if each.id == request.term), None) or _present(work, terms)
    chosen = [each for each in readable if term and each.term_id == term.id]
    teachers = displayed_names.displayed_teachers(work.session, [each.id for each in chosen])
    rows = [_row(work, each, teachers.get(each.id, []), keys) for each in chosen]
    rows.sort(key=lambda row: (kazakh_order(row.subject.name), kazakh_order(row.group.name)))
    return InsightsList(term=term, terms=terms, journals=tuple(rows), now=work.now)


def _terms(journals: Sequence[Journal]) -> tuple[TermSpan, ...]:
    found = {each.term_id: term_span(each) for each in journals}
    return tuple(sorted(found.values(), key=lambda term: term.starts, reverse=True))


def _present(work: Work, terms: Sequence[TermSpan]) -> TermSpan | None:
    """The term of today, else the last one that has begun."""
    begun = [term for term in terms if term.starts <= work.now.date()]
    return begun[0] if begun else next(iter(terms), None)


def _row(work: Work, journal: Journal, teachers: Sequence[Someone], keys: CallerKeys) -> JournalInsight:
    try:
        study = journal_study(work, journal, keys.of(work, journal))
    except Refused:
        study = None
    return _insight(journal, teachers, study)


def _insight(journal: Journal, teachers: Sequence[Someone], study: JournalStudy | None) -> JournalInsight:
    marks, cadets = (study.marks, study.cadets) if study else ([], [])
    points = [Fraction(mark.value) for mark in marks if isinstance(mark.value, int)]
    failed = sum(each < study.policy.pass_mark for each in points) if study else 0
    return JournalInsight(
        id=journal.id,
        group=Named(id=journal.group_id, name=journal.group_name),
        subject=Named(id=journal.subject_id, name=journal.subject_name),
        faculty=Named(id=journal.faculty_id, name=journal.faculty_name),
        teachers=tuple(teachers),
        given=len(points),
        mean=written(mean(points)),
        unsatisfactory=written(Fraction(HUNDRED * failed, len(points))) if points else None,
        not_admitted=sum(each.result.rating is not None and not each.result.admitted for each in cadets),
        at_risk=sum(bool(each.risks) for each in cadets),
        weeks=weeks_of_cadet(marks),
        closed=study is None,
    )

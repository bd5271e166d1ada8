"""Ask that a colleague enters what an absent teacher cannot (¶21)."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.common.errors import Refused
from services.common.work import Work
from services.corrections import contract
from services.corrections.contract import RequestSubstitution
from services.corrections.domain.cases import UNFINISHED
from services.corrections.domain.discrepancies import Span
from services.corrections.domain.substitutions import JournalFacts, SubstitutionFacts, request_refusal
from services.corrections.models import Case, Journal, Person, Substitution, SubstitutionJournal
from services.corrections.reach import assigned_spans, journal_of
from services.corrections.usecases.file_report import blank_case, open_case
from services.corrections.views import case_reply


def request_substitution(work: Work, request: RequestSubstitution) -> contract.Case:
    """File the request; the head grants it. Two for one journal do not meet: the journals are locked."""
    journals = [_locked(work, each) for each in sorted(set(request.journals))]
    refusal = request_refusal(request.since, request.until, request.text, _facts(work, request, journals), work.now)
    if refusal:
        raise Refused(refusal)
    case = blank_case(work, "substitution", journals[0].faculty_id, journals[0].faculty_name)
    case.text, case.words = request.text.strip(), _words(work.session, request, journals)
    open_case(work, case, request.text)
    _write_terms(work, request, case, journals)
    return case_reply(work, case)


def _locked(work: Work, journal_id: str) -> Journal:
    work.session.execute(select(Journal.id).where(Journal.id == journal_id).with_for_update())
    return journal_of(work, journal_id)


def _facts(work: Work, request: RequestSubstitution, journals: Sequence[Journal]) -> SubstitutionFacts:
    faculty = journals[0].faculty_id if journals else ""
    substitute = work.session.get(Person, request.substitute)
    is_teacher = substitute is not None and substitute.active and _teaches_somewhere(substitute)
    return SubstitutionFacts(
        may_ask=bool(journals)
        and (work.principal.has("methodist", faculty) or work.principal.has("teacher", faculty)),
        substitute_is_teacher=is_teacher,
        same_person=request.absent == request.substitute,
        journals=[_journal_facts(work, request, each, faculty) for each in journals],
    )


def _teaches_somewhere(person: Person) -> bool:
    return any(held["role"] == "teacher" for held in person.roles)


def _journal_facts(work: Work, request: RequestSubstitution, journal: Journal, faculty: str) -> JournalFacts:
    return JournalFacts(
        of_faculty=journal.faculty_id == faculty,
        absent_teaches=assigned_spans(journal, request.absent),
        substitute_teaches=assigned_spans(journal, request.substitute),
        others=_others(work.session, journal.id),
    )


def _others(session: Session, journal: str) -> list[Span]:
    """When somebody stands in for the journal's teacher already, or is asked to."""
    wanted = (
        select(Substitution.since, Substitution.until)
        .join(SubstitutionJournal, SubstitutionJournal.case == Substitution.case)
        .join(Case, Case.id == Substitution.case)
        .where(SubstitutionJournal.journal == journal, Substitution.revoked_at.is_(None))
        .where(Case.state.in_((*UNFINISHED, "applied")))
    )
    return [Span(row.since, row.until + timedelta(days=1)) for row in session.execute(wanted)]


def _write_terms(work: Work, request: RequestSubstitution, case: Case, journals: Sequence[Journal]) -> None:
    terms = Substitution(
        case=case.id,
        absent=request.absent,
        absent_name=_name(work.session, request.absent),
        substitute=request.substitute,
        substitute_name=_name(work.session, request.substitute),
        since=request.since,
        until=request.until,
    )
    work.session.add(terms)
    work.session.flush()
    work.session.add_all(SubstitutionJournal(case=case.id, journal=journal.id) for journal in journals)


def _name(session: Session, person: str) -> str:
    found = session.get(Person, person)
    return found.name if found else ""


def _words(session: Session, request: RequestSubstitution, journals: Sequence[Journal]) -> str:
    people = f"{_name(session, request.absent)} {_name(session, request.substitute)}"
    return " ".join((people, *(f"{each.group_name} {each.subject_name}" for each in journals))).casefold()

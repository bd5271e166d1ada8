"""A substitution's terms: what is known before they are asked for, and keeping them (¶21)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.common.regulation.spans import Span
from services.common.storage.unit_of_work import Work
from services.common.text.names import Called
from services.corrections.domain.cases import UNFINISHED
from services.corrections.domain.substitutions import JournalFacts, SubstitutionFacts
from services.corrections.models import Case, Journal, Person, Substitution, SubstitutionJournal
from services.corrections.reach import assigned_spans, journal_of
from services.corrections.refusals import Reasons


@dataclass(frozen=True)
class Wanted:
    """Who is to stand in for whom, where and when; both days included."""

    absent: str
    substitute: str
    journals: Sequence[str]
    since: date
    until: date


def locked_journals(work: Work, wanted: Wanted) -> list[Journal]:
    """The journals, kept from other requests until the transaction ends. Raises ``Refused``."""
    return [_locked(work, each) for each in sorted(set(wanted.journals))]


def substitution_facts(
    work: Work, wanted: Wanted, journals: Sequence[Journal], faculty: str, case: str = ""
) -> SubstitutionFacts:
    """What the rule wants to know; ``case`` is the one that is amended, which is in nobody's way."""
    substitute = work.session.get(Person, wanted.substitute)
    is_teacher = substitute is not None and substitute.active and _teaches_somewhere(substitute)
    return SubstitutionFacts(
        may_ask=bool(journals)
        and (work.principal.has("methodist", faculty) or work.principal.has("teacher", faculty)),
        substitute_is_teacher=is_teacher,
        same_person=wanted.absent == wanted.substitute,
        journals=[_journal_facts(work, wanted, each, faculty, case) for each in journals],
    )


def write_terms(work: Work, case: Case, wanted: Wanted, journals: Sequence[Journal]) -> None:
    """Keep them with the case, in the place of former ones, and have the case found by them."""
    people = _known(work.session, wanted.absent), _known(work.session, wanted.substitute)
    work.session.execute(delete(SubstitutionJournal).where(SubstitutionJournal.case == case.id))
    terms = Substitution(
        case=case.id,
        absent=wanted.absent,
        absent_name=people[0].short,
        substitute=wanted.substitute,
        substitute_name=people[1].short,
        since=wanted.since,
        until=wanted.until,
    )
    work.session.merge(terms)
    work.session.flush()
    work.session.add_all(SubstitutionJournal(case=case.id, journal=journal.id) for journal in journals)
    work.session.flush()
    places = (f"{each.group_name} {each.subject_name}" for each in journals)
    names = (name for each in people for name in (each.short, each.full))
    case.words = " ".join(filter(None, (case.number, *names, *places))).casefold()


def _locked(work: Work, journal_id: str) -> Journal:
    work.session.execute(select(Journal.id).where(Journal.id == journal_id).with_for_update())
    return journal_of(work, journal_id, Reasons.not_your_faculty)


def _teaches_somewhere(person: Person) -> bool:
    return any(held["role"] == "teacher" for held in person.roles)


def _journal_facts(work: Work, wanted: Wanted, journal: Journal, faculty: str, case: str) -> JournalFacts:
    return JournalFacts(
        of_faculty=journal.faculty_id == faculty,
        absent_teaches=assigned_spans(journal, wanted.absent),
        substitute_teaches=assigned_spans(journal, wanted.substitute),
        others=_others(work.session, journal.id, wanted.absent, case),
    )


def _others(session: Session, journal: str, absent: str, but: str) -> list[Span]:
    """When somebody stands in there for the same teacher already, or is asked to; two teachers may be away at once."""
    wanted = (
        select(Substitution.since, Substitution.until)
        .join(SubstitutionJournal, SubstitutionJournal.case == Substitution.case)
        .join(Case, Case.id == Substitution.case)
        .where(SubstitutionJournal.journal == journal, Substitution.absent == absent)
        .where(Substitution.revoked_at.is_(None), Case.id != but)
        .where(Case.state.in_((*UNFINISHED, "applied")))
    )
    return [Span(row.since, row.until + timedelta(days=1)) for row in session.execute(wanted)]


def _known(session: Session, person: str) -> Called:
    found = session.get(Person, person)
    return Called(found.name, found.full_name) if found else Called("")

"""A requested substitution: what the rules need to know of it, and writing it (¶21)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.common.storage.unit_of_work import Work
from services.common.text.names import Called
from services.corrections.domain.substitutions import JournalFacts, SubstitutionFacts
from services.corrections.refusals import Reasons
from services.corrections.store.models import Case, Journal, Person, Substitution
from services.corrections.store.substitutions import lock_journal, other_spans, replace_substitution
from services.corrections.usecases.journal_access import assigned_spans, required_journal


@dataclass(frozen=True)
class RequestedSubstitution:
    """Who is to stand in for whom, where and when; both days included."""

    absent: str
    substitute: str
    journals: Sequence[str]
    since: date
    until: date


def locked_journals(work: Work, wanted: RequestedSubstitution) -> list[Journal]:
    """The journals, kept from other requests until the transaction ends. Raises ``Refused``."""
    return [_locked(work, each) for each in sorted(set(wanted.journals))]


def substitution_facts(
    work: Work, wanted: RequestedSubstitution, journals: Sequence[Journal], faculty: str, case: str = ""
) -> SubstitutionFacts:
    """What the rule needs to know; ``case`` is the one that is amended, which does not overlap with itself."""
    substitute = work.session.get(Person, wanted.substitute)
    is_teacher = substitute is not None and substitute.active and _teaches_somewhere(substitute)
    return SubstitutionFacts(
        may_ask=bool(journals)
        and (work.principal.has("methodist", faculty) or work.principal.has("teacher", faculty)),
        substitute_is_teacher=is_teacher,
        same_person=wanted.absent == wanted.substitute,
        journals=[_journal_facts(work, wanted, each, faculty, case) for each in journals],
    )


def write_substitution(work: Work, case: Case, wanted: RequestedSubstitution, journals: Sequence[Journal]) -> None:
    """Write the substitution with its case instead of the former one, and have the case found by its names."""
    people = _known(work.session, wanted.absent), _known(work.session, wanted.substitute)
    terms = Substitution(
        case=case.id,
        absent=wanted.absent,
        absent_name=people[0].short,
        substitute=wanted.substitute,
        substitute_name=people[1].short,
        since=wanted.since,
        until=wanted.until,
    )
    replace_substitution(work.session, terms, journals)
    groups = (f"{each.group_name} {each.subject_name}" for each in journals)
    names = (name for each in people for name in (each.short, each.full))
    case.words = " ".join(filter(None, (case.number, *names, *groups))).casefold()


def _locked(work: Work, journal_id: str) -> Journal:
    lock_journal(work.session, journal_id)
    return required_journal(work, journal_id, Reasons.not_your_faculty, "¶21")


def _teaches_somewhere(person: Person) -> bool:
    return any(held["role"] == "teacher" for held in person.roles)


def _journal_facts(
    work: Work, wanted: RequestedSubstitution, journal: Journal, faculty: str, case: str
) -> JournalFacts:
    return JournalFacts(
        of_faculty=journal.faculty_id == faculty,
        absent_teaches=assigned_spans(journal, wanted.absent),
        substitute_teaches=assigned_spans(journal, wanted.substitute),
        others=other_spans(work.session, journal.id, wanted.absent, case),
    )


def _known(session: Session, person: str) -> Called:
    found = session.get(Person, person)
    return Called(found.name, found.full_name) if found else Called("")

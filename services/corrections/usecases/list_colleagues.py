"""Who can be named in a substitution (¶21)."""

from collections.abc import Sequence

from services.common.storage.people import People
from services.common.storage.tolerant import UNREADABLE
from services.common.storage.unit_of_work import Work
from services.common.storage.unreadable import report_unreadable
from services.common.text.kazakh import kazakh_order
from services.corrections.contract import Colleague, Colleagues, ListColleagues, Named
from services.corrections.domain.substitutions import is_offered
from services.corrections.store import queries
from services.corrections.store.models import Journal, Person
from services.corrections.usecases.journal_access import assigned_spans


def list_colleagues(work: Work, request: ListColleagues) -> Colleagues:
    """The teachers of the caller's faculties, with their journals there of terms that are not over."""
    del request
    faculties = work.principal.faculties("methodist") | work.principal.faculties("teacher")
    people = [person for person in queries.active_people(work.session) if _in(person, faculties)]
    journals = [each for each in queries.journals_of(work.session, faculties) if _is_offered(work, each)]
    told = People(work.session, Person)
    told.read(each.name for each in people)
    found = [Colleague(**told.named(each.id, each.name), journals=_journals(each.id, journals)) for each in people]
    return Colleagues(colleagues=tuple(sorted(found, key=lambda each: kazakh_order(each.full_name or each.name))))


def _is_offered(work: Work, journal: Journal) -> bool:
    if journal.term_ends is UNREADABLE:
        report_unreadable(work, "journal")(journal)
        return False
    return is_offered(journal.term_ends, work.now)


def _in(person: Person, faculties: frozenset[str]) -> bool:
    return any(held["role"] == "teacher" and held["faculty"] in faculties for held in person.roles)


def _journals(person: str, journals: Sequence[Journal]) -> tuple[Named, ...]:
    taught = [journal for journal in journals if assigned_spans(journal, person)]
    named = [Named(id=each.id, name=f"{each.subject_name} · {each.group_name}") for each in taught]
    return tuple(sorted(named, key=lambda each: kazakh_order(each.name)))

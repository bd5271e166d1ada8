"""What corrections takes in by event: what others own, each event a whole state, and answers to warrants."""

from services.auth.contract import PERSON_REGISTERED, PersonState
from services.common.delivery.inbox import Handler
from services.common.messaging.wire import encode
from services.common.security.tokens import plain_roles
from services.common.storage.unit_of_work import Work
from services.common.text.looks import look
from services.common.text.names import called
from services.corrections.store.local_copies import replace_examiners, replace_members
from services.corrections.store.models import Journal, Lesson, Person
from services.corrections.store.name_backfill import complete_cadets, complete_person
from services.corrections.usecases.warrant_outcomes import take_in_outcome, take_in_put_aside
from services.gradebook.contract import (
    EXAMINERS_NAMED,
    LESSON_HELD,
    WARRANT_PUT_ASIDE,
    WARRANT_SETTLED,
    ExaminersNamed,
    LessonState,
    WarrantPutAside,
    WarrantSettled,
)
from services.roster.contract import GROUP_COMPOSED, JOURNAL_ASSIGNED, GroupState, JournalState


def take_in_group(work: Work, state: GroupState) -> None:
    """Replace the group's members, past ones included. Cases are found by their full names from then on."""
    replace_members(work.session, state.id, state.members)
    complete_cadets(work.session, state.id)


def take_in_journal(work: Work, state: JournalState) -> None:
    """Keep the journal with its teachers."""
    journal = Journal(
        id=state.id,
        group_id=state.group,
        group_name=state.group_name,
        subject_name=state.subject.name,
        faculty_id=state.faculty.id,
        faculty_name=state.faculty.name,
        teachers=[encode(teacher) for teacher in state.teachers],
        term_ends=state.term.ends,
        withdrawn=state.withdrawn,
    )
    work.session.merge(journal)


def take_in_lesson(work: Work, state: LessonState) -> None:
    """Keep the lesson's journal and date."""
    work.session.merge(Lesson(id=state.id, journal=state.journal, date=state.date))


def take_in_examiners(work: Work, state: ExaminersNamed) -> None:
    """Keep who examines, instead of who did."""
    replace_examiners(work.session, state.journal, state.people)


def take_in_person(work: Work, state: PersonState) -> None:
    """Keep the person's names and roles. Cases are found by the full name from then on."""
    name = called(state.family, state.given, state.patronymic)
    person = Person(
        id=state.id,
        login=state.login,
        name=name.short,
        full_name=name.full,
        look=look(name.short),
        active=state.active,
    )
    person.roles = plain_roles(state.roles)
    work.session.merge(person)
    complete_person(work.session, person.id, name)


HANDLERS: dict[str, Handler] = {
    GROUP_COMPOSED: Handler(GroupState, take_in_group),
    JOURNAL_ASSIGNED: Handler(JournalState, take_in_journal),
    EXAMINERS_NAMED: Handler(ExaminersNamed, take_in_examiners),
    LESSON_HELD: Handler(LessonState, take_in_lesson),
    PERSON_REGISTERED: Handler(PersonState, take_in_person),
    WARRANT_PUT_ASIDE: Handler(WarrantPutAside, take_in_put_aside),
    WARRANT_SETTLED: Handler(WarrantSettled, take_in_outcome),
}

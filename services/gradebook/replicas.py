"""gradebook's copies of what others own, each event a whole state; and the warrants it is asked to act on."""

from base64 import b64decode

from sqlalchemy import delete, insert

from services.auth.contract import PERSON_REGISTERED, PersonState
from services.common.messaging.inbox import Handler
from services.common.messaging.wire import encode
from services.common.security import warrants
from services.common.security.warrants import UnknownKeyError
from services.common.storage.unit_of_work import Work
from services.common.text.looks import look
from services.common.text.names import called
from services.corrections.contract import (
    SUBSTITUTION_REVOKED,
    WARRANT_ISSUED,
    SubstitutionRevoked,
    WarrantIssued,
)
from services.gradebook.domain.access import OFFICERS
from services.gradebook.keys import keeper
from services.gradebook.models import Journal, JournalTeacher, Member, Officer, Person
from services.gradebook.refusals import Reasons
from services.gradebook.settling import put_aside
from services.gradebook.usecases.act_on_warrant import act_on_warrant, revoke
from services.roster.contract import GROUP_COMPOSED, JOURNAL_ASSIGNED, GroupState, JournalState


def take_in_person(work: Work, state: PersonState) -> None:
    """Know who writes marks, whose faculty's they are, and to which key theirs are sealed."""
    name = called(state.family, state.given, state.patronymic)
    person = Person(
        id=state.id,
        login=state.login,
        name=name.short,
        full_name=name.full,
        look=look(name.short),
        active=state.active,
    )
    person.public_key, person.voucher = b64decode(state.public_key) or None, state.voucher or None
    person.teaches = any(held.role == "teacher" for held in state.roles)
    work.session.merge(person)
    work.session.execute(delete(Officer).where(Officer.person == state.id))
    faculties = {held.faculty for held in state.roles if held.role in OFFICERS}
    work.session.add_all(Officer(person=state.id, faculty=faculty) for faculty in sorted(faculties))


def take_in_group(work: Work, state: GroupState) -> None:
    """Replace the group's members, past ones included (¶15)."""
    work.session.execute(delete(Member).where(Member.group_id == state.id))
    rows = [
        {
            "group_id": state.id,
            "cadet": member.cadet,
            "since": member.since,
            "until": member.until,
            "number": member.number,
            "names": encode(member.names),
        }
        for member in state.members
    ]
    if rows:
        work.session.execute(insert(Member), rows)


def take_in_journal(work: Work, state: JournalState) -> None:
    """Open a journal or bring it up to date; its key, lessons and marks are its own."""
    journal = work.session.get(Journal, state.id) or Journal(id=state.id, sealed_key=None)
    journal.group_id, journal.group_name = state.group, state.group_name
    journal.faculty_id, journal.faculty_name = state.faculty.id, state.faculty.name
    journal.subject_id, journal.subject_name = state.subject.id, state.subject.name
    journal.term_id, journal.term_name = state.term.id, state.term.name
    journal.term_starts, journal.term_ends = state.term.starts, state.term.ends
    journal.withdrawn = state.withdrawn
    work.session.add(journal)
    work.session.flush()
    _replace_teachers(work, state)


def _replace_teachers(work: Work, state: JournalState) -> None:
    work.session.execute(delete(JournalTeacher).where(JournalTeacher.journal == state.id))
    rows = [
        {
            "journal": state.id,
            "person": teacher.person,
            "since": teacher.since,
            "until": teacher.until,
            "name": teacher.name,
        }
        for teacher in state.teachers
    ]
    if rows:
        work.session.execute(insert(JournalTeacher), rows)


def take_in_warrant(work: Work, issued: WarrantIssued) -> None:
    """Act on a warrant with this process's keys."""
    act_on_warrant(work, issued, warrants.verifier(work.keys), keeper(work.keys).stamp_key)


def tell_of_warrant(work: Work, issued: WarrantIssued, error: str) -> None:
    """¶4, ¶10: its case says that it waits and why; what another academy may have signed is refused as well."""
    is_unknown = error.startswith(UnknownKeyError.__name__)
    if is_unknown:
        refusal = Reasons.warrant_invalid.refusal()
        work.audit("warrant.refused", f"case/{issued.case}", code=refusal.code, rule=refusal.rule, by=issued.asked_by)
    put_aside(work, issued.case, issued.warrant, "key_unknown" if is_unknown else "not_taken_in")


HANDLERS: dict[str, Handler] = {
    PERSON_REGISTERED: Handler(PersonState, take_in_person),
    GROUP_COMPOSED: Handler(GroupState, take_in_group),
    JOURNAL_ASSIGNED: Handler(JournalState, take_in_journal),
    WARRANT_ISSUED: Handler(WarrantIssued, take_in_warrant, alone=True, put_aside=tell_of_warrant),
    SUBSTITUTION_REVOKED: Handler(SubstitutionRevoked, revoke),
}

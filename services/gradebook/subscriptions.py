"""What gradebook takes in by event: what roster and auth own, each event a whole state, and warrants."""

from base64 import b64decode

from services.auth.contract import CADETS_SWITCHED, PERSON_REGISTERED, CadetsSwitched, PersonState
from services.common.delivery.inbox import Handler
from services.common.security import warrants
from services.common.security.tokens import own_cadet
from services.common.security.warrants import UnknownKeyError
from services.common.storage.unit_of_work import Work
from services.common.text.looks import look
from services.common.text.names import called
from services.corrections.contract import (
    CASE_MOVED,
    SUBSTITUTION_REVOKED,
    WARRANT_ISSUED,
    CaseMoved,
    SubstitutionRevoked,
    WarrantIssued,
)
from services.gradebook.contract import OFFICERS
from services.gradebook.refusals import Reasons
from services.gradebook.sealing.key_ring import key_ring
from services.gradebook.store import local_copies
from services.gradebook.store.models import CadetSwitch, Journal, Person
from services.gradebook.usecases.act_on_warrant import act_on_warrant
from services.gradebook.usecases.revoke_substitution import revoke_substitution
from services.gradebook.usecases.warrant_outcomes import report_put_aside
from services.roster.contract import GROUP_COMPOSED, JOURNAL_ASSIGNED, GroupState, JournalState


def take_in_person(work: Work, state: PersonState) -> None:
    """Keep a person's name, roles and public key."""
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
    person.cadet = own_cadet(state.roles) or None
    person.teaches = any(held.role == "teacher" for held in state.roles)
    work.session.merge(person)
    faculties = {held.faculty for held in state.roles if held.role in OFFICERS}
    local_copies.replace_officer(work.session, state.id, sorted(faculties))


def take_in_cadet_switch(work: Work, state: CadetsSwitched) -> None:
    """Keep whether cadets may sign in: marks are then sealed for them too."""
    work.session.merge(CadetSwitch(id=1, on=state.on))


def take_in_group(work: Work, state: GroupState) -> None:
    """Replace the group's members, past ones included (¶15)."""
    local_copies.replace_members(work.session, state.id, state.members)


def take_in_journal(work: Work, state: JournalState) -> None:
    """Open a journal or bring it up to date. Its key, lessons and marks stay."""
    journal = work.session.get(Journal, state.id) or Journal(id=state.id, sealed_key=None)
    journal.group_id, journal.group_name = state.group, state.group_name
    journal.faculty_id, journal.faculty_name = state.faculty.id, state.faculty.name
    journal.subject_id, journal.subject_name = state.subject.id, state.subject.name
    journal.term_id, journal.term_name = state.term.id, state.term.name
    journal.term_starts, journal.term_ends = state.term.starts, state.term.ends
    journal.withdrawn = state.withdrawn
    work.session.add(journal)
    work.session.flush()
    teachers = [
        {"person": teacher.person, "since": teacher.since, "until": teacher.until, "name": teacher.name}
        for teacher in state.teachers
    ]
    local_copies.replace_teachers(work.session, state.id, teachers)


def take_in_case(work: Work, state: CaseMoved) -> None:
    """Keep the journals of a case that is not over: their grade sheets are not signed meanwhile (¶4)."""
    local_copies.replace_open_case(work.session, state.case, state.journals if state.open else ())


def take_in_warrant(work: Work, issued: WarrantIssued) -> None:
    """Act on a warrant with this process's keys."""
    act_on_warrant(work, issued, warrants.verifier(work.keys), key_ring(work.keys).stamp_key)


def report_held_up_warrant(work: Work, issued: WarrantIssued, error: str) -> None:
    """¶4, ¶10: report to the case that its warrant waits, and why.

    A warrant under an unknown key may be another academy's; it is refused in the audit too.
    """
    is_unknown = error.startswith(UnknownKeyError.__name__)
    if is_unknown:
        refusal = Reasons.warrant_invalid.refusal()
        work.audit("warrant.refused", f"case/{issued.case}", code=refusal.code, rule=refusal.rule, by=issued.asked_by)
    report_put_aside(work, issued.case, issued.warrant, "key_unknown" if is_unknown else "not_taken_in")


HANDLERS: dict[str, Handler] = {
    PERSON_REGISTERED: Handler(PersonState, take_in_person),
    CADETS_SWITCHED: Handler(CadetsSwitched, take_in_cadet_switch),
    GROUP_COMPOSED: Handler(GroupState, take_in_group),
    JOURNAL_ASSIGNED: Handler(JournalState, take_in_journal),
    CASE_MOVED: Handler(CaseMoved, take_in_case),
    WARRANT_ISSUED: Handler(WarrantIssued, take_in_warrant, alone=True, put_aside=report_held_up_warrant),
    SUBSTITUTION_REVOKED: Handler(SubstitutionRevoked, revoke_substitution),
}

"""Switches somebody's account off, or on again (¶4)."""

from services.auth.contract import ChangeKind, PersonRow, SetActive
from services.auth.domain.accounts import Standing, reason_refusal
from services.auth.sealing import attestation
from services.auth.store import queries
from services.auth.store.models import Person
from services.auth.usecases.change_roles import record_account_change
from services.auth.usecases.permissions import Account
from services.auth.usecases.sign_out import end_session
from services.auth.views.people import person_row
from services.common.errors import Refused
from services.common.storage.unit_of_work import Work


def set_active(work: Work, request: SetActive) -> PersonRow:
    """Switch the person's account off or on. An account that is so already stays so."""
    if refusal := reason_refusal(request.active, request.reason):
        raise Refused(refusal)
    account = Account.take(work, request.person)
    person, held = account.person, attestation.roles(account.person)
    account.require(work, Standing(request.active, frozenset(each.role for each in held)))
    if attestation.is_active(person) != request.active:
        attestation.attest(work, person, active=request.active)
        what: ChangeKind = "switched_on" if request.active else "switched_off"
        ended = 0 if request.active else _end_sessions(work, person)
        record_account_change(work, person, what, held, request.reason.strip())
        work.audit(f"person.{what}", f"person/{person.id}", sessions_ended=ended)
    return person_row(person)


def _end_sessions(work: Work, person: Person) -> int:
    """End the person's sessions at once.

    No access token is issued any more, and the last one ends within five minutes.
    """
    sessions = queries.open_sessions(work.session, person.id)
    for session in sessions:
        end_session(work, session)
    return len(sessions)

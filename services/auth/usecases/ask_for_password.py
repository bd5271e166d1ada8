"""IT asks for a new password for who has forgotten theirs, or takes that back (¶4)."""

from uuid import uuid4

from services.auth import contract, queries, vouching
from services.auth.contract import AskForPassword, WithdrawPasswordRequest
from services.auth.domain.accounts import reason_refusal
from services.auth.domain.recovery import asking_refusal, closed_refusal
from services.auth.models import PasswordRequest, Person
from services.auth.refusals import Reasons
from services.auth.usecases.password_requests import lapse, move, shown, take
from services.common.errors import Refused
from services.common.storage.unit_of_work import Work


def ask_for_password(work: Work, request: AskForPassword) -> contract.PasswordRequest:
    """Ask. Raises ``Refused``: role_required, reason_required, person_unknown, own_account, person_inactive,
    password_request_waiting.
    """
    _require_it(work)
    if refusal := reason_refusal(False, request.reason):
        raise Refused(refusal)
    person = work.session.get(Person, request.person, with_for_update=True)
    if person is None:
        raise Reasons.person_unknown.refused()
    if refusal := asking_refusal(
        work.principal.person, person.id, vouching.is_active(person), _is_waiting(work, person)
    ):
        raise Refused(refusal)
    row = PasswordRequest(id=str(uuid4()), person=person.id, reason=request.reason.strip(), answer="")
    row.asked_by, row.asked_at, row.state = work.principal.person, work.now, "open"
    work.session.add(row)
    work.session.flush()
    work.audit("password_request.asked", f"person/{person.id}", request=row.id)
    return shown(work, [row])[0]


def withdraw_password_request(work: Work, request: WithdrawPasswordRequest) -> contract.PasswordRequest:
    """Take it back; one of IT may do that for another. Raises ``Refused``: role_required, password_request_closed."""
    _require_it(work)
    row = take(work, request.request)
    if refusal := closed_refusal(queries.asked(work.session, row), work.now):
        raise Refused(refusal)
    row.decided_by, row.decided_at = work.principal.person, work.now
    move(work, row, "withdrawn")
    return shown(work, [row])[0]


def _require_it(work: Work) -> None:
    """By what stands in the database: a token outlives a role by minutes."""
    asker = queries.caller(work.session, work.principal)
    if not queries.standing(asker).works_in_it:
        raise Reasons.role_required.refused(under="¶4", role="it_staff")


def _is_waiting(work: Work, person: Person) -> bool:
    """Whether one waits still; who has waited too long makes room."""
    waiting = queries.password_requests(work.session, person.id, ("open",), for_update=True)
    lapse(work, waiting)
    work.session.flush()
    return any(each.state == "open" for each in waiting)

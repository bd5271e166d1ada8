"""IT asks for a new password for somebody who has forgotten theirs (¶4)."""

from uuid import uuid4

from services.auth import contract
from services.auth.contract import AskForPassword
from services.auth.domain.accounts import reason_refusal
from services.auth.domain.recovery import asking_refusal
from services.auth.refusals import Reasons
from services.auth.sealing import attestation
from services.auth.store import queries
from services.auth.store.models import PasswordRequest, Person
from services.auth.usecases.permissions import require_it
from services.auth.usecases.watch_passwords import end_lapsed
from services.auth.views.password_requests import request_views
from services.common.errors import Refused
from services.common.storage.unit_of_work import Work


def ask_for_password(work: Work, request: AskForPassword) -> contract.PasswordRequest:
    """Ask for it. Raises ``Refused``: role_required, reason_required, person_unknown, own_account, person_inactive,
    password_request_waiting.
    """
    require_it(work)
    if refusal := reason_refusal(False, request.reason):
        raise Refused(refusal)
    person = work.session.get(Person, request.person, with_for_update=True)
    if person is None:
        raise Reasons.person_unknown.refused()
    if refusal := asking_refusal(
        work.principal.person, person.id, attestation.is_active(person), _is_waiting(work, person)
    ):
        raise Refused(refusal)
    row = PasswordRequest(id=str(uuid4()), person=person.id, reason=request.reason.strip(), answer="")
    row.asked_by, row.asked_at, row.state = work.principal.person, work.now, "open"
    work.session.add(row)
    work.session.flush()
    work.audit("password_request.asked", f"person/{person.id}", request=row.id)
    return request_views(work, [row])[0]


def _is_waiting(work: Work, person: Person) -> bool:
    """Whether a request for the person is open; one that has waited too long is ended first."""
    waiting = queries.password_requests(work.session, person.id, ("open",), for_update=True)
    end_lapsed(work, waiting)
    work.session.flush()
    return any(each.state == "open" for each in waiting)

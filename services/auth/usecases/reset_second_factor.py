"""IT takes back somebody's lost second factor (¶4)."""

from services.auth.contract import PersonRow, ResetSecondFactor
from services.auth.domain.accounts import reason_refusal
from services.auth.refusals import Reasons
from services.auth.sealing import attestation, attested_people, credentials
from services.auth.store import queries
from services.auth.store.second_factors import delete_recovery_codes, locked_second_factor
from services.auth.usecases.change_roles import record_account_change
from services.auth.usecases.permissions import Account
from services.auth.usecases.sign_out import end_session
from services.auth.views.people import person_row
from services.common.errors import Refused
from services.common.storage.unit_of_work import Work


def reset_second_factor(work: Work, request: ResetSecondFactor) -> PersonRow:
    """Take it back, with a reason that stays on the person's page, and end the person's sessions.

    Raises ``Refused``: role_required, own_account, person_unknown, reason_required, second_factor_missing.
    """
    if refusal := reason_refusal(False, request.reason):
        raise Refused(refusal)
    account = Account.take(work, request.person)
    account.require(work, attested_people.standing(account.person))
    held = locked_second_factor(work, request.person)
    if not credentials.has_factor(account.person, held):
        raise Reasons.second_factor_missing.refused()
    if held is not None:
        work.session.delete(held)
    credentials.sign_factor(work, account.person, None)
    delete_recovery_codes(work.session, request.person)
    for session in queries.open_sessions(work.session, request.person):
        end_session(work, session)
    record_account_change(
        work, account.person, "factor_reset", attestation.roles(account.person), request.reason.strip()
    )
    work.audit("second_factor.reset", f"person/{request.person}")
    return person_row(account.person)

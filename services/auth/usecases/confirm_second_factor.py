"""Takes an offered second factor into use (¶4)."""

from typing import Any

from services.auth.contract import ConfirmSecondFactor, RecoveryCodes
from services.auth.refusals import Reasons
from services.auth.sealing import credentials
from services.auth.sealing import second_factor as codes
from services.auth.sealing.second_factor import second_factor_key
from services.auth.store.models import RecoveryCode
from services.auth.store.second_factors import delete_recovery_codes, locked_second_factor
from services.auth.usecases.check_second_factor import IN_SESSION, check_code_wait, use_time_code
from services.auth.usecases.confirm_identity import counting_own_codes
from services.auth.usecases.permissions import caller
from services.auth.usecases.sign_out import end_other_sessions_of_caller
from services.auth.usecases.slow_steps import caller_with_duties
from services.common.runtime.app import Calls
from services.common.storage.unit_of_work import Work


def take_into_use(work: Work, request: ConfirmSecondFactor) -> RecoveryCodes:
    """Take the secret that was offered in this session into use with a code of it; all other sessions end.

    Fresh recovery codes take the place of former ones. Raises ``Refused``: second_factor_not_offered,
    second_factor_wrong, too_many_attempts.
    """
    person = caller(work.session, work.principal)
    held = locked_second_factor(work, person.id)
    if held is None or held.pending is None or held.pending_in != work.principal.session:
        raise Reasons.second_factor_not_offered.refused()
    check_code_wait(work, person.id, IN_SESSION)
    held.last_step = 0
    use_time_code(work, held, held.pending, request.code)
    held.sealed, held.pending, held.pending_in, held.since = held.pending, None, None, work.now
    credentials.sign_factor(work, person, held)
    end_other_sessions_of_caller(work)
    work.audit("second_factor.set_up", f"person/{person.id}")
    return RecoveryCodes(codes=_fresh_recovery_codes(work, person.id))


def confirm_second_factor(calls: Calls, query: object) -> Any:
    """Confirm it, also while duties are outstanding. The recovery codes are said only now."""
    who = caller_with_duties(calls)
    with counting_own_codes(calls, who, ConfirmSecondFactor, query):
        return calls.command_as(who, take_into_use, ConfirmSecondFactor, query)


def _fresh_recovery_codes(work: Work, person: str) -> tuple[str, ...]:
    delete_recovery_codes(work.session, person)
    made, key = codes.recovery_codes(), second_factor_key(work)
    work.session.add_all(RecoveryCode(person=person, mark=codes.recovery_mark(each, person, key)) for each in made)
    return made

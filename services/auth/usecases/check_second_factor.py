"""Checks a code of somebody's second factor and counts wrong ones (¶4)."""

from dataclasses import dataclass

from services.auth.domain.second_factor import step_refusal
from services.auth.domain.throttling import code_counters, judged_code_counters
from services.auth.refusals import Reasons
from services.auth.sealing import credentials
from services.auth.sealing import second_factor as codes
from services.auth.sealing.second_factor import second_factor_key
from services.auth.store.models import Person, RecoveryCode, SecondFactor
from services.auth.store.second_factors import locked_second_factor, other_recovery_codes
from services.auth.usecases.throttle import check_wait, count_failure, forget_failures
from services.common.errors import Refused
from services.common.security.networks import network
from services.common.security.sealing import SealBrokenError
from services.common.storage.unit_of_work import Work


@dataclass(frozen=True)
class CodeOrigin:
    """Where a code is given: at a sign-in's address, known there or not; without an address in an open session."""

    address: str = ""
    is_known: bool = False

    @property
    def network(self) -> str:
        """The address; of IPv6 the whole network that one customer has."""
        return network(self.address)


IN_SESSION = CodeOrigin()


def prove_second_factor(work: Work, person: Person, code: str, origin: CodeOrigin = IN_SESSION) -> None:
    """Use up a code of the person. Nobody without a second factor is asked for one.

    Raises ``Refused``: second_factor_required, second_factor_wrong, too_many_attempts; credentials_damaged where the
    row does not have what auth has signed.
    """
    held = locked_second_factor(work, person.id)
    credentials.require_factor(work, person, held)
    if held is None or held.sealed is None:
        return
    check_code_wait(work, person.id, origin)
    if not code.strip():
        raise Reasons.second_factor_required.refused()
    if not _use_recovery_code(work, person, code):
        use_time_code(work, held, held.sealed, code)
    _forget_failures(work, person.id, origin)


def count_wrong_code(work: Work, person: str, origin: CodeOrigin = IN_SESSION) -> None:
    """Count a wrong code. Who sends it knows the password, so the next one has to wait longest at the same address."""
    check_code_wait(work, person, origin)
    count_failure(work, code_counters(person, origin.network))
    work.audit("second_factor.wrong", f"person/{person}", address=origin.address)


def use_time_code(work: Work, held: SecondFactor, sealed: bytes, code: str) -> None:
    """Use up a code of the sealed secret. Raises ``Refused``: second_factor_wrong, credentials_damaged."""
    try:
        secret = codes.unseal(sealed, held.person, second_factor_key(work))
    except (SealBrokenError, TypeError):
        work.damaged("second_factor_damaged", f"person/{held.person}")
        raise Reasons.credentials_damaged.refused() from None
    step = codes.step_of(code, secret, work.machine_now.timestamp())
    if refusal := step_refusal(step, held.last_step):
        raise Refused(refusal)
    assert step is not None, "a step that is none is refused"
    held.last_step = step


def _use_recovery_code(work: Work, person: Person, code: str) -> bool:
    mark = codes.recovery_mark(code, person.id, second_factor_key(work))
    row = work.session.get(RecoveryCode, (person.id, mark))
    if row is None:
        return False
    work.session.delete(row)
    work.audit("recovery_code.used", f"person/{person.id}", left=other_recovery_codes(work.session, person.id, mark))
    return True


def check_code_wait(work: Work, person: str, origin: CodeOrigin) -> None:
    """Raises ``Refused(too_many_attempts)`` where a code comes too early."""
    check_wait(work, judged_code_counters(person, origin.network, origin.is_known))


def _forget_failures(work: Work, person: str, origin: CodeOrigin) -> None:
    forget_failures(work, code_counters(person, origin.network))

"""Offers a second factor to somebody who has just given the password (¶4)."""

from dataclasses import dataclass, field
from typing import Any

from services.auth.contract import SecondFactorOffer, SetUpSecondFactor
from services.auth.refusals import Reasons
from services.auth.sealing import credentials
from services.auth.sealing import second_factor as codes
from services.auth.sealing.second_factor import second_factor_key
from services.auth.store.models import SecondFactor
from services.auth.store.second_factors import locked_second_factor
from services.auth.usecases.check_second_factor import prove_second_factor
from services.auth.usecases.confirm_identity import counting_own_codes, proven_password
from services.auth.usecases.permissions import caller
from services.auth.usecases.slow_steps import caller_with_duties
from services.auth.usecases.throttle import check_own_wait, forget_own_failures
from services.common.runtime.app import Calls
from services.common.storage.unit_of_work import Work


@dataclass(frozen=True)
class SetUpFactor:
    """Offers a secret; ``known_hash`` is the hash with which the password was compared outside the transaction."""

    known_hash: bytes = field(repr=False)

    def __call__(self, work: Work, request: SetUpSecondFactor) -> SecondFactorOffer:
        """Make the secret. A second factor in use stays in use until the new one is confirmed.

        Raises ``Refused``: password_wrong, and as ``prove_second_factor`` does.
        """
        check_own_wait(work)
        person = caller(work.session, work.principal)
        if person.password_hash != self.known_hash:
            raise Reasons.password_wrong.refused()
        credentials.require_password(work, person)
        prove_second_factor(work, person, request.code)
        forget_own_failures(work)
        secret = codes.fresh_secret()
        held = locked_second_factor(work, person.id) or SecondFactor(person=person.id, last_step=0)
        held.pending, held.pending_in = codes.seal(secret, person.id, second_factor_key(work)), work.principal.session
        work.session.add(held)
        work.audit("second_factor.offered", f"person/{person.id}")
        return SecondFactorOffer(secret=codes.readable(secret), address=codes.address(secret, person.login))


def set_up_second_factor(calls: Calls, query: object) -> Any:
    """Offer a second factor to the caller, also while duties are outstanding. The answer is kept nowhere."""
    who = caller_with_duties(calls)
    known_hash = proven_password(calls, who, SetUpSecondFactor, query)
    with counting_own_codes(calls, who, SetUpSecondFactor, query):
        return calls.command_as(who, SetUpFactor(known_hash), SetUpSecondFactor, query)

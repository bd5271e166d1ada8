"""Somebody's second factor in a transaction: asked for, used up, set up, taken back (¶4)."""

from dataclasses import dataclass, field

from sqlalchemy import delete, select

from services.auth import credentials, queries, vouching
from services.auth import second_factor as codes
from services.auth.contract import (
    ConfirmSecondFactor,
    PersonRow,
    RecoveryCodes,
    ResetSecondFactor,
    SecondFactorOffer,
    SetUpSecondFactor,
)
from services.auth.domain.accounts import reason_refusal
from services.auth.domain.second_factor import step_refusal
from services.auth.domain.throttling import code_places, judged_code_places
from services.auth.models import Person, RecoveryCode, SecondFactor
from services.auth.refusals import Reasons
from services.auth.usecases import failures
from services.auth.usecases.account import Account, keep
from services.auth.usecases.end_session import end_others, end_session
from services.auth.usecases.own_password import forget_failures, must_not_wait
from services.common.errors import Refused
from services.common.security.networks import network
from services.common.security.sealing import SealBrokenError, read_key
from services.common.storage.unit_of_work import Work


@dataclass(frozen=True)
class Door:
    """Where a code is given: at an address by who signs in, known there or not; without one in an open session."""

    address: str = ""
    is_known: bool = False

    @property
    def network(self) -> str:
        """All that one customer has, where it is IPv6."""
        return network(self.address)


IN_SESSION = Door()


def prove(work: Work, person: Person, code: str, door: Door = IN_SESSION) -> None:
    """Use up the person's code. Raises ``Refused``: second_factor_required, second_factor_wrong, too_many_attempts.

    Who has no second factor is asked for none; credentials_damaged: auth has signed that there is another, or none.
    """
    held = _held(work, person.id)
    credentials.require_factor(work, person, held)
    if held is None or held.sealed is None:
        return
    _must_not_wait(work, person.id, door)
    if not code.strip():
        raise Reasons.second_factor_required.refused()
    if not _use_recovery_code(work, person, code):
        _use_step(work, held, held.sealed, code)
    _forget_failures(work, person.id, door)


def count_failure(work: Work, person: str, door: Door = IN_SESSION) -> None:
    """One more wrong code: the password is known to whoever tries, so they wait where they sit, and less elsewhere."""
    _must_not_wait(work, person, door)
    failures.count(work, code_places(person, door.network))
    work.audit("second_factor.wrong", f"person/{person}", address=door.address)


@dataclass(frozen=True)
class SetUp:
    """Offer a secret to who has just given the password, whose hash was compared outside the transaction."""

    known_hash: bytes = field(repr=False)

    def __call__(self, work: Work, request: SetUpSecondFactor) -> SecondFactorOffer:
        """Make it; what is there holds until the new one is confirmed. Raises ``Refused`` as ``prove`` does."""
        must_not_wait(work)
        person = queries.caller(work.session, work.principal)
        if person.password_hash != self.known_hash:
            raise Reasons.password_wrong.refused()
        credentials.require_password(work, person)
        prove(work, person, request.code)
        forget_failures(work)
        secret = codes.fresh_secret()
        held = _held(work, person.id) or SecondFactor(person=person.id, last_step=0)
        held.pending, held.pending_in = codes.seal(secret, person.id, _key(work)), work.principal.session
        work.session.add(held)
        work.audit("second_factor.offered", f"person/{person.id}")
        return SecondFactorOffer(secret=codes.readable(secret), address=codes.address(secret, person.login))


def confirm(work: Work, request: ConfirmSecondFactor) -> RecoveryCodes:
    """Take the secret that was offered in this session into use with a code of it; all other sessions end.

    Fresh recovery codes take the place of former ones. Raises ``Refused``: second_factor_not_offered,
    second_factor_wrong, too_many_attempts.
    """
    person = queries.caller(work.session, work.principal)
    held = _held(work, person.id)
    if held is None or held.pending is None or held.pending_in != work.principal.session:
        raise Reasons.second_factor_not_offered.refused()
    _must_not_wait(work, person.id, IN_SESSION)
    held.last_step = 0
    _use_step(work, held, held.pending, request.code)
    held.sealed, held.pending, held.pending_in, held.since = held.pending, None, None, work.now
    credentials.sign_factor(work, person, held)
    end_others(work)
    work.audit("second_factor.set_up", f"person/{person.id}")
    return RecoveryCodes(codes=_fresh_recovery_codes(work, person.id))


def reset(work: Work, request: ResetSecondFactor) -> PersonRow:
    """IT takes back a lost one, with a reason that stays on the person's page; open sessions end.

    Raises ``Refused``: role_required, own_account, person_unknown, reason_required, second_factor_missing.
    """
    if refusal := reason_refusal(False, request.reason):
        raise Refused(refusal)
    account = Account.take(work, request.person)
    account.require(work, queries.standing(account.person))
    held = _held(work, request.person)
    if not credentials.has_factor(account.person, held):
        raise Reasons.second_factor_missing.refused()
    if held is not None:
        work.session.delete(held)
    credentials.sign_factor(work, account.person, None)
    work.session.execute(delete(RecoveryCode).where(RecoveryCode.person == request.person))
    for session in queries.open_sessions(work.session, request.person):
        end_session(work, session)
    keep(work, account.person, "factor_reset", vouching.roles(account.person), request.reason.strip())
    work.audit("second_factor.reset", f"person/{request.person}")
    return queries.row(account.person)


def _held(work: Work, person: str) -> SecondFactor | None:
    """Whoever else uses a code of it waits, so that none is used twice at once."""
    return work.session.get(SecondFactor, person, with_for_update=True)


def _use_step(work: Work, held: SecondFactor, sealed: bytes, code: str) -> None:
    try:
        secret = codes.unseal(sealed, held.person, _key(work))
    except (SealBrokenError, TypeError):
        work.damaged("second_factor_damaged", f"person/{held.person}")
        raise Reasons.credentials_damaged.refused() from None
    step = codes.step_of(code, secret, work.machine_now.timestamp())
    if refusal := step_refusal(step, held.last_step):
        raise Refused(refusal)
    assert step is not None, "a step that is none is refused"
    held.last_step = step


def _use_recovery_code(work: Work, person: Person, code: str) -> bool:
    mark = codes.recovery_mark(code, person.id, _key(work))
    row = work.session.get(RecoveryCode, (person.id, mark))
    if row is None:
        return False
    work.session.delete(row)
    left = select(RecoveryCode.mark).where(RecoveryCode.person == person.id, RecoveryCode.mark != mark)
    work.audit("recovery_code.used", f"person/{person.id}", left=len(work.session.scalars(left).all()))
    return True


def _fresh_recovery_codes(work: Work, person: str) -> tuple[str, ...]:
    work.session.execute(delete(RecoveryCode).where(RecoveryCode.person == person))
    made, key = codes.recovery_codes(), _key(work)
    work.session.add_all(RecoveryCode(person=person, mark=codes.recovery_mark(each, person, key)) for each in made)
    return made


def _must_not_wait(work: Work, person: str, door: Door) -> None:
    failures.must_not_wait(work, judged_code_places(person, door.network, door.is_known))


def _forget_failures(work: Work, person: str, door: Door) -> None:
    failures.forget(work, code_places(person, door.network))


def _key(work: Work) -> bytes:
    return read_key(work.keys / "second-factor.key")

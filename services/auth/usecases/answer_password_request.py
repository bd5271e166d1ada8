"""A head confirms or refuses a new password: with it the recovery key opens what the forgotten one closed (¶5)."""

from base64 import b64decode
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from services.auth import contract, credentials, keypairs, passwords, queries, vouching
from services.auth.contract import ConfirmPasswordRequest, HandedOut, RefusePasswordRequest
from services.auth.domain.accounts import reason_refusal
from services.auth.domain.passwords import not_allowed
from services.auth.domain.recovery import USED_WITHIN, decision_refusal
from services.auth.models import PasswordRequest, Person
from services.auth.passwords import Kept
from services.auth.refusals import Reasons
from services.auth.usecases import own_key
from services.auth.usecases.end_session import end_session
from services.auth.usecases.issue_token import require_sound
from services.auth.usecases.password_requests import is_visible, move, shown, take
from services.auth.usecases.unique_password import hold, is_taken
from services.common.errors import Refused
from services.common.security.sealing import PrivateKey, SealBrokenError, read_private
from services.common.security.tokens import TokenVerifier
from services.common.storage.unit_of_work import Work

RECOVERY_KEY = Path("recovery", "recovery.key")


@dataclass(frozen=True)
class Forgotten:
    """Whose password it is, and the key pair that it closed, as kept for this day; None when there is none yet."""

    person: str
    public: bytes | None
    for_recovery: bytes | None


@dataclass(frozen=True)
class Fresh:
    """The initial password as it is kept, and the same private key under it; ``issue`` names it."""

    issue: str
    kept: Kept
    sealed: bytes | None = field(repr=False)


def look(work: Work, request: ConfirmPasswordRequest, *, verifier: TokenVerifier) -> Forgotten:
    """What the slow part needs. Raises ``Refused`` where the caller may not confirm."""
    verifier.verify_confirmation(request.confirmation, work.principal, work.machine_now)
    return _forgotten(work, _person(work, _to_answer(work, request.request)))


def make(forgotten: Forgotten, initial: str, keys: Path, index_key: bytes) -> Fresh:
    """The slow part. Raises ``Refused``: recovery_key_absent, recovery_key_wrong; then nothing has changed."""
    private = _opened(forgotten, keys / RECOVERY_KEY)
    sealed = keypairs.seal_with_password(private, forgotten.person, initial) if private else None
    return Fresh(str(uuid4()), passwords.kept(initial, index_key), sealed)


@dataclass(frozen=True)
class Confirm:
    """Put what was made outside the transaction in the place of what was forgotten."""

    forgotten: Forgotten
    fresh: Fresh

    def __call__(self, work: Work, request: ConfirmPasswordRequest) -> HandedOut:
        """Confirm; the person's sessions end. The kept reply holds no password.

        Raises ``Refused(recovery_key_wrong)`` where a key pair was made meanwhile: what was sealed is not that one.
        """
        row = _to_answer(work, request.request)
        person = _person(work, row)
        if _forgotten(work, person) != self.forgotten:
            raise _wrong()
        if is_taken(work, person.id, self.fresh.kept.index):
            raise Refused(not_allowed())
        _supersede(work, person)
        self._replace(work, person)
        row.decided_by, row.decided_at, row.until = work.principal.person, work.now, work.now + USED_WITHIN
        move(work, row, "confirmed", sessions_ended=_end_sessions(work, person))
        return HandedOut(person=queries.row(person), until=row.until, issue=self.fresh.issue, initial_password="")

    def _replace(self, work: Work, person: Person) -> None:
        person.password_hash, person.must_change_password = self.fresh.kept.hash, True
        credentials.sign_password(work, person)
        hold(work, person.id, self.fresh.kept.index)
        if self.fresh.sealed:
            own_key.reseal(work, person, self.fresh.sealed)
            work.audit("recovery_key.used", f"person/{person.id}")


def refuse_password_request(work: Work, request: RefusePasswordRequest) -> contract.PasswordRequest:
    """Refuse, with a reason that IT sees; nothing changes for the person."""
    if refusal := reason_refusal(False, request.reason):
        raise Refused(refusal)
    row = _to_answer(work, request.request)
    row.decided_by, row.decided_at, row.answer = work.principal.person, work.now, request.reason.strip()
    move(work, row, "refused")
    return shown(work, [row])[0]


def _to_answer(work: Work, request: str) -> PasswordRequest:
    """The request, for who may answer it. Raises ``Refused``: to who may not see it there is none."""
    heads = queries.heads(work.session)
    if work.principal.person not in {head.person for head in heads}:
        raise Reasons.role_required.refused(under="¶4", role="faculty_head")
    row = take(work, request)
    if refusal := decision_refusal(queries.asked(work.session, row), work.principal.person, heads, work.now):
        is_hidden = refusal.kind == "forbidden" and not is_visible(work, row)
        raise Reasons.password_request_unknown.refused(tried=refusal) if is_hidden else Refused(refusal)
    return row


def _person(work: Work, row: PasswordRequest) -> Person:
    person = work.session.get_one(Person, row.person)
    require_sound(work, person)
    return person


def _forgotten(work: Work, person: Person) -> Forgotten:
    pair = queries.key_pair(work.session, person.id)
    public = b64decode(vouching.key(person)) if pair else None
    return Forgotten(person.id, public, pair.for_recovery if pair else None)


def _supersede(work: Work, person: Person) -> None:
    """An initial password handed out before opens nothing from now on."""
    for earlier in queries.password_requests(work.session, person.id, ("confirmed",), for_update=True):
        move(work, earlier, "expired", used=earlier.used_at is not None)


def _end_sessions(work: Work, person: Person) -> int:
    sessions = queries.open_sessions(work.session, person.id)
    for session in sessions:
        end_session(work, session)
    return len(sessions)


def _opened(forgotten: Forgotten, path: Path) -> PrivateKey | None:
    """The private key; None for who has never had one."""
    if forgotten.for_recovery is None:
        return None
    try:
        private = keypairs.open_for_recovery(forgotten.for_recovery, forgotten.person, read_private(path))
    except OSError:
        raise Reasons.recovery_key_absent.refused() from None
    except (ValueError, SealBrokenError):
        raise _wrong() from None
    if private.public != forgotten.public:
        raise _wrong()
    return private


def _wrong() -> Refused:
    return Reasons.recovery_key_wrong.refused()

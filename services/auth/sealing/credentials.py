"""What opens an account is what auth has signed of it, whatever a row says (¶4).

Bindings state whose a password's hash, a second factor and a session are. They are signed (Ed25519) with the key that
signs access tokens and lies in no database. Who writes into the database can take a binding away, or put a former one
back together with what it was of. They cannot give one person's password or session to another.
"""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from services.auth.refusals import Reasons
from services.auth.sealing.signing_key import MOST_KNOWN, keys_of, signer, verifier
from services.auth.store.models import Person, SecondFactor, SignInSession
from services.common.errors import Refused
from services.common.security.tokens import Binding
from services.common.storage.tolerant import BREAKS
from services.common.storage.unit_of_work import Work

#: What was signed of a second factor cannot be known any more; no row is like it.
LOST = "lost"


@dataclass(frozen=True)
class Signed:
    """Fingerprints of what was signed: of the password, and of the second factor ("" where there was none)."""

    password: str = field(repr=False)
    factor: str = field(repr=False)


def owns_password(person: Person) -> bool:
    """Whether auth has signed the password in the row as this person's."""
    said = _signed(person)
    return said is not None and said.password == _mark_of_password(person)


def owns_factor(person: Person, held: SecondFactor | None) -> bool:
    """Whether the row has the second factor, or none, as auth has signed for this person."""
    said = _signed(person)
    return said is not None and said.factor == _mark_of_factor(held)


def has_factor(person: Person, held: SecondFactor | None) -> bool:
    """Whether there is a second factor to take back.

    The row may have it, or what was signed, or nothing signed is left, so that nobody can know.
    """
    said = _signed(person)
    return _mark_of_factor(held) != "" or said is None or said.factor != ""


def require_password(work: Work, person: Person) -> None:
    """Raises ``Refused(credentials_damaged)``, and reports the damage, unless the person owns the password."""
    if not owns_password(person):
        raise report_damaged(work, person)


def require_factor(work: Work, person: Person, held: SecondFactor | None) -> None:
    """Raises ``Refused(credentials_damaged)``, and reports the damage, unless the person owns the second factor."""
    if not owns_factor(person, held):
        raise report_damaged(work, person)


def report_damaged(work: Work, person: Person) -> Refused:
    """Report the damage. Returns what to refuse with."""
    work.damaged("credentials_unsigned", f"person/{person.id}")
    return Reasons.credentials_damaged.refused()


def sign_first(work: Work, person: Person) -> None:
    """Sign the password of somebody just registered, and that there is no second factor."""
    _bind(work, person, Signed(_mark_of_password(person), ""))


def sign_password(work: Work, person: Person) -> None:
    """Sign the password that a command has just changed; the second factor stays as it was signed."""
    before = _signed(person) or Signed("", LOST)
    _bind(work, person, replace(before, password=_mark_of_password(person)))


def sign_factor(work: Work, person: Person, held: SecondFactor | None) -> None:
    """Sign the second factor that a command has just changed; the password stays as it was signed."""
    before = _signed(person) or Signed(LOST, "")
    _bind(work, person, replace(before, factor=_mark_of_factor(held)))


def sign_as_stored(work: Work, person: Person) -> None:
    """Sign what the rows say of somebody of whom nothing was signed before."""
    held = work.session.get(SecondFactor, person.id)
    _bind(work, person, Signed(_mark_of_password(person), _mark_of_factor(held)))


def sign_session(work: Work, session: SignInSession) -> None:
    """Sign whose session it is and which secrets open it. Every change of these is signed again."""
    session.binding = signer(work.keys).bind(Binding(what=f"session/{session.id}", marks=(_mark_of_session(session),)))


def owns_session(work: Work, session: SignInSession) -> bool:
    """Whether auth has signed whose session it is and which secrets open it. Damage is reported."""
    said = _read(work.keys, session.binding or "")
    wanted = Binding(what=f"session/{session.id}", marks=(_mark_of_session(session),))
    if session.binding and said != wanted:
        work.damaged("session_unsigned", f"session/{session.id}")
    return said == wanted


def _bind(work: Work, person: Person, said: Signed) -> None:
    person.credentials = signer(work.keys).bind(
        Binding(what=f"person/{person.id}", marks=(said.password, said.factor))
    )


def _signed(person: Person) -> Signed | None:
    """What was signed; None where it is missing, altered or another person's."""
    said = _read(keys_of(person), person.credentials or "")
    return Signed(*said.marks) if said and said.what == f"person/{person.id}" and len(said.marks) == 2 else None


def _mark_of_password(person: Person) -> str:
    """The fingerprint of the password and of whether it is an initial one; "" where it does not read."""
    try:
        return _mark(person.password_hash, bytes([person.must_change_password]))
    except BREAKS:
        return ""


def _mark_of_factor(held: SecondFactor | None) -> str:
    if held is None or held.sealed is None:
        return ""
    try:
        return _mark(held.sealed)
    except BREAKS:
        return "unreadable"


def _mark_of_session(session: SignInSession) -> str:
    until = int(session.former_until.timestamp()) if session.former_until else 0
    return _mark(session.person.encode(), session.secret_hash, session.former_hash or b"", until.to_bytes(8, "big"))


def _mark(*parts: bytes) -> str:
    """A hash of the parts and their lengths: no two lists of parts have the same one."""
    return sha256(b"".join(len(part).to_bytes(4, "big") + part for part in parts)).hexdigest()


@lru_cache(maxsize=MOST_KNOWN)
def _read(keys: Path, binding: str) -> Binding | None:
    return verifier(keys).binding(binding)

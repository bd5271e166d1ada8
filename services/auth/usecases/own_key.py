"""Somebody's key pair in a transaction: kept when it is new, opened in a session (¶5)."""

from base64 import b64encode

from services.auth import keypairs, queries, vouching
from services.auth.keypairs import SealedPair
from services.auth.models import KeyPair, Person, SignInSession
from services.auth.usecases.telling import tell
from services.common.security.sealing import PrivateKey, SealBrokenError
from services.common.storage.unit_of_work import Work


def keep(work: Work, person: Person, pair: SealedPair) -> None:
    """A first pair; from then on only ``reseal`` changes what is kept."""
    row = KeyPair(person=person.id, made_at=work.now, public=pair.public)
    row.sealed, row.for_recovery = pair.sealed, pair.for_recovery
    work.session.add(row)
    work.session.flush()
    vouching.vouch(work, person, key=b64encode(pair.public).decode())
    work.audit("key_pair.made", f"person/{person.id}")


def keep_and_tell(work: Work, person: Person, pair: SealedPair) -> None:
    """A first pair of somebody whom the other services know already."""
    keep(work, person, pair)
    tell(work, person)


def reseal(work: Work, person: Person, sealed: bytes) -> None:
    """The same private key under another password."""
    pair = queries.key_pair(work.session, person.id)
    assert pair is not None, "what was opened is there"
    pair.sealed = sealed
    work.audit("key_pair.resealed", f"person/{person.id}")


def opened_in(work: Work, session: SignInSession, sealed: bytes | None, secret: str) -> PrivateKey | None:
    """What the session's secret opens; None where there is nothing, or it was altered: who signs in again has it."""
    if sealed is None:
        return None
    try:
        return keypairs.open_in_session(sealed, session.id, secret)
    except (SealBrokenError, TypeError):
        work.damaged("session_key_damaged", f"session/{session.id}")
        return None


def prove(work: Work, person: Person, private: PrivateKey) -> None:
    """Sign the key that the password has just opened, where nothing was signed of one; others are told."""
    if not vouching.key(person):
        vouching.vouch(work, person, key=b64encode(private.public).decode())
        work.audit("key_pair.vouched", f"person/{person.id}")
        tell(work, person)


def open_in(session: SignInSession, private: PrivateKey | None, secret: str) -> None:
    """From now on the session's secret opens the key."""
    session.sealed_key = keypairs.seal_in_session(private, session.id, secret) if private else None

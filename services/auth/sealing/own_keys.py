"""Adds, seals again and opens somebody's key pair within a transaction (¶5)."""

from base64 import b64encode

from services.auth.sealing import attestation, key_pairs
from services.auth.sealing.key_pairs import SealedPair
from services.auth.store import queries
from services.auth.store.models import KeyPair, Person, SignInSession
from services.common.security.sealing import PrivateKey, SealBrokenError
from services.common.storage.unit_of_work import Work


def add_key_pair(work: Work, person: Person, pair: SealedPair) -> None:
    """Add the person's first key pair; later only ``reseal`` changes it."""
    row = KeyPair(person=person.id, made_at=work.now, public=pair.public)
    row.sealed, row.for_recovery = pair.sealed, pair.for_recovery
    work.session.add(row)
    work.session.flush()
    attestation.attest(work, person, key=b64encode(pair.public).decode())
    work.audit("key_pair.made", f"person/{person.id}")


def reseal(work: Work, person: Person, sealed: bytes) -> None:
    """Keep the same private key, sealed under another password."""
    pair = queries.key_pair(work.session, person.id)
    assert pair is not None, "what was opened is there"
    pair.sealed = sealed
    work.audit("key_pair.resealed", f"person/{person.id}")


def open_in_session(work: Work, session: SignInSession, sealed: bytes | None, secret: str) -> PrivateKey | None:
    """The private key that the session's secret opens.

    None where there is none, or where it was altered; signing in again brings it back.
    """
    if sealed is None:
        return None
    try:
        return key_pairs.open_in_session(sealed, session.id, secret)
    except (SealBrokenError, TypeError):
        work.damaged("session_key_damaged", f"session/{session.id}")
        return None


def attest_key(work: Work, person: Person, private: PrivateKey) -> bool:
    """Sign the key that the password has just opened. Returns whether that was new: none had been signed before."""
    if attestation.key(person):
        return False
    attestation.attest(work, person, key=b64encode(private.public).decode())
    work.audit("key_pair.vouched", f"person/{person.id}")
    return True


def seal_in_session(session: SignInSession, private: PrivateKey | None, secret: str) -> None:
    """Seal the key so that the session's secret opens it."""
    session.sealed_key = key_pairs.seal_in_session(private, session.id, secret) if private else None

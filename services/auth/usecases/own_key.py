"""Somebody's key pair in a transaction: kept when it is new, opened in a session (¶5)."""

from services.auth import keypairs, queries
from services.auth.keypairs import SealedPair
from services.auth.models import KeyPair, Person, SignInSession
from services.auth.usecases.telling import tell
from services.common.boxes import PrivateKey
from services.common.work import Work


def keep(work: Work, person: Person, pair: SealedPair) -> None:
    """A first pair; from then on only ``reseal`` changes what is kept."""
    row = KeyPair(person=person.id, made_at=work.now, public=pair.public)
    row.sealed, row.for_recovery = pair.sealed, pair.for_recovery
    work.session.add(row)
    work.session.flush()
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


def open_in(session: SignInSession, private: PrivateKey | None, secret: str) -> None:
    """From now on the session's secret opens the key."""
    session.sealed_key = keypairs.seal_in_session(private, session.id, secret) if private else None

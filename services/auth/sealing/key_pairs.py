"""People's key pairs (¶5): the private half opens with the password alone, and in a session with its secret.

``sealed``: a format byte, a salt, and the private key under Argon2id of the password (RFC 9106). In a session it is
sealed under a key derived from the session's secret (HKDF, RFC 5869), which only the browser keeps. ``for_recovery``
is sealed to the recovery key, whose private half is in no database.
"""

import os
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from services.auth.domain.passwords import normalised
from services.common.security import sealing
from services.common.security.key_derivation import SALT_BYTES, stretched
from services.common.security.sealing import KEY_BYTES, PrivateKey, SealBrokenError

FORMAT = b"\x01"


@dataclass(frozen=True)
class SealedPair:
    """A key pair as it is stored."""

    public: bytes
    sealed: bytes
    for_recovery: bytes


def make_key_pair(person: str, password: str, recovery_public: bytes) -> tuple[PrivateKey, SealedPair]:
    """A new private key, and the pair as it is stored; slow."""
    private = PrivateKey.generate()
    for_recovery = sealing.seal_to(recovery_public, private.raw(), _recovery_context(person))
    return private, SealedPair(private.public, seal_with_password(private, person, password), for_recovery)


def seal_with_password(private: PrivateKey, person: str, password: str) -> bytes:
    """The private key, sealed under the password; slow."""
    salt = os.urandom(SALT_BYTES)
    return FORMAT + salt + sealing.seal(_derived(password, salt), private.raw(), _context(person))


def open_with_password(sealed: bytes, person: str, password: str) -> PrivateKey:
    """The private key, opened with the password; slow. Raises ``SealBrokenError``."""
    if sealed[:1] != FORMAT:
        raise SealBrokenError("unknown format")
    salt, box = sealed[1 : 1 + SALT_BYTES], sealed[1 + SALT_BYTES :]
    return PrivateKey(sealing.unseal(_derived(password, salt), box, _context(person)))


def open_for_recovery(sealed: bytes, person: str, recovery: PrivateKey) -> PrivateKey:
    """The private key, opened with the recovery key. Raises ``SealBrokenError``."""
    return PrivateKey(recovery.open(sealed, _recovery_context(person)))


def seal_in_session(private: PrivateKey, session: str, secret: str) -> bytes:
    """The private key, sealed under the session's secret."""
    return sealing.seal(_session_key(session, secret), private.raw(), f"session/{session}")


def open_in_session(sealed: bytes, session: str, secret: str) -> PrivateKey:
    """The private key, opened with the session's secret. Raises ``SealBrokenError``."""
    return PrivateKey(sealing.unseal(_session_key(session, secret), sealed, f"session/{session}"))


def _derived(password: str, salt: bytes) -> bytes:
    return stretched(normalised(password).encode(), salt)


def _session_key(session: str, secret: str) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"session-key/{session}".encode()).derive(secret.encode())


def _context(person: str) -> str:
    return f"private-key/{person}"


def _recovery_context(person: str) -> str:
    return f"recovery/{person}"

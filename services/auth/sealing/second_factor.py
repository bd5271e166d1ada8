"""Time-based codes (TOTP, RFC 6238) and recovery codes. What is stored of both opens only with ``second-factor.key``.

Every authenticator reads HMAC-SHA-1 with six digits; forging a code does not rest on SHA-1's collisions.
"""

import hmac
import os
import secrets
from base64 import b32encode
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from services.auth.domain.second_factor import RECOVERY_CODES, STEP_SECONDS, as_typed, steps
from services.common.security import sealing
from services.common.security.sealing import read_key
from services.common.storage.unit_of_work import Work

DIGITS = 6
ISSUER = "Jurnal"
_SECRET_BYTES = 20
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


def second_factor_key(work: Work) -> bytes:
    """The key that seals second factors; it lies in no database (¶4)."""
    return read_key(work.keys / "second-factor.key")


def fresh_secret() -> bytes:
    """A new secret, shared by the telephone and the journal."""
    return os.urandom(_SECRET_BYTES)


def seal(secret: bytes, person: str, key: bytes) -> bytes:
    """The secret, sealed to be stored."""
    return sealing.seal(key, secret, _context(person))


def unseal(sealed: bytes, person: str, key: bytes) -> bytes:
    """The secret that was sealed. Raises ``SealBrokenError``."""
    return sealing.unseal(key, sealed, _context(person))


def code_at(secret: bytes, step: int) -> str:
    """The code of a time step."""
    return _totp(secret).generate(step * STEP_SECONDS).decode()


def step_of(code: str, secret: bytes, now: float) -> int | None:
    """The time step whose code this is; None where no step that counts now has it."""
    typed = as_typed(code).encode()
    right = (step for step in steps(now) if hmac.compare_digest(code_at(secret, step).encode(), typed))
    return next(right, None)


def address(secret: bytes, login: str) -> str:
    """The address that a telephone reads as a QR code."""
    return _totp(secret).get_provisioning_uri(login, ISSUER)


def readable(secret: bytes) -> str:
    """The secret in base32, to be typed."""
    return b32encode(secret).decode()


def recovery_codes() -> tuple[str, ...]:
    """New recovery codes for a lost telephone: two groups of five signs (50 bits). Each counts once."""
    return tuple(
        "-".join("".join(map(secrets.choice, [_LETTERS] * 5)) for _ in range(2)) for _ in range(RECOVERY_CODES)
    )


def recovery_mark(code: str, person: str, key: bytes) -> bytes:
    """What is stored of a recovery code: its HMAC."""
    return hmac.new(key, f"recovery-code/{person}/{as_typed(code)}".encode(), sha256).digest()


def _totp(secret: bytes) -> TOTP:
    return TOTP(secret, DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303 - see above


def _context(person: str) -> str:
    return f"second-factor/{person}"

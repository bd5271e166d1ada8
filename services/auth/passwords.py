"""bcrypt, the slow part; called in a native thread and outside any transaction."""

import secrets

import bcrypt

from services.auth.domain.passwords import LONGEST_BYTES, normalised

ROUNDS = 12
#: No l, 1, o, 0: an initial password is read from paper.
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"

#: Compared with when there is no such login, so that an unknown one takes as long as a known one.
NOBODY = bcrypt.hashpw(secrets.token_bytes(16).hex().encode(), bcrypt.gensalt(ROUNDS))


def hash_password(password: str) -> bytes:
    """The hash to keep."""
    return bcrypt.hashpw(normalised(password).encode(), bcrypt.gensalt(ROUNDS))


def is_right(password: str, password_hash: bytes) -> bool:
    """True when the password made the hash; one longer than bcrypt reads is never right."""
    text = normalised(password).encode()
    return len(text) <= LONGEST_BYTES and b"\0" not in text and bcrypt.checkpw(text, password_hash)


def initial_password() -> str:
    """Sixteen letters and digits in four groups (80 bits), changed at the first sign-in."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))

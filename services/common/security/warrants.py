"""Warrants: what a decision permits, signed by corrections (Ed25519, JWS compact, RFC 7515 and 8037).

Whoever has the public keys verifies one alone, offline. A signature's key is named by ``kid``: the first 16
hexadecimal digits of SHA-256 of the raw public key. A former key stays, so that old warrants can be verified.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from services.common.messaging.wire import decode, encode

SIGNING_KEY = "warrant-signing.pem"
VERIFYING_KEYS = "warrant-verify"
_TYPE = "jurnal-warrant+jwt"
_KEY_ID = re.compile("[0-9a-f]{16}")


class WarrantInvalidError(Exception):
    """No warrant of this academy: altered, malformed, or not signed by the key it names."""


class UnknownKeyError(Exception):
    """Signed by a key that is not in the folder, or not yet: whether it is a warrant cannot be said."""


@dataclass(frozen=True, kw_only=True)
class HeldLesson:
    """A lesson that was held and that nobody added in time (¶17): what a late lesson asks for."""

    date: date
    kind: str
    topic: str = ""


@dataclass(frozen=True, kw_only=True)
class Warrant:
    """The exact change that was decided on, by whom, and until when it may be made.

    ``version`` and ``sealed``: the cell's before, and its new mark as the gradebook sealed it. ``person``: whom it
    lets enter something. ``since`` and ``until``: a substitution's days, both included. ``held``: the lesson that is
    to be added; a warrant that adds none, or an early one, names none.
    """

    id: str
    case: str
    number: str
    kind: str
    faculty: str
    journals: tuple[str, ...]
    lesson: str | None
    cadet: str | None
    version: int
    sealed: str
    open_days: int
    person: str
    since: date | None
    until: date | None
    reported_by: str
    act_by: str
    decided_by: str
    decided_at: datetime
    expires_at: datetime
    held: HeldLesson | None = None


class WarrantSigner:
    """Signs warrants; only corrections has the key."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self._kid = key_id(key.public_key())

    def sign(self, warrant: Warrant) -> str:
        """The signed statement."""
        headers = {"kid": self._kid, "typ": _TYPE}
        return jwt.encode(encode(warrant), self._key, algorithm="EdDSA", headers=headers)


class WarrantVerifier:
    """Checks warrants against the public keys in a folder; one that came later is found when it is first named."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._keys: dict[str, Ed25519PublicKey] = {}

    def verify(self, statement: str) -> Warrant:
        """What was decided. Raises ``WarrantInvalidError``, ``UnknownKeyError``."""
        key = self._key(_named_key(statement))
        options = {"verify_exp": False, "verify_iat": False, "verify_nbf": False, "verify_aud": False}
        try:
            return decode(jwt.decode(statement, key, algorithms=["EdDSA"], options=options), Warrant)  # type: ignore[arg-type]
        except Exception:
            raise WarrantInvalidError("altered or malformed") from None

    def _key(self, kid: str) -> Ed25519PublicKey:
        if kid not in self._keys:
            self._keys = _read_keys(self._folder)
        if kid not in self._keys:
            raise UnknownKeyError(kid)
        return self._keys[kid]


def _named_key(statement: str) -> str:
    """The key that a statement says it is signed by."""
    try:
        header = jwt.get_unverified_header(statement)
        kid = header["kid"] if header["typ"] == _TYPE else ""
    except Exception:
        raise WarrantInvalidError("malformed") from None
    if not (isinstance(kid, str) and _KEY_ID.fullmatch(kid)):
        raise WarrantInvalidError("names no key")
    return kid


def fingerprint(statement: str) -> str:
    """What a paper shows of a warrant: 16 hexadecimal digits of SHA-256."""
    return sha256(statement.encode()).hexdigest()[:16]


def key_id(key: Ed25519PublicKey) -> str:
    """The name of a key."""
    return sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]


@cache
def signer(keys: Path) -> WarrantSigner:
    """The signer whose key is in the folder; one in a process."""
    key = load_pem_private_key((keys / SIGNING_KEY).read_bytes(), password=None)
    assert isinstance(key, Ed25519PrivateKey)
    return WarrantSigner(key)


@cache
def verifier(keys: Path) -> WarrantVerifier:
    """The verifier of the keys in the folder; one in a process."""
    return WarrantVerifier(keys / VERIFYING_KEYS)


def _read_keys(folder: Path) -> dict[str, Ed25519PublicKey]:
    found = {}
    for path in folder.glob("*.pem"):
        key = load_pem_public_key(path.read_bytes())
        assert isinstance(key, Ed25519PublicKey)
        found[key_id(key)] = key
    return found

"""What a record's QR code says: all of its figures, signed with Ed25519, so that an altered paper is found offline.

A code is base64url (RFC 4648) of a MessagePack array and the 64 bytes of its signature. The array names the format,
the key (the first 8 bytes of SHA-256 of the raw public key), number, year and day; then 12 secret bytes, without
which the signature that the database keeps would let somebody try marks; the cadet, the GPA in hundredths, each letter
with its points in hundredths, six bytes for each line, and SHA-256 of the names that the record says besides.
"""

import struct
from base64 import b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import get_args

import msgspec
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from services.common.messaging.wire import canonical
from services.common.security.warrants import key_id
from services.gradebook.contract import LineState, RecordFigures
from services.gradebook.domain.figures import shortest, with_decimals

SIGNING_KEY = "record-signing.pem"
VERIFYING_KEYS = "record-verify"
SALT_BYTES = 12
_FORMAT, _SIGNATURE = 1, 64
_STATES: tuple[LineState, ...] = get_args(LineState)
#: State, rating in hundredths, examination, whole points, place of the letter; the highest number: none.
_ROW = struct.Struct(">BHBBB")
_NO_RATING, _NONE = 0xFFFF, 0xFF
_HUNDRED = 100
#: Of how many states of the folder the keys are kept, so that no file is parsed with each call.
_KNOWN = 4
#: What figures cause that no code says.
_UNSAYABLE = (ValueError, LookupError, struct.error)


class CodeAlteredError(Exception):
    """No code of a record, or not as it was signed."""


class CodeForeignError(Exception):
    """Signed by a key that is not in the folder: another academy's, or the code was altered there."""


class SigningKeyMissingError(Exception):
    """Nothing can be signed: no key lies in the folder that reads, or not its public half."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What a code says; ``names``: the digest of ``names_digest``."""

    number: int
    year: int
    day: date
    salt: bytes = field(repr=False)
    cadet: str
    gpa: str | None
    figures: tuple[RecordFigures, ...]
    names: bytes


@dataclass(frozen=True)
class Signed:
    """A statement whose signature was verified."""

    statement: Statement
    signature: bytes


class _Payload(msgspec.Struct, array_like=True, frozen=True):
    format: int
    key: bytes
    number: int
    year: int
    day: int
    salt: bytes
    cadet: str
    gpa: int | None
    letters: tuple[tuple[str, int], ...]
    rows: bytes
    names: bytes


class RecordSigner:
    """Signs statements; only the gradebook has the key."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self._id = bytes.fromhex(key_id(key.public_key()))

    def sign(self, statement: Statement) -> bytes:
        """The statement's signature."""
        return self._key.sign(_payload(statement, self._id))


class RecordVerifier:
    """Checks codes against the public keys that are given by their names."""

    def __init__(self, keys: Mapping[bytes, Ed25519PublicKey]) -> None:
        self._keys = keys

    def read(self, code: str) -> Signed:
        """What was signed. Raises ``CodeAlteredError``, ``CodeForeignError``."""
        payload, signature = _parts(code)
        said = _decoded(payload)
        if said.key not in self._keys:
            raise CodeForeignError
        return self._verified(said.key, payload, signature)

    def code(self, statement: Statement, signature: bytes) -> str | None:
        """The code of a statement that was signed so, by whichever key; None where it was not."""
        for key in self._keys:
            try:
                payload = _payload(statement, key)
                self._verified(key, payload, signature)
            except (CodeAlteredError, *_UNSAYABLE):
                continue
            return _written(payload + signature)
        return None

    def _verified(self, key: bytes, payload: bytes, signature: bytes) -> Signed:
        try:
            self._keys[key].verify(signature, payload)
            return Signed(_statement(_decoded(payload)), signature)
        except (InvalidSignature, *_UNSAYABLE):
            raise CodeAlteredError from None


def names_digest(cadet_number: str, faculty: str, lines: Iterable[Sequence[object]]) -> bytes:
    """Of the names beside the figures: the cadet's number, the faculty; term, subject, group, credits of each line."""
    return sha256(canonical([cadet_number, faculty, [list(each) for each in lines]])).digest()


def public_key(path: Path) -> tuple[bytes, Ed25519PublicKey]:
    """A public key of a PEM file and its name. Raises ``ValueError``, ``OSError``."""
    return _public_key(path.read_bytes())


def _public_key(pem: bytes) -> tuple[bytes, Ed25519PublicKey]:
    key = load_pem_public_key(pem)
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("no Ed25519 key")
    return bytes.fromhex(key_id(key)), key


def signed(keys: Path, said: Statement) -> bytes:
    """The statement's signature, by the key that is in the folder now.

    Raises ``SigningKeyMissingError``: there is none that reads, or its public half is not beside it.
    """
    try:
        signature = signer(keys).sign(said)
    except (OSError, ValueError, TypeError):
        raise SigningKeyMissingError from None
    if verifier(keys).code(said, signature) is None:
        raise SigningKeyMissingError
    return signature


def signer(keys: Path) -> RecordSigner:
    """The signer whose key is in the folder now. Raises ``OSError``, ``ValueError``, ``TypeError``."""
    return _signer((keys / SIGNING_KEY).read_bytes())


def verifier(keys: Path) -> RecordVerifier:
    """The verifier of the keys that are in the folder now."""
    return _verifier(frozenset(_there((keys / VERIFYING_KEYS).glob("*.pem"))))


def _there(paths: Iterable[Path]) -> Iterator[bytes]:
    """The files that read; one may be taken away meanwhile, or be another's."""
    for path in paths:
        with suppress(OSError):
            yield path.read_bytes()


@lru_cache(maxsize=_KNOWN)
def _signer(pem: bytes) -> RecordSigner:
    key = load_pem_private_key(pem, password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("no Ed25519 key")
    return RecordSigner(key)


@lru_cache(maxsize=_KNOWN)
def _verifier(pems: frozenset[bytes]) -> RecordVerifier:
    return RecordVerifier(dict(_public_keys(pems)))


def _public_keys(pems: Iterable[bytes]) -> Iterator[tuple[bytes, Ed25519PublicKey]]:
    """Of the files that hold a key: one that is being written holds none yet."""
    for pem in pems:
        with suppress(ValueError, UnsupportedAlgorithm):
            yield _public_key(pem)


def _parts(code: str) -> tuple[bytes, bytes]:
    try:
        raw = b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
    except (Base64Error, ValueError):
        raise CodeAlteredError from None
    if _written(raw) != code or len(raw) <= _SIGNATURE:
        raise CodeAlteredError
    return raw[:-_SIGNATURE], raw[-_SIGNATURE:]


def _written(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decoded(payload: bytes) -> _Payload:
    try:
        said = msgspec.msgpack.decode(payload, type=_Payload)
    except (msgspec.DecodeError, ValueError, RecursionError):
        raise CodeAlteredError from None
    if said.format != _FORMAT:
        raise CodeAlteredError
    return said


def _payload(said: Statement, key: bytes) -> bytes:
    letters = sorted({(each.letter, _hundredths(each.worth)) for each in said.figures if each.letter and each.worth})
    rows = b"".join(_row(each, letters) for each in said.figures)
    return msgspec.msgpack.encode(
        _Payload(
            format=_FORMAT,
            key=key,
            number=said.number,
            year=said.year,
            day=said.day.toordinal(),
            salt=said.salt,
            cadet=said.cadet,
            gpa=None if said.gpa is None else _hundredths(said.gpa),
            letters=tuple(letters),
            rows=rows,
            names=said.names,
        )
    )


def _statement(said: _Payload) -> Statement:
    return Statement(
        number=said.number,
        year=said.year,
        day=date.fromordinal(said.day),
        salt=said.salt,
        cadet=said.cadet,
        gpa=None if said.gpa is None else _printed(said.gpa),
        figures=tuple(_figures(row, said.letters) for row in _ROW.iter_unpack(said.rows)),
        names=said.names,
    )


def _row(said: RecordFigures, letters: Sequence[tuple[str, int]]) -> bytes:
    letter = letters.index((said.letter, _hundredths(said.worth))) if said.letter and said.worth else _NONE
    rating = _NO_RATING if said.rating is None else _hundredths(said.rating)
    whole = [_NONE if each is None else each for each in (said.examination, said.points)]
    return _ROW.pack(_STATES.index(said.state), rating, *whole, letter)


def _figures(row: tuple[int, ...], letters: Sequence[tuple[str, int]]) -> RecordFigures:
    state, rating, examination, points, place = row
    letter = None if place == _NONE else letters[place]
    return RecordFigures(
        state=_STATES[state],
        rating=None if rating == _NO_RATING else shortest(Fraction(rating, _HUNDRED), 2),
        examination=None if examination == _NONE else examination,
        points=None if points == _NONE else points,
        letter=letter[0] if letter else None,
        worth=_printed(letter[1]) if letter else None,
    )


def _hundredths(written: str) -> int:
    return int(Fraction(written) * _HUNDRED)


def _printed(hundredths: int) -> str:
    return with_decimals(Fraction(hundredths, _HUNDRED), 2)

"""What auth signs (EdDSA, RFC 8037) and every service checks offline.

An access token says who calls; a confirmation, that the same person has just given the password again; a voucher,
whose a public key is; a binding, which auth alone reads, whose a password or a session is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from services.common.messaging.wire import decode
from services.common.refusals import Reasons
from services.common.security.revocation import EndedSessions

T = TypeVar("T")

LIFETIME = timedelta(minutes=5)
#: How long after the password a decision may follow it.
CONFIRMATION_LIFETIME = timedelta(minutes=2)
#: Tokens whose signature need not be checked again: the same one comes with each request of its five minutes.
MOST_KNOWN = 2000
_ISSUER = "jurnal"
#: The role that is about the person's own record, and stands beside no other one.
CADET = "cadet"


@dataclass(frozen=True, kw_only=True)
class Role:
    """What somebody is, and where: ``faculty`` is "" for a role that is not of one faculty.

    ``cadet``: whom a cadet's role is about, "" for every other role.
    """

    role: str
    faculty: str = ""
    cadet: str = ""


def own_cadet(roles: Sequence[Role]) -> str:
    """The cadet whose role this is; "" for other roles, and for a cadet's beside another one (¶3)."""
    return roles[0].cadet if [held.role for held in roles] == [CADET] else ""


@dataclass(frozen=True, kw_only=True)
class Principal:
    """Who is calling, as auth has signed it.

    ``duties`` are what must be done before anything else ("change_password", "acknowledge", ¶22); ``key`` is the
    public half of the person's key pair (X25519, base64), "" before there is one (¶5).
    """

    person: str
    name: str
    session: str
    roles: tuple[Role, ...] = ()
    duties: tuple[str, ...] = ()
    key: str = ""

    def has(self, role: str, faculty: str | None = None) -> bool:
        """True when the person holds the role, in that faculty where one is named."""
        return any(held.role == role and faculty in (None, held.faculty) for held in self.roles)

    @property
    def own_cadet(self) -> str:
        """The cadet that the person is and nothing else, "" for everybody else (¶3)."""
        return own_cadet(self.roles)

    def faculties(self, role: str) -> frozenset[str]:
        """The faculties in which the person holds the role."""
        return frozenset(held.faculty for held in self.roles if held.role == role)


@dataclass(frozen=True, kw_only=True)
class Voucher:
    """What somebody is and which key is theirs (X25519, base64), as auth has signed it when it last changed (¶5)."""

    person: str
    key: str
    active: bool
    roles: tuple[Role, ...]


@dataclass(frozen=True, kw_only=True)
class Binding:
    """What belongs to ``what`` ("person/P"): a mark of each thing, as auth has signed it."""

    what: str
    marks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Claims:
    iss: str
    sub: str
    name: str
    sid: str
    roles: tuple[Role, ...]
    duties: tuple[str, ...]
    iat: int
    exp: int
    purpose: Literal["access"] = "access"
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class _Confirmation:
    """``purpose`` has no default: what does not say that it is a confirmation is none."""

    iss: str
    sub: str
    sid: str
    iat: int
    exp: int
    purpose: Literal["confirmation"]


@dataclass(frozen=True, kw_only=True)
class _Vouched:
    iss: str
    sub: str
    key: str
    active: bool
    roles: tuple[Role, ...]
    purpose: Literal["voucher"]


@dataclass(frozen=True, kw_only=True)
class _Bound:
    iss: str
    sub: str
    marks: tuple[str, ...]
    purpose: Literal["binding"]


class TokenSigner:
    """Signs access tokens, confirmations, vouchers and bindings; only auth has the key."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @classmethod
    def from_file(cls, path: Path) -> "TokenSigner":
        """Read the private key from a PEM file."""
        key = load_pem_private_key(path.read_bytes(), password=None)
        assert isinstance(key, Ed25519PrivateKey)
        return cls(key)

    def sign(self, principal: Principal, now: datetime) -> tuple[str, datetime]:
        """Make a token good for ``LIFETIME`` from ``now`` (the machine's time); and when it ends."""
        claims = {
            "purpose": "access",
            "name": principal.name,
            "roles": plain_roles(principal.roles),
            "duties": list(principal.duties),
            "key": principal.key,
        }
        return self._signed(claims, principal, now, LIFETIME)

    def sign_confirmation(self, principal: Principal, now: datetime) -> tuple[str, datetime]:
        """Say that the person has given the password in this session at ``now``; and until when that counts."""
        return self._signed({"purpose": "confirmation"}, principal, now, CONFIRMATION_LIFETIME)

    def vouch(self, voucher: Voucher) -> str:
        """Vouch for somebody's key; that lasts until a newer one is told."""
        claims = {"purpose": "voucher", "iss": _ISSUER, "sub": voucher.person, "key": voucher.key}
        more = {"active": voucher.active, "roles": plain_roles(voucher.roles)}
        return jwt.encode({**claims, **more}, self._key, algorithm="EdDSA")

    def bind(self, binding: Binding) -> str:
        """Sign what belongs to whom; that lasts until something newer takes its place."""
        claims = {"purpose": "binding", "iss": _ISSUER, "sub": binding.what, "marks": list(binding.marks)}
        return jwt.encode(claims, self._key, algorithm="EdDSA")

    def _signed(
        self, claims: dict[str, Any], principal: Principal, now: datetime, life: timedelta
    ) -> tuple[str, datetime]:
        expires = now + life
        times = {"iat": int(now.timestamp()), "exp": int(expires.timestamp())}
        whose = {"iss": _ISSUER, "sub": principal.person, "sid": principal.session}
        return jwt.encode({**claims, **whose, **times}, self._key, algorithm="EdDSA"), expires


def plain_roles(roles: tuple[Role, ...]) -> list[dict[str, str]]:
    """As they are signed and stored; ``cadet`` only where there is one: who knows no cadets reads all others."""
    return [
        {"role": held.role, "faculty": held.faculty} | ({"cadet": held.cadet} if held.cadet else {}) for held in roles
    ]


class TokenVerifier:
    """Checks access tokens, confirmations, vouchers and bindings without asking anybody."""

    def __init__(self, key: Ed25519PublicKey) -> None:
        self._key = key
        self.ended = EndedSessions()
        self._known = lru_cache(maxsize=MOST_KNOWN)(self._claims)

    @classmethod
    def from_file(cls, path: Path) -> "TokenVerifier":
        """Read the public key from a PEM file."""
        key = load_pem_public_key(path.read_bytes())
        assert isinstance(key, Ed25519PublicKey)
        return cls(key)

    def verify(self, token: object, now: datetime) -> Principal:
        """Whom the token names. Raises ``Refused(unauthenticated)``: missing, invalid, expired, its session ended."""
        if not token or not isinstance(token, str):
            raise Reasons.token_missing.refused()
        claims = self._known(token)
        if claims.exp <= now.timestamp():
            raise Reasons.token_expired.refused()
        if claims.sid in self.ended:
            raise Reasons.session_ended.refused()
        return Principal(
            person=claims.sub,
            name=claims.name,
            session=claims.sid,
            roles=claims.roles,
            duties=claims.duties,
            key=claims.key,
        )

    def verify_confirmation(self, token: object, principal: Principal, now: datetime) -> None:
        """¶4: that the principal has given the password lately, in this very session.

        Raises ``Refused(forbidden)``: missing, not a confirmation of this person and session, or expired.
        """
        if not token or not isinstance(token, str):
            raise Reasons.confirmation_required.refused()
        claims = self._read(token, _Confirmation)
        if claims is None or (claims.sub, claims.sid) != (principal.person, principal.session):
            raise Reasons.confirmation_invalid.refused()
        if claims.exp <= now.timestamp():
            raise Reasons.confirmation_expired.refused()

    def voucher(self, token: str | None) -> Voucher | None:
        """What auth vouches for; None when it has not signed that."""
        said = self._read(token or "", _Vouched, lasts=True)
        return Voucher(person=said.sub, key=said.key, active=said.active, roles=said.roles) if said else None

    def binding(self, token: str) -> Binding | None:
        """What auth has signed as belonging to somebody; None when it has not signed that."""
        said = self._read(token, _Bound, lasts=True)
        return Binding(what=said.sub, marks=said.marks) if said else None

    def _claims(self, token: str) -> _Claims:
        claims = self._read(token, _Claims)
        if claims is None:
            raise Reasons.token_invalid.refused()
        return claims

    def _read(self, token: str, shape: type[T], *, lasts: bool = False) -> T | None:
        """The claims; None when auth has not signed them or they are of another shape or purpose."""
        times = [] if lasts else ["exp", "iat"]
        options = {"verify_exp": False, "verify_iat": False, "require": [*times, "sub", "iss"]}
        try:
            raw = jwt.decode(token, self._key, algorithms=["EdDSA"], issuer=_ISSUER, options=options)  # type: ignore[arg-type]
            return decode(raw, shape)
        except Exception:
            return None

"""Access tokens: signed by auth (EdDSA, RFC 8037), checked offline by every service."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from services.common.errors import refuse
from services.common.wire import decode

LIFETIME = timedelta(minutes=5)
#: Tokens whose signature need not be checked again: the same one comes with each request of its five minutes.
MOST_KNOWN = 2000
_ISSUER = "jurnal"


@dataclass(frozen=True, kw_only=True)
class Role:
    """What somebody is, and where: ``faculty`` is "" for a role that is not of one faculty."""

    role: str
    faculty: str = ""


@dataclass(frozen=True, kw_only=True)
class Principal:
    """Who is calling, as auth has signed it.

    ``duties`` are what must be done before anything else ("change_password", "acknowledge", ¶22).
    """

    person: str
    name: str
    session: str
    roles: tuple[Role, ...] = ()
    duties: tuple[str, ...] = ()

    def has(self, role: str, faculty: str | None = None) -> bool:
        """True when the person holds the role, in that faculty where one is named."""
        return any(held.role == role and faculty in (None, held.faculty) for held in self.roles)

    def faculties(self, role: str) -> frozenset[str]:
        """The faculties in which the person holds the role."""
        return frozenset(held.faculty for held in self.roles if held.role == role)


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


class TokenSigner:
    """Signs access tokens; only auth has the key."""

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
        expires = now + LIFETIME
        claims = {
            "iss": _ISSUER,
            "sub": principal.person,
            "name": principal.name,
            "sid": principal.session,
            "roles": [{"role": held.role, "faculty": held.faculty} for held in principal.roles],
            "duties": list(principal.duties),
            "iat": int(now.timestamp()),
            "exp": int(expires.timestamp()),
        }
        return jwt.encode(claims, self._key, algorithm="EdDSA"), expires


class TokenVerifier:
    """Checks access tokens without asking anybody."""

    def __init__(self, key: Ed25519PublicKey) -> None:
        self._key = key
        self._known = lru_cache(maxsize=MOST_KNOWN)(self._claims)

    @classmethod
    def from_file(cls, path: Path) -> "TokenVerifier":
        """Read the public key from a PEM file."""
        key = load_pem_public_key(path.read_bytes())
        assert isinstance(key, Ed25519PublicKey)
        return cls(key)

    def verify(self, token: object, now: datetime) -> Principal:
        """Whom the token names. Raises ``Refused(unauthenticated)``: missing, invalid or expired."""
        if not token or not isinstance(token, str):
            raise refuse("unauthenticated", "token_missing")
        claims = self._known(token)
        if claims.exp <= now.timestamp():
            raise refuse("unauthenticated", "token_expired")
        return Principal(
            person=claims.sub, name=claims.name, session=claims.sid, roles=claims.roles, duties=claims.duties
        )

    def _claims(self, token: str) -> _Claims:
        options = {"verify_exp": False, "verify_iat": False, "require": ["exp", "iat", "sub", "iss"]}
        try:
            raw = jwt.decode(token, self._key, algorithms=["EdDSA"], issuer=_ISSUER, options=options)  # type: ignore[arg-type]
            return decode(raw, _Claims)
        except Exception:
            raise refuse("unauthenticated", "token_invalid") from None

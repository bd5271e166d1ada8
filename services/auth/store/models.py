"""auth's tables."""

from datetime import datetime
from typing import get_args

from sqlalchemy import Boolean, CheckConstraint, Float, ForeignKey, Index, Integer, LargeBinary, String, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from services.auth.contract import ChangeKind, RequestState
from services.common.storage.database import Instant
from services.common.storage.tolerant import Json, OneOf, Sealed


class Base(DeclarativeBase):
    """auth's own tables."""


class Person(Base):
    """One who signs in. ``roles`` is a list of {role, faculty}.

    ``voucher``: what auth has signed of roles, ``active`` and the public key; only that is believed (¶4, ¶5).
    ``credentials``: what it has signed of the password and the second factor. ``cadet``: whose account it is (¶3).
    ``cadets_faculty``: of which faculty the cadet was when the account was made, as auth has signed it.
    """

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    login: Mapped[str] = mapped_column(String(60), unique=True)
    family: Mapped[str] = mapped_column(String(120))
    given: Mapped[str] = mapped_column(String(120))
    patronymic: Mapped[str] = mapped_column(String(120))
    roles: Mapped[list[dict[str, str]]] = mapped_column(Json)
    active: Mapped[bool] = mapped_column(Boolean)
    password_hash: Mapped[bytes] = mapped_column(Sealed(60))
    must_change_password: Mapped[bool] = mapped_column(Boolean)
    registered_at: Mapped[datetime] = mapped_column(Instant)
    initial_until: Mapped[datetime | None] = mapped_column(Instant)
    initial_used_at: Mapped[datetime | None] = mapped_column(Instant)
    cadet: Mapped[str | None] = mapped_column(String(36), index=True, unique=True)
    cadets_faculty: Mapped[str | None] = mapped_column(Text)
    voucher: Mapped[str | None] = mapped_column(Text)
    credentials: Mapped[str | None] = mapped_column(Text)


class PasswordEntry(Base):
    """The blind index of the password that somebody holds (¶5); what makes it, see ``sealing.passwords``."""

    __tablename__ = "password_index"

    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    entry: Mapped[bytes] = mapped_column(LargeBinary(33), unique=True)


class SecondFactor(Base):
    """Somebody's second factor (¶4): what it shares with the telephone, sealed; ``pending`` is not confirmed yet.

    ``pending_in``: the session in which it was offered; in no other one is it confirmed. ``last_step``: the step whose
    code was used last; neither it nor an older one counts again.
    """

    __tablename__ = "second_factor"

    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    sealed: Mapped[bytes | None] = mapped_column(Sealed(60))
    pending: Mapped[bytes | None] = mapped_column(Sealed(60))
    pending_in: Mapped[str | None] = mapped_column(String(36))
    last_step: Mapped[int] = mapped_column(Integer)
    since: Mapped[datetime | None] = mapped_column(Instant)


class RecoveryCode(Base):
    """A recovery code that has not been used; ``mark`` is its HMAC-SHA-256."""

    __tablename__ = "recovery_code"

    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    mark: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)


class AccountChange(Base):
    """What IT has changed in somebody's account. Kept for ever; ``before`` and ``after`` are the roles."""

    __tablename__ = "account_change"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    what: Mapped[ChangeKind] = mapped_column(OneOf(12, get_args(ChangeKind)))
    before: Mapped[list[dict[str, str]]] = mapped_column(Json)
    after: Mapped[list[dict[str, str]]] = mapped_column(Json)
    reason: Mapped[str] = mapped_column(String(1000))
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Instant)


class PasswordRequest(Base):
    """IT's request for a new password in the place of a forgotten one, and what became of it. Kept for ever.

    ``answer`` is the head's reason for refusing; ``until`` when the initial password ends, ``used_at`` when it opened
    its one session.
    """

    __tablename__ = "password_request"
    __table_args__ = (
        Index(
            "one_open_password_request",
            "person",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    asked_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(String(1000))
    state: Mapped[RequestState] = mapped_column(OneOf(12, get_args(RequestState)))
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    answer: Mapped[str] = mapped_column(String(1000))
    until: Mapped[datetime | None] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class CadetSwitch(Base):
    """Whether cadets may sign in from then on, for ever (¶3); ``binding``: that auth has signed it."""

    __tablename__ = "cadet_switch"
    __table_args__ = (CheckConstraint("number >= 1", name="cadet_switch_counts_from_one"),)

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    on: Mapped[bool] = mapped_column(Boolean)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    binding: Mapped[str] = mapped_column(Text)


class Acknowledgement(Base):
    """A signature of ¶22: who, when and which text. Kept for ever."""

    __tablename__ = "acknowledgement"

    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    text_version: Mapped[str] = mapped_column(String(20), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)


class SignInSession(Base):
    """A session; its secret is known to the browser alone, here is its SHA-256.

    ``sealed_key``: the person's private key, sealed under that secret; it goes when the session ends. ``secret_since``
    is None while the secret is the first one; the ``former`` one opens the session for a moment after it was changed.
    ``binding``: what auth has signed of whose it is and of both secrets.
    """

    __tablename__ = "sign_in_session"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    address: Mapped[str] = mapped_column(String(60), index=True)
    agent: Mapped[str] = mapped_column(String(200))
    begun_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    sealed_key: Mapped[bytes | None] = mapped_column(Sealed(120))
    secret_since: Mapped[datetime | None] = mapped_column(Instant)
    former_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    former_until: Mapped[datetime | None] = mapped_column(Instant)
    former_sealed_key: Mapped[bytes | None] = mapped_column(Sealed(120))
    binding: Mapped[str | None] = mapped_column(Text)


class KeyPair(Base):
    """Somebody's key pair (¶5): the private half sealed under the password, and to the recovery key."""

    __tablename__ = "key_pair"

    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    public: Mapped[bytes] = mapped_column(Sealed(32))
    sealed: Mapped[bytes] = mapped_column(Sealed(120))
    for_recovery: Mapped[bytes] = mapped_column(Sealed(120))
    made_at: Mapped[datetime] = mapped_column(Instant)


class FailedSignIns(Base):
    """How often signing in has failed of late.

    ``place`` is a keyed hash of what is counted: see ``domain.throttling``.
    """

    __tablename__ = "failed_sign_ins"

    place: Mapped[str] = mapped_column(String(140), primary_key=True)
    count: Mapped[float] = mapped_column(Float)
    last_at: Mapped[datetime] = mapped_column(Instant, index=True)

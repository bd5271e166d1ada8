"""Reads auth's tables. There are no rules here."""

from base64 import b64encode
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.auth.domain.people import Signature
from services.auth.domain.sessions import secret_hash
from services.auth.domain.sharing import Seen
from services.auth.store.models import (
    AccountChange,
    Acknowledgement,
    KeyPair,
    PasswordRequest,
    Person,
    SecondFactor,
    SignInSession,
)
from services.common.text.names import full_name


def person_by_login(session: Session, login: str) -> Person | None:
    """The person who signs in with this login."""
    return session.scalar(select(Person).where(Person.login == login))


def session_by_secret(session: Session, secret: str) -> SignInSession | None:
    """The session that has this as its present or former secret."""
    hashed = secret_hash(secret)
    its_own = or_(SignInSession.secret_hash == hashed, SignInSession.former_hash == hashed)
    return session.scalar(select(SignInSession).where(its_own))


def has_second_factor(session: Session, person: str) -> bool:
    """Whether signing in asks for a code (¶4)."""
    held = session.get(SecondFactor, person)
    return held is not None and held.sealed is not None


def key_pair(session: Session, person: str) -> KeyPair | None:
    """Somebody's key pair (¶5)."""
    return session.get(KeyPair, person)


def kept_key(session: Session, person: str) -> str:
    """The public key in the row, in base64; "" before there is one."""
    pair = key_pair(session, person)
    return b64encode(pair.public).decode() if pair else ""


def account_changes(session: Session, person: str) -> Sequence[AccountChange]:
    """The changes of the person's account as they are kept, newest first."""
    mine = select(AccountChange).where(AccountChange.person == person)
    return session.scalars(mine.order_by(AccountChange.at.desc(), AccountChange.id)).all()


def last_granted_roles(session: Session, person: str) -> Any:
    """The roles that IT granted last, as they are kept; None where they were never changed."""
    of_roles = (AccountChange.person == person) & (AccountChange.what == "roles")
    newest = select(AccountChange.after).where(of_roles).order_by(AccountChange.at.desc(), AccountChange.id).limit(1)
    return session.scalar(newest)


def all_people(session: Session) -> Sequence[Person]:
    """Every person, ordered by id."""
    return session.scalars(select(Person).order_by(Person.id)).all()


def staff(session: Session) -> Sequence[Person]:
    """Everybody whose account is no cadet's, ordered by id: there are many times as many cadets."""
    return session.scalars(select(Person).where(Person.cadet.is_(None)).order_by(Person.id)).all()


def people_by_id(session: Session, ids: Collection[str]) -> dict[str, Person]:
    """The people of these ids."""
    return {each.id: each for each in session.scalars(select(Person).where(Person.id.in_(ids)))}


def lock_people(session: Session, ids: Collection[str]) -> dict[str, Person]:
    """The people of these ids, locked in the order of their ids: whoever else is about to change one waits."""
    locked = select(Person).where(Person.id.in_(ids)).order_by(Person.id).with_for_update()
    return {each.id: each for each in session.scalars(locked)}


def people_without_voucher(session: Session) -> Sequence[Person]:
    """The people of whose roles nothing was signed, by id."""
    return session.scalars(select(Person).where(Person.voucher.is_(None)).order_by(Person.id)).all()


def people_without_credentials(session: Session) -> Sequence[Person]:
    """The people of whose password nothing was signed, by id."""
    return session.scalars(select(Person).where(Person.credentials.is_(None)).order_by(Person.id)).all()


def key_pairs(session: Session) -> dict[str, KeyPair]:
    """Every key pair, by its person."""
    return {pair.person: pair for pair in session.scalars(select(KeyPair))}


def second_factors(session: Session) -> dict[str, SecondFactor]:
    """Every second factor, by its person."""
    return {held.person: held for held in session.scalars(select(SecondFactor))}


def signed_acknowledgement(session: Session, person: str) -> bool:
    """Whether the person has signed the acknowledgement of ¶22."""
    mine = select(Acknowledgement.person).where(Acknowledgement.person == person).limit(1)
    return session.scalar(mine) is not None


def login_and_names(session: Session) -> Iterator[tuple[str, str, str, str, str]]:
    """Everybody's id, login, family name, given name and patronymic."""
    columns = (Person.id, Person.login, Person.family, Person.given, Person.patronymic)
    return (
        (id, login, family, given, patronymic)
        for id, login, family, given, patronymic in session.execute(select(*columns))
    )


def open_sessions(session: Session, person: str) -> list[SignInSession]:
    """The person's sessions that have not been ended."""
    mine = (SignInSession.person == person) & SignInSession.ended_at.is_(None)
    return list(session.scalars(select(SignInSession).where(mine)))


def password_requests(
    session: Session, person: str = "", states: tuple[str, ...] = (), *, for_update: bool = False
) -> list[PasswordRequest]:
    """Requests for a new password, newest first. ``person`` and ``states`` narrow them where they are given."""
    found = select(PasswordRequest).order_by(PasswordRequest.asked_at.desc(), PasswordRequest.id)
    found = found.where(PasswordRequest.person == person) if person else found
    found = found.where(PasswordRequest.state.in_(states)) if states else found
    return list(session.scalars(found.with_for_update() if for_update else found))


def handed_out(session: Session, person: str) -> PasswordRequest | None:
    """The request that gave the initial password which the person has not replaced yet."""
    given = (PasswordRequest.person == person) & PasswordRequest.until.is_not(None)
    in_force = (PasswordRequest.state == "confirmed").desc()
    newest = select(PasswordRequest).where(given).order_by(in_force, PasswordRequest.until.desc()).limit(1)
    found = session.scalar(newest.with_for_update())
    return found if found and found.state != "done" else None


def signatures(session: Session) -> list[Signature]:
    """Everybody's full name and login, also of those who no longer sign in."""
    return [Signature(full_name(*parts), login) for _, login, *parts in login_and_names(session)]


def has_signed_in(session: Session, login: str, address: str) -> bool:
    """True when the login's owner has begun a session at this address before."""
    mine = select(SignInSession.id).join(Person, Person.id == SignInSession.person).where(Person.login == login)
    return session.scalar(mine.where(SignInSession.address == address).limit(1)) is not None


def sessions_seen(session: Session, person: str, address: str, since: datetime) -> list[Seen]:
    """The sessions of this person, and those at this address, that were used since."""
    here = or_(SignInSession.person == person, SignInSession.address == address)
    rows = session.scalars(select(SignInSession).where(here, SignInSession.seen_at >= since))
    return [Seen(each.person, each.address, each.seen_at, each.ended_at is None) for each in rows]

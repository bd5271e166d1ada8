"""What auth reads; no rules."""

from base64 import b64encode
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.auth import credentials, vouching
from services.auth.contract import PersonChange, PersonRow, PersonState, User
from services.auth.domain.accounts import Standing
from services.auth.domain.people import Signature, duties
from services.auth.domain.recovery import Asked, Head
from services.auth.domain.second_factor import is_due
from services.auth.domain.sessions import Life, idle_of
from services.auth.domain.sharing import Seen
from services.auth.models import (
    AccountChange,
    Acknowledgement,
    KeyPair,
    PasswordRequest,
    Person,
    SecondFactor,
    SignInSession,
)
from services.auth.refusals import Reasons
from services.common.security.tokens import Principal, Role
from services.common.text.kazakh import kazakh_order, short_name
from services.common.text.names import Called, Company, called, full_name


def person_by_login(session: Session, login: str) -> Person | None:
    """Who signs in with this login."""
    return session.scalar(select(Person).where(Person.login == login))


def caller(session: Session, who: Principal) -> Person:
    """Who calls. Raises ``Refused(session_ended)``: the token is older than the database."""
    person = session.get(Person, who.person)
    if person is None:
        raise Reasons.session_ended.refused()
    return person


def session_by_secret(session: Session, secret: str) -> SignInSession | None:
    """The session whose present or former secret this is."""
    hashed = secret_hash(secret)
    its_own = or_(SignInSession.secret_hash == hashed, SignInSession.former_hash == hashed)
    return session.scalar(select(SignInSession).where(its_own))


def life(session: SignInSession, person: Person) -> Life:
    """How long the person's session lives."""
    idle = idle_of(held.role for held in vouching.roles(person))
    return Life(session.begun_at, session.seen_at, session.ended_at, idle)


def secret_hash(secret: str) -> bytes:
    """What is kept of a session's secret (256 random bits need no slow hash)."""
    return sha256(secret.encode()).digest()


def has_second_factor(session: Session, person: str) -> bool:
    """Whether signing in asks for a code (¶4)."""
    held = session.get(SecondFactor, person)
    return held is not None and held.sealed is not None


def outstanding_duties(session: Session, person: Person, factor_required: bool) -> tuple[str, ...]:
    """What the person must do first (¶4, ¶22); ``factor_required``: the academy requires a second factor."""
    held = has_second_factor(session, person.id)
    must_enrol = is_due((role.role for role in vouching.roles(person)), held, factor_required)
    signed = session.scalar(select(Acknowledgement.person).where(Acknowledgement.person == person.id).limit(1))
    return duties(person.must_change_password, signed is not None, must_enrol)


def user(session: Session, person: Person, factor_required: bool) -> User:
    """The person as pages and tools see it."""
    return User(
        id=person.id,
        login=person.login,
        family=person.family,
        given=person.given,
        patronymic=person.patronymic,
        roles=vouching.roles(person),
        duties=outstanding_duties(session, person, factor_required),
        second_factor=has_second_factor(session, person.id),
    )


def principal(session: Session, person: Person, session_id: str, factor_required: bool) -> Principal:
    """The person as a token names it."""
    return Principal(
        person=person.id,
        name=short_name(person.family, person.given, person.patronymic),
        session=session_id,
        roles=vouching.roles(person),
        duties=outstanding_duties(session, person, factor_required),
        key=vouching.key(person),
    )


def state(person: Person) -> PersonState:
    """The person as other services learn of it: as was signed when it last changed, and nothing else."""
    voucher = person.voucher if vouching.vouched(person) else None
    return PersonState(**_row(person), public_key=vouching.key(person), voucher=voucher or "")


def key_pair(session: Session, person: str) -> KeyPair | None:
    """Somebody's key pair (¶5)."""
    return session.get(KeyPair, person)


def kept_key(session: Session, person: str) -> str:
    """Its public half in base64, as the row says it; "" before there is one."""
    pair = key_pair(session, person)
    return b64encode(pair.public).decode() if pair else ""


def row(person: Person) -> PersonRow:
    """The person as IT sees it."""
    return PersonRow(**_row(person), damaged=bool(contradictions(person)))


def contradictions(person: Person) -> tuple[str, ...]:
    """What the person's row says else than auth has signed, by the damage's kind."""
    roles = ("roles_without_grant",) if vouching.contradicts(person) else ()
    return roles if credentials.owns_password(person) else (*roles, "credentials_unsigned")


def standing(person: Person) -> Standing:
    """Whether the person may sign in, and as what."""
    return Standing(vouching.is_active(person), frozenset(held.role for held in vouching.roles(person)))


def with_all_of_it(session: Session, person: str) -> dict[str, Person]:
    """The person and everybody of IT, by id; who else is about to change one of them waits, in one order."""
    every = session.scalars(select(Person))
    wanted = {person, *(each.id for each in every if standing(each).works_in_it)}
    locked = select(Person).where(Person.id.in_(wanted)).order_by(Person.id).with_for_update()
    return {each.id: each for each in session.scalars(locked)}


def changes(session: Session, person: str) -> tuple[PersonChange, ...]:
    """Every change of the person's account, newest first."""
    mine = select(AccountChange).where(AccountChange.person == person)
    mine = mine.order_by(AccountChange.at.desc(), AccountChange.id)
    names = shown_names(session)
    return tuple(_change(change, names[change.by]) for change in session.scalars(mine))


def open_sessions(session: Session, person: str) -> list[SignInSession]:
    """The person's sessions that have not been ended."""
    mine = (SignInSession.person == person) & SignInSession.ended_at.is_(None)
    return list(session.scalars(select(SignInSession).where(mine)))


def heads(session: Session) -> tuple[Head, ...]:
    """Everybody who heads faculties and may sign in."""
    active = filter(vouching.is_active, session.scalars(select(Person)))
    headed = ((person.id, faculties(person, "faculty_head")) for person in active)
    return tuple(Head(person, of) for person, of in headed if of)


def faculties(person: Person, *of: str) -> frozenset[str]:
    """The faculties in which the person holds one of the roles, or any where none is named."""
    return frozenset(held.faculty for held in vouching.roles(person) if held.faculty and (not of or held.role in of))


def asked(session: Session, request: PasswordRequest) -> Asked:
    """The request as the rules see it."""
    person, asker = session.get_one(Person, request.person), session.get_one(Person, request.asked_by)
    return Asked(
        person=request.person,
        faculties=faculties(person),
        asked_by=request.asked_by,
        asked_at=request.asked_at,
        open=request.state == "open",
        of_it=standing(asker).works_in_it,
    )


def password_requests(
    session: Session, person: str = "", states: tuple[str, ...] = (), *, for_update: bool = False
) -> list[PasswordRequest]:
    """Requests for a new password, the newest first: of one person, in some of the states, where these are named."""
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


def people(session: Session, search: str) -> tuple[PersonRow, ...]:
    """Everybody whose login or name holds ``search``, in Kazakh alphabetical order."""
    wanted = search.casefold()
    found = [row(person) for person in session.scalars(select(Person))]
    found = [each for each in found if wanted in f"{each.login} {_full_name(each)}".casefold()]
    return tuple(sorted(found, key=lambda each: kazakh_order(_full_name(each))))


def signatures(session: Session) -> list[Signature]:
    """Everybody's full name and login, of those too who sign in no more."""
    rows = session.execute(select(Person.family, Person.given, Person.patronymic, Person.login))
    return [Signature(full_name(family, given, patronymic), login) for family, given, patronymic, login in rows]


def has_signed_in(session: Session, login: str, address: str) -> bool:
    """True when the login's owner has begun a session at this address before."""
    mine = select(SignInSession.id).join(Person, Person.id == SignInSession.person).where(Person.login == login)
    return session.scalar(mine.where(SignInSession.address == address).limit(1)) is not None


def sessions_seen(session: Session, person: str, address: str, since: datetime) -> list[Seen]:
    """The sessions of this person, and those at this address, that were used since."""
    here = or_(SignInSession.person == person, SignInSession.address == address)
    rows = session.scalars(select(SignInSession).where(here, SignInSession.seen_at >= since))
    return [Seen(each.person, each.address, each.seen_at, each.ended_at is None) for each in rows]


def _change(change: AccountChange, by: str) -> PersonChange:
    return PersonChange(
        what=change.what,
        before=tuple(Role(**held) for held in change.before),
        after=tuple(Role(**held) for held in change.after),
        reason=change.reason,
        by=by,
        at=change.at,
    )


def shown_names(session: Session) -> dict[str, str]:
    """What everybody is shown as, by id: by initials; in full where somebody else would look alike."""
    columns = (Person.id, Person.login, Person.family, Person.given, Person.patronymic)
    names = {id: _called(login, *parts) for id, login, *parts in session.execute(select(*columns))}
    company = Company(names.items())
    return {id: company.shown(id, name) for id, name in names.items()}


def _called(login: str, family: str, given: str, patronymic: str) -> Called:
    return replace(called(family, given, patronymic), login=login)


def _full_name(person: PersonRow) -> str:
    return full_name(person.family, person.given, person.patronymic)


def _row(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "login": person.login,
        "family": person.family,
        "given": person.given,
        "patronymic": person.patronymic,
        "roles": vouching.roles(person),
        "active": vouching.is_active(person),
    }

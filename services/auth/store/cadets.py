"""The academy's switch for cadets, and whose accounts are cadets' (¶3)."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.auth.store.models import CadetSwitch, Person, SignInSession


def switchings(session: Session) -> Sequence[CadetSwitch]:
    """Every change of the switch, newest first."""
    return session.scalars(select(CadetSwitch).order_by(CadetSwitch.number.desc())).all()


def newest_switching(session: Session) -> CadetSwitch | None:
    """The last one; None while it was never switched."""
    return session.scalar(select(CadetSwitch).order_by(CadetSwitch.number.desc()).limit(1))


def accounts(session: Session, cadets: Collection[str]) -> dict[str, Person]:
    """By cadet, the account of each that has one."""
    return {each.cadet: each for each in session.scalars(select(Person).where(Person.cadet.in_(cadets))) if each.cadet}


def logins_like(session: Session, login: str) -> set[str]:
    """The logins that begin so."""
    return {*session.scalars(select(Person.login).where(Person.login.startswith(login, autoescape=True)))}


def open_sessions(session: Session) -> Sequence[SignInSession]:
    """All cadets' sessions that have not been ended."""
    of_cadets = select(Person.id).where(Person.cadet.is_not(None))
    wanted = select(SignInSession).where(SignInSession.person.in_(of_cadets), SignInSession.ended_at.is_(None))
    return session.scalars(wanted).all()

"""The academy's switch for cadets, and whose accounts are cadets' (¶3)."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.auth.store.models import CadetSwitch, Person, SignInSession
from services.common.storage.tables import audit_entry


def switchings(session: Session) -> Sequence[CadetSwitch]:
    """Every change of the switch, newest first."""
    return session.scalars(select(CadetSwitch).order_by(CadetSwitch.number.desc())).all()


def newest_switching(session: Session) -> CadetSwitch | None:
    """The last one; None while it was never switched."""
    return session.scalar(select(CadetSwitch).order_by(CadetSwitch.number.desc()).limit(1))


def audited_switchings(session: Session, actions: Collection[str]) -> Sequence[str]:
    """Which of these actions the audit has, oldest first."""
    of_these = select(audit_entry.c.action).where(audit_entry.c.action.in_(actions))
    return session.scalars(of_these.order_by(audit_entry.c.sequence)).all()


def accounts(session: Session, cadets: Collection[str]) -> dict[str, Person]:
    """By cadet, the account of each that has one."""
    return {each.cadet: each for each in session.scalars(select(Person).where(Person.cadet.in_(cadets))) if each.cadet}


def logins_like(session: Session, login: str) -> set[str]:
    """The logins that begin so."""
    return {*session.scalars(select(Person.login).where(Person.login.startswith(login, autoescape=True)))}


def living_sessions(session: Session, begun_since: datetime, seen_since: datetime) -> Sequence[SignInSession]:
    """All cadets' sessions that have not been ended, and are as young and as lately used as that."""
    of_cadets = SignInSession.person.in_(select(Person.id).where(Person.cadet.is_not(None)))
    is_young = (SignInSession.begun_at >= begun_since) & (SignInSession.seen_at >= seen_since)
    return session.scalars(select(SignInSession).where(of_cadets, SignInSession.ended_at.is_(None), is_young)).all()

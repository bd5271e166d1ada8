"""Reading cases and their steps: SQL without rules."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.common.regulation.deadlines import latest_over
from services.corrections.domain.cases import NOT_DONE
from services.corrections.store.models import (
    Case,
    CaseStep,
    Journal,
)


def locked_case(session: Session, case_id: str) -> Case | None:
    """The case, kept from others until the transaction ends."""
    return session.scalar(select(Case).where(Case.id == case_id).with_for_update())


def locked_case_of_warrant(session: Session, warrant: str) -> Case | None:
    """The case of the warrant, kept from others until the transaction ends."""
    return session.scalar(select(Case).where(Case.warrant_id == warrant).with_for_update())


def overdue_cases(session: Session, now: datetime) -> Iterable[Case]:
    """The locked cases that IT should have applied by now, of which the audit has not been told (¶10)."""
    overdue = select(Case).where(Case.state.in_(NOT_DONE), Case.due_at <= latest_over(now), ~Case.overdue_told)
    return session.scalars(overdue.with_for_update())


def expired_cases(session: Session, now: datetime) -> Iterable[Case]:
    """The locked approved cases whose permission has run out (¶4)."""
    expired = select(Case).where(Case.state == "approved", Case.expires_at <= latest_over(now))
    return session.scalars(expired.with_for_update())


def all_cases(session: Session) -> Iterable[Case]:
    """Every case."""
    return session.scalars(select(Case).order_by(Case.id))


def cases_about(session: Session, cadet: str) -> Sequence[Case]:
    """The cases in which a cadet is named, newest first."""
    return session.scalars(select(Case).where(Case.cadet == cadet).order_by(Case.at.desc(), Case.id)).all()


def load_journals(session: Session, cases: Sequence[Case]) -> None:
    """Have the cases' journals in the session at once, instead of one query for each."""
    session.scalars(select(Journal).where(Journal.id.in_({case.journal for case in cases if case.journal}))).all()


def steps_of(session: Session, case: str) -> Sequence[CaseStep]:
    """A case's steps, oldest first."""
    return session.scalars(select(CaseStep).where(CaseStep.case == case).order_by(CaseStep.position)).all()


def last_action(session: Session, case: str) -> str | None:
    """What the case's last step did."""
    last = select(CaseStep.action).where(CaseStep.case == case).order_by(CaseStep.position.desc()).limit(1)
    return session.scalar(last)


def next_position(session: Session, case: str) -> int:
    """Where the case's next step stands."""
    session.flush()
    return (session.scalar(select(func.max(CaseStep.position)).where(CaseStep.case == case)) or 0) + 1

"""Reads and deletes second factors and recovery codes."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.auth.store.models import RecoveryCode, SecondFactor
from services.common.storage.unit_of_work import Work


def locked_second_factor(work: Work, person: str) -> SecondFactor | None:
    """The person's second factor. Whoever else uses a code of it waits, so that no code is used twice."""
    return work.session.get(SecondFactor, person, with_for_update=True)


def other_recovery_codes(session: Session, person: str, mark: bytes) -> int:
    """How many recovery codes the person has besides the one of this mark."""
    others = select(RecoveryCode.mark).where(RecoveryCode.person == person, RecoveryCode.mark != mark)
    return len(session.scalars(others).all())


def delete_recovery_codes(session: Session, person: str) -> None:
    """Delete all recovery codes of the person."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.person == person))

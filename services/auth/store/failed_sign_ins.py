"""Deletes old failures to sign in."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from services.auth.store.models import FailedSignIns


def delete_old_failures(session: Session, before: datetime) -> None:
    """Forget the failures whose last one is older than this."""
    session.execute(delete(FailedSignIns).where(FailedSignIns.last_at < before))

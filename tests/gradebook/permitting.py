"""Warrants as corrections signs them, and the rows that rest on them."""

from datetime import datetime, timedelta
from typing import Any

from services.common.security import warrants
from services.common.security.warrants import Warrant
from tests.gradebook.academy import TEACHER, Academy


def statement(academy: Academy, kind: str, now: datetime, **other: Any) -> str:
    """What a decision on something of the academy's journal permits to its first teacher, signed."""
    said: dict[str, Any] = {
        "id": "warrant-1",
        "case": "case-1",
        "number": "1/2026",
        "kind": kind,
        "faculty": "faculty-1",
        "journals": (academy.journal,),
        "lesson": None,
        "cadet": None,
        "version": 0,
        "sealed": "",
        "open_days": 7,
        "person": TEACHER.person,
        "since": None,
        "until": None,
        "reported_by": TEACHER.person,
        "act_by": "methodist-1",
        "decided_by": "head-1",
        "decided_at": now,
        "expires_at": now + timedelta(days=30),
    }
    return warrants.signer(academy.runtime.config.keys).sign(Warrant(**said | other))

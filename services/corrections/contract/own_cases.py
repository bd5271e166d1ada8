"""Cases about oneself, as a cadet sees them (¶3): what it is about and how far it is, no text, no name, no mark."""

from dataclasses import dataclass
from datetime import date, datetime

from services.corrections.contract.values import CaseKind, CaseState


@dataclass(frozen=True, kw_only=True)
class ListOwnCases:
    """``list_own_cases``: a cadet."""


@dataclass(frozen=True, kw_only=True)
class OwnCase:
    """``decided_at``: None while the faculty's head has not decided."""

    id: str
    kind: CaseKind
    state: CaseState
    group: str
    subject: str
    lesson_date: date | None
    at: datetime
    decided_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class OwnCases:
    """Newest first. ``damaged``: how many do not read and are left out."""

    cases: tuple[OwnCase, ...]
    damaged: int

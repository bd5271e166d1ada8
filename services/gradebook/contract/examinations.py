"""Examinations: who examines a journal's group (¶2, ¶3)."""

from dataclasses import dataclass
from datetime import datetime

from services.common.messaging.wire import CommandId
from services.gradebook.contract.values import Someone


@dataclass(frozen=True, kw_only=True)
class NameExaminers:
    """``name_examiners``: a methodist of the journal's faculty; replies ``Examiners``.

    ``people`` examine from now on, instead of those who were named before.
    """

    command_id: CommandId
    journal: str
    people: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ShowExaminers:
    """``show_examiners``: who sees the journal, its marks or not; replies ``Examiners``."""

    journal: str


@dataclass(frozen=True, kw_only=True)
class Naming:
    """Who was named, by whom and when."""

    people: tuple[Someone, ...]
    author: Someone
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Examiners:
    """``people`` examine now; ``namings`` is all of them, newest first; ``candidates``: whom the caller can name."""

    people: tuple[Someone, ...]
    namings: tuple[Naming, ...]
    candidates: tuple[Someone, ...]
    most: int

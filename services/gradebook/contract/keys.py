"""Journals' keys (¶5)."""

from dataclasses import dataclass
from datetime import datetime

from services.common.messaging.wire import CommandId
from services.gradebook.contract.values import Someone


@dataclass(frozen=True, kw_only=True)
class ShareKeys:
    """Seal the keys of journals that the caller has open to who is entitled and waits.

    ``with_older_marks``: and marks, to cadets who cannot open them yet.
    """

    journals: tuple[str, ...]
    with_older_marks: bool = False


@dataclass(frozen=True, kw_only=True)
class RenewKey:
    """``renew_key``: the faculty's head begins a new generation of a journal's key; replies ``Done`` (¶5)."""

    command_id: CommandId
    journal: str


@dataclass(frozen=True, kw_only=True)
class ShowKey:
    """``show_key``: the generations of a journal's key, for who sees the journal, its marks or not (¶5, ¶7)."""

    journal: str


@dataclass(frozen=True, kw_only=True)
class Generation:
    """One generation: since when marks are sealed under it, and in whose session it was begun."""

    number: int
    author: Someone
    at: datetime


@dataclass(frozen=True, kw_only=True)
class KeyShown:
    """Newest first; those begun before this was written down are missing."""

    generations: tuple[Generation, ...]

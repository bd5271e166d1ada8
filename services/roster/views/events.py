"""Emits roster's events: the state of groups and journals, as the other services keep it."""

from collections.abc import Iterable

from services.common.storage.unit_of_work import Work
from services.roster.contract import GROUP_COMPOSED, JOURNAL_ASSIGNED, GroupState, JournalState
from services.roster.store.event_data import group_states, journal_states


def emit_groups(work: Work, groups: Iterable[str]) -> None:
    """Tell the other services who is and was in each of these groups."""
    emit_group_states(work, group_states(work.session, groups))


def emit_group_states(work: Work, states: Iterable[GroupState]) -> None:
    """Tell the other services these states of groups."""
    for state in states:
        work.emit(GROUP_COMPOSED, f"group/{state.id}", state)


def emit_journals(work: Work, journals: Iterable[str]) -> None:
    """Tell the other services the state of each of these journals."""
    emit_journal_states(work, journal_states(work.session, journals))


def emit_journal_states(work: Work, states: Iterable[JournalState]) -> None:
    """Tell the other services these states of journals."""
    for state in states:
        work.emit(JOURNAL_ASSIGNED, f"journal/{state.id}", state)

"""Tells the other services everything again, so that they can rebuild their copies."""

from typing import TypeVar

from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.common.storage.unreadable import report_unreadable
from services.roster.contract import Done, Republish
from services.roster.store.event_data import group_states, journal_states
from services.roster.store.queries import group_ids, journal_ids
from services.roster.usecases.permissions import require_it
from services.roster.views.events import emit_group_states, emit_journal_states

State = TypeVar("State")


def republish(work: Work, _request: Republish) -> Done:
    """Emit the state of every group and every journal; one that does not read is reported and left out."""
    require_it(work, "")
    groups = group_ids(work.session)
    journals = journal_ids(work.session)
    emit_group_states(work, sound(group_states(work.session, groups), _as_it_is, report_unreadable(work, "group")))
    emit_journal_states(
        work, sound(journal_states(work.session, journals), _as_it_is, report_unreadable(work, "journal"))
    )
    work.audit("roster.republished", "roster", groups=len(groups), journals=len(journals))
    return Done()


def _as_it_is(state: State) -> State:
    return state

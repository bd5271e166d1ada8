"""Tell the other services everything again, so that they can rebuild their copies."""

from typing import TypeVar

from sqlalchemy import select

from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.roster.contract import Done, Republish
from services.roster.models import Group, Journal
from services.roster.states import emit_group_states, emit_states, group_states, journal_states
from services.roster.unreadable import telling
from services.roster.usecases.guard import only_it

State = TypeVar("State")


def republish(work: Work, _request: Republish) -> Done:
    """Emit the state of every group and every journal; one that does not read is told and keeps no other back."""
    only_it(work, "")
    groups = work.session.scalars(select(Group.id)).all()
    journals = work.session.scalars(select(Journal.id)).all()
    emit_group_states(work, sound(group_states(work.session, groups), _as_it_is, telling(work, "group")))
    emit_states(work, sound(journal_states(work.session, journals), _as_it_is, telling(work, "journal")))
    work.audit("roster.republished", "roster", groups=len(groups), journals=len(journals))
    return Done()


def _as_it_is(state: State) -> State:
    return state

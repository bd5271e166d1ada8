"""Shows a group with its cadets and teaching assignments."""

from services.common.storage.unit_of_work import Work
from services.common.storage.unreadable import readable_name
from services.roster.contract import GroupPage, ShowGroup
from services.roster.refusals import Reasons
from services.roster.store.event_data import group_states
from services.roster.usecases.permissions import readable_faculties
from services.roster.views.groups import assignment_rows, cadet_rows, faculty_view


def show_group(work: Work, request: ShowGroup) -> GroupPage:
    """The group with its cadets, past ones too, and its teaching assignments.

    Raises ``Refused(group_unknown)`` also for a caller who may not see it.
    """
    own = readable_faculties(work)
    state = next(iter(group_states(work.session, [request.group])), None)
    if state is None or (own is not None and state.faculty.id not in own):
        raise Reasons.group_unknown.refused()
    return GroupPage(
        id=state.id,
        name=readable_name(work, "group", state),
        faculty=faculty_view(work, state.faculty),
        cadets=cadet_rows(work, state.id, state.members),
        assignments=assignment_rows(work, state.id),
        damaged=work.unreadable,
    )

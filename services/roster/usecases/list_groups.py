"""Lists the groups that the caller may see."""

from services.common.storage.tolerant import said
from services.common.storage.unit_of_work import Work
from services.common.storage.unreadable import readable_name
from services.common.text.kazakh import kazakh_order
from services.roster.contract import GroupRow, Groups, ListGroups
from services.roster.domain.names import key
from services.roster.store.queries import cadets_per_group, groups_with_faculties
from services.roster.usecases.permissions import readable_faculties
from services.roster.views.groups import faculty_view


def list_groups(work: Work, request: ListGroups) -> Groups:
    """Groups by faculty and name, each with how many cadets it has today."""
    own = readable_faculties(work)
    counts = cadets_per_group(work.session, work.now.date())
    rows = [
        GroupRow(
            id=group.id,
            name=readable_name(work, "group", group),
            faculty=faculty_view(work, faculty),
            cadets=counts.get(group.id, 0),
        )
        for group, faculty in groups_with_faculties(work.session)
        if (own is None or faculty.id in own)
        and request.faculty in ("", faculty.id)
        and key(request.search) in said(group.key, "")
    ]
    return Groups(groups=tuple(sorted(rows, key=_by_faculty_and_name)), damaged=work.unreadable)


def _by_faculty_and_name(row: GroupRow) -> tuple[object, object]:
    return kazakh_order(row.faculty.name), kazakh_order(row.name)

"""Groups with their cadets."""

from gateway.api.endpoint import Endpoint
from services.roster import contract as roster

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/groups",
        summary="Groups, for IT, moderators, and a faculty's methodists and heads.",
        request=roster.ListGroups,
        reply=roster.Groups,
        query=("faculty", "search"),
    ),
    Endpoint(
        method="GET",
        path="/groups/{group}",
        summary="A group with its cadets and teaching assignments.",
        request=roster.ShowGroup,
        reply=roster.GroupPage,
        codes=("group_unknown",),
    ),
)

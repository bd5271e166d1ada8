"""Notices: changes of groups' composition (¶15)."""

from gateway.api.endpoint import Endpoint
from services.roster import contract as roster

#: Why a group's composition may not change so.
_COMPOSITION = (
    "group_unknown",
    "cadet_unknown",
    "cadet_expelled",
    "cadet_in_group",
    "cadet_not_in_group",
    "same_group",
    "dated_before_previous",
    "date_too_far",
    "leave_dates_wrong",
    "name_unchanged",
    "names_malformed",
    "number_malformed",
    "number_taken",
    "looks_like",
    "namesake_in_group",
)


def _step(action: str, request: type, summary: str, *codes: str) -> Endpoint:
    """A decision on a notice."""
    return Endpoint(
        method="POST",
        path=f"/notices/{{notice}}/{action}",
        summary=summary,
        request=request,
        reply=roster.Notice,
        codes=("notice_unknown", "notice_not_filed", *codes),
    )


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/notices",
        summary="Changes of groups' composition, those that wait for IT first (¶15).",
        request=roster.ListNotices,
        reply=roster.Notices,
        query=("state", "search", "waiting", "limit"),
    ),
    Endpoint(
        method="POST",
        path="/notices",
        summary="Say that a group's composition changes, for a methodist of its faculty (¶15).",
        request=roster.FileNotice,
        reply=roster.Notice,
        status=201,
        codes=("not_your_faculty", "text_required", "text_too_long", *_COMPOSITION),
    ),
    Endpoint(
        method="GET",
        path="/notices/{notice}",
        summary="One notice.",
        request=roster.ShowNotice,
        reply=roster.Notice,
        codes=("notice_unknown",),
    ),
    _step(
        "apply",
        roster.ApplyNotice,
        "Make a notice true from its date on, for IT (¶11).",
        "undo_under_way",
        *_COMPOSITION,
    ),
    _step(
        "return",
        roster.ReturnNotice,
        "Return a notice with a reason, for IT (¶11).",
        "reason_required",
        "text_too_long",
    ),
    _step(
        "withdraw",
        roster.WithdrawNotice,
        "Take one's own notice back before it is decided on (¶15).",
        "notice_not_yours",
    ),
)

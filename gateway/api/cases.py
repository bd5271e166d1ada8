"""Cases: what is to change after the window, and its way through reports, acts and decisions (¶4, ¶10, ¶13, ¶19)."""

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from gateway.api.codes import KEYS, REASON, WORDS
from gateway.api.confirmation import CODE, CONFIRMED, read_confirmed
from gateway.api.endpoint import Endpoint
from gateway.api.forwarding import answer, body_of, reply_to
from gateway.api.schemas import shape_of
from gateway.cases.changes import hidden_change, open_change
from gateway.errors import Rejected
from gateway.http.callers import Caller
from services.auth.contract import SERVICE as AUTH
from services.corrections import contract as corrections
from services.gradebook.contract import SERVICE as GRADEBOOK
from services.gradebook.contract import Value


class CaseChange(msgspec.Struct, kw_only=True):
    """What is to become of a cell; ``hidden`` to who may not see its marks, then without what follows it.

    ``make_up``: it is the make-up mark beside the cell that is corrected (¶19). ``broken``: ``before`` does not open.
    """

    version: int
    hidden: bool
    before: Value | msgspec.UnsetType = msgspec.UNSET
    after: Value | msgspec.UnsetType = msgspec.UNSET
    make_up: bool | msgspec.UnsetType = msgspec.UNSET
    broken: bool | msgspec.UnsetType = msgspec.UNSET


Case = shape_of(corrections.Case, change=CaseChange | None)
ApproveCase = shape_of(
    corrections.ApproveCase, without=["case", "confirmation"], password=str, code=str | msgspec.UnsetType
)

#: Why a substitution may not be asked for so.
SUBSTITUTION_TERMS = (
    "journal_unknown",
    "not_your_faculty",
    "substitute_unknown",
    "substitute_is_teacher",
    "journal_not_of_faculty",
    "dates_wrong",
    "dates_too_early",
    "substitution_too_late",
    "substitution_overlaps",
)
#: Why the gradebook may find that there is nothing to make papers about.
_CHECKED = (
    "outside_substitution",
    "not_an_examiner",
    "journal_unknown",
    "not_your_journal",
    "lesson_unknown",
    "cadet_not_member",
    "lesson_removed",
    "window_open",
    "change_changes_nothing",
    "nothing_missing",
    "mark_passed",
    "not_made_up",
    "mark_unreadable",
    "not_a_mark",
    "code_not_taken",
    "not_admitted",
    "examination_passed",
    "change_unreadable",
    *KEYS,
)
#: What a late lesson's date, kind and topic are refused for.
HELD = (
    "lesson_in_future",
    "lesson_outside_term",
    "lesson_window_open",
    "lesson_exists",
    "lesson_kind_unknown",
    "too_many_columns",
    "topic_too_long",
    "topic_unprintable",
)
#: Why a step may be refused, whichever it is.
MOVE = ("case_unknown", "case_not_yours", "case_own", "case_state_wrong")


async def case(endpoint: Endpoint, request: Request, caller: Caller) -> Response:
    """Read a case or move it; its change is shown opened to who may see marks."""
    return await _case(endpoint, request, caller, await body_of(endpoint, request))


async def approve_case(endpoint: Endpoint, request: Request, caller: Caller) -> Response:
    """Approve a case: the password goes to auth, and what auth confirms goes with the decision (¶4)."""
    return await _case(endpoint, request, caller, await read_confirmed(request, caller))


async def _case(endpoint: Endpoint, request: Request, caller: Caller, body: dict[str, Any]) -> Response:
    reply = await reply_to(endpoint, request, caller, body)
    if reply["change"]:
        reply["change"] = await _opened_or_not(endpoint, caller, reply)
    return answer(endpoint, caller, reply)


async def _opened_or_not(endpoint: Endpoint, caller: Caller, reply: dict[str, Any]) -> dict[str, Any]:
    """What a command has done stays done when the gradebook does not answer: its reply then hides the change."""
    try:
        return await open_change(caller, reply)
    except Rejected:
        if not endpoint.is_command:
            raise
        return hidden_change(reply)


def _step(action: str, request: type, summary: str, *codes: str, rpc: str = "") -> Endpoint:
    """A step of a case; ``rpc`` where the request is not of this step alone."""
    return Endpoint(
        method="POST",
        path=f"/cases/{{case}}/{action}",
        summary=summary,
        request=request,
        rpc=rpc,
        reply=Case,
        codes=(*MOVE, *codes),
        asks=(GRADEBOOK,),
        handler=case,
    )


def _step_with_reason(action: str, summary: str) -> Endpoint:
    """A step that asks for nothing but a reason."""
    return _step(action, corrections.GiveReason, summary, *REASON, rpc=f"{action}_case")


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/cases",
        summary="The cases one may read, those that wait for who asks first (¶4, ¶10, ¶13).",
        request=corrections.ListCases,
        reply=corrections.Cases,
        query=(
            *("state", "kind", "search", "waiting", "overdue", "journal"),
            *("faculty", "methodist", "waits_for", "limit", "offset"),
        ),
    ),
    Endpoint(
        method="POST",
        path="/cases",
        summary="Report that a mark or a lesson must change after the window (¶4, ¶13, ¶19).",
        request=corrections.FileReport,
        reply=Case,
        status=201,
        codes=(
            "case_kind_unknown",
            "report_too_late",
            "cadet_required",
            "cadet_not_wanted",
            "value_not_wanted",
            "open_days_wrong",
            "held_required",
            "held_not_wanted",
            *WORDS,
            "case_already_open",
            *_CHECKED,
            *HELD,
        ),
        asks=(GRADEBOOK,),
        handler=case,
    ),
    Endpoint(
        method="POST",
        path="/cases/from-discrepancy",
        summary="Make a notice about a cell an act, for a methodist of the faculty (¶13, ¶20).",
        request=corrections.TurnIntoAct,
        reply=Case,
        status=201,
        codes=(
            "discrepancy_unknown",
            "discrepancy_closed",
            "not_your_faculty",
            "case_own",
            "cadet_required",
            *WORDS,
            "case_already_open",
            *_CHECKED,
        ),
        asks=(GRADEBOOK,),
        handler=case,
    ),
    Endpoint(
        method="GET",
        path="/cases/{case}",
        summary="A case with its papers and steps, and what one may do with it.",
        request=corrections.ShowCase,
        reply=Case,
        codes=("case_unknown",),
        handler=case,
    ),
    _step(
        "act",
        corrections.DrawUpAct,
        "Draw up the act on a report, for a methodist (¶13).",
        "field_not_wanted",
        *WORDS,
        *_CHECKED,
        *HELD,
    ),
    _step(
        "amend",
        corrections.AmendReport,
        "Mend a report that came back, for its author: what is left out stays what it was (¶13).",
        "field_not_wanted",
        "open_days_wrong",
        "case_already_open",
        *SUBSTITUTION_TERMS,
        *WORDS,
        *_CHECKED,
        *HELD,
    ),
    _step_with_reason("return", "Send the papers back one step, with a reason."),
    _step_with_reason("withdraw", "Take a report back before the decision."),
    _step_with_reason("reject", "Reject, for the faculty's head, with a reason."),
    _step("apply", corrections.ApplyCase, "Carry out a decision, for IT (¶10).", "warrant_expired"),
    Endpoint(
        method="POST",
        path="/cases/{case}/approve",
        summary="Approve, for the faculty's head, who gives the password again (¶4).",
        request=corrections.ApproveCase,
        body=ApproveCase,
        reply=Case,
        codes=(
            *MOVE,
            *REASON,
            *CONFIRMED,
            *CODE,
            *KEYS,
            "journal_unknown",
            "not_your_journal",
            "password_wrong",
            "too_many_attempts",
            "change_unreadable",
            "substitution_too_late",
        ),
        asks=(AUTH, GRADEBOOK),
        handler=approve_case,
    ),
)

"""Grade sheets: opened by a methodist, signed by an examiner and the faculty's head (¶2, ¶4)."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from gateway.api.codes import KEYS, READ_JOURNAL
from gateway.api.confirmation import CODE, CONFIRMED, read_confirmed
from gateway.api.endpoint import Endpoint
from gateway.api.forwarding import ask
from gateway.api.schemas import shape_of
from gateway.http.callers import Caller
from services.auth.contract import SERVICE as AUTH
from services.gradebook import contract as gradebook

SignSheet = shape_of(
    gradebook.SignSheet, without=["sheet", "confirmation"], password=str, code=str | msgspec.UnsetType
)
_SHEET = ("sheet_unknown", "journal_unknown")


async def sign_sheet(endpoint: Endpoint, request: Request, caller: Caller) -> Response:
    """Sign: the password goes to auth, and what auth confirms goes with the signature (¶4)."""
    return await ask(endpoint, request, caller, await read_confirmed(request, caller))


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/sheets",
        summary="The grade sheets of one's journals, newest first (¶2).",
        request=gradebook.ListSheets,
        reply=gradebook.Sheets,
        query=("term", "journal"),
    ),
    Endpoint(
        method="POST",
        path="/sheets",
        summary="Open a journal's grade sheet, for a methodist of the faculty (¶2).",
        request=gradebook.OpenSheet,
        reply=gradebook.SheetOpened,
        status=201,
        codes=(
            *READ_JOURNAL[:2],
            "role_required",
            "sheet_kind_unknown",
            "sheet_without_column",
            "sheet_exists",
        ),
    ),
    Endpoint(
        method="GET",
        path="/sheets/{sheet}",
        summary="A grade sheet with its revisions and signatures; IT and moderators see no figure (¶2, ¶5).",
        request=gradebook.ShowSheet,
        reply=gradebook.Sheet,
        query=("revision",),
        codes=(*_SHEET, *KEYS),
    ),
    Endpoint(
        method="POST",
        path="/sheets/{sheet}/sign",
        summary="Sign: an examiner, then the head, who closes it; both give the password again (¶2, ¶4).",
        request=gradebook.SignSheet,
        body=SignSheet,
        reply=gradebook.SheetSigned,
        codes=(
            *_SHEET,
            "marks_not_for_role",
            *CONFIRMED,
            *CODE,
            *KEYS,
            "password_wrong",
            "too_many_attempts",
            "sheet_closed",
            "sheet_not_yours",
            "sheet_signed_by_you",
            "sheet_waits_for_head",
            "sheet_without_column",
            "sheet_has_open_case",
            "sheet_revised",
            "sheet_has_empty_cells",
            "sheet_unreadable",
        ),
        asks=(AUTH,),
        handler=sign_sheet,
    ),
)

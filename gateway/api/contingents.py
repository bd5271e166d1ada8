"""Contingents: a semester's groups, learners, subjects and teachers as they are submitted (¶14)."""

import base64
from typing import Annotated, Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from gateway.api.endpoint import Endpoint
from gateway.api.forwarding import ask
from gateway.api.schemas import one_of, shape_of, with_messages
from gateway.http.bodies import read_upload
from gateway.http.callers import Caller
from gateway.http.responses import message, warning
from gateway.papers.asking import XLSX
from services.roster import contract as roster

File = Annotated[str, msgspec.Meta(extra_json_schema={"contentMediaType": "application/octet-stream"})]
Upload = shape_of(roster.UploadContingent, without=["filename", "content"], name="Upload", file=File)
RowError = shape_of(roster.RowError, code=one_of(roster.ROW_ERRORS), message=str)
RowWarning = shape_of(roster.RowWarning, code=one_of(roster.ROW_WARNINGS), message=str)
FileNote = shape_of(roster.FileNote, code=one_of(roster.FILE_NOTES), message=str)
Contingent = shape_of(
    roster.Contingent,
    errors=list[RowError],  # type: ignore[valid-type]
    warnings=list[RowWarning],  # type: ignore[valid-type]
    notes=list[FileNote],  # type: ignore[valid-type]
)

#: Why somebody may not decide on a submission.
_DECIDE = ("contingent_unknown", "not_your_faculty")


async def upload(endpoint: Endpoint, request: Request, caller: Caller) -> Response:
    """Hand a form with a file to the service."""
    return await ask(endpoint, request, caller, await read_upload(request))


async def template(endpoint: Endpoint, request: Request, caller: Caller) -> Response:
    """The empty spreadsheet as a file."""
    made = await caller.call(endpoint.service, endpoint.rpc, {"language": caller.language})
    headers = {"Content-Disposition": f'attachment; filename="{made["filename"]}"', "Cache-Control": "no-store"}
    return Response(base64.b64decode(made["content"]), media_type=XLSX, headers=headers)


def contingent(reply: dict[str, Any], language: str) -> Any:
    """``Contingent``: each error, warning and note with its message."""
    said = {"errors": message, "warnings": warning, "notes": warning}
    return {**reply, **{name: with_messages(reply[name], language, say) for name, say in said.items()}}


def _step(action: str, summary: str, *codes: str) -> Endpoint:
    """A decision on a submission."""
    return Endpoint(
        method="POST",
        path=f"/contingents/{{contingent}}/{action}",
        summary=summary,
        request=roster.DecideContingent,
        rpc=f"{action}_contingent",
        reply=Contingent,
        codes=(*_DECIDE, *codes),
        present=contingent,
    )


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/contingents",
        summary="Submissions, newest first (¶14).",
        request=roster.ListContingents,
        reply=roster.Contingents,
        query=("state",),
    ),
    Endpoint(
        method="POST",
        path="/contingents",
        summary="Upload a contingent (XLSX or CSV, 8 MB): every error at once, or the difference, and warnings (¶14).",
        request=roster.UploadContingent,
        body=Upload,
        media_type="multipart/form-data",
        reply=Contingent,
        status=201,
        codes=(
            "file_too_large",
            "file_unreadable",
            "file_protected",
            "file_other_format",
            "file_too_wide",
            "file_too_many_rows",
            "file_merged_cells",
            "file_formulas",
            "file_column_missing",
            "file_column_twice",
            "file_empty",
            "term_unknown",
        ),
        handler=upload,
        present=contingent,
    ),
    Endpoint(
        method="GET",
        path="/contingents/template",
        summary="The empty spreadsheet, with headers in a language.",
        request=roster.MakeTemplate,
        reply=bytes,
        reply_media_type=XLSX,
        query=("language",),
        handler=template,
    ),
    Endpoint(
        method="GET",
        path="/contingents/{contingent}",
        summary="A submission with its errors or its difference.",
        request=roster.ShowContingent,
        reply=Contingent,
        codes=("contingent_unknown",),
        present=contingent,
    ),
    Endpoint(
        method="POST",
        path="/contingents/{contingent}/settle",
        summary="Say of names in a draft that look like others which is meant (¶14).",
        request=roster.SettleContingent,
        reply=Contingent,
        codes=(*_DECIDE, "contingent_not_draft", "contingent_has_errors", "choice_unknown", "choice_impossible"),
        present=contingent,
    ),
    _step(
        "submit",
        "Hand a checked submission to IT.",
        "contingent_not_draft",
        "contingent_has_errors",
        "contingent_outdated",
    ),
    _step(
        "apply",
        "Apply a submission, all or nothing.",
        "contingent_not_submitted",
        "contingent_outdated",
        "undo_under_way",
    ),
    _step("return", "Return a submission with a reason.", "contingent_not_submitted", "reason_required"),
    _step("undo", "Take back what a submission added.", "contingent_not_applied", "contingent_in_use"),
)

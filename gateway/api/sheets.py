"""Grade sheets: opened by a methodist, signed by an examiner and the faculty's head (¶2, ¶4)."""

from dataclasses import dataclass
from urllib.parse import quote

import msgspec
from starlette.requests import Request

from gateway.api.codes import KEYS, READ_JOURNAL, REASON
from gateway.api.confirmation import CODE, CONFIRMED, ask_confirmed
from gateway.api.endpoint import Endpoint
from gateway.api.schemas import shape_of
from gateway.api.tables_as_files import TableAsFiles
from gateway.http.callers import Caller
from gateway.papers.asking import address_of, language
from gateway.papers.grade_sheet import GradeSheetFacts, grade_sheet
from services.auth.contract import SERVICE as AUTH
from services.gradebook import contract as gradebook

SignSheet = shape_of(
    gradebook.SignSheet, without=["sheet", "confirmation"], password=str, code=str | msgspec.UnsetType
)
_SHEET = ("sheet_unknown", "journal_unknown")


@dataclass(frozen=True, kw_only=True)
class PrintSheet:
    """A grade sheet asked for as a file: ``language`` kk or ru; ``revision`` 0: the newest one, or the draft."""

    sheet: str
    language: str = "kk"
    revision: int = 0


def _facts(sheet: gradebook.Sheet, request: Request, caller: Caller) -> GradeSheetFacts:
    """What is printed of a sheet."""
    address = address_of(request, f"/journals/{quote(sheet.row.journal, safe='')}")
    return GradeSheetFacts(sheet=sheet, language=language(caller), address=address, zone=request.app.state.config.zone)


FILES = TableAsFiles(
    path="/sheets/{sheet}",
    request=PrintSheet,
    rpc="show_sheet",
    reply=gradebook.Sheet,
    query=("language", "revision"),
    codes=(*_SHEET, *KEYS),
    facts=_facts,
    tabular=grade_sheet,
)
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
    *FILES.endpoints(
        paper="A grade sheet to be printed, in Kazakh or Russian (¶2).",
        table="A grade sheet as a spreadsheet, in Kazakh or Russian (¶2).",
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
        path="/sheets/{sheet}/annul",
        summary="Annul a sheet that was opened by mistake and that nobody has signed, for a methodist (¶2).",
        request=gradebook.AnnulSheet,
        reply=gradebook.Done,
        codes=(*_SHEET, *REASON, "role_required", "sheet_annulled", "sheet_has_signature"),
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
            "sheet_annulled",
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
        handler=ask_confirmed,
    ),
)

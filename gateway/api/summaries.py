"""A group's term over all subjects: finals, GPA, who is not admitted or in debt (¶2)."""

from dataclasses import dataclass
from urllib.parse import quote

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from gateway.api.endpoint import Endpoint, Handler
from gateway.api.forwarding import reply_to
from gateway.http.callers import Caller
from gateway.papers.asking import PDF, XLSX, address_of, language, printed, spreadsheet_of
from gateway.papers.group_summary import GroupSummaryFacts, group_summary
from services.gradebook import contract as gradebook
from services.gradebook.contract import SERVICE as GRADEBOOK
from services.gradebook.refusals import Reasons

PATH = "/groups/{group}/terms/{term}/summary"
_CODES = ("summary_unknown", "session_key_missing")


@dataclass(frozen=True, kw_only=True)
class PrintSummary:
    """A summary asked for as a file: ``language`` kk or ru."""

    group: str
    term: str
    language: str = "kk"


async def paper(endpoint: Endpoint, request: Request, caller: Caller) -> Response:
    """The summary as a PDF."""
    return await printed(await _facts(endpoint, request, caller))


async def spreadsheet(endpoint: Endpoint, request: Request, caller: Caller) -> Response:
    """The summary as an XLSX file."""
    facts = await _facts(endpoint, request, caller)
    return spreadsheet_of(facts, group_summary(facts))


async def _facts(endpoint: Endpoint, request: Request, caller: Caller) -> GroupSummaryFacts:
    """What is printed; nothing for IT and moderators, who see no figure (¶5)."""
    told = msgspec.convert(await reply_to(endpoint, request, caller, {}), gradebook.Summary)
    if told.hidden:
        raise Reasons.marks_not_for_role.refused()
    address = address_of(
        request, f"/sheets/groups/{quote(told.group.id, safe='')}/terms/{quote(told.term.id, safe='')}"
    )
    zone = request.app.state.config.zone
    return GroupSummaryFacts(summary=told, language=language(caller), address=address, zone=zone)


def _file(path: str, summary: str, media_type: str, handler: Handler) -> Endpoint:
    """A summary to be printed or computed with."""
    return Endpoint(
        method="GET",
        path=f"{PATH}/{path}",
        summary=summary,
        request=PrintSummary,
        service=GRADEBOOK,
        rpc="show_summary",
        reply=bytes,
        reply_media_type=media_type,
        query=("language",),
        codes=(*_CODES, "marks_not_for_role"),
        handler=handler,
    )


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path=PATH,
        summary="A group's term over all subjects with the GPA; IT and moderators see counts and no figure (¶2, ¶5).",
        request=gradebook.ShowSummary,
        reply=gradebook.Summary,
        codes=_CODES,
    ),
    _file("paper", "A group's summary to be printed, in Kazakh or Russian (¶2).", PDF, paper),
    _file("table", "A group's summary as a spreadsheet, in Kazakh or Russian (¶2).", XLSX, spreadsheet),
)

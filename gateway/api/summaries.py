"""A group's term over all subjects: finals, GPA, who is not admitted or in debt (¶2)."""

from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request

from gateway.api.endpoint import Endpoint
from gateway.api.tables_as_files import TableAsFiles
from gateway.http.callers import Caller
from gateway.papers.asking import address_of, language
from gateway.papers.group_summary import GroupSummaryFacts, group_summary
from services.gradebook import contract as gradebook

PATH = "/groups/{group}/terms/{term}/summary"
_CODES = ("summary_unknown", "session_key_missing")


@dataclass(frozen=True, kw_only=True)
class PrintSummary:
    """A summary asked for as a file: ``language`` kk or ru."""

    group: str
    term: str
    language: str = "kk"


def _facts(told: gradebook.Summary, request: Request, caller: Caller) -> GroupSummaryFacts:
    """What is printed of a summary."""
    address = address_of(
        request, f"/sheets/groups/{quote(told.group.id, safe='')}/terms/{quote(told.term.id, safe='')}"
    )
    zone = request.app.state.config.zone
    return GroupSummaryFacts(summary=told, language=language(caller), address=address, zone=zone)


FILES = TableAsFiles(
    path=PATH,
    request=PrintSummary,
    rpc="show_summary",
    reply=gradebook.Summary,
    query=("language",),
    codes=_CODES,
    facts=_facts,
    tabular=group_summary,
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
    *FILES.endpoints(
        paper="A group's summary to be printed, in Kazakh or Russian (¶2).",
        table="A group's summary as a spreadsheet, in Kazakh or Russian (¶2).",
    ),
)

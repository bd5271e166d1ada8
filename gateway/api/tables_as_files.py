"""A table of figures as two files: to be printed as a PDF, and to be computed with as a spreadsheet (¶2)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from gateway.api.endpoint import Endpoint, Handler
from gateway.api.forwarding import reply_to
from gateway.http.callers import Caller
from gateway.papers.asking import PDF, XLSX, printed, spreadsheet_of
from gateway.papers.grade_sheet import GradeSheetFacts
from gateway.papers.group_summary import GroupSummaryFacts
from gateway.papers.letterhead import Tabular
from services.gradebook.contract import SERVICE as GRADEBOOK
from services.gradebook.refusals import Reasons


class Shown(Protocol):
    """What the service answers; ``hidden``: without its figures."""

    @property
    def hidden(self) -> bool:
        """Whether they are kept from who asks."""


Reply = TypeVar("Reply", bound=Shown)
Facts = TypeVar("Facts", GradeSheetFacts, GroupSummaryFacts)


@dataclass(frozen=True, kw_only=True)
class TableAsFiles(Generic[Reply, Facts]):
    """Where the table is and how it is asked for; what is printed of the reply, and its words."""

    path: str
    request: type
    rpc: str
    reply: type[Reply]
    query: tuple[str, ...]
    codes: tuple[str, ...]
    facts: Callable[[Reply, Request, Caller], Facts]
    tabular: Callable[[Facts], Tabular]

    def endpoints(self, *, paper: str, table: str) -> tuple[Endpoint, Endpoint]:
        """The two, each with its summary."""
        return (
            self._endpoint("paper", paper, PDF, self._paper),
            self._endpoint("table", table, XLSX, self._table),
        )

    def _endpoint(self, name: str, summary: str, media_type: str, handler: Handler) -> Endpoint:
        return Endpoint(
            method="GET",
            path=f"{self.path}/{name}",
            summary=summary,
            request=self.request,
            service=GRADEBOOK,
            rpc=self.rpc,
            reply=bytes,
            reply_media_type=media_type,
            query=self.query,
            codes=(*self.codes, "marks_not_for_role"),
            handler=handler,
        )

    async def _paper(self, endpoint: Endpoint, request: Request, caller: Caller) -> Response:
        return await printed(await self._told(endpoint, request, caller))

    async def _table(self, endpoint: Endpoint, request: Request, caller: Caller) -> Response:
        facts = await self._told(endpoint, request, caller)
        return spreadsheet_of(facts, self.tabular(facts))

    async def _told(self, endpoint: Endpoint, request: Request, caller: Caller) -> Facts:
        """What is printed; nothing for IT and moderators, who see no figure (¶5)."""
        reply = msgspec.convert(await reply_to(endpoint, request, caller, {}), self.reply)
        if reply.hidden:
            raise Reasons.marks_not_for_role.refused()
        return self.facts(reply, request, caller)

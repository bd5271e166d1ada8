"""A request for a paper, answered: the services say who may read it and to whom a mark is opened."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal
from urllib.parse import quote

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from gateway.cases.changes import open_change
from gateway.errors import Rejected
from gateway.http.callers import Caller
from gateway.papers.course import KIND as COURSE
from gateway.papers.course import CourseFacts
from gateway.papers.facts import Facts
from gateway.papers.letterhead import Tabular
from gateway.papers.spreadsheet import workbook
from gateway.papers.typesetting import AnyFacts, render
from gateway.papers.words import Words
from services.corrections.contract import Case, Paper
from services.gradebook.contract import OpenedChange

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NUMBER = re.compile("[1-9][0-9]{0,5}")
#: Few at a time: one takes milliseconds, and the gateway has more to do.
_TYPESETTERS = ThreadPoolExecutor(2, thread_name_prefix="typesetter")


async def answer(caller: Caller, request: Request, case_id: str, kind: str) -> Response:
    """The newest paper of a kind, or the ``revision`` asked for, counted from 1, as a PDF to be looked at.

    Of a case's course there is one, as far as the case has come.
    """
    shown = await caller.call("corrections", "show_case", {"case": case_id})
    case, zone = msgspec.convert(shown, Case), request.app.state.config.zone
    address = address_of(request, f"/cases/{quote(case.id, safe='')}")
    revision = request.query_params.get("revision", "")
    facts: Facts | CourseFacts
    if kind == COURSE and not revision:
        facts = CourseFacts(case=case, language=language(caller), address=address, zone=zone)
    else:
        paper, change = _chosen(case, kind, revision), await _opened(caller, shown)
        facts = Facts(paper=paper, case=case, change=change, language=language(caller), address=address, zone=zone)
    return await printed(facts)


async def printed(facts: AnyFacts) -> Response:
    """The paper as a PDF to be looked at."""
    body = await asyncio.get_running_loop().run_in_executor(_TYPESETTERS, render, facts)
    name = file_name(facts, "pdf")
    return Response(
        body, media_type=PDF, headers={"Content-Disposition": f"inline; {name}", "Cache-Control": "no-store"}
    )


def spreadsheet_of(facts: AnyFacts, told: Tabular) -> Response:
    """The paper's table as an XLSX file to be kept."""
    headers = {"Content-Disposition": f"attachment; {file_name(facts, 'xlsx')}", "Cache-Control": "no-store"}
    return Response(workbook(told, facts.at), media_type=XLSX, headers=headers)


def language(caller: Caller) -> Literal["kk", "ru"]:
    """Papers are in the two languages of the academy's documents; in Kazakh unless Russian is wanted."""
    return "ru" if caller.language == "ru" else "kk"


def _chosen(case: Case, kind: str, revision: str) -> Paper:
    papers = [paper for paper in case.papers if paper.kind == kind]
    place = _place(revision, len(papers))
    if not 1 <= place <= len(papers):
        raise Rejected("paper_unknown")
    if papers[place - 1].damaged:
        raise Rejected("paper_damaged")
    return papers[place - 1]


def _place(revision: str, newest: int) -> int:
    if not revision:
        return newest
    return int(revision) if _NUMBER.fullmatch(revision) else 0


async def _opened(caller: Caller, case: dict[str, Any]) -> OpenedChange | None:
    """The change's marks, None for whom the gradebook does not open them (¶5)."""
    opened = await open_change(caller, case) if case["change"] else {"hidden": True}
    return None if opened["hidden"] else msgspec.convert(opened, OpenedChange)


def address_of(request: Request, path: str) -> str:
    """Where it is found by who has the paper in hand: at the gateway's public address, if it is told one."""
    public = request.app.state.config.address
    return f"{public}{path}" if public else str(request.url.replace(path=path, query="", fragment=""))


def file_name(facts: AnyFacts, ending: str) -> str:
    """A name for who saves the file, and a plain one for programs that know ASCII only."""
    number = facts.number.replace("/", "-")
    told = f"{Words(facts.language)(f'kind.{facts.kind}')} № {number}.{ending}"
    plain = re.sub("[^A-Za-z0-9-]", "", number)
    return f"filename=\"{facts.kind}-{plain}.{ending}\"; filename*=UTF-8''{quote(told)}"

"""A case's papers."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from gateway.api.endpoint import Endpoint
from gateway.http.callers import Caller
from gateway.papers.asking import PDF, answer
from services.corrections.contract import SERVICE as CORRECTIONS


@dataclass(frozen=True, kw_only=True)
class ShowPaper:
    """A paper asked for: ``kind`` as in the case's papers, or "course"; ``language`` kk or ru, ``revision`` counted
    from 1.
    """

    case: str
    kind: str
    language: str = "kk"
    revision: int = 0


async def paper(_endpoint: Endpoint, request: Request, caller: Caller) -> Response:
    """The paper as a PDF."""
    return await answer(caller, request, request.path_params["case"], request.path_params["kind"])


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/cases/{case}/papers/{kind}",
        summary="A case's report, act, decision or permission, or the course of its steps, to be printed; the newest "
        "unless a revision is named.",
        service=CORRECTIONS,
        rpc="show_case",
        request=ShowPaper,
        reply=bytes,
        reply_media_type=PDF,
        query=("language", "revision"),
        codes=("case_unknown", "paper_unknown", "paper_damaged"),
        handler=paper,
    ),
)

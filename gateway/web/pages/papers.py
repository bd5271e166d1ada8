"""A case's papers, to be looked at and printed."""

from starlette.responses import Response

from gateway.papers.asking import answer
from gateway.web.pages.visit import Visit


async def paper(visit: Visit) -> Response:
    """GET /cases/{id}/papers/{kind}.pdf?language=kk|ru&revision=."""
    assert visit.caller is not None
    return await answer(
        visit.caller, visit.request, visit.request.path_params["id"], visit.request.path_params["kind"]
    )

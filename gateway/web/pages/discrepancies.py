"""The methodist's inbox (¶20): differences between the paper and the electronic journal."""

from starlette.responses import Response

from gateway.web.pages.visit import Visit
from services.gradebook.contract import READERS


async def discrepancies(visit: Visit) -> Response:
    """GET /discrepancies?state=open|closed&search=."""
    state = "closed" if visit.argument("state") == "closed" else "open"
    search = visit.argument("search")
    listed = await visit.ask("corrections", "list_discrepancies", state=state, search=search)
    return visit.render(
        "discrepancies.html",
        discrepancies=listed["discrepancies"],
        open=listed["open"],
        total=listed["total"],
        state=state,
        search=search,
        closable=visit.faculties("methodist"),
        openable=visit.has(*READERS),
    )

"""Who stands in for whom (¶21)."""

from starlette.responses import Response

from gateway.pages.cases import turn
from gateway.pages.visit import Visit


async def substitutions(visit: Visit) -> Response:
    """GET /substitutions?view=running|all."""
    view = "all" if visit.argument("view") == "all" else "running"
    listed = await visit.ask("corrections", "list_substitutions", running=view == "running")
    return visit.render(
        "substitutions.html",
        substitutions=[{**row, "turn": turn(row)} for row in listed["cases"]],
        view=view,
        today=visit.now.date().isoformat(),
        may_ask=visit.has("teacher", "methodist"),
        revocable=visit.faculties("methodist", "faculty_head"),
    )


async def substitution_new(visit: Visit) -> Response:
    """GET /substitutions/new."""
    listed = await visit.ask("corrections", "list_colleagues")
    return visit.render("substitution_new.html", colleagues=listed["colleagues"], me=visit.known_user["id"])

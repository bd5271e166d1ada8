"""The academy's frame: faculties and terms."""

from starlette.responses import Response

from gateway.web.pages.visit import Visit


async def frame(visit: Visit) -> Response:
    """GET /frame: faculties and terms."""
    return visit.render("frame.html", frame=await visit.ask("roster", "list_frame"), may_create=visit.has("it_staff"))

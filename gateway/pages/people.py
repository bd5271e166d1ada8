"""Who signs in, and registering somebody."""

from starlette.responses import Response

from gateway.pages.visit import Visit
from services.auth.contract import ROLES, SCOPED_ROLES


async def people(visit: Visit) -> Response:
    """GET /people?search=."""
    search = visit.argument("search")
    listed = await visit.ask("auth", "list_people", search=search)
    return visit.render(
        "people.html",
        people=listed["people"],
        search=search,
        faculties=await visit.faculty_names(),
        may_register=visit.has("it_staff"),
    )


async def person_new(visit: Visit) -> Response:
    """GET /people/new."""
    faculties = (await visit.ask("roster", "list_frame"))["faculties"]
    roles = [{"name": role, "scoped": role in SCOPED_ROLES} for role in ROLES if faculties or role not in SCOPED_ROLES]
    return visit.render("person_new.html", roles=roles, faculties=faculties)

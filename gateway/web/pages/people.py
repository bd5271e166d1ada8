"""Who signs in, registering somebody, and changing somebody's account."""

from typing import Any

from starlette.responses import Response

from gateway.web.pages.shell import roles_of
from gateway.web.pages.visit import Visit
from services.auth.contract import CADET, ROLES, SCOPED_ROLES


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
    return visit.render("person_new.html", roles=_roles(faculties), faculties=faculties)


async def person(visit: Visit) -> Response:
    """GET /people/{id}: the account, and for IT what may be changed in it; auth decides again."""
    shown = await visit.ask("auth", "show_person", person=visit.request.path_params["id"])
    faculties = (await visit.ask("roster", "list_frame"))["faculties"]
    held = roles_of(shown["person"])
    return visit.render(
        "person.html",
        is_cadet=CADET in held,
        is_of_both="it_staff" in held and not held.isdisjoint(SCOPED_ROLES),
        **shown,
        roles=_roles(faculties),
        faculties=faculties,
        faculty_names={faculty["id"]: faculty["name"] for faculty in faculties},
        waiting=next((each for each in shown["password_requests"] if each["state"] == "open"), None),
        may_change=visit.has("it_staff") and shown["person"]["id"] != visit.known_user["id"],
        is_own=shown["person"]["id"] == visit.known_user["id"],
    )


def _roles(faculties: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The roles that can be given: without a faculty none that is of one."""
    return [{"name": role, "scoped": role in SCOPED_ROLES} for role in ROLES if faculties or role not in SCOPED_ROLES]

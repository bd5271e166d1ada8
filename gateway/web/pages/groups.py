"""Groups: the list, and one with who is and was in it (¶15)."""

from starlette.responses import Response

from gateway.web.pages.visit import Visit
from services.gradebook.contract import OFFICERS, READERS


async def groups(visit: Visit) -> Response:
    """GET /groups?search=&faculty=."""
    search, faculty = (visit.argument(name) for name in ("search", "faculty"))
    listed = await visit.ask("roster", "list_groups", search=search, faculty=faculty)
    known = (await visit.ask("roster", "list_frame"))["faculties"]
    own = visit.faculties("methodist", "faculty_head")
    faculties = known if visit.has("it_staff", "moderator") else [each for each in known if each["id"] in own]
    context = {"groups": listed["groups"], "damaged": listed["damaged"], "faculties": faculties}
    return visit.render("groups.html", **context, search=search, faculty=faculty)


async def group(visit: Visit) -> Response:
    """GET /groups/{id}."""
    shown = await visit.ask("roster", "show_group", group=visit.request.path_params["id"])
    may_file = shown["faculty"]["id"] in visit.faculties("methodist")
    issues = shown["faculty"]["id"] in visit.faculties(*OFFICERS)
    offered = {"may_file": may_file, "issues": issues}
    return visit.render("group.html", group=shown, openable=visit.has(*READERS), **offered)

"""One's own account (¶4)."""

from starlette.responses import Response

from gateway.http.devices import device
from gateway.web.pages.visit import Visit
from services.auth.contract import CADET


async def account(visit: Visit) -> Response:
    """GET /account: who one is, one's password, and where one is signed in."""
    listed = await visit.ask("auth", "list_sessions")
    sessions = [{**each, "device": device(each["agent"])} for each in listed["sessions"]]
    faculties = {} if visit.has(CADET) else await visit.faculty_names()
    return visit.render("account.html", faculties=faculties, sessions=sessions)

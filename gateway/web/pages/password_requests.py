"""Requests for new passwords: the list, and the page on which a head answers one (¶5)."""

from starlette.responses import Response

from gateway.web.pages.visit import Visit


async def password_requests(visit: Visit) -> Response:
    """GET /password-requests: what waits for who looks comes first."""
    listed = (await visit.ask("auth", "list_password_requests"))["requests"]
    return visit.render(
        "password_requests.html",
        waiting=[each for each in listed if "confirm" in each["may"]],
        others=[each for each in listed if "confirm" not in each["may"]],
        sees_all=visit.has("it_staff", "moderator"),
        decides=visit.has("faculty_head"),
        faculties=await visit.faculty_names(),
    )


async def password_request(visit: Visit) -> Response:
    """GET /password-requests/{id}: who asks for whom and why; a head may answer."""
    shown = await visit.ask("auth", "show_password_request", request=visit.request.path_params["id"])
    return visit.render("password_request.html", asked=shown, faculties=await visit.faculty_names())

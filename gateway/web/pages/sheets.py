"""Grade sheets: the list, opened by a methodist; one sheet to read and sign; a group's summary of them (¶2)."""

from starlette.responses import Response

from gateway.web.pages.visit import Visit


async def sheets(visit: Visit) -> Response:
    """GET /sheets?term=: the present term's unless another is chosen."""
    frame = await visit.ask("roster", "list_frame")
    term = visit.argument("term", frame["current_term"])
    listed = await visit.ask("gradebook", "list_sheets", term=term)
    return visit.render("sheets.html", sheets=listed, terms=frame["terms"], term=term)


async def sheet(visit: Visit) -> Response:
    """GET /sheets/{id}?revision=: the newest revision unless another is chosen."""
    text = visit.argument("revision", "0")
    revision = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    shown = await visit.ask("gradebook", "show_sheet", sheet=visit.request.path_params["id"], revision=revision)
    return visit.render("sheet.html", sheet=shown, row=shown["row"])


async def group_summary(visit: Visit) -> Response:
    """GET /sheets/groups/{id}/terms/{term}: the group's term over all subjects."""
    place = visit.request.path_params
    shown = await visit.ask("gradebook", "show_summary", group=place["id"], term=place["term"])
    return visit.render("group_summary.html", summary=shown)

"""Grade sheets: the list, opened by a methodist; one sheet to read and sign; a group's summary of them (¶2)."""

from typing import Any

from starlette.responses import Response

from gateway.web.pages.visit import Visit


async def sheets(visit: Visit) -> Response:
    """GET /sheets?term=: the present term's unless another is chosen."""
    frame = await visit.ask("roster", "list_frame")
    term = visit.argument("term", frame["current_term"])
    listed = await visit.ask("gradebook", "list_sheets", term=term)
    journals = await _journals(visit, term) if visit.has("methodist") else []
    return visit.render("sheets.html", sheets=listed, terms=frame["terms"], term=term, journals=journals)


async def sheet(visit: Visit) -> Response:
    """GET /sheets/{id}?revision=: the newest revision unless another is chosen."""
    text = visit.argument("revision", "0")
    revision = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    shown = await visit.ask("gradebook", "show_sheet", sheet=visit.request.path_params["id"], revision=revision)
    return visit.render("sheet.html", sheet=shown, row=shown["row"])


async def summary(visit: Visit) -> Response:
    """GET /sheets/groups/{id}/terms/{term}: the group's term over all subjects."""
    place = visit.request.path_params
    shown = await visit.ask("gradebook", "show_summary", group=place["id"], term=place["term"])
    return visit.render("group_summary.html", summary=shown)


async def _journals(visit: Visit, term: str) -> list[dict[str, Any]]:
    """The journals of the methodist's faculties, for which a sheet can be opened."""
    listed = await visit.ask("gradebook", "list_journals", term=term)
    faculties = visit.faculties("methodist")
    return [each for each in listed["journals"] if each["faculty"]["id"] in faculties]

"""The list of journals, and the page of one."""

from itertools import groupby
from typing import Any

from starlette.responses import Response

from gateway.web.pages.visit import Visit
from services.common.text.kazakh import kazakh_order
from services.gradebook.contract import READERS


def _by_faculty(journals: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ordered = sorted(journals, key=lambda journal: kazakh_order(journal["faculty"]["name"]))
    parts = groupby(ordered, key=lambda journal: journal["faculty"]["name"])
    return [{"name": name, "journals": list(part)} for name, part in parts]


async def journals(visit: Visit) -> Response:
    """GET /journals?term=: the current term's unless another is chosen."""
    frame = await visit.ask("roster", "list_frame")
    term = visit.argument("term", frame["current_term"])
    listed = await visit.ask("gradebook", "list_journals", term=term)
    return visit.render(
        "journals.html",
        faculties=_by_faculty(listed["journals"]),
        journals=listed["journals"],
        terms=frame["terms"],
        term=term,
        openable=visit.has(*READERS),
    )


async def journal(visit: Visit) -> Response:
    """GET /journals/{id}: the page; its script asks the API for the marks."""
    return visit.render("journal.html", journal_id=visit.request.path_params["id"], reads=visit.has(*READERS))

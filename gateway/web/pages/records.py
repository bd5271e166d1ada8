"""Electronic records: the list, a cadet's own, one record; and the page on which anybody checks one (¶2)."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from starlette.responses import Response

from gateway.web.pages.visit import Visit


async def records(visit: Visit) -> Response:
    """GET /records?search=&cadet=: with a cadet, that one's alone, and the way to another."""
    search, cadet = visit.argument("search"), visit.argument("cadet")
    listed = await visit.ask("gradebook", "list_records", search=search, cadet=cadet)
    return visit.render("records.html", listed=listed, search=search, cadet=listed["cadet"], asked=cadet)


async def record(visit: Visit) -> Response:
    """GET /records/{id}."""
    shown = await visit.ask("gradebook", "show_record", record=visit.request.path_params["id"])
    return visit.render("record.html", record=shown, row=shown["row"], terms=_terms(shown["lines"]))


async def record_preview(visit: Visit) -> Response:
    """GET /records/preview?cadet=: what would be issued, and the form that issues it."""
    shown = await visit.ask("gradebook", "preview_record", cadet=visit.argument("cadet"))
    return visit.render("record_preview.html", preview=shown, terms=_terms(shown["lines"]))


def _terms(lines: Iterable[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """Term, group and the lines of each."""
    return [(*name, [*found]) for name, found in groupby(lines, lambda each: (each["term"], each["group"]))]


async def check(visit: Visit) -> Response:
    """GET /check: for anybody; the code stands in the address's fragment, which no server gets."""
    return visit.render("check.html")

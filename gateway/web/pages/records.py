"""Electronic records: the list, a cadet's own, one record; and the page on which anybody checks one (¶2)."""

from itertools import groupby

from starlette.responses import Response

from gateway.web.pages.visit import Visit


async def records(visit: Visit) -> Response:
    """GET /records?search=&cadet=: with a cadet, that one's alone, and the form that issues another."""
    search, cadet = visit.argument("search"), visit.argument("cadet")
    listed = await visit.ask("gradebook", "list_records", search=search, cadet=cadet)
    return visit.render("records.html", listed=listed, search=search, cadet=listed["cadet"], asked=cadet)


async def record(visit: Visit) -> Response:
    """GET /records/{id}."""
    shown = await visit.ask("gradebook", "show_record", record=visit.request.path_params["id"])
    terms = [(*name, [*lines]) for name, lines in groupby(shown["lines"], lambda each: (each["term"], each["group"]))]
    return visit.render("record.html", record=shown, row=shown["row"], terms=terms)


async def check(visit: Visit) -> Response:
    """GET /check: for anybody; the code stands in the address's fragment, which no server gets."""
    return visit.render("check.html")

"""The days that are not what their day of the week says: IT's three working days are counted in them (¶10)."""

from starlette.responses import Response

from gateway.web.pages.visit import Visit

YEARS = range(2000, 2101)


async def calendar(visit: Visit) -> Response:
    """GET /calendar?year=: this year's unless another is chosen."""
    text = visit.argument("year")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 and int(text) in YEARS else visit.now.year
    shown = await visit.ask("corrections", "show_calendar", year=year)
    return visit.render("calendar.html", calendar=shown, year=year, may_set=visit.has("it_staff"))

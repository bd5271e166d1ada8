"""What a cadet sees: the own subjects with their results, attendance, and the cases about oneself (¶3)."""

import asyncio
from typing import Any

from starlette.responses import Response

from gateway.errors import Rejected
from gateway.web import insight_plots, plots
from gateway.web.codes import CODES, HEAVIEST_FIRST
from gateway.web.pages.start import CASES_SECONDS
from gateway.web.pages.visit import Visit

#: The figures in the order in which they come about, with the words that the journal has for them.
FIGURES = ("current", "controls", "rating", "examination", "final", "letter")


async def study(visit: Visit) -> Response:
    """GET /study?term=: one term of the cadet who asks."""
    shown = await visit.ask("gradebook", "show_own_study", term=visit.argument("term"))
    about = await _cases(visit)
    rows = [{**each, "figures": _figures(each["result"])} for each in shown["journals"]]
    missed = {code: sum(each["missed"].get(code, 0) for each in rows) for code in CODES}
    opened = [each for each in rows if each["state"] == "open"]
    return visit.render(
        "study.html",
        study=shown,
        about=about,
        rows=rows,
        opened=len(opened),
        missed=missed,
        codes=HEAVIEST_FIRST,
        trend=insight_plots.spread(shown["weeks"]),
        attendance=insight_plots.attendance(shown["weeks"]),
        pass_mark=insight_plots.shared_pass_mark(opened),
        plots=plots,
    )


async def _cases(visit: Visit) -> Any:
    """The cases about the cadet; None when nobody answers."""
    try:
        async with asyncio.timeout(CASES_SECONDS):
            return await visit.ask("corrections", "list_own_cases")
    except (Rejected, TimeoutError):
        return None


def _figures(result: Any) -> list[tuple[str, str]]:
    """The figures that there are; nothing of a result that does not read."""
    return [(name, str(result[name])) for name in FIGURES if result and result[name] is not None]

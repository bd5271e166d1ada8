"""Who stands in for whom (¶21)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from starlette.responses import Response

from gateway.web.pages.cases import turn
from gateway.web.pages.visit import Visit
from services.common.regulation.deadlines import is_over


async def substitutions(visit: Visit) -> Response:
    """GET /substitutions?view=running|all&search=."""
    view = "all" if visit.argument("view") == "all" else "running"
    search = visit.argument("search")
    listed = await visit.ask("corrections", "list_substitutions", running=view == "running", search=search)
    return visit.render(
        "substitutions.html",
        substitutions=[{**row, "turn": turn(row), "over": _is_over(row, visit.now)} for row in listed["cases"]],
        view=view,
        search=search,
        today=visit.now.date().isoformat(),
        may_ask=visit.has("teacher", "methodist"),
    )


def _is_over(row: Mapping[str, Any], now: datetime) -> bool:
    """Whether nothing can be entered under it any more."""
    return bool(row["expires_at"]) and is_over(datetime.fromisoformat(row["expires_at"]), now)


async def substitution_new(visit: Visit) -> Response:
    """GET /substitutions/new."""
    listed = await visit.ask("corrections", "list_colleagues")
    return visit.render("substitution_new.html", colleagues=listed["colleagues"], me=visit.known_user["id"])

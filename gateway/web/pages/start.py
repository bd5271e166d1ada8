"""The start page: what wants doing now, by role."""

import asyncio
from typing import Any

from starlette.responses import RedirectResponse, Response

from gateway.errors import Rejected
from gateway.web.pages.cases import turn
from gateway.web.pages.due_lessons import due_lessons
from gateway.web.pages.health import known_damages, services_health
from gateway.web.pages.present_journals import present_journals
from gateway.web.pages.visit import Visit
from services.auth.contract import CADET
from services.common.text.kazakh import kazakh_order

#: How long the page waits for the list of cases: it shows the rest without it.
CASES_SECONDS = 3
SHOWN = 5


async def start(visit: Visit) -> Response:
    """GET /: a section for each of the person's roles; a cadet's start page is the own study."""
    if visit.has(CADET):
        return RedirectResponse("/study", 303)
    context: dict[str, Any] = {"sections": [], "cases": await _cases(visit)}
    for section, roles, gather in SECTIONS:
        if visit.has(*roles):
            context |= await gather(visit)
            context["sections"].append(section)
    return visit.render("start.html", **context)


async def _cases(visit: Visit) -> dict[str, Any] | None:
    """The first cases that matter to who looks; None when nobody answers."""
    view = _view(visit)
    wanted = {} if view == "mine" else {view: True}
    try:
        async with asyncio.timeout(CASES_SECONDS):
            listed = await visit.ask("corrections", "list_cases", limit=SHOWN, **wanted)
    except (Rejected, TimeoutError):
        return None
    rows = [{**row, "turn": turn(row)} for row in listed["cases"]]
    return {"rows": rows, "view": view, "number": listed["overdue" if view == "overdue" else "waiting"]}


def _view(visit: Visit) -> str:
    """What waits for those whose turn comes, a teacher's own, what a moderator sees left undone (¶7)."""
    if visit.has("methodist", "faculty_head", "it_staff"):
        return "waiting"
    return "mine" if visit.has("teacher") else "overdue"


async def _teacher(visit: Visit) -> dict[str, Any]:
    journals = (await visit.ask("gradebook", "list_journals"))["journals"]
    own = [journal for journal in journals if journal["mine"]]
    return {"own": present_journals(own, visit.now.date()), "due": due_lessons(own, visit.now, openable=True)}


async def _faculty(visit: Visit) -> dict[str, Any]:
    faculties = visit.faculties("methodist", "faculty_head")
    journals = (await visit.ask("gradebook", "list_journals"))["journals"]
    listed = await visit.ask("corrections", "list_discrepancies", state="open")
    contingents: Any = {"contingents": []}
    notices: Any = {"notices": []}
    if visit.has("methodist"):
        contingents = await visit.ask("roster", "list_contingents")
        notices = await visit.ask("roster", "list_notices", state="returned", waiting=True)
    names = await visit.faculty_names()
    of_faculty = [journal for journal in journals if journal["faculty"]["id"] in faculties]
    return {
        "faculty_names": sorted((names.get(faculty, "–") for faculty in faculties), key=kazakh_order),
        "faculty_journals": present_journals(of_faculty, visit.now.date()),
        "faculty_due": due_lessons(of_faculty, visit.now, openable=True),
        "open_discrepancies": listed["discrepancies"],
        "open_total": listed["total"],
        "contingents": contingents["contingents"],
        "returned_notices": notices["notices"],
    }


async def _passwords(visit: Visit) -> dict[str, Any]:
    listed = await visit.ask("auth", "list_password_requests", open=True)
    return {"password_requests": [each for each in listed["requests"] if "confirm" in each["may"]]}


async def _it(visit: Visit) -> dict[str, Any]:
    submitted = await visit.ask("roster", "list_contingents", state="submitted")
    filed = await visit.ask("roster", "list_notices", state="filed")
    return {
        "submitted": submitted["contingents"],
        "filed": filed["notices"][:SHOWN],
        "health": await services_health(visit),
        "damages": await known_damages(visit),
    }


async def _moderator(visit: Visit) -> dict[str, Any]:
    journals = (await visit.ask("gradebook", "list_journals"))["journals"]
    due = due_lessons(journals, visit.now, openable=False)
    watched = {"health": await services_health(visit), "damages": await known_damages(visit)}
    return {"journals": present_journals(journals, visit.now.date()), "all_due": due, **watched}


SECTIONS = (
    ("teacher", ("teacher",), _teacher),
    ("passwords", ("faculty_head",), _passwords),
    ("faculty", ("methodist", "faculty_head"), _faculty),
    ("it", ("it_staff",), _it),
    ("moderator", ("moderator",), _moderator),
)

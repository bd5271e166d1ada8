"""How methodists work with the journal, for those who oversee it (¶7, ¶12)."""

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from gateway.web.pages.cases import turn
from gateway.web.pages.visit import Visit

#: What is counted, and which list of cases it is; the numbers of a faculty, then those of a methodist.
OF_FACULTY: Mapping[str, Mapping[str, Any]] = {
    "reports": {"state": "reported", "waits_for": "methodist"},
    "amending": {"state": "returned", "waits_for": "author"},
}
OF_METHODIST: Mapping[str, Mapping[str, Any]] = {
    "returned": {"state": "returned", "waits_for": "methodist"},
    "with_head": {"waits_for": "faculty_head"},
    "with_it": {"waits_for": "it_staff"},
    "overdue": {"overdue": True},
}
LISTS = {**OF_FACULTY, **OF_METHODIST}
SHOWN = 200


async def oversight(visit: Visit) -> Response:
    """GET /oversight: what waits for each faculty's methodists, and since when."""
    work = await visit.ask("corrections", "oversee_methodists")
    readable = work.get("readable", ())
    faculties = [{**each, **_seen(each, readable)} for each in work["faculties"]]
    return visit.render("oversight.html", faculties=faculties, of_faculty=tuple(OF_FACULTY), of_methodist=OF_METHODIST)


async def oversight_cases(visit: Visit) -> Response:
    """GET /oversight/cases?what=&faculty=&methodist=: the cases behind a number."""
    what = visit.argument("what") if visit.argument("what") in LISTS else "overdue"
    faculty, methodist = visit.argument("faculty"), visit.argument("methodist")
    work = await visit.ask("corrections", "oversee_methodists")
    listed = await visit.ask(
        "corrections", "list_cases", faculty=faculty, methodist=methodist, limit=SHOWN, **LISTS[what]
    )
    of = [each for each in work["faculties"] if each["faculty"]["id"] == faculty]
    people = [person["methodist"] for each in of for person in each["methodists"]]
    return visit.render(
        "oversight_cases.html",
        what=what,
        names=[each["faculty"]["name"] for each in of] + [each["name"] for each in people if each["id"] == methodist],
        cases=[{**row, "turn": turn(row)} for row in listed["cases"]],
        total=listed["total"],
    )


def _seen(faculty: Mapping[str, Any], readable: Collection[str]) -> dict[str, Any]:
    """The faculty's numbers with the lists behind them, where who looks may read these."""
    place = faculty["faculty"]["id"]
    people = [
        {**each, "links": _links(OF_METHODIST, readable, faculty=place, methodist=each["methodist"]["id"])}
        for each in faculty["methodists"]
    ]
    named = urlencode({"state": "open", "search": faculty["faculty"]["name"]})
    notices = f"/discrepancies?{named}" if "discrepancies" in readable else ""
    return {"methodists": people, "links": _links(OF_FACULTY, readable, faculty=place), "discrepancies_href": notices}


def _links(lists: Mapping[str, Any], readable: Collection[str], **of: str) -> dict[str, str]:
    return {what: f"/oversight/cases?{urlencode({'what': what, **of})}" for what in lists if what in readable}

"""Notices of changes of groups' composition (¶15): who files them, what IT makes of them (¶11)."""

from typing import Any

from starlette.responses import Response

from gateway.web.pages.visit import Visit

STATES = ("", "filed", "applied", "returned", "withdrawn")
KINDS = ("transfer", "expulsion", "rename", "leave", "admission")


async def notices(visit: Visit) -> Response:
    """GET /notices?state=&search=: those that wait for IT first."""
    state, search = visit.argument("state"), visit.argument("search")
    listed = await visit.ask("roster", "list_notices", state=state if state in STATES else "", search=search)
    return visit.render(
        "notices.html",
        notices=[{**each, "actions": _actions(visit, each)} for each in listed["notices"]],
        damaged=listed["damaged"],
        filed=listed["filed"],
        total=listed["total"],
        states=STATES,
        state=state,
        search=search,
        may_file=visit.has("methodist"),
    )


async def notice_new(visit: Visit) -> Response:
    """GET /notices/new?group=&cadet=&kind=: the groups of the methodist's faculties, the chosen one's cadets."""
    own = visit.faculties("methodist")
    listed = await visit.ask("roster", "list_groups")
    groups = [each for each in listed["groups"] if each["faculty"]["id"] in own]
    group = visit.argument("group")
    chosen = await visit.ask("roster", "show_group", group=group) if group in {each["id"] for each in groups} else None
    return visit.render(
        "notice_new.html",
        groups=groups,
        all_groups=listed["groups"],
        group=chosen,
        cadet=visit.argument("cadet"),
        kind=visit.argument("kind", "transfer"),
        kinds=KINDS,
    )


def _actions(visit: Visit, notice: dict[str, Any]) -> list[str]:
    """What may be offered; roster decides again."""
    is_own = notice["author"]["id"] == visit.known_user["id"]
    if notice["state"] == "returned" and notice["my_turn"] and visit.has("methodist"):
        return ["again"]
    if notice["state"] != "filed":
        return []
    return [*(["apply", "return"] if visit.has("it_staff") else []), *(["withdraw"] if is_own else [])]

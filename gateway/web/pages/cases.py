"""Cases: one desk for everybody who has to do with them, one page for each (¶4, ¶10, ¶13, ¶19)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, get_args
from urllib.parse import urlencode

import msgspec
from starlette.responses import Response

from gateway.cases.changes import open_change
from gateway.cases.steps import Made, made
from gateway.web.pages.reports import LESSON_KINDS
from gateway.web.pages.visit import Visit
from services.common.errors import Refused
from services.corrections.contract import CaseKind, CaseState, Someone, Step
from services.gradebook.contract import READERS

PAGE = 50
KINDS: tuple[str, ...] = get_args(CaseKind)
STATES: tuple[str, ...] = get_args(CaseState)
VIEWS = ("all", "waiting", "overdue")


async def cases(visit: Visit) -> Response:
    """GET /cases?view=&state=&kind=&search=&page=: what waits for who looks comes first."""
    view = _chosen(visit, "view", VIEWS) or "all"
    state, kind, search = _chosen(visit, "state", STATES), _chosen(visit, "kind", KINDS), visit.argument("search")
    number = _page_number(visit)
    listed = await visit.ask(
        "corrections",
        "list_cases",
        state=state,
        kind=kind,
        search=search,
        waiting=view == "waiting",
        overdue=view == "overdue",
        limit=PAGE,
        offset=(number - 1) * PAGE,
    )
    chosen = {"view": view, "state": state, "kind": kind, "search": search}
    rows = [{**row, "turn": turn(row)} for row in listed["cases"]]
    context: dict[str, Any] = {
        **chosen,
        "listed": listed,
        "mine": [row for row in rows if row["turn"] == "me"],
        "others": [row for row in rows if row["turn"] != "me"],
        "links": {each: _address(chosen, view=each) for each in VIEWS},
        "number": number,
        "pages": -(-listed["total"] // PAGE),
        "before": _address(chosen, page=number - 1),
        "after": _address(chosen, page=number + 1),
    }
    return visit.render("cases.html", **context, kinds=KINDS, states=STATES)


async def case(visit: Visit) -> Response:
    """GET /cases/{id}: what is to change, why, who has said what, and what one may do now."""
    shown = await visit.ask("corrections", "show_case", case=visit.request.path_params["id"])
    if shown["change"]:
        assert visit.caller is not None
        shown["change"] = await open_change(visit.caller, shown)
    history = await _history(visit, shown)
    return visit.render(
        "case.html",
        case=shown,
        turn=turn(shown),
        openable=visit.has(*READERS),
        history=history,
        cell=_cell(shown, history),
        lesson_kinds=LESSON_KINDS,
        colleagues=await _colleagues(visit, shown),
        papers=list(_counted(shown["papers"])),
        act=_last_act(shown["papers"]),
        steps=_steps(shown),
    )


def _steps(case: Mapping[str, Any]) -> list[Made]:
    author, steps = msgspec.convert(case["author"], Someone), msgspec.convert(case["steps"], list[Step])
    return list(made(case["carried_out_by"], author, steps))


def turn(case: Mapping[str, Any]) -> str:
    """Whose turn it is: "me", the role that somebody else has, or "" when nobody is waited for."""
    return "me" if case["my_turn"] else str(case["waits_for"])


def _chosen(visit: Visit, name: str, known: tuple[str, ...]) -> str:
    value = visit.argument(name)
    return value if value in known else ""


def _address(chosen: Mapping[str, Any], **instead: Any) -> str:
    return f"/cases?{urlencode({name: value for name, value in {**chosen, **instead}.items() if value})}"


def _page_number(visit: Visit) -> int:
    text = visit.argument("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


async def _colleagues(visit: Visit, case: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Whom a substitution that came back may name instead (¶21)."""
    if "substitute" not in case["report_fields"] or "amend" not in case["may"]:
        return []
    colleagues: list[dict[str, Any]] = (await visit.ask("corrections", "list_colleagues"))["colleagues"]
    return colleagues


async def _history(visit: Visit, case: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """Every version of the cell, newest first; None where there is no cell, or for who may not see its marks (¶5)."""
    if not (case["journal"] and case["cadet"]):
        return None
    place = {"journal": case["journal"]["id"], "lesson": case["lesson"], "cadet": case["cadet"]["id"]}
    try:
        versions: list[dict[str, Any]] = (await visit.ask("gradebook", "show_history", **place))["versions"]
    except Refused:
        return None
    return versions


def _cell(case: Mapping[str, Any], history: list[dict[str, Any]] | None) -> dict[str, Any] | None:
    """From what to what the cell goes: as the change says, or, where a teacher enters it, as its history does."""
    if case["change"]:
        return dict(case["change"])
    if case["carried_out_by"] != "teacher":
        return None
    if history is None:
        return {"hidden": True}
    made_up = [version["value"] for version in history if version["case"] == case["id"]]
    original = next((version for version in history if not version["make_up"]), {"value": None, "broken": False})
    before = {"before": original["value"], "broken": original["broken"]}
    return {"hidden": False, **before, "after": made_up[0] if made_up else None}


def _last_act(papers: Iterable[Mapping[str, Any]]) -> str:
    """What the act said that came back: it is mended, not typed anew. "" before one, and of a report amended since."""
    last = next((paper for paper in reversed([*papers]) if paper["kind"] in ("report", "act")), None)
    return str(last["text"] or "") if last and last["kind"] == "act" else ""


def _counted(papers: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    """Papers, oldest first, each with how many of its kind there were: an amended report is the second."""
    seen: Counter[str] = Counter()
    for paper in papers:
        seen[paper["kind"]] += 1
        yield {**paper, "revision": seen[paper["kind"]]}

"""The semester's contingent (¶14): uploading, its errors or its difference, and what is decided."""

import csv
import io
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from starlette.responses import Response

from gateway.http.responses import message, row_of
from gateway.web.pages.contingent_warnings import warnings
from gateway.web.pages.visit import Visit
from services.common.text.kazakh import kazakh_order
from services.roster.contract import COLUMNS

STATES = ("", "draft", "submitted", "applied", "returned", "undone")

#: What may be offered in a state, and to whom; roster decides again.
ACTIONS = {
    "draft": {"methodist": ["submit"]},
    "submitted": {"it_staff": ["apply", "return"]},
    "applied": {"it_staff": ["undo"]},
}


async def contingents(visit: Visit) -> Response:
    """GET /contingents?state=."""
    state = visit.argument("state")
    listed = await visit.ask("roster", "list_contingents", state=state if state in STATES else "")
    return visit.render(
        "contingents.html",
        contingents=listed["contingents"],
        damaged=listed["damaged"],
        states=STATES,
        state=state,
        may_upload=_may_upload(visit),
    )


async def contingent_upload(visit: Visit) -> Response:
    """GET /contingents/new."""
    frame = await visit.ask("roster", "list_frame")
    return visit.render(
        "contingent_upload.html", terms=frame["terms"], current_term=frame["current_term"], columns=COLUMNS
    )


async def contingent(visit: Visit) -> Response:
    """GET /contingents/{id}: the errors, all at once, or the difference and what may be done with it."""
    shown = await visit.ask("roster", "show_contingent", contingent=visit.request.path_params["id"])
    difference = shown["difference"]
    return visit.render(
        "contingent.html",
        contingent=shown,
        actions=_actions(visit, shown["state"]),
        may_upload=_may_upload(visit),
        warned=warnings(visit, shown),
        error_groups=_error_groups(visit, shown["errors"]),
        errors_text=_table(visit, shown["errors"], "excel-tab"),
        member_groups=_member_groups(difference),
        nothing_new=not any(value for name, value in difference.items() if name != "unchanged_rows"),
    )


async def contingent_errors(visit: Visit) -> Response:
    """GET /contingents/{id}/errors.csv: every error of the file, for a spreadsheet (hence the byte order mark)."""
    shown = await visit.ask("roster", "show_contingent", contingent=visit.request.path_params["id"])
    body = "\ufeff" + _table(visit, shown["errors"], "excel")
    headers = {"Content-Disposition": 'attachment; filename="errors.csv"'}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


def _may_upload(visit: Visit) -> bool:
    return visit.has("methodist", "it_staff")


def _actions(visit: Visit, state: str) -> list[str]:
    return [action for role, actions in ACTIONS.get(state, {}).items() if visit.has(role) for action in actions]


def _readable(visit: Visit, error: Mapping[str, Any]) -> dict[str, Any]:
    reason = message(visit.language, error["code"], error["params"])
    value = _detail(visit, error["params"])
    return {
        "row": row_of(visit.language, error["row"], error["sheet"]),
        "column": visit.text(f"ui.contingent.columns.{error['column']}"),
        "reason": reason,
        "value": value,
        "text": f"{reason}: {value}" if value else reason,
    }


def _detail(visit: Visit, params: Mapping[str, str]) -> str:
    """What the cell holds, or which other row it has to do with."""
    if "first" not in params:
        return params.get("value", "")
    return visit.text("ui.contingent.other_row", row=row_of(visit.language, params["first"], params.get("sheet", "")))


def _error_groups(visit: Visit, errors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ordered = sorted((_readable(visit, error) for error in errors), key=lambda error: error["reason"])
    groups = [{"reason": reason, "errors": list(part)} for reason, part in groupby(ordered, lambda e: e["reason"])]
    return sorted(groups, key=lambda group: -len(group["errors"]))


def _table(visit: Visit, errors: list[dict[str, Any]], dialect: str) -> str:
    lines = io.StringIO()
    table = csv.writer(lines, dialect)
    table.writerow(visit.text(f"ui.contingent.{name}") for name in ("row", "column", "reason"))
    for error in errors:
        readable = _readable(visit, error)
        table.writerow(_inert(readable[name]) for name in ("row", "column", "text"))
    return lines.getvalue()


def _inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula: part of it comes from somebody's file."""
    return f"'{text}" if text.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) else text


def _member_groups(difference: Mapping[str, Any]) -> list[dict[str, Any]]:
    fresh = {cadet["number"] for cadet in difference["cadets"]}
    members = [{**member, "new": member["number"] in fresh} for member in difference["members"]]
    ordered = sorted(members, key=lambda member: kazakh_order(member["group"]))
    return [
        {"name": name, "new": name in difference["groups"], "members": list(part)}
        for name, part in groupby(ordered, lambda member: member["group"])
    ]

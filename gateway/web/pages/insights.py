"""How study goes: one's journals side by side, and one journal's weeks, cadets and risks (¶1)."""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import Response

from gateway.web import plots
from gateway.web.pages.visit import Visit
from services.gradebook.contract import READERS

#: From the heaviest to the lightest in a stack; what each means stands in the journal's texts.
CODES = (("қ", "absent"), ("дс", "unexcused"), ("а", "ill"), ("ж", "on_duty"), ("д", "leave"))


async def insights(visit: Visit) -> Response:
    """GET /insights?term=: the present term unless another is chosen."""
    shown = await visit.ask("gradebook", "list_insights", term=visit.argument("term"))
    rows = [{**each, "line": plots.lines(_means(each["weeks"]))} for each in shown["journals"]]
    return visit.render("insights.html", insights=shown, rows=rows, reads=visit.has(*READERS))


async def journal_insights(visit: Visit) -> Response:
    """GET /journals/{id}/insights."""
    shown = await visit.ask("gradebook", "show_insights", journal=visit.request.path_params["id"])
    weeks = shown["weeks"]
    return visit.render(
        "journal_insights.html",
        insights=shown,
        risky=[each for each in shown["cadets"] if each["risks"]],
        letters=_letters(shown["letters"]),
        spread=_spread(weeks),
        attendance=_attendance(weeks),
        heat=[{**each, "cells": _cells(each, weeks)} for each in shown["cadets"]],
        codes=CODES,
        plots=plots,
    )


def _means(weeks: Sequence[Mapping[str, Any]]) -> list[float | None]:
    return [_number(week["mean"]) for week in weeks]


def _number(written: str | None) -> float | None:
    """A figure as a drawing needs it."""
    return None if written is None else float(written)


def _letters(letters: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Bars by letter, the lowest letter on the left."""
    rising = [*reversed(letters)]
    highest = plots.round_up(max((each["cadets"] for each in rising), default=0))
    bars = [stack[0] for stack in plots.stacks([[each["cadets"]] for each in rising], highest)]
    columns = zip(rising, bars, plots.places(len(rising)), strict=True)
    return {"columns": list(columns), "grid": plots.gridlines(highest)}


def _spread(weeks: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The median from week to week, between the quartiles."""
    lower, median, upper = ([_number(week[name]) for week in weeks] for name in ("lower", "median", "upper"))
    marks = {"bands": plots.bands(lower, upper), "lines": plots.lines(median), "dots": plots.dots(median)}
    return {**marks, "grid": plots.gridlines(), "days": _days(weeks)}


def _attendance(weeks: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Missed lessons by code, week by week."""
    rows = [[week["codes"].get(code, 0) for code, _ in CODES] for week in weeks]
    highest = plots.round_up(max(map(sum, rows), default=0))
    stacks = plots.stacks(rows, highest)
    named = [[(name, bar) for (_, name), bar in zip(CODES, stack, strict=True) if bar.value] for stack in stacks]
    return {"stacks": named, "grid": plots.gridlines(highest), "days": _days(weeks), "any": any(map(sum, rows))}


def _days(weeks: Sequence[Mapping[str, Any]]) -> list[tuple[float, str]]:
    """Under which columns a date stands: not so many that they touch."""
    every = -(-len(weeks) // 7) or 1
    days = zip(plots.places(len(weeks)), (week["monday"] for week in weeks), strict=True)
    return [day for place, day in enumerate(days) if place % every == 0]


def _cells(cadet: Mapping[str, Any], weeks: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any] | None]:
    """The cadet's week under each week of the group; None where there was nothing."""
    own = {week["monday"]: week for week in cadet["weeks"]}
    return [own.get(week["monday"]) for week in weeks]

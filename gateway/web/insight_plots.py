"""What plots and heat maps of study are drawn with: a journal's, a cadet's, a faculty's (¶1)."""

from collections.abc import Mapping, Sequence
from typing import Any

from gateway.web import plots
from gateway.web.codes import HEAVIEST_FIRST
from services.common.text.kazakh import kazakh_order

Weeks = Sequence[Mapping[str, Any]]


def letters(counts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Bars by letter, the lowest letter on the left."""
    rising = [*reversed(counts)]
    highest = plots.round_up(max((each["cadets"] for each in rising), default=0))
    bars = [stack[0] for stack in plots.stacks([[each["cadets"]] for each in rising], highest)]
    columns = zip(rising, bars, plots.places(len(rising)), strict=True)
    return {"columns": list(columns), "grid": plots.gridlines(highest)}


def spread(weeks: Weeks) -> dict[str, Any]:
    """The median from week to week, between the quartiles."""
    lower, median, upper = ([_number(week[name]) for week in weeks] for name in ("lower", "median", "upper"))
    marks = {"bands": plots.bands(lower, upper), "lines": plots.lines(median), "dots": plots.dots(median)}
    return {**marks, "grid": plots.gridlines(), "days": _days(weeks)}


def attendance(weeks: Weeks) -> dict[str, Any]:
    """Missed lessons by code, week by week."""
    rows = [[week["codes"].get(code, 0) for code in HEAVIEST_FIRST] for week in weeks]
    highest = plots.round_up(max(map(sum, rows), default=0))
    stacks = plots.stacks(rows, highest)
    names = HEAVIEST_FIRST.values()
    named = [[(name, bar) for name, bar in zip(names, stack, strict=True) if bar.value] for stack in stacks]
    return {"stacks": named, "grid": plots.gridlines(highest), "days": _days(weeks), "any": any(map(sum, rows))}


def mondays(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The weeks that several rows have together."""
    return sorted({week["monday"] for row in rows for week in row["weeks"]})


def cells(row: Mapping[str, Any], of: Sequence[str]) -> list[Mapping[str, Any] | None]:
    """The row's week under each of the weeks; None where there was nothing."""
    own = {week["monday"]: week for week in row["weeks"]}
    return [own.get(monday) for monday in of]


def side_by_side(journals: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each journal with its means and its marks by week drawn small, all to one measure."""
    weeks = mondays(journals)
    rows = [(each, cells(each, weeks)) for each in journals]
    most = plots.round_up(max((week["given"] for _, found in rows for week in found if week), default=0))
    return [
        {
            **each,
            "cells": found,
            "line": plots.lines([_number(week["mean"]) if week else None for week in found]),
            "bars": [stack[0] for stack in plots.stacks([[week["given"] if week else 0] for week in found], most)],
        }
        for each, found in rows
    ]


def matrix(journals: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Subjects × groups: in each place its journal, None where there is none."""
    groups = {each["group"]["id"]: each["group"]["name"] for each in journals}
    order = sorted(groups, key=lambda group: kazakh_order(groups[group]))
    subjects: dict[str, dict[str, Any]] = {}
    for each in journals:
        row = subjects.setdefault(each["subject"]["id"], {"name": each["subject"]["name"], "of": {}})
        row["of"][each["group"]["id"]] = each
    rows = [{"name": row["name"], "cells": [row["of"].get(group) for group in order]} for row in subjects.values()]
    return {"groups": [groups[group] for group in order], "rows": rows}


def cadet_term(term: Mapping[str, Any]) -> dict[str, Any]:
    """A cadet's term: its plots, its journals by week, and the pass mark that all of them share."""
    opened = [each for each in term["journals"] if each["result"]]
    weeks = mondays(opened)
    return {
        **term,
        "opened": opened,
        "closed": [each for each in term["journals"] if not each["result"]],
        "days": weeks,
        "heat": [(each, cells(each, weeks)) for each in opened],
        "pass_mark": shared_pass_mark(opened),
        "spread": spread(term["weeks"]),
        "attendance": attendance(term["weeks"]),
    }


def shared_pass_mark(journals: Sequence[Mapping[str, Any]]) -> int | None:
    """The pass mark that all of them have; None where they differ."""
    passes: set[int] = {each["pass_mark"] for each in journals}
    return passes.pop() if len(passes) == 1 else None


def _number(written: str | None) -> float | None:
    """A figure as a drawing needs it."""
    return None if written is None else float(written)


def _days(weeks: Weeks) -> list[tuple[float, str]]:
    """Under which columns a date stands: not so many that they touch."""
    every = -(-len(weeks) // 7) or 1
    days = zip(plots.places(len(weeks)), (week["monday"] for week in weeks), strict=True)
    return [day for place, day in enumerate(days) if place % every == 0]

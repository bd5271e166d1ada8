"""How study goes: one's journals side by side, one journal's weeks, cadets and risks, and one cadet (¶1)."""

from starlette.responses import Response

from gateway.web import insight_plots, plots
from gateway.web.codes import HEAVIEST_FIRST
from gateway.web.pages.visit import Visit
from services.gradebook.contract import READERS


async def insights(visit: Visit) -> Response:
    """GET /insights?term=: the present term unless another is chosen."""
    shown = await visit.ask("gradebook", "list_insights", term=visit.argument("term"))
    opened = [each for each in shown["journals"] if not each["closed"]]
    return visit.render(
        "insights.html",
        insights=shown,
        rows=insight_plots.side_by_side(opened),
        closed=[each for each in shown["journals"] if each["closed"]],
        weeks=insight_plots.mondays(opened),
        matrix=insight_plots.matrix(opened),
        reads=visit.has(*READERS),
    )


async def journal_insights(visit: Visit) -> Response:
    """GET /journals/{id}/insights."""
    shown = await visit.ask("gradebook", "show_insights", journal=visit.request.path_params["id"])
    weeks = shown["weeks"]
    days = insight_plots.mondays([shown])
    return visit.render(
        "journal_insights.html",
        insights=shown,
        risky=[each for each in shown["cadets"] if each["risks"]],
        letters=insight_plots.letters(shown["letters"]),
        spread=insight_plots.spread(weeks),
        attendance=insight_plots.attendance(weeks),
        heat=[{**each, "cells": insight_plots.cells(each, days)} for each in shown["cadets"]],
        codes=HEAVIEST_FIRST,
        plots=plots,
    )


async def cadet(visit: Visit) -> Response:
    """GET /cadets/{id}: for whoever leads; IT and moderators see counts (¶5)."""
    shown = await visit.ask("gradebook", "show_cadet_insights", cadet=visit.request.path_params["id"])
    return visit.render(
        "cadet.html",
        cadet=shown,
        terms=[insight_plots.cadet_term(each) for each in shown["terms"]],
        codes=HEAVIEST_FIRST,
        plots=plots,
        groups_open=visit.has("methodist", "faculty_head", "it_staff", "moderator"),
    )

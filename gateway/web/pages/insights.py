"""How study goes: one's journals side by side, one journal's weeks, cadets and risks, and one cadet (¶1)."""

from starlette.responses import Response

from gateway.web import plots, study
from gateway.web.pages.visit import Visit
from services.gradebook.contract import READERS


async def insights(visit: Visit) -> Response:
    """GET /insights?term=: the present term unless another is chosen."""
    shown = await visit.ask("gradebook", "list_insights", term=visit.argument("term"))
    opened = [each for each in shown["journals"] if not each["closed"]]
    return visit.render(
        "insights.html",
        insights=shown,
        rows=study.side_by_side(opened),
        closed=[each for each in shown["journals"] if each["closed"]],
        weeks=study.mondays(opened),
        matrix=study.matrix(opened),
        reads=visit.has(*READERS),
    )


async def journal_insights(visit: Visit) -> Response:
    """GET /journals/{id}/insights."""
    shown = await visit.ask("gradebook", "show_insights", journal=visit.request.path_params["id"])
    weeks = shown["weeks"]
    days = study.mondays([shown])
    return visit.render(
        "journal_insights.html",
        insights=shown,
        risky=[each for each in shown["cadets"] if each["risks"]],
        letters=study.letters(shown["letters"]),
        spread=study.spread(weeks),
        attendance=study.attendance(weeks),
        heat=[{**each, "cells": study.cells(each, days)} for each in shown["cadets"]],
        codes=study.CODES,
        plots=plots,
    )


async def cadet(visit: Visit) -> Response:
    """GET /cadets/{id}: for whoever leads; IT and moderators see counts (¶5)."""
    shown = await visit.ask("gradebook", "show_cadet_insights", cadet=visit.request.path_params["id"])
    return visit.render(
        "cadet.html",
        cadet=shown,
        terms=[study.cadet_term(each) for each in shown["terms"]],
        codes=study.CODES,
        plots=plots,
        groups_open=visit.has("methodist", "faculty_head", "it_staff", "moderator"),
    )

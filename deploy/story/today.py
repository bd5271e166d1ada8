"""Chapters of the present: what waits on each desk, what time has done, how the papers look."""

import re
from datetime import date
from functools import partial

from deploy.story import dates
from deploy.story.desk import PAPERS, WHICH_PAGE, Desk
from deploy.story.marks import called, can_be_mistyped
from deploy.story.places import LOCKED

LANGUAGES = {"kk": "Kazakh", "ru": "Russian"}


def what_waits(desk: Desk, today: date) -> None:
    """A case on the desk of each: methodist, head, teacher, IT."""
    desk.tell.chapter(
        "What is left on the desks of today",
        "Sign in as any of them: a number beside “Cases” says that it is their turn.",
    )
    _reported(desk, today)
    desk.draws_up_act(_reported(desk, today))
    case = _reported(desk, today)
    desk.returns(case, desk.cast.methodist, "returns it: which page of the paper?", WHICH_PAGE)
    case = _reported(desk, today)
    desk.draws_up_act(case)
    desk.approves(case)


def what_time_has_done(desk: Desk, forgotten: str, late: str) -> None:
    """The decision of five weeks ago has expired, that of two weeks ago is overdue."""
    words = "Nobody has touched the two approved cases that IT was left with."
    desk.tell.chapter("What time has done", words)
    expired = desk.waits_until(forgotten, "expired")
    moderator = desk.cast.moderator
    name, ended = called(expired), dates.moment(desk.clock.local(expired["expires_at"]))
    desk.tell.does(moderator, f"looks at {name}", lambda: None)
    desk.tell.comes(f"expired: the warrant was good until {ended}")
    desk.tell.refuses(desk.cast.it, f"applies {name} after all", desk.applying(forgotten), "case_state_wrong")
    overdue = desk.tell.does(moderator, "asks for what is overdue", lambda: moderator.sees("/cases?overdue=true"))
    found = next(each for each in overdue["cases"] if each["id"] == late)
    desk.tell.comes(
        f"{called(found)}: IT should have applied it by {dates.moment(desk.clock.local(found['due_at']))} (¶10)"
    )


def papers(desk: Desk, case: str) -> None:
    """Each paper of a case as a PDF, in the academy's two languages."""
    shown = desk.cast.head.sees(f"/cases/{case}")
    words = f"Those of {called(shown)}. The QR code of each leads to the case's page."
    desk.tell.chapter("The papers, to be printed", words)
    for paper in shown["papers"]:
        printed = f"{PAPERS[paper['kind']]} № {paper['number']}/{paper['year']}"
        pdfs = desk.tell.does(desk.cast.head, f"prints the {printed}", partial(_both, desk, case, paper["kind"]))
        desk.tell.comes("; ".join(f"{LANGUAGES[each]}: {_length(pdf)}" for each, pdf in pdfs.items()))


def _reported(desk: Desk, today: date) -> str:
    return desk.reports_mistyped(desk.places.cell(can_be_mistyped, today, LOCKED))


def _both(desk: Desk, case: str, kind: str) -> dict[str, bytes]:
    client = desk.cast.head.client
    return {each: client.download(f"/cases/{case}/papers/{kind}?language={each}") for each in LANGUAGES}


def _length(pdf: bytes) -> str:
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    return f"{pages} page{'' if pages == 1 else 's'}, {len(pdf) / 1000:.0f} kB"

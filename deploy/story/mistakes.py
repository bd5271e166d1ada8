"""Chapters about wrong marks: corrected, not corrected, decided on by the wrong person, noticed in the paper."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from deploy.story.cast import Person
from deploy.story.desk import COMPARED, MISTYPED, WHICH_PAGE, Desk
from deploy.story.marks import can_be_mistyped, enter, history, swapped
from deploy.story.places import LOCKED, OPEN, Place


def the_whole_way(desk: Desk, today: date) -> str:
    """A mark correction with all its papers, and everybody who tries a shorter way; the case's id."""
    place = desk.places.cell(can_be_mistyped, today)
    desk.tell.chapter("A mark is corrected: report, act, decision, warrant, applied", desk.where(place))
    _nothing_without_papers(desk, place, today)
    case = desk.reports_mistyped(place)
    desk.tell.refuses(desk.cast.it, "applies it, without a decision", desk.applying(case), "case_state_wrong")
    desk.draws_up_act(case)
    _nobody_else_decides(desk, case, place.teacher)
    desk.approves(case)
    _it_sees_no_mark(desk, case, place)
    desk.applies(case)
    desk.shows_mark(place)
    desk.tell.comes(history(place))
    desk.tell.refuses(desk.cast.it, "applies it once more", desk.applying(case), "case_state_wrong")
    return case


def papers_that_come_back(desk: Desk, today: date) -> None:
    """To their author, and mended; rejected in the end; another report is withdrawn."""
    place = desk.places.cell(can_be_mistyped, today)
    desk.tell.chapter("Papers that come back, are rejected, are withdrawn", desk.where(place))
    case = desk.reports_mistyped(place)
    desk.returns(case, desk.cast.methodist, "returns it: which page of the paper?", WHICH_PAGE)
    mended = {"text": f"{MISTYPED} 14-бет.", "value": swapped(place.value)}
    desk.moves(place.teacher, "mends the report: page 14", f"/cases/{case}/amend", **mended)
    desk.draws_up_act(case)
    reason = "14-бетте бұл баға жоқ."
    desk.moves(desk.cast.head, "rejects it: page 14 says otherwise", f"/cases/{case}/reject", reason=reason)
    desk.shows_mark(place)
    other = desk.places.cell(can_be_mistyped, today)
    case = desk.reports_mistyped(other)
    desk.moves(other.teacher, "withdraws it: it was another cadet", f"/cases/{case}/withdraw", reason="")


def nobody_decides_on_an_own_report(desk: Desk, today: date) -> str:
    """A teacher is the head's deputy for a while; IT leaves the approved case lying. Its id."""
    place = desk.places.cell(can_be_mistyped, today)
    desk.tell.chapter("Nobody decides on an own report, and no decision lasts for ever", desk.where(place))
    with _deputy(desk, place.teacher):
        case = desk.reports_mistyped(place)
        desk.draws_up_act(case)
        what = "approves the own report, as deputy head"
        desk.tell.refuses(place.teacher, what, desk.approving(case, place.teacher), "case_own")
    desk.approves(case)
    desk.tell.comes("IT forgets it; what becomes of it is told below")
    return case


def a_notice_becomes_an_act(desk: Desk, today: date) -> None:
    """Paper and journal differ (¶20): the methodist's act, and no report."""
    place = desk.places.cell(can_be_mistyped, today)
    desk.tell.chapter("Paper and journal differ: a notice becomes an act", desk.where(place))
    text = "Қағаз журналда басқа баға тұр."
    sent = lambda: place.teacher.posts("/discrepancies", text=text, **place.named)  # noqa: E731
    notice = desk.tell.does(place.teacher, "sends the methodist a notice from the cell (¶20)", sent)
    right = swapped(place.value)
    body = {"discrepancy": notice["id"], "text": COMPARED, "value": right}
    what = f"finds {right} in the paper and makes the notice an act"
    case = desk.moves(desk.cast.methodist, what, "/cases/from-discrepancy", **body)
    desk.approves(case)
    desk.applies(case)
    desk.shows_mark(place)


def nobody_applies_it(desk: Desk, today: date) -> str:
    """IT has three working days (¶10), and lets them pass; the case's id."""
    place = desk.places.cell(can_be_mistyped, today, LOCKED)
    desk.tell.chapter("IT has three working days", desk.where(place))
    case = desk.reports_mistyped(place)
    desk.draws_up_act(case)
    desk.approves(case)
    desk.tell.comes("IT lets them pass")
    return case


def _nothing_without_papers(desk: Desk, place: Place, today: date) -> None:
    right = swapped(place.value)
    what = f"types {right} over {place.value} in the closed column"
    desk.tell.refuses(place.teacher, what, lambda: enter(place.teacher, (place, right)), "window_closed")
    fresh = desk.places.cell(can_be_mistyped, today, OPEN)
    body = {"kind": "mark_correction", "text": MISTYPED, "value": swapped(fresh.value), **fresh.named}
    what = "reports on a lesson that is still open"
    desk.tell.refuses(fresh.teacher, what, lambda: fresh.teacher.posts("/cases", **body), "window_open")


def _nobody_else_decides(desk: Desk, case: str, reporter: Person) -> None:
    others = (
        (reporter, "approves the own report", "case_not_yours"),
        (desk.cast.other_head, "approves, as the other faculty's head", "case_unknown"),
    )
    for who, what, code in others:
        desk.tell.refuses(who, what, desk.approving(case, who), code)
    wrong = desk.approving(case, desk.cast.head, password="not the password")  # noqa: S106 - it is not
    desk.tell.refuses(desk.cast.head, "approves with a wrong password", wrong, "password_wrong")


def _it_sees_no_mark(desk: Desk, case: str, place: Place) -> None:
    change = desk.tell.does(desk.cast.it, "looks at the case", lambda: desk.cast.it.sees(f"/cases/{case}")["change"])
    desk.tell.makes_sure(change["hidden"] and "after" not in change, "IT sees no mark (¶5)")
    desk.tell.comes("whose cell, which papers, but neither the old mark nor the new one (¶5)")
    desk.shows_mark(place)


@contextmanager
def _deputy(desk: Desk, teacher: Person) -> Iterator[None]:
    """The teacher is a head of the faculty as well, until the deputy is needed no more."""
    it, own = desk.cast.it, teacher.sees("/me")["roles"]
    path, office = f"/people/{teacher.id}/roles", {"role": "faculty_head", "faculty": own[0]["faculty"]}
    desk.tell.does(it, f"gives {teacher.name} a head's role too", lambda: it.puts(path, roles=[*own, office]))
    try:
        yield
    finally:
        desk.tell.does(it, "takes it back", lambda: it.puts(path, roles=own))

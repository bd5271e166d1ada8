"""What the story's people do with papers, each step said as it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from deploy.story import dates
from deploy.story.cast import Cast, Person, until
from deploy.story.clock import Clock
from deploy.story.marks import held, said, swapped
from deploy.story.places import Place, Places
from deploy.story.teller import Teller

PAPERS = {
    "report": "report (баянат)",
    "act": "act (акт)",
    "decision": "decision (шешім)",
    "permission": "written permission (рұқсат)",
}
TURNS = {
    "author": "the reporter's turn",
    "teacher": "the teacher's turn",
    "methodist": "the methodist's turn",
    "faculty_head": "the head's turn",
    "it_staff": "IT's turn",
}
#: What people write in their papers, in the academy's language.
MISTYPED = "Бағаны енгізгенде цифрлар ауысып кеткен, қағаз журналда дұрыс жазылған."
WHICH_PAGE = "Қағаз журналдың бетін көрсетіңіз."
COMPARED = "Қағаз журналмен салыстырылды, баяндалған жағдай расталды."


@dataclass(frozen=True)
class Desk:
    """People, time and places, and who tells of them."""

    cast: Cast
    clock: Clock
    places: Places
    tell: Teller

    def reports_mistyped(self, place: Place) -> str:
        """A teacher's report that digits were swapped; the case's id."""
        right = swapped(place.value)
        what = f"reports: the digits were swapped, {place.value} must be {right}"
        return self.reports(place, "mark_correction", what, MISTYPED, value=right)

    def reports(self, place: Place, kind: str, what: str, text: str, **more: Any) -> str:
        """A teacher's report; the case's id."""
        return self.moves(place.teacher, what, "/cases", kind=kind, text=text, **place.named, **more)

    def draws_up_act(self, case: str) -> None:
        """The methodist's act."""
        what = "compares with the paper and draws up the act"
        self.moves(self.cast.methodist, what, f"/cases/{case}/act", text=COMPARED)

    def approves(self, case: str) -> None:
        """The head's decision."""
        what = "approves, giving the password again"
        self.moves(self.cast.head, what, f"/cases/{case}/approve", password=self.cast.head.password)

    def applies(self, case: str) -> None:
        """IT carries it out; it is done when the gradebook has answered."""
        self.tell.does(self.cast.it, "applies it", self.applying(case))
        self.waits_until(case, "applied")
        self.tell.comes("applied: the gradebook has verified the warrant and accepted it, once")

    def returns(self, case: str, who: Person, what: str, reason: str) -> None:
        """The papers go back one step."""
        self.moves(who, what, f"/cases/{case}/return", reason=reason)

    def approving(self, case: str, who: Person, password: str = "") -> Callable[[], Any]:
        """An attempt to decide, with the own password unless another is named."""
        return lambda: who.posts(f"/cases/{case}/approve", password=password or who.password)

    def applying(self, case: str) -> Callable[[], Any]:
        """IT's attempt to carry it out."""
        return lambda: self.cast.it.posts(f"/cases/{case}/apply")

    def goes_the_whole_way(self, case: str) -> None:
        """From the report to the journal."""
        self.draws_up_act(case)
        self.approves(case)
        self.applies(case)

    def moves(self, who: Person, what: str, path: str, **body: Any) -> str:
        """Any step of a case, and what came of it; the case's id."""
        case = self.tell.does(who, what, lambda: who.posts(path, **body))
        self.tell.comes(self._outcome(case))
        return str(case["id"])

    def waits_until(self, case: str, state: str) -> Any:
        """The case, once it has come to a state."""

        def arrived() -> Any:
            found = self.cast.moderator.sees(f"/cases/{case}")
            return found if found["state"] == state else None

        return until(arrived)

    def shows_mark(self, place: Place) -> None:
        """The cell now, beside what the story found there."""
        before, now = said(place.value), held(place)
        self.tell.comes(f"the mark is {now} still" if now == before else f"the mark: {before} before, {now} now")

    def where(self, place: Place) -> str:
        """A cell or a lesson in words."""
        whose = f"{place.cadet['name']}: {said(place.value)}" if place.cadet else "the whole column"
        return f"{place.course}, lesson of {dates.day(place.day)}, {whose}."

    def _outcome(self, case: Any) -> str:
        paper, step = case["papers"][-1], case["steps"][-1]
        told = [f"{PAPERS[paper['kind']]} № {paper['number']}/{paper['year']}"] if paper["at"] == step["at"] else []
        told.append("revoked" if step["action"] == "revoked" else case["state"].replace("_", " "))
        if step["action"] == "approved":
            told.append(f"warrant {case['fingerprint']}")
        if case["waits_for"]:
            told.append(TURNS[case["waits_for"]])
        if case["state"] == "approved" and case["due_at"]:
            told.append(f"until {dates.moment(self.clock.local(case['due_at']))} (¶10)")
        return ", ".join(told)

"""The report form (¶4, ¶13, ¶19), filled in from a place in a journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, get_args

from starlette.responses import Response

from gateway.http.errors import Rejected
from gateway.web.pages.visit import Visit
from services.gradebook.contract import Kind

ABOUT_CELL = ("mark_correction", "make_up")
KINDS = (*ABOUT_CELL, "late_entry", "removal")
#: What is offered within two weeks of the lesson only; corrections decides.
IN_TWO_WEEKS = ("make_up", "removal")
TWO_WEEKS = timedelta(days=14)
PASS_MARK = 50
OPEN_DAYS = range(1, 8)
ENTRY_DAYS = timedelta(days=2)
LESSON_KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True)
class Place:
    """A lesson, and a cadet's cell in it where one is meant."""

    journal: Mapping[str, Any]
    lesson: Mapping[str, Any]
    cadet: Mapping[str, Any] | None

    @property
    def day(self) -> date:
        """The lesson's date."""
        return date.fromisoformat(self.lesson["date"])

    @property
    def mark(self) -> Mapping[str, Any] | None:
        """What the cell holds."""
        return next((mark for mark in self._marks() if self.cadet and mark["cadet"] == self.cadet["id"]), None)

    @property
    def last_day(self) -> date:
        """The last for a report that has two weeks."""
        return self.day + TWO_WEEKS

    @property
    def open_until(self) -> str | None:
        """Until when the column takes entries of who looks, by a late entry too (¶4, ¶17); None: it takes none."""
        ends: dict[str, str | None] = {"open": self.lesson["closes_at"], "closed": self.lesson["opened_until"]}
        return ends.get(self.lesson["state"])

    def missing(self) -> int:
        """How many cadets of that day have no mark."""
        filled = {mark["cadet"] for mark in self._marks() if mark["value"] is not None}
        return len({cadet["id"] for cadet in self.journal["cadets"] if _in_group(cadet, self.lesson["date"])} - filled)

    def _marks(self) -> list[Mapping[str, Any]]:
        return [mark for mark in self.journal["marks"] if mark["lesson"] == self.lesson["id"]]


async def report(visit: Visit) -> Response:
    """GET /cases/new?journal=&lesson=&cadet=&kind=."""
    journal = await visit.ask("gradebook", "show_journal", journal=visit.argument("journal"))
    lesson = _named(journal["lessons"], visit.argument("lesson"))
    if lesson is None:
        raise Rejected("path_unknown")
    place = Place(journal, lesson, _named(journal["cadets"], visit.argument("cadet")))
    offered = [_offer(kind, place, visit.now) for kind in KINDS if _fits(kind, place, visit.now)]
    return visit.render(
        "report.html",
        place=place,
        offers=offered,
        chosen=_chosen(offered, visit.argument("kind")),
        open_days=OPEN_DAYS,
    )


async def late_lesson(visit: Visit) -> Response:
    """GET /cases/new-lesson?journal=&date=&kind=&topic=: a lesson that nobody added in its time."""
    journal = await visit.ask("gradebook", "show_journal", journal=visit.argument("journal"))
    first, last = _unheld_days(journal["term"], visit.now.date())
    held = {name: visit.argument(name) for name in ("date", "kind", "topic")}
    if not first <= held["date"] <= last:
        held["date"] = last
    return visit.render(
        "late_lesson.html", journal=journal, first=first, last=last, held=held, kinds=LESSON_KINDS, open_days=OPEN_DAYS
    )


def _unheld_days(term: Mapping[str, Any], today: date) -> tuple[str, str]:
    """The first and last day whose lessons can be added by papers only; an empty span while there is none."""
    return term["starts"], min(term["ends"], (today - ENTRY_DAYS - timedelta(days=1)).isoformat())


def _fits(kind: str, place: Place, now: datetime) -> bool:
    """Whether the kind makes sense of this place at all."""
    if place.lesson["state"] == "removed" or (kind in ABOUT_CELL and place.cadet is None):
        return False
    if kind == "removal":
        return True
    closed = datetime.fromisoformat(place.lesson["closes_at"]) < now
    to_open = place.missing() > 0 and not place.open_until
    return closed and {"make_up": _to_make_up(place), "late_entry": to_open}.get(kind, True)


def _to_make_up(place: Place) -> bool:
    mark = place.mark or {"value": None, "make_up": None}
    counts = mark["value"] if mark["make_up"] is None else mark["make_up"]
    return isinstance(counts, str) or (isinstance(counts, int) and counts < PASS_MARK)


def _offer(kind: str, place: Place, now: datetime) -> dict[str, Any]:
    until = place.last_day if kind in IN_TWO_WEEKS else None
    return {"kind": kind, "until": until, "over": until is not None and now.date() > until}


def _chosen(offers: list[dict[str, Any]], wanted: str) -> str:
    possible = [offer["kind"] for offer in offers if not offer["over"]]
    return wanted if wanted in possible else next(iter(possible), "")


def _named(things: list[dict[str, Any]], wanted: str) -> dict[str, Any] | None:
    return next((thing for thing in things if thing["id"] == wanted), None)


def _in_group(cadet: Mapping[str, Any], day: str) -> bool:
    """In the journal's reply a stay's last day is inside; between two stays nobody is missed (¶15)."""
    return any(stay["since"] <= day and (stay["until"] is None or stay["until"] >= day) for stay in cadet["stays"])

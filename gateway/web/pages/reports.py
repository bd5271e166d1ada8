"""The report form (¶4, ¶13, ¶19), filled in from a place in a journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from starlette.responses import Response

from gateway.errors import Rejected
from gateway.web.pages.visit import Visit
from services.gradebook.contract import Kind

LESSON_KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True)
class Place:
    """A lesson, and a cadet's cell in it where one is meant; ``missing`` cells of the lesson are empty."""

    journal: Mapping[str, Any]
    lesson: Mapping[str, Any]
    cadet: Mapping[str, Any] | None
    missing: int

    @property
    def mark(self) -> Mapping[str, Any] | None:
        """What the cell holds."""
        marks = (mark for mark in self.journal["marks"] if mark["lesson"] == self.lesson["id"])
        return next((mark for mark in marks if self.cadet and mark["cadet"] == self.cadet["id"]), None)

    @property
    def open_until(self) -> str | None:
        """Until when the column takes entries of who looks, by a late entry too (¶4, ¶17); None: it takes none."""
        ends: dict[str, str | None] = {"open": self.lesson["closes_at"], "closed": self.lesson["opened_until"]}
        return ends.get(self.lesson["state"])


async def report(visit: Visit) -> Response:
    """GET /cases/new?journal=&lesson=&cadet=&kind=: the kinds that gradebook and corrections both offer."""
    journal = await visit.ask("gradebook", "show_journal", journal=visit.argument("journal"))
    lesson, cadet = (_named(journal[f"{each}s"], visit.argument(each)) for each in ("lesson", "cadet"))
    if lesson is None:
        raise Rejected("path_unknown")
    where = {"journal": journal["id"], "lesson": lesson["id"], "cadet": cadet and cadet["id"]}
    changes = await visit.ask("gradebook", "offer_changes", **where)
    offered = await visit.ask("corrections", "offer_reports", lesson_date=lesson["date"])
    offers = [each for each in offered["reports"] if each["kind"] in changes["kinds"]]
    return visit.render(
        "report.html",
        place=Place(journal, lesson, cadet, changes["missing"]),
        offers=offers,
        chosen=_chosen(offers, visit.argument("kind")),
        most_open_days=offered["most_open_days"],
    )


async def late_lesson(visit: Visit) -> Response:
    """GET /cases/new-lesson?journal=&date=&kind=&topic=: a lesson that nobody added in its time."""
    journal = await visit.ask("gradebook", "show_journal", journal=visit.argument("journal"))
    changes = await visit.ask("gradebook", "offer_changes", journal=journal["id"])
    days = changes["late_lessons"]
    offered = await visit.ask("corrections", "offer_reports")
    held = {name: visit.argument(name) for name in ("date", "kind", "topic")}
    if days and not days["first"] <= held["date"] <= days["last"]:
        held["date"] = days["last"]
    return visit.render(
        "late_lesson.html",
        journal=journal,
        days=days,
        held=held,
        kinds=changes["late_kinds"],
        most_open_days=offered["most_open_days"],
    )


def _chosen(offers: list[dict[str, Any]], wanted: str) -> dict[str, Any] | None:
    possible = [offer for offer in offers if not offer["over"]]
    return next((offer for offer in possible if offer["kind"] == wanted), next(iter(possible), None))


def _named(things: list[dict[str, Any]], wanted: str) -> dict[str, Any] | None:
    return next((thing for thing in things if thing["id"] == wanted), None)

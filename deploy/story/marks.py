"""Marks as the journal takes and shows them."""

from typing import Any

from deploy.demo.client import RefusedError
from deploy.demo.marks import is_passed
from deploy.story.cast import Person
from deploy.story.places import Place

MADE_UP = 75


def enter(who: Person, *cells: tuple[Place, int | str | None]) -> None:
    """Type into a journal's cells as on any day. Raises ``RefusedError`` for the first that is not taken."""
    marks = [{"value": value, "version": place.version, **_of_cell(place)} for place, value in cells]
    answer = who.puts(f"/journals/{cells[0][0].journal['id']}/marks", marks=marks)
    for refused in answer["refused"]:
        raise RefusedError("PUT marks", refused["code"], refused["rule"], refused["message"])


def held(place: Place) -> str:
    """What the cell holds now, as people say it."""
    marks = place.now()["marks"]
    same = (mark for mark in marks if (mark["lesson"], mark["cadet"]) == (place.lesson["id"], place.cadet["id"]))
    mark = next(same, {"value": None, "make_up": None})
    beside = "" if mark["make_up"] is None else f" with {mark['make_up']} beside it, which counts"
    return f"{said(mark['value'])}{beside}"


def history(place: Place) -> str:
    """Every mark the cell has held, newest first, and how each came there."""
    path = f"/journals/{place.journal['id']}/marks/{place.lesson['id']}/{place.cadet['id']}/history"
    versions = (_version(place, each) for each in place.teacher.sees(path)["versions"])
    return f"its history: {'; '.join(versions)}"


def mean(place: Place) -> str:
    """The cadet's current mean now."""
    means: dict[str, str | None] = {each["cadet"]: each["value"] for each in place.now()["means"]}
    return means[place.cadet["id"]] or "none"


def said(value: int | str | None) -> str:
    """A mark, or that there is none."""
    return "empty" if value is None else str(value)


def swapped(value: Any) -> int:
    """The mark whose digits were exchanged in typing."""
    return int(str(value)[::-1])


def can_be_mistyped(value: Any) -> bool:
    """Two digits that make a better mark the other way round."""
    return isinstance(value, int) and 10 < value < 100 and value // 10 < value % 10


def can_be_made_up(value: Any) -> bool:
    """Missed or unsatisfactory (¶19)."""
    return value is not None and not is_passed(value)


def called(case: Any) -> str:
    """As its first paper is: a report and an act may have the same number."""
    return f"{'act' if case['kind'] == 'discrepancy' else 'report'} № {case['number']}"


def _version(place: Place, version: Any) -> str:
    case = version["case"]
    how = f"by {called(place.teacher.sees(f'/cases/{case}'))}" if case else "inside the window"
    return f"{said(version['value'])} {how}"


def _of_cell(place: Place) -> dict[str, str]:
    return {"lesson": place.lesson["id"], "cadet": place.cadet["id"]}

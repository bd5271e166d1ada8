"""The chapter about a teacher who is away (¶21)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from deploy.demo.client import RefusedError
from deploy.demo.courses import LESSONS
from deploy.story import dates
from deploy.story.cast import Person, until
from deploy.story.desk import Desk
from deploy.story.marks import enter
from deploy.story.places import NowhereError, Place, cells_of

DAYS = timedelta(days=4)


@dataclass(frozen=True)
class Absence:
    """Whose journal somebody else is to fill, from a day on."""

    absent: Person
    substitute: Person
    journal: Any
    since: date

    @property
    def terms(self) -> dict[str, Any]:
        """As a request names them; the last day is included."""
        people = {"absent": self.absent.id, "substitute": self.substitute.id}
        days = {"since": self.since.isoformat(), "until": (self.since + DAYS).isoformat()}
        return {**people, **days, "journals": [self.journal["id"]], "text": "Оқытушы іссапарда."}

    def lesson(self, day: date) -> Any:
        """The substitute adds one."""
        held = {each["kind"] for each in self.journal["lessons"] if each["date"] == day.isoformat()}
        kind = next(each for each in LESSONS if each not in held)
        return self.substitute.posts(f"/journals/{self.journal['id']}/lessons", date=day.isoformat(), kind=kind)

    def marks(self) -> list[Any]:
        """The substitute enters the marks of today's class, and sees them."""
        place = Place(self.substitute, self.journal, self.lesson(self.since))
        cells = [(cell, 60 + 7 * number % 36) for number, cell in enumerate(cells_of(place))]
        enter(self.substitute, *cells)
        return [mark for mark in place.now()["marks"] if mark["lesson"] == place.lesson["id"]]


def substitutions(desk: Desk, today: date) -> None:
    """One in force, whose journal and days are kept to; one that is revoked."""
    free = list(islice(_absences(desk, today), 2))
    if len(free) < 2:
        raise NowhereError
    first, second = free
    words = f"{course(first)}: {first.absent.name} is away, and {first.substitute.name} does not teach this journal."
    desk.tell.chapter("A teacher is away: a substitute enters, with the head's written permission", words)
    _in_force(desk, first)
    _revoked(desk, second)


def course(absence: Absence) -> str:
    """The journal as people call it."""
    return f"{absence.journal['subject']['name']} · {absence.journal['group']['name']}"


def _in_force(desk: Desk, absence: Absence) -> None:
    who, today = absence.substitute, absence.since
    desk.tell.refuses(
        who, "adds today's lesson, without a permission", lambda: absence.lesson(today), "not_your_journal"
    )
    _granted(desk, absence)
    entered = desk.tell.does(who, "adds today's lesson and enters the class's marks", absence.marks)
    authors = {mark["author"]["name"] for mark in entered}
    desk.tell.comes(f"{len(entered)} marks, whose author is {' and '.join(authors)}")
    yesterday = today - timedelta(days=1)
    what = f"adds a lesson of {dates.day(yesterday)}, the day before the permission"
    desk.tell.refuses(who, what, lambda: absence.lesson(yesterday), "outside_substitution")


def _revoked(desk: Desk, absence: Absence) -> None:
    case = _granted(desk, absence)
    path = f"/substitutions/{case}/revoke"
    desk.moves(desk.cast.head, "ends it at once: the teacher is back", path, reason="Оқытушы оралды.")
    until(lambda: _is_closed(absence) or None)
    who, journal = absence.substitute, f"/journals/{absence.journal['id']}"
    desk.tell.refuses(who, "opens that journal once more", lambda: who.sees(journal), "not_your_journal")


def _is_closed(absence: Absence) -> bool:
    """True when the journal is shown to the substitute no more."""
    try:
        absence.substitute.sees(f"/journals/{absence.journal['id']}")
    except RefusedError:
        return True
    return False


def _granted(desk: Desk, absence: Absence) -> str:
    last = dates.day(absence.since + DAYS)
    what = f"asks that {absence.substitute.name} enters in {course(absence)} until {last}"
    case = desk.moves(desk.cast.methodist, what, "/substitutions", **absence.terms)
    desk.approves(case)
    desk.waits_until(case, "applied")
    desk.tell.comes("applied: the gradebook knows the substitute")
    return case


def _absences(desk: Desk, today: date) -> Iterator[Absence]:
    """Journals without a substitute, each with a colleague who does not teach it."""
    standing = [each["substitution"] for each in desk.cast.moderator.sees("/substitutions")["cases"]]
    lasting = [each for each in standing if not each["revoked_at"] and today.isoformat() <= each["until"]]
    covered = {journal["id"] for each in lasting for journal in each["journals"]}
    for absent, journal in desk.places.rows:
        teaching = {each["id"] for each in journal["teachers"]}
        others = [each for each in desk.cast.teachers if each.id not in teaching]
        if others and journal["id"] not in covered:
            yield Absence(absent, others[0], journal, today)

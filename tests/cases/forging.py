"""Warrants made by hand, as somebody with a key, right or wrong, could."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from services.common.security import warrants
from services.common.security.tokens import Principal
from services.common.security.warrants import HeldLesson, Warrant
from services.corrections.contract import WARRANT_ISSUED
from services.gradebook.sealing.sealed_decisions import DecidedMark, stamp_context, stamped
from services.gradebook.store.models import Journal
from tests.cases.desk import FACULTY, HEAD, JOURNAL, METHODIST, TEACHER, Desk

_SEQUENCE = iter(range(1_000_000, 2_000_000))


def warrant(desk: Desk, lesson: str, value: int, cadet: str = "aliev") -> Warrant:
    """A warrant for a cell as corrections would make it, the mark sealed and stamped by the gradebook."""
    before = len(desk.journal.history(lesson, cadet))
    keys = desk.journal.keys(TEACHER)
    with desk.gradebook.unit.reading(TEACHER) as work:
        key = keys.of(work, work.session.get_one(Journal, JOURNAL))
        assert key
    mark = DecidedMark(key.seal(lesson, cadet, before + 1, value), filled=True)
    sealed = stamped(keys.ring.stamp_key, mark, stamp_context(JOURNAL, lesson, cadet, before + 1))
    return replace(permission(desk), lesson=lesson, cadet=cadet, version=before, sealed=sealed)


def permission(desk: Desk) -> Warrant:
    """What every warrant says, whatever it permits."""
    return Warrant(
        id=str(uuid4()),
        case="another",
        number="7/2026",
        kind="mark_correction",
        faculty=FACULTY.id,
        journals=(JOURNAL,),
        lesson=None,
        cadet=None,
        version=0,
        sealed="",
        open_days=0,
        person=TEACHER.person,
        since=None,
        until=None,
        reported_by=TEACHER.person,
        act_by=METHODIST.person,
        decided_by=HEAD.person,
        decided_at=desk.clock.now(),
        expires_at=desk.clock.now() + timedelta(days=1),
    )


def issued(statement: str, case: str = "another") -> dict[str, Any]:
    """The event that asks the gradebook to act on it."""
    return {
        "id": str(uuid4()),
        "type": WARRANT_ISSUED,
        "source": "/jurnal/corrections",
        "subject": f"case/{case}-{uuid4()}",
        "time": "2026-10-08T09:00:00+05:00",
        "sequence": str(next(_SEQUENCE)),
        "data": {"case": case, "warrant": statement, "asked_by": "it-1"},
    }


def make_up_behind(desk: Desk, lesson: str, value: int, cadet: str = "aliev") -> None:
    """Enter a make-up mark by a warrant of a case that corrections does not know."""
    signer, made = warrants.signer(desk.corrections.config.keys), warrant(desk, lesson, value, cadet)
    permit = replace(made, kind="make_up", sealed="", expires_at=desk.clock.now() + timedelta(days=1))
    desk.take_in(desk.gradebook, issued(signer.sign(permit), case="another"))
    desk.make_up(lesson, value, TEACHER, cadet)


def add_behind(desk: Desk, held: HeldLesson | None, who: Principal = TEACHER) -> None:
    """Add a lesson by a warrant of a case that corrections does not know."""
    signer = warrants.signer(desk.corrections.config.keys)
    permit = replace(permission(desk), kind="late_lesson", held=held, open_days=1, person=who.person)
    desk.take_in(desk.gradebook, issued(signer.sign(permit), case="another"))


def write_behind(desk: Desk, lesson: str, value: int, cadet: str = "aliev") -> None:
    """Change a cell by a warrant of a case that corrections does not know, signed by its key all the same."""
    signer = warrants.signer(desk.corrections.config.keys)
    desk.take_in(desk.gradebook, issued(signer.sign(warrant(desk, lesson, value, cadet)), case="another"))

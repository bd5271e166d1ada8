"""A mark whose seal is broken is named in its place; all others are shown, and work goes on (¶5, ¶7)."""

from datetime import date
from typing import Any

from sqlalchemy import select

from services.common.messaging.envelope import Trace
from services.common.runtime.app import Runtime
from services.common.storage.checks import ListDamages, list_damages
from services.common.storage.tables import audit_entry
from services.gradebook import contract
from services.gradebook.contract import CheckChange
from services.gradebook.usecases.check_change import check_change
from services.gradebook.usecases.open_change import open_change
from tests.gradebook.academy import COLLEAGUE, MODERATOR, TEACHER, Academy, cell
from tests.support.hands import by_hand

MONDAY = date(2026, 10, 5)


def _break(academy: Academy, lesson: str, cadet: str, version: int) -> None:
    where = "WHERE lesson = :lesson AND cadet = :cadet AND version = :version"
    named = {"lesson": lesson, "cadet": cadet, "version": version, "sealed": b"\x02\x00\x01" + b"!" * 36}
    by_hand(academy.runtime, "mark_version", f"UPDATE mark_version SET sealed = :sealed {where}", **named)


def _marks(shown: Any) -> dict[str, Any]:
    return {mark["cadet"]: (mark["value"], mark["broken"]) for mark in shown["marks"]}


def _told(runtime: Runtime) -> list[tuple[str, str]]:
    with runtime.unit.reading() as work:
        wanted = select(audit_entry).where(audit_entry.c.action == "data.damaged")
        return [(row.subject, row.facts) for row in work.session.execute(wanted)]


def _damages(runtime: Runtime) -> list[tuple[str, str]]:
    answer = runtime.run_query(list_damages, ListDamages, {}, MODERATOR, Trace())
    return [(each["kind"], each["subject"]) for each in answer["damages"]]


def test_one_broken_seal_leaves_the_page_its_other_marks(academy: Academy) -> None:
    """¶5: the cell is named, its cadet has no mean, everybody else's is right."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 90), cell(lesson, "baev", 70))
    _break(academy, lesson, "aliev", 1)
    shown = academy.show()
    assert {"aliev": (None, True), "baev": (70, False)} == _marks(shown)
    means = {mean["cadet"]: (mean["value"], mean["broken"]) for mean in shown["means"]}
    assert (None, True) == means["aliev"]
    assert ("70.00", False) == means["baev"]


def test_a_broken_seal_is_told_once_to_the_audit_to_readiness_and_to_moderators(academy: Academy) -> None:
    """¶7: however often and by whomever the journal is looked at."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 90))
    _break(academy, lesson, "aliev", 1)
    assert 0 == academy.runtime.health()["damaged"]
    for who in (TEACHER, COLLEAGUE, TEACHER):
        academy.show(who)
    academy.history(lesson, "aliev")
    subject = f"mark/{lesson}/aliev/1"
    assert [(subject, '{"kind": "seal_broken"}')] == _told(academy.runtime)
    assert [("seal_broken", subject)] == _damages(academy.runtime)
    assert 1 == academy.runtime.health()["damaged"]


def test_a_broken_cell_can_be_written_again_in_its_window(academy: Academy) -> None:
    """¶4, ¶17: the next version is sound; the broken one stays in the history, named."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 90))
    _break(academy, lesson, "aliev", 1)
    answer = academy.record(cell(lesson, "aliev", 91, version=1))
    assert "91.00" == answer["means"][0]["value"]
    history = academy.history(lesson, "aliev")
    assert [(91, False), (None, True)] == [(each["value"], each["broken"]) for each in history]


def test_saving_beside_a_broken_mark_is_saved_and_answered(academy: Academy) -> None:
    """¶17: the cadet's other lessons take marks; their mean is said to be unknown, not a wrong one."""
    broken, sound = academy.hold(MONDAY), academy.hold(MONDAY, kind="seminar")
    academy.record(cell(broken, "aliev", 90))
    _break(academy, broken, "aliev", 1)
    answer = academy.record(cell(sound, "aliev", 80), cell(sound, "baev", 60))
    means = {mean["cadet"]: (mean["value"], mean["broken"]) for mean in answer["means"]}
    assert {"aliev": (None, True), "baev": ("60.00", False)} == means


def test_what_stands_there_now_is_named_when_it_is_broken(academy: Academy) -> None:
    """¶4: a stale write is refused with the version there, whose mark does not open."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 90))
    _break(academy, lesson, "aliev", 1)
    (refused,) = academy.record(cell(lesson, "aliev", 50))["refused"]
    current = refused["current"]
    assert ("version_stale", None, True) == (refused["code"], current["value"], current["broken"])


def test_a_broken_mark_is_corrected_by_papers(academy: Academy) -> None:
    """¶4: after the window a report asks for what should stand there, whatever stood there before."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 90))
    _break(academy, lesson, "aliev", 1)
    academy.clock.move(days=4)
    wanted = {"journal": academy.journal, "kind": "mark_correction", "lesson": lesson, "cadet": "aliev", "value": 90}
    sealed = academy.ask(check_change, CheckChange, wanted, TEACHER)["sealed"]
    asked = {"journal": academy.journal, "lesson": lesson, "cadet": "aliev", "version": 1, "sealed": sealed}
    opened = academy.ask(open_change, contract.OpenChange, asked, TEACHER)
    assert (None, True, 90) == (opened["before"], opened["broken"], opened["after"])

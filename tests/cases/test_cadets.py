"""¶3, ¶5: what a decision writes is sealed for its cadet too, once cadets may sign in."""

from typing import Any

from sqlalchemy import select

from services.gradebook.sealing.generations import CADETS_FORMAT
from services.gradebook.store.models import MakeUp, MarkVersion
from tests.cases.desk import Desk


def _formats(desk: Desk, table: Any) -> list[bytes]:
    with desk.journal.runtime.unit.reading() as work:
        rows = work.session.scalars(select(table).where(table.cadet == "aliev").order_by(table.at))
        return [row.sealed[:1] for row in rows]


def test_a_decided_mark_is_for_its_cadet(desk: Desk) -> None:
    """¶4: sealed in the head's session; the version before stays as it was written."""
    lesson = desk.hold(58)
    desk.clock.move(days=3)
    desk.journal.lets_cadets_in()
    desk.apply(desk.approved(lesson))
    assert (75, None) == desk.value(lesson)
    assert [False, True] == [each == CADETS_FORMAT for each in _formats(desk, MarkVersion)]


def test_a_make_up_and_its_correction_are_for_their_cadet(desk: Desk) -> None:
    """¶19: the mark beside the cell, and the one that corrects it."""
    lesson = desk.hold(20)
    desk.clock.move(days=3)
    desk.journal.lets_cadets_in()
    desk.approve(desk.report(lesson, "make_up")["id"])
    desk.deliver()
    desk.make_up(lesson, 75)
    desk.clock.move(days=3)
    desk.apply(desk.approved(lesson, value=80))
    assert (20, 80) == desk.value(lesson)
    assert [CADETS_FORMAT] * 2 == _formats(desk, MakeUp)

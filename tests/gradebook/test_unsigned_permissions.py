"""A permission that corrections has not signed permits nothing, whatever rows are there (¶4, ¶5)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from services.common.messaging.envelope import Trace
from services.gradebook.contract import ListJournals
from services.gradebook.store import entitlement, key_copies, permissions
from services.gradebook.store.models import MakeUpPermit, Opening, Substitute, Warrant
from services.gradebook.usecases.list_journals import list_journals
from tests.gradebook.academy import STRANGER, TEACHER, Academy, cell, codes
from tests.gradebook.permitting import statement

MONDAY, AT = date(2026, 10, 5), datetime(2026, 10, 8, tzinfo=UTC)
UNTIL = AT + timedelta(days=7)


def _put(academy: Academy, kind: str, signed: str, row: Any) -> None:
    """Somebody who owns the database lets a permission stand there."""
    with academy.runtime.unit.writing() as work:
        work.session.add(Warrant(id="warrant-1", case="case-1", kind=kind, statement=signed, at=AT))
        work.session.flush()
        work.session.add(row)
        work.audit("rows.put", "database")


def _late(academy: Academy) -> str:
    lesson = academy.hold(MONDAY)
    academy.clock.move(days=3)
    return lesson


def test_what_was_signed_opens(academy: Academy) -> None:
    """¶4: so that the others are refused for what they lack."""
    lesson = _late(academy)
    signed = statement(academy, "late_entry", AT, lesson=lesson)
    _put(
        academy, "late_entry", signed, Opening(warrant="warrant-1", lesson=lesson, person=TEACHER.person, until=UNTIL)
    )
    assert not academy.record(cell(lesson, "aliev", 90))["refused"]


@pytest.mark.parametrize("signed_for", [STRANGER.person, TEACHER.person])
def test_who_may_only_enter_late_finds_the_journal(academy: Academy, signed_for: str) -> None:
    """¶4: in the list, with the one lesson that is opened, until it is over."""

    def listed() -> list[tuple[str, list[str]]]:
        rows = academy.runtime.run_query(list_journals, ListJournals, {}, STRANGER, Trace())["journals"]
        return [(each["id"], [due["id"] for due in each["due"]]) for each in rows]

    lesson = _late(academy)
    academy.hold(MONDAY + timedelta(days=3))
    signed = statement(academy, "late_entry", AT, lesson=lesson, person=signed_for)
    row = Opening(warrant="warrant-1", lesson=lesson, person=STRANGER.person, until=UNTIL)
    _put(academy, "late_entry", signed, row)
    assert ([(academy.journal, [lesson])] if signed_for == STRANGER.person else []) == listed()
    academy.clock.move(days=9)
    assert [] == listed()


@pytest.mark.parametrize(
    "lacking",
    [
        {},
        {"lesson": "another"},
        {"lesson": None},
        {"person": "teacher-2"},
        {"id": "warrant-2"},
        {"journals": ("another",)},
        {"kind": "make_up"},
        {"open_days": 0, "expires_at": AT},
    ],
    ids=str,
)
def test_an_opening_that_was_not_signed_opens_nothing(academy: Academy, lacking: dict[str, Any]) -> None:
    """¶17: nor does one for another lesson, person, journal or time."""
    lesson = _late(academy)
    signed = (
        statement(academy, **{"kind": "late_entry", "now": AT, "lesson": lesson, **lacking}) if lacking else "x.y.z"
    )
    _put(
        academy, "late_entry", signed, Opening(warrant="warrant-1", lesson=lesson, person=TEACHER.person, until=UNTIL)
    )
    assert ["window_closed"] == codes(academy.record(cell(lesson, "aliev", 90)))
    with academy.runtime.unit.reading() as work:
        assert {"warrant-1"} == permissions.unsigned_warrants(work.session)


def test_a_substitute_who_was_not_signed_is_none_and_gets_no_key(academy: Academy) -> None:
    """¶5, ¶21: of a real teacher neither, though auth vouches for the key."""
    academy.hold(MONDAY)
    row = Substitute(warrant="warrant-1", journal=academy.journal, person=STRANGER.person, revoked=False)
    row.since, row.until = MONDAY, MONDAY + timedelta(days=9)
    _put(academy, "substitution", "", row)
    academy.share(TEACHER)
    with academy.runtime.unit.reading() as work:
        assert {} == key_copies.copies(work.session, academy.journal, STRANGER.person)
        assert [] == entitlement.teaching_spans(work.session, academy.journal, STRANGER.person, work.now)
        assert set() == permissions.substituted_journals(work.session, STRANGER.person, work.now.date())


def test_a_make_up_that_was_not_signed_is_not_entered(academy: Academy) -> None:
    """¶19: it is offered to nobody."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 20))
    academy.clock.move(days=3)
    row = MakeUpPermit(
        warrant="warrant-1", lesson=lesson, cadet="aliev", person=TEACHER.person, version=1, until=UNTIL
    )
    _put(academy, "make_up", "", row)
    assert not academy.show()["may"]["make_ups"]

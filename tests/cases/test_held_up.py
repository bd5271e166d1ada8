"""A case whose warrant waits for an operator says so, and why, until it goes on (¶4, ¶10)."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, select

from deploy.keys import WARRANTS, rotate
from services.common.delivery.inbox import Inbox
from services.common.security import warrants
from services.common.security.warrants import VERIFYING_KEYS, UnknownKeyError, WarrantSigner
from services.common.storage.tables import outbox
from services.corrections.contract import WARRANT_ISSUED
from services.gradebook.subscriptions import HANDLERS
from tests.cases.desk import HEAD, IT, METHODIST, TEACHER, Desk
from tests.cases.forging import issued, warrant


@pytest.fixture
def locked(desk: Desk) -> str:
    """A lesson of Monday with 58 for aliev, on Thursday."""
    lesson = desk.hold(58, 90)
    desk.clock.move(days=3)
    return lesson


def _take_key_away(desk: Desk) -> Path:
    """Corrections signs with a key that the gradebook has not got; where it waits."""
    rotate(desk.corrections.config.keys, *WARRANTS)
    warrants.signer.cache_clear()
    kid = warrants.signer(desk.corrections.config.keys)._kid
    folder = desk.gradebook.config.keys / VERIFYING_KEYS
    return (folder / f"{kid}.pem").rename(folder / f"{kid}.away")


def _handed_over(desk: Desk) -> dict[str, Any]:
    """The warrant that corrections has just put on the bus."""
    with desk.corrections.unit.writing() as work:
        (body,) = work.session.scalars(select(outbox.c.body).where(outbox.c.type == WARRANT_ISSUED))
        work.session.execute(delete(outbox))
    return dict(json.loads(body))


def _put_aside(desk: Desk, event: dict[str, Any], error: type[Exception]) -> Inbox:
    """What the consumer does when no try has taken the event in."""
    inbox = Inbox(desk.gradebook.unit, HANDLERS)
    with pytest.raises(error):
        inbox.take_in(event)
    inbox.park(event, error.__name__)
    desk.deliver()
    return inbox


def _held_up(desk: Desk, case: str) -> tuple[str, str, str]:
    shown = desk.case(case, METHODIST)
    return shown["state"], shown["held_up"], shown["steps"][-1]["action"]


def test_its_page_says_that_the_key_is_missing(desk: Desk, locked: str) -> None:
    """¶10: to everybody who reads it, from the moment it is put aside until it is let in again."""
    away = _take_key_away(desk)
    case = desk.approved(locked)
    desk.hand_over(case)
    inbox = _put_aside(desk, _handed_over(desk), UnknownKeyError)
    assert ("applying", "key_unknown", "held_up") == _held_up(desk, case)
    for who in (TEACHER, HEAD, IT):
        assert "key_unknown" == desk.case(case, who)["held_up"]
    assert [f"case/{case}"] == [each["subject"] for each in desk.audited(desk.corrections, "case.held_up")]
    away.rename(away.with_suffix(".pem"))
    assert 1 == inbox.replay()
    desk.deliver()
    assert ("applied", "", "applied") == _held_up(desk, case)


def test_it_says_that_anything_else_went_wrong(desk: Desk, locked: str) -> None:
    """¶10: the same, whatever kept the gradebook from it."""
    case = desk.approved(locked)
    desk.hand_over(case)
    event = _handed_over(desk)
    half = desk.gradebook.config.keys / VERIFYING_KEYS / "half.pem"
    half.write_text("-----BEGIN PUBLIC KEY-----")
    warrants.verifier.cache_clear()
    inbox = _put_aside(desk, event, ValueError)
    assert ("applying", "not_taken_in", "held_up") == _held_up(desk, case)
    half.unlink()
    assert 1 == inbox.replay()
    desk.deliver()
    assert ("applied", "") == _held_up(desk, case)[:2]


def test_one_of_somebody_elses_making_holds_no_case_up(desk: Desk, locked: str) -> None:
    """¶4: whoever writes on the bus names the case in vain, for the statement is another."""
    case = desk.approved(locked)
    strange = WarrantSigner(Ed25519PrivateKey.generate()).sign(replace(warrant(desk, locked, 75), case=case))
    desk.hand_over(case)
    own = _handed_over(desk)
    _put_aside(desk, issued(strange, case), UnknownKeyError)
    assert ("applying", "", "applying") == _held_up(desk, case)
    desk.take_in(desk.gradebook, own)
    desk.deliver()
    assert "applied" == desk.case(case, METHODIST)["state"]


def test_one_that_came_altered_is_handed_over_once_more(desk: Desk, locked: str) -> None:
    """¶4, ¶10: the case says so, and is done all the same; altered again, it goes on saying so."""
    case = desk.approved(locked)
    desk.hand_over(case)
    event = _handed_over(desk)
    altered = {**event, "data": {**event["data"], "warrant": "x.y.z"}}
    desk.take_in(desk.gradebook, altered)
    told = desk._take(desk.gradebook, desk.corrections)
    assert 1 == len(told)
    assert ("applying", "altered", "held_up") == _held_up(desk, case)
    again = _handed_over(desk)
    desk.take_in(desk.gradebook, issued("x.y.z", case))
    desk._take(desk.gradebook, desk.corrections)
    assert ("applying", "altered", "held_up") == _held_up(desk, case)
    desk.take_in(desk.gradebook, again)
    desk.deliver()
    assert ("applied", "", "applied") == _held_up(desk, case)
    assert (75, None) == desk.value(locked)


def test_a_make_up_whose_permission_waited_goes_on(desk: Desk) -> None:
    """¶19: its teacher, whose turn it is, is told; after that the page says that it has been taken in."""
    lesson = desk.hold("а", 90)
    desk.clock.move(days=3)
    away = _take_key_away(desk)
    case = desk.report(lesson, "make_up")["id"]
    desk.deliver()
    desk.approve(case)
    inbox = _put_aside(desk, _handed_over(desk), UnknownKeyError)
    assert ("approved", "key_unknown", "held_up") == _held_up(desk, case)
    away.rename(away.with_suffix(".pem"))
    assert 1 == inbox.replay()
    desk.deliver()
    assert ("approved", "", "registered") == _held_up(desk, case)

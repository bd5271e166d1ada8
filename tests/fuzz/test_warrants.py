"""Whatever comes as a warrant: the gradebook's own handler refuses it, changes nothing, and tells its audit (¶4)."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import assume, given
from hypothesis import strategies as st

from services.common.errors import Refused
from services.common.security import warrants
from services.common.security.warrants import UnknownKeyError, WarrantInvalidError, WarrantSigner
from tests.cases.desk import Desk, make_desk
from tests.cases.forging import issued, warrant
from tests.fuzz.altering import altered, bounded, other_types
from tests.support.clocks import StillClock
from tests.support.databases import Databases

pytestmark = pytest.mark.on_sqlite


@pytest.fixture(scope="module")
def desk(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Both services."""
    return make_desk(databases, tmp_path_factory.mktemp("warrants"), StillClock())


@pytest.fixture(scope="module")
def lesson(desk: Desk) -> str:
    """One in which aliev has 58; nobody enters in it any more."""
    held = desk.hold(58)
    desk.clock.move(days=3)
    return held


@pytest.fixture(scope="module")
def statement(desk: Desk, lesson: str) -> str:
    """A sound warrant that makes it 75."""
    return warrants.signer(desk.corrections.config.keys).sign(warrant(desk, lesson, 75))


@bounded
@given(data=st.data())
def test_an_altered_warrant_is_not_acted_on(desk: Desk, lesson: str, statement: str, data: st.DataObject) -> None:
    """¶4: the mark and all its versions are as they were, and one more attempt is told of."""
    text = data.draw(altered(statement).filter(_can_be_kept))
    assume(_is_invalid(desk, text))
    before = len(desk.audited(desk.gradebook, "warrant.refused"))
    desk.take_in(desk.gradebook, issued(text))
    assert ((58, None), 1) == (desk.value(lesson), len(desk.journal.history(lesson, "aliev")))
    told = desk.audited(desk.gradebook, "warrant.refused")[before:]
    assert [("warrant_invalid", "case/another")] == [(each["code"], each["subject"]) for each in told]


@bounded
@given(strange=other_types())
def test_what_is_no_text_is_no_warrant(desk: Desk, lesson: str, strange: Any) -> None:
    """¶4: it is refused as malformed."""
    event = issued("")
    with pytest.raises(Refused) as refused:
        desk.take_in(desk.gradebook, event | {"data": event["data"] | {"warrant": strange}})
    assert ("malformed", (58, None)) == (refused.value.refusal.code, desk.value(lesson))


def test_the_sound_one_is_acted_on(desk: Desk, statement: str) -> None:
    """¶4: else every refusal here would be worth nothing."""
    other = desk.hold(58)
    right = warrants.signer(desk.corrections.config.keys).sign(warrant(desk, other, 75))
    desk.take_in(desk.gradebook, issued(right))
    assert (75, None) == desk.value(other)


def test_what_is_not_to_be_tried(desk: Desk, lesson: str, statement: str) -> None:
    """¶4: a sound one, and one that waits for the key it names: what becomes of both is told elsewhere."""
    unknown = WarrantSigner(Ed25519PrivateKey.generate()).sign(warrant(desk, lesson, 75))
    assert [False, False, True] == [_is_invalid(desk, text) for text in (statement, unknown, statement[1:])]


def _is_invalid(desk: Desk, text: str) -> bool:
    """Whether it is no warrant at all: its last bits may mean nothing, and a key that it names may yet come."""
    try:
        warrants.verifier(desk.gradebook.config.keys).verify(text)
    except WarrantInvalidError:
        return True
    except UnknownKeyError:
        return False
    return False


def _can_be_kept(text: str) -> bool:
    """Whether the event is read at all: what no database keeps is refused before anybody looks at it."""
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)

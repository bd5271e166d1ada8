"""A journal's key renewed by hand, while teachers work (¶5)."""

import threading
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from services.common.errors import Refused
from services.common.messaging.envelope import Trace
from services.common.security.tokens import Principal
from services.common.storage.tables import audit_entry
from services.gradebook import contract
from services.gradebook.store import key_copies
from services.gradebook.store.models import JournalKeyCopy, JournalTeacher, MarkVersion
from services.gradebook.usecases.renew_key import renew_key
from services.gradebook.usecases.seal_decision import seal_decision
from services.gradebook.usecases.show_key import show_key
from tests.gradebook.academy import COLLEAGUE, IT, METHODIST, MODERATOR, STRANGER, TEACHER, Academy, cell
from tests.support.runtimes import principal

MONDAY = date(2026, 10, 5)
HEAD = principal("head-1", ("faculty_head", "faculty-1"))
OTHER_HEAD = principal("head-2", ("faculty_head", "faculty-2"))
ROUNDS = 12
TRACE = Trace()


@pytest.fixture
def lesson(academy: Academy) -> str:
    """A lesson of Monday in a journal whose key the head has."""
    academy.knows(HEAD, OTHER_HEAD)
    return academy.hold(MONDAY)


def _renew(academy: Academy, who: Principal = HEAD) -> None:
    academy.command(renew_key, contract.RenewKey, {"journal": academy.journal}, who)


def _copies(academy: Academy) -> dict[tuple[str, int], bytes]:
    with academy.runtime.unit.reading() as work:
        return {(row.person, row.generation): row.sealed for row in work.session.scalars(select(JournalKeyCopy))}


def _holders(academy: Academy, generation: int) -> set[str]:
    return {person for person, number in _copies(academy) if number == generation}


def _values(academy: Academy, who: Principal) -> set[Any]:
    return {mark["value"] for mark in academy.show(who)["marks"]}


def _generation(academy: Academy, lesson: str, cadet: str) -> int:
    of_cell = (MarkVersion.lesson == lesson) & (MarkVersion.cadet == cadet)
    with academy.runtime.unit.reading() as work:
        sealed = work.session.scalar(select(MarkVersion.sealed).where(of_cell))
    return int.from_bytes((sealed or b"")[1:3], "big")


def test_the_head_begins_a_new_generation_for_everybody_who_has_the_key(academy: Academy, lesson: str) -> None:
    """¶5: marks from before stay readable, and what comes later is sealed under the new one."""
    academy.record(cell(lesson, "aliev", 97))
    _renew(academy)
    academy.record(cell(lesson, "baev", 55), who=COLLEAGUE)
    assert _holders(academy, 1) == _holders(academy, 2)
    assert (1, 2) == (_generation(academy, lesson, "aliev"), _generation(academy, lesson, "baev"))
    assert [{97, 55}] * 4 == [_values(academy, who) for who in (TEACHER, COLLEAGUE, METHODIST, HEAD)]


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (TEACHER, "role_required"),
        (METHODIST, "role_required"),
        (MODERATOR, "marks_not_for_role"),
        (IT, "marks_not_for_role"),
        (STRANGER, "not_your_journal"),
        (OTHER_HEAD, "not_your_journal"),
    ],
)
def test_nobody_else_does(academy: Academy, lesson: str, who: Principal, code: str) -> None:
    """¶5: least of all IT."""
    assert lesson
    with pytest.raises(Refused) as refused:
        _renew(academy, who)
    assert (code, set()) == (refused.value.refusal.code, _holders(academy, 2))


def test_a_journal_without_a_lesson_has_no_key_to_renew(academy: Academy) -> None:
    """¶5."""
    academy.knows(HEAD)
    with pytest.raises(Refused) as refused:
        _renew(academy)
    assert "key_not_made" == refused.value.refusal.code


def test_a_head_who_has_not_got_the_key_yet_cannot_renew_it(academy: Academy) -> None:
    """¶5: only somebody who can open the journal."""
    academy.hold(MONDAY)
    academy.knows(HEAD)
    with pytest.raises(Refused) as refused:
        _renew(academy)
    assert "key_not_shared" == refused.value.refusal.code


def test_no_acknowledged_mark_is_lost_while_the_key_is_renewed(academy: Academy, lesson: str) -> None:
    """¶5: two teachers enter marks while the head renews the key again and again; every version opens."""
    said: dict[str, list[int]] = {"aliev": [], "baev": []}

    def write(cadet: str, who: Principal) -> None:
        for number in range(ROUNDS):
            answer = academy.record(cell(lesson, cadet, 10 + number, number), who=who)
            said[cadet] += [10 + number for _ in answer["saved"]]

    writers = [threading.Thread(target=write, args=pair) for pair in (("aliev", TEACHER), ("baev", COLLEAGUE))]
    for each in writers:
        each.start()
    for _ in range(ROUNDS):
        _renew(academy)
    for each in writers:
        each.join()
    assert {"aliev": [*range(10, 10 + ROUNDS)], "baev": [*range(10, 10 + ROUNDS)]} == said
    for cadet, values in said.items():
        opened = [version["value"] for version in academy.history(lesson, cadet, METHODIST)]
        assert values == opened[::-1]
    assert 1 + ROUNDS == max(number for _, number in _copies(academy))


def test_who_is_promised_a_substitution_keeps_the_key_through_a_renewal(academy: Academy, lesson: str) -> None:
    """¶21: the copy for a substitution that begins later is renewed with the others, and is not taken back."""
    assert lesson
    body = {"journals": [academy.journal], "person": STRANGER.person, "until": "2026-10-20"}
    academy.command(seal_decision, contract.SealDecision, body, HEAD)
    _renew(academy)
    academy.share(TEACHER)
    assert [True, True] == [STRANGER.person in _holders(academy, number) for number in (1, 2)]


def test_a_generation_is_never_written_over(academy: Academy, lesson: str) -> None:
    """¶5: not even when it is renewed in the session of somebody who lacks the newest one."""
    _renew(academy)
    academy.record(cell(lesson, "aliev", 97), who=COLLEAGUE)
    before = _copies(academy)[METHODIST.person, 2]
    with academy.runtime.unit.writing() as work:
        newest = (JournalKeyCopy.person == TEACHER.person) & (JournalKeyCopy.generation == 2)
        work.session.execute(delete(JournalKeyCopy).where(newest))
        work.session.execute(
            update(JournalTeacher).where(JournalTeacher.person == COLLEAGUE.person).values(until=MONDAY)
        )
        work.audit("test.lost", "copy")
    academy.share(TEACHER)
    assert before == _copies(academy)[METHODIST.person, 2]
    assert {97} == _values(academy, METHODIST)


def test_the_copy_for_recovery_is_made_once(academy: Academy, lesson: str) -> None:
    """¶5: sharing with somebody new leaves it as it is."""
    assert lesson
    before = _copies(academy)["recovery", 1]
    academy.knows(principal("head-3", ("faculty_head", "faculty-1")))
    academy.share(TEACHER)
    assert (before, True) == (_copies(academy)["recovery", 1], "head-3" in _holders(academy, 1))


def test_everybody_who_sees_the_journal_sees_since_when_which_key_is_in_use(academy: Academy, lesson: str) -> None:
    """¶5, ¶7: moderators and IT too, in whose session it was begun; a stranger nothing; it is in the audit."""
    assert lesson
    _renew(academy)
    for who in (MODERATOR, IT, METHODIST, TEACHER):
        shown = academy.runtime.run_query(show_key, contract.ShowKey, {"journal": academy.journal}, who, TRACE)
        told = [(each["number"], each["author"]["id"]) for each in shown["generations"]]
        assert [(2, HEAD.person), (1, TEACHER.person)] == told
    with pytest.raises(Refused):
        academy.runtime.run_query(show_key, contract.ShowKey, {"journal": academy.journal}, STRANGER, TRACE)
    with academy.runtime.unit.reading() as work:
        by = work.session.execute(select(audit_entry.c.action, audit_entry.c.actor)).all()
        assert 2 == key_copies.newest_generation(work.session, academy.journal)
    assert ("journal_key.renewed", HEAD.person) in {(row.action, row.actor) for row in by}

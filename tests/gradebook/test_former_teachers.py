"""Who is a teacher no more has no journal, though roster has not assigned it to another yet (¶3, ¶5)."""

from datetime import date

import pytest
from sqlalchemy import select, update

from services.common.errors import Refused
from services.common.messaging.envelope import Trace
from services.common.security.tokens import Principal
from services.gradebook import contract
from services.gradebook.sealing import key_ring
from services.gradebook.store.models import JournalKeyCopy, Person
from services.gradebook.usecases.list_journals import list_journals
from services.gradebook.usecases.open_change import open_change
from tests.gradebook.academy import COLLEAGUE, IT, TEACHER, Academy, cell
from tests.support.runtimes import principal

TODAY = date(2026, 10, 5)
#: The teacher after the role was taken away, and after a move to the IT department.
NOTHING = principal(TEACHER.person)
MOVED = principal(TEACHER.person, ("it_staff", ""))


@pytest.fixture
def lesson(academy: Academy) -> str:
    """A lesson with a mark that the teacher has entered."""
    lesson = academy.hold(TODAY)
    assert not academy.record(cell(lesson, "aliev", 58))["refused"]
    return lesson


def code(attempt: object, *args: object, **more: object) -> str:
    """With what it is refused."""
    with pytest.raises(Refused) as caught:
        attempt(*args, **more)  # type: ignore[operator]
    return caught.value.refusal.code


def test_without_the_role_there_is_no_journal(academy: Academy, lesson: str) -> None:
    """¶3: neither to read nor to write, nor in the list."""
    assert "not_your_journal" == code(academy.show, NOTHING)
    assert "not_your_journal" == code(academy.record, cell(lesson, "aliev", 99, 1), who=NOTHING)
    assert "not_your_journal" == code(academy.hold, TODAY, "seminar", NOTHING)
    listed = academy.runtime.run_query(list_journals, contract.ListJournals, {}, NOTHING, Trace())
    assert not listed["journals"]
    assert 58 == academy.show()["marks"][0]["value"]


def test_who_has_moved_to_it_sees_no_mark(academy: Academy, lesson: str) -> None:
    """¶5: and enters none, as IT does."""
    shown = academy.show(MOVED)
    assert ((), (), False) == (shown["marks"], shown["means"], shown["may"]["enter"])
    assert code(academy.record, cell(lesson, "aliev", 99, 1), who=MOVED) == code(
        academy.record, cell(lesson, "aliev", 99, 1), who=IT
    )


def holders(academy: Academy) -> set[str]:
    """Who has the journal's newest key."""
    with academy.runtime.unit.reading() as work:
        rows = work.session.execute(select(JournalKeyCopy.person, JournalKeyCopy.generation)).all()
    newest = max(row.generation for row in rows)
    return {row.person for row in rows if row.generation == newest}


@pytest.mark.parametrize("former", [NOTHING, MOVED])
def test_the_key_is_withdrawn_and_renewed(academy: Academy, lesson: str, former: Principal) -> None:
    """¶5: when a colleague next opens the journal."""
    assert lesson
    assert {TEACHER.person, COLLEAGUE.person} <= holders(academy)
    academy.knows(former)
    academy.share(COLLEAGUE)
    assert (False, True) == (TEACHER.person in holders(academy), COLLEAGUE.person in holders(academy))


def test_of_whom_nothing_is_known_yet_the_key_stays(academy: Academy, lesson: str) -> None:
    """¶5: auth tells of those again whom it told of before the role was kept."""
    assert lesson
    with academy.runtime.unit.writing() as work:
        work.session.execute(update(Person).values(teaches=None))
        work.audit("people.forgotten", "academy")
    academy.share(COLLEAGUE)
    assert {TEACHER.person, COLLEAGUE.person} <= holders(academy)


def test_a_change_of_another_journals_lesson_is_unknown(academy: Academy, lesson: str) -> None:
    """¶3: a refusal, whatever the lesson is."""
    assert lesson
    body = {"journal": academy.journal, "lesson": "elsewhere", "cadet": "aliev", "version": 1, "sealed": "AAAA"}
    assert "lesson_unknown" == code(academy.ask, open_change, contract.OpenChange, body, TEACHER)


def test_a_key_goes_with_its_session(academy: Academy, lesson: str) -> None:
    """¶5: a minute after somebody has signed out, or was signed out, nothing of theirs is open; others' is."""
    assert lesson
    academy.show(COLLEAGUE)
    ring = academy.keys(TEACHER).ring
    ring.forget({TEACHER.session})
    assert {COLLEAGUE.session} == {session for session, _ in ring._sessions}


def test_a_key_that_nobody_uses_is_forgotten(academy: Academy, lesson: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """¶5: ten minutes after its last use, whether or not somebody else comes."""
    assert lesson
    ring = academy.keys(TEACHER).ring
    ring.forget()
    assert ring._sessions
    monkeypatch.setattr(key_ring, "FORGOTTEN_AFTER", -1.0)
    ring.forget()
    assert not ring._sessions

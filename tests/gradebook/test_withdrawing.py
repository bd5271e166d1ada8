"""A journal is taken back only while no mark hangs on it (¶14), whoever comes first."""

import threading
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete

from services.common.errors import Refused
from services.common.messaging.envelope import Trace
from services.gradebook import contract
from services.gradebook.store.models import JournalTeacher
from services.gradebook.usecases.record_marks import record_marks
from services.gradebook.usecases.withdraw_journals import withdraw_journals
from tests.gradebook.academy import IT, TEACHER, Academy, cell, codes
from tests.gradebook.test_marks import MONDAY


def withdraw(academy: Academy, who: Any = IT) -> Any:
    """Withdraw the academy's journal."""
    body = {"command_id": str(uuid4()), "journals": [academy.journal]}
    return academy.runtime.run_command(withdraw_journals, contract.WithdrawJournals, body, who, Trace())


def refusal(academy: Academy, who: Any = IT) -> str:
    """The code with which that is refused."""
    with pytest.raises(Refused) as caught:
        withdraw(academy, who)
    return caught.value.refusal.code


def outcome(academy: Academy) -> str:
    """How IT's wish to withdraw ends."""
    try:
        withdraw(academy)
    except Refused as refused:
        return refused.refusal.code
    return "withdrawn"


def test_a_journal_without_marks_is_withdrawn_and_hidden(academy: Academy) -> None:
    """¶14: nobody sees or writes it afterwards."""
    lesson = academy.hold(MONDAY)
    withdraw(academy)
    for act in (academy.show, partial(academy.record, cell(lesson, "aliev", 75))):
        with pytest.raises(Refused) as caught:
            act()
        assert "journal_unknown" == caught.value.refusal.code


def test_a_journal_with_a_mark_stays(academy: Academy) -> None:
    """¶14: a cleared cell counts too, for it has history."""
    academy.record(cell(academy.hold(MONDAY), "aliev", None))
    assert "journal_has_marks" == refusal(academy)
    assert 1 == len(academy.show()["lessons"])


def test_only_it_withdraws(academy: Academy) -> None:
    """¶14: a teacher does not."""
    assert "role_required" == refusal(academy, TEACHER)


def test_a_mark_that_is_being_saved_keeps_its_journal(academy: Academy) -> None:
    """¶14: who withdraws waits for a mark that is not committed yet, and then sees it."""
    lesson = academy.hold(MONDAY)
    request = contract.RecordMarks(
        command_id=str(uuid4()), journal=academy.journal, marks=(cell(lesson, "aliev", 75),)
    )
    outcomes: list[str] = []
    thread = threading.Thread(target=lambda: outcomes.append(outcome(academy)))
    with academy.runtime.unit.writing(TEACHER) as work:
        record_marks(work, request, academy.keys(TEACHER))
        thread.start()
        thread.join(0.5)  # time to overtake, if it could
    thread.join()
    assert ["journal_has_marks"] == outcomes


def test_who_teaches_no_more_learns_nothing_from_an_old_answer(academy: Academy) -> None:
    """¶5: the first answer is given again, the marks of today are not."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "baev", 60))
    sent = [cell(lesson, "aliev", 75), cell(lesson, "baev", 90)]
    academy.record(*sent, command_id="command-1")
    with academy.runtime.unit.writing(IT) as work:
        work.session.execute(delete(JournalTeacher).where(JournalTeacher.person == TEACHER.person))
        work.audit("teacher.gone", "teacher")
    again = academy.record(*sent, command_id="command-1")
    assert ["version_stale"] == codes(again)
    assert ([], [None]) == (list(again["means"]), [each["current"] for each in again["refused"]])

"""The operator's command for a journal that nobody who is left can open (¶5)."""

import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from services.common.security.sealing import PrivateKey, read_private
from services.common.security.tokens import Principal
from services.common.storage.tables import audit_entry
from services.gradebook.recovery import OPERATOR, lost, restore
from services.gradebook.sealing.key_ring import RECOVERY_KEY, key_ring
from services.gradebook.store.models import JournalKeyCopy, JournalTeacher, Officer, Person
from tests.gradebook.academy import COLLEAGUE, METHODIST, TEACHER, Academy, cell
from tests.support.runtimes import principal

MONDAY = date(2026, 10, 5)
HEAD = principal("head-1", ("faculty_head", "faculty-1"))


def _all_leave(academy: Academy, *but: Principal) -> None:
    """Both teachers and the methodist leave the academy, but those named."""
    gone = [each.person for each in (TEACHER, COLLEAGUE, METHODIST) if each not in but]
    with academy.runtime.unit.writing() as work:
        work.session.execute(update(JournalTeacher).where(JournalTeacher.person.in_(gone)).values(until=MONDAY))
        work.session.execute(update(Person).where(Person.id.in_(gone)).values(active=False))
        work.audit("people.gone", "academy")


def _with_marks(academy: Academy) -> str:
    """A lesson with a mark, and a head who comes later."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 97))
    academy.knows(HEAD)
    return lesson


def _lost(academy: Academy) -> Any:
    with academy.runtime.unit.reading(OPERATOR) as work:
        return lost(work)


def _restore(academy: Academy, recovery: PrivateKey | None = None) -> list[str]:
    keys = academy.runtime.config.keys
    with academy.runtime.unit.writing(OPERATOR) as work:
        return restore(work, academy.journal, recovery or read_private(keys / RECOVERY_KEY), key_ring(keys))


def _run(academy: Academy, *words: str) -> tuple[int, str]:
    """The command as an operator runs it."""
    config = academy.runtime.config
    told = {"JURNAL_DATA": str(config.data), "JURNAL_DB_GRADEBOOK": config.database("gradebook")}
    command = [sys.executable, "-m", "services.gradebook.recovery", *words]
    done = subprocess.run(command, env=told, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.strip() or done.stderr.strip()


def _holders(academy: Academy) -> set[tuple[str, int]]:
    with academy.runtime.unit.reading() as work:
        return {(row.person, row.generation) for row in work.session.scalars(select(JournalKeyCopy))}


def test_who_comes_when_all_others_have_left_reads_what_they_entered(academy: Academy) -> None:
    """¶5: and goes on under a new generation, which those who have left never had; the audit names both."""
    lesson = _with_marks(academy)
    _all_leave(academy)
    assert {academy.journal: [HEAD.person]} == _lost(academy)
    assert [HEAD.person] == _restore(academy)
    assert [97] == [mark["value"] for mark in academy.show(HEAD)["marks"]]
    assert {("recovery", 1), ("recovery", 2), (HEAD.person, 1), (HEAD.person, 2)} == _holders(academy)
    with academy.runtime.unit.reading() as work:
        said = {row.action: row.actor for row in work.session.execute(select(audit_entry))}
    wanted = ("recovery_key.used", "journal_key.shared", "journal_key.withdrawn", "journal_key.renewed")
    assert ["operator"] * 4 == [said[action] for action in wanted]
    assert [{}, lesson] == [_lost(academy), academy.show(HEAD)["lessons"][0]["id"]]


def test_a_person_put_into_the_database_does_not_stand_in_the_way(academy: Academy) -> None:
    """¶5: nobody vouches for them: they get no key, and do not pass for somebody who has one."""
    _with_marks(academy)
    _all_leave(academy)
    with academy.runtime.unit.writing() as work:
        work.session.add(Person(id="planted", name="", active=True, public_key=bytes(32), voucher=None))
        work.session.add(Officer(person="planted", faculty="faculty-1"))
        work.audit("rows.put", "database")
    assert {academy.journal: [HEAD.person]} == _lost(academy)
    assert [HEAD.person] == _restore(academy)
    assert "planted" not in {person for person, _ in _holders(academy)}


def test_nothing_is_given_while_a_colleague_can(academy: Academy) -> None:
    """¶5: opening the journal does it then, without the recovery key."""
    _with_marks(academy)
    _all_leave(academy, METHODIST)
    before = _holders(academy)
    with pytest.raises(SystemExit, match="let them open the journal"):
        _restore(academy)
    assert ({}, before) == (_lost(academy), _holders(academy))


def test_another_academys_recovery_key_gives_nothing(academy: Academy) -> None:
    """¶5: and leaves everything as it was."""
    _with_marks(academy)
    _all_leave(academy)
    before = _holders(academy)
    with pytest.raises(SystemExit, match="nothing has changed"):
        _restore(academy, PrivateKey.generate())
    assert before == _holders(academy)


def test_the_command_says_what_to_do_and_does_it(academy: Academy) -> None:
    """¶5: as an operator runs it; without the medium it says that it is not there."""
    _with_marks(academy)
    _all_leave(academy)
    assert (0, f"{academy.journal}\t{HEAD.person}") == _run(academy)
    key = academy.runtime.config.keys / RECOVERY_KEY
    away = key.rename(key.with_suffix(".away"))
    code, said = _run(academy, "--journal", academy.journal)
    assert (1, True) == (code, "put its medium in; nothing has changed" in said)
    away.rename(key)
    assert (0, f"given to: {HEAD.person}") == _run(academy, "--journal", academy.journal)
    assert (0, "nobody waits in vain for a journal's key") == _run(academy)
    assert 1 == _run(academy, "--journal", "nothing")[0]

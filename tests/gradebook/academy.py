"""A small academy in gradebook's database: one group, one journal, two teachers; and how commands are given."""

from dataclasses import dataclass, field, fields
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from services.auth.contract import CadetsSwitched
from services.common.messaging.envelope import Trace
from services.common.runtime.app import Runtime
from services.common.security.tokens import Principal
from services.gradebook import contract
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.sealing.key_ring import key_ring
from services.gradebook.subscriptions import take_in_cadet_switch, take_in_group, take_in_journal, take_in_person
from services.gradebook.usecases.complete_answer import complete_answer
from services.gradebook.usecases.hold_lesson import hold_lesson
from services.gradebook.usecases.record_marks import record_marks
from services.gradebook.usecases.share_keys import journals_with_key_changes, share_keys
from services.gradebook.usecases.show_history import show_history
from services.gradebook.usecases.show_journal import show_journal
from services.roster.contract import GroupState, JournalState, MemberState, NameState, TeacherState, TermRow
from services.roster.contract import Named as RosterNamed
from tests.support.clocks import StillClock
from tests.support.databases import Databases
from tests.support.runtimes import person_state, principal, runtime, session_key

FACULTY = RosterNamed(id="faculty-1", name="Құқық факультеті")
TERM = TermRow(id="term-1", name="1-семестр", starts=date(2026, 9, 1), ends=date(2026, 12, 31))
TEACHER = principal("teacher-1", ("teacher", "faculty-1"))
COLLEAGUE = principal("teacher-2", ("teacher", "faculty-1"))
STRANGER = principal("teacher-9", ("teacher", "faculty-1"))
METHODIST = principal("methodist-1", ("methodist", "faculty-1"))
IT = principal("it-1", ("it_staff", ""))
MODERATOR = principal("moderator-1", ("moderator", ""))

#: Әлиев joined with the term, Баев left on 10 October, Ким joined on 12 October.
CADETS = {
    "aliev": ("Әлиев", date(2026, 9, 1), None),
    "baev": ("Баев", date(2026, 9, 1), date(2026, 10, 10)),
    "kim": ("Ким", date(2026, 10, 12), None),
}


@dataclass
class Academy:
    """The service without any bus; ``journal`` is taught by ``TEACHER`` and ``COLLEAGUE``."""

    runtime: Runtime
    clock: StillClock
    journal: str = field(default_factory=lambda: str(uuid4()))
    group: str = field(default_factory=lambda: str(uuid4()))

    def hold(self, day: date, kind: str = "lecture", who: Principal = TEACHER, topic: str = "") -> str:
        """Add a lesson; its id."""
        body = {"journal": self.journal, "date": day.isoformat(), "kind": kind, "topic": topic}
        return str(self.command(hold_lesson, contract.HoldLesson, body, who)["id"])

    def record(self, *cells: Any, who: Principal = TEACHER, command_id: str = "") -> Any:
        """Record marks and complete the answer as the entrypoint does."""
        named = {"command_id": command_id} if command_id else {}
        body = {"command_id": str(uuid4()), "journal": self.journal, "marks": list(cells), **named}
        keys = self.keys(who)
        record, complete = partial(record_marks, keys=keys), partial(complete_answer, keys=keys)
        return self.runtime.run_command(record, contract.RecordMarks, body, who, Trace(), complete=complete)

    def show(self, who: Principal = TEACHER) -> Any:
        """The journal's page."""
        return self.ask(show_journal, contract.ShowJournal, {"journal": self.journal}, who)

    def history(self, lesson: str, cadet: str, who: Principal = TEACHER) -> Any:
        """A cell's versions, newest first."""
        body = {"journal": self.journal, "lesson": lesson, "cadet": cadet}
        return self.ask(show_history, contract.ShowHistory, body, who)["versions"]

    def command(self, use_case: Any, shape: type, body: dict[str, Any], who: Principal) -> Any:
        """Run a command that needs the caller's keys."""
        is_named = any(field.name == "command_id" for field in fields(shape))
        named = {"command_id": str(uuid4()), **body} if is_named else body
        return self.runtime.run_command(partial(use_case, keys=self.keys(who)), shape, named, who, Trace())

    def ask(self, read: Any, shape: type, body: dict[str, Any], who: Principal) -> Any:
        """Run a question that needs the caller's keys."""
        return self.runtime.run_query(partial(read, keys=self.keys(who)), shape, body, who, Trace())

    def keys(self, who: Principal) -> CallerKeys:
        """What somebody's call brings along."""
        folder = self.runtime.config.data
        return CallerKeys(key_ring(folder / "keys"), session_key(folder, who))

    def share(self, who: Principal = TEACHER, *, with_older_marks: bool = True) -> None:
        """Somebody opens the journal: who is entitled and waits gets its key."""
        body = {"journals": [self.journal], "with_older_marks": with_older_marks}
        if self.runtime.run_local(journals_with_key_changes, contract.ShareKeys, body, who, Trace()):
            self.command(share_keys, contract.ShareKeys, body, who)

    def lets_cadets_in(self, *, on: bool = True) -> None:
        """Auth tells that IT has switched it."""
        with self.runtime.unit.writing() as work:
            take_in_cadet_switch(work, CadetsSwitched(on=on))
            work.audit("switch.told", "academy")

    def knows(self, *people: Principal) -> None:
        """Auth tells of people."""
        with self.runtime.unit.writing() as work:
            for who in people:
                take_in_person(work, person_state(self.runtime.config.data, who))
            work.audit("people.told", "academy")


def cell(lesson: str, cadet: str, value: Any, version: Any = 0) -> dict[str, Any]:
    """A cell of a batch."""
    return {"lesson": lesson, "cadet": cadet, "value": value, "version": version}


def codes(answer: Any) -> list[str]:
    """The codes of the refused cells, in order."""
    return [each["code"] for each in answer["refused"]]


def make_academy(databases: Databases, folder: Path, clock: StillClock) -> Academy:
    """Take in the events that roster would send."""
    made = runtime("gradebook", databases, folder, clock)
    academy = Academy(made, clock)
    members = tuple(
        MemberState(cadet=cadet, number=cadet, names=(_name(family),), since=since, until=until)
        for cadet, (family, since, until) in CADETS.items()
    )
    teachers = tuple(
        TeacherState(person=each.person, name=each.person, since=TERM.starts, until=None)
        for each in (TEACHER, COLLEAGUE)
    )
    journal = JournalState(
        id=academy.journal,
        group=academy.group,
        group_name="ҚҚ-21",
        faculty=FACULTY,
        subject=RosterNamed(id="subject-1", name="Криминалистика"),
        term=TERM,
        teachers=teachers,
    )
    with made.unit.writing() as work:
        take_in_group(work, GroupState(id=academy.group, name="ҚҚ-21", faculty=FACULTY, members=members))
        take_in_journal(work, journal)
        work.audit("academy.made", "academy")
    academy.knows(TEACHER, COLLEAGUE, STRANGER, METHODIST, IT, MODERATOR)
    return academy


def _name(family: str) -> NameState:
    return NameState(family=family, given="Айбек", patronymic="", since=TERM.starts)

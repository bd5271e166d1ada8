"""A small academy in corrections' database: one group, one journal, one lesson; and how commands are given."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from services.common.messaging.envelope import Trace
from services.common.runtime.app import Runtime
from services.common.security.tokens import Principal
from services.corrections import contract
from services.corrections.subscriptions import take_in_group, take_in_journal, take_in_lesson
from services.corrections.usecases.close_discrepancy import close_discrepancy
from services.corrections.usecases.file_discrepancy import file_discrepancy
from services.corrections.usecases.read_discrepancies import list_discrepancies, show_discrepancy
from services.gradebook.contract import LessonState
from services.roster.contract import GroupState, JournalState, MemberState, Named, NameState, TeacherState, TermRow
from tests.support.clocks import StillClock
from tests.support.databases import Databases
from tests.support.runtimes import principal, runtime

FACULTY = Named(id="faculty-1", name="Құқық факультеті")
TERM = TermRow(id="term-1", name="1-семестр", starts=date(2026, 9, 1), ends=date(2026, 12, 31))
GROUP, JOURNAL, LESSON = "group-1", "journal-1", "lesson-1"
TEACHER = principal("teacher-1", ("teacher", "faculty-1"))
COLLEAGUE = principal("teacher-2", ("teacher", "faculty-1"))
METHODIST = principal("methodist-1", ("methodist", "faculty-1"))
HEAD = principal("head-1", ("faculty_head", "faculty-1"))
MODERATOR = principal("moderator-1", ("moderator", ""))
IT = principal("it-1", ("it_staff", ""))
#: Of the other faculty.
OTHER_METHODIST = principal("methodist-2", ("methodist", "faculty-2"))
OTHER_HEAD = principal("head-2", ("faculty_head", "faculty-2"))

#: Әлиева bears that name since 3 October and was Қасымова before; Баев left on 5 October, Ким joined on the 6th;
#: Ли's name is on record from 10 October only.
MEMBERS = (
    ("alieva", (("Қасымова", date(2026, 9, 1)), ("Әлиева", date(2026, 10, 3))), date(2026, 9, 1), None),
    ("baev", (("Баев", date(2026, 9, 1)),), date(2026, 9, 1), date(2026, 10, 5)),
    ("kim", (("Ким", date(2026, 9, 1)),), date(2026, 10, 6), None),
    ("li", (("Ли", date(2026, 10, 10)),), date(2026, 9, 1), None),
)


@dataclass
class Academy:
    """The service without any bus; ``JOURNAL`` is taught by ``TEACHER``, ``LESSON`` was on 5 October 2026."""

    runtime: Runtime
    clock: StillClock

    def file(self, who: Principal = TEACHER, command_id: str = "", **other: Any) -> Any:
        """File a notice about alieva's cell, or about what ``other`` says."""
        place = {"journal": JOURNAL, "lesson": LESSON, "cadet": "alieva", "text": "Қағазда 85, мұнда 58.", **other}
        return self._command(file_discrepancy, contract.FileDiscrepancy, place, who, command_id)

    def close(self, discrepancy: str, who: Principal = METHODIST, reason: str = "Салыстырылды.") -> Any:
        """Close a notice."""
        body = {"discrepancy": discrepancy, "reason": reason}
        return self._command(close_discrepancy, contract.CloseDiscrepancy, body, who)

    def listed(self, who: Principal, state: str = "", **wanted: Any) -> list[str]:
        """The ids of the notices that somebody may read."""
        return [each["id"] for each in self.list(who, state=state, **wanted)["discrepancies"]]

    def waiting(self, who: Principal) -> int:
        """How many open ones they are told of."""
        return int(self.list(who)["open"])

    def list(self, who: Principal, **wanted: Any) -> Any:
        """The list as somebody sees it."""
        return self.runtime.run_query(list_discrepancies, contract.ListDiscrepancies, wanted, who, Trace())

    def show(self, discrepancy: str, who: Principal) -> Any:
        """One notice."""
        body = {"discrepancy": discrepancy}
        return self.runtime.run_query(show_discrepancy, contract.ShowDiscrepancy, body, who, Trace())

    def take_in(self, handler: Any, state: Any) -> None:
        """Take in the state that an event carries."""
        with self.runtime.unit.writing() as work:
            handler(work, state)
            work.audit("event.taken_in", "academy")

    def _command(self, use_case: Any, shape: type, body: Any, who: Principal, command_id: str = "") -> Any:
        named = {"command_id": command_id or str(uuid4()), **body}
        return self.runtime.run_command(use_case, shape, named, who, Trace())


def group(*only: str) -> GroupState:
    """The group, of all members or of those named."""
    members = tuple(
        MemberState(cadet=cadet, number=cadet, names=_names(names), since=since, until=until)
        for cadet, names, since, until in MEMBERS
        if not only or cadet in only
    )
    return GroupState(id=GROUP, name="ҚҚ-21", faculty=FACULTY, members=members)


def journal(*teachers: Principal, name: str = JOURNAL, withdrawn: bool = False) -> JournalState:
    """The journal of these teachers."""
    return JournalState(
        id=name,
        group=GROUP,
        group_name="ҚҚ-21",
        faculty=FACULTY,
        subject=Named(id="subject-1", name="Криминалистика"),
        term=TERM,
        teachers=tuple(
            TeacherState(person=each.person, name=each.person, since=TERM.starts, until=None) for each in teachers
        ),
        withdrawn=withdrawn,
    )


def lesson(name: str = LESSON, of: str = JOURNAL) -> LessonState:
    """A lecture of 5 October."""
    return LessonState(id=name, journal=of, date=date(2026, 10, 5), kind="lecture", topic="", author=TEACHER.person)


def make_academy(databases: Databases, folder: Path, clock: StillClock) -> Academy:
    """Take in the events that roster and gradebook would send."""
    academy = Academy(runtime("corrections", databases, folder, clock), clock)
    academy.take_in(take_in_group, group())
    academy.take_in(take_in_journal, journal(TEACHER))
    academy.take_in(take_in_lesson, lesson())
    return academy


def _names(pairs: tuple[tuple[str, date], ...]) -> tuple[NameState, ...]:
    return tuple(NameState(family=family, given="Айгүл", patronymic="", since=since) for family, since in pairs)

"""corrections and the gradebook side by side, without any bus: what one emits is handed to the other's inbox."""

import json
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, select

from services.auth.contract import PERSON_REGISTERED, PersonState
from services.common.delivery.inbox import Inbox
from services.common.messaging.envelope import Trace
from services.common.messaging.wire import decode, encode
from services.common.runtime.app import Runtime
from services.common.security import warrants
from services.common.security.tokens import Principal, TokenSigner
from services.common.storage.tables import audit_entry, outbox
from services.common.storage.unit_of_work import SYSTEM
from services.corrections import contract as corrections
from services.corrections import subscriptions as corrections_subscriptions
from services.corrections.domain.kinds import KINDS
from services.corrections.usecases import amend_report, draw_up_act, file_report, turn_into_act
from services.corrections.usecases.apply_case import apply_case
from services.corrections.usecases.decide_case import approve_case, reject_case, what_to_seal
from services.corrections.usecases.file_discrepancy import file_discrepancy
from services.corrections.usecases.read_cases import list_cases, list_substitutions, show_case
from services.corrections.usecases.read_discrepancies import list_discrepancies
from services.corrections.usecases.request_substitution import request_substitution
from services.corrections.usecases.return_case import return_case, withdraw_case
from services.corrections.usecases.revoke_substitution import revoke_substitution
from services.corrections.usecases.watch_clocks import WatchClocks, watch_clocks
from services.gradebook import contract as gradebook
from services.gradebook import subscriptions as gradebook_subscriptions
from services.gradebook.usecases.check_change import check_change
from services.gradebook.usecases.list_journals import list_journals
from services.gradebook.usecases.open_change import open_change
from services.gradebook.usecases.record_make_up import record_make_up
from services.gradebook.usecases.seal_decision import seal_decision
from services.gradebook.usecases.withdraw_journals import withdraw_journals
from services.roster.contract import (
    GROUP_COMPOSED,
    JOURNAL_ASSIGNED,
    GroupState,
    JournalState,
    MemberState,
    Named,
    NameState,
    TeacherState,
    TermRow,
)
from tests.gradebook.academy import Academy as Gradebook
from tests.gradebook.academy import cell
from tests.support.clocks import StillClock
from tests.support.databases import Databases
from tests.support.runtimes import person_state, principal, runtime

FACULTY = Named(id="faculty-1", name="Құқық факультеті")
TERM = TermRow(id="term-1", name="1-семестр", starts=date(2026, 9, 1), ends=date(2026, 12, 31))
TEACHER = principal("teacher-1", ("teacher", "faculty-1"))
COLLEAGUE = principal("teacher-2", ("teacher", "faculty-1"))
METHODIST = principal("methodist-1", ("methodist", "faculty-1"))
HEAD = principal("head-1", ("faculty_head", "faculty-1"))
#: Teaches the journal and heads the faculty; and somebody named as a deputy.
TEACHING_HEAD = principal("head-2", ("faculty_head", "faculty-1"), ("teacher", "faculty-1"))
OTHER_HEAD = principal("head-9", ("faculty_head", "faculty-2"))
OTHER_METHODIST = principal("methodist-9", ("methodist", "faculty-2"))
IT = principal("it-1", ("it_staff", ""))
MODERATOR = principal("moderator-1", ("moderator", ""))
CADETS = ("aliev", "baev", "kim")
JOURNAL, OTHER_JOURNAL, GROUP = "journal-1", "journal-2", "group-1"
MONDAY = date(2026, 10, 5)

CHECKED = {
    corrections.FileReport: file_report,
    corrections.TurnIntoAct: turn_into_act,
    corrections.DrawUpAct: draw_up_act,
    corrections.AmendReport: amend_report,
}


@dataclass
class Desk:
    """Both services; ``TEACHER`` and ``TEACHING_HEAD`` teach ``JOURNAL``, ``COLLEAGUE`` ``OTHER_JOURNAL``."""

    folder: Path
    clock: StillClock
    corrections: Runtime
    gradebook: Runtime
    journal: Gradebook = field(init=False)

    def __post_init__(self) -> None:
        self.journal = Gradebook(self.gradebook, self.clock, JOURNAL, GROUP)

    # --- what people do -----------------------------------------------------------------------------------------

    def hold(self, *values: Any, who: Principal = TEACHER, day: date | None = None, kind: str = "lecture") -> str:
        """A lesson of today with these values for the first cadets; its id."""
        lesson = self.journal.hold(day or self.clock.now().date(), kind, who=who)
        filled = [cell(lesson, cadet, value) for cadet, value in zip(CADETS, values, strict=False)]
        if filled:
            assert not self.journal.record(*filled, who=who)["refused"]
        self.deliver()
        return lesson

    def report(self, lesson: str, kind: str = "mark_correction", who: Principal = TEACHER, **other: Any) -> Any:
        """A report; about aliev's cell, which is to hold 75, unless ``other`` says else."""
        rules = KINDS[kind]  # type: ignore[index]
        body: dict[str, Any] = {"journal": JOURNAL, "lesson": lesson, "kind": kind, "text": "Қате енгізілді."}
        body |= {"cadet": "aliev"} if rules.about == "cell" else {}
        body |= {"value": 75} if rules.has_value else {}
        body |= {"open_days": 2} if "open_days" in rules.report_fields else {}
        return self._with_checked_change(corrections.FileReport, body | other, who)

    def late_lesson(
        self, day: date = MONDAY, kind: str = "lecture", who: Principal = TEACHER, topic: str = "", **other: Any
    ) -> Any:
        """A report that a lesson was held and not added in time."""
        held = {"date": day.isoformat(), "kind": kind, "topic": topic}
        body = {"lesson": "", "held": held, "cadet": None, "open_days": 2, **other}
        return self.report(str(body.pop("lesson")), "late_lesson", who, **body)

    def act(self, case: str, who: Principal = METHODIST, **other: Any) -> Any:
        """An act on it."""
        body = {"case": case, "text": "Қағаз журналмен салыстырылды.", **other}
        return self._with_checked_change(corrections.DrawUpAct, body, who)

    def amend(self, case: str, who: Principal = TEACHER, **other: Any) -> Any:
        """The report, mended."""
        return self._with_checked_change(corrections.AmendReport, {"case": case, "text": "Түзетілді.", **other}, who)

    def notice(self, lesson: str, cadet: str | None = "aliev", who: Principal = TEACHER, **other: Any) -> Any:
        """A notice that paper and journal differ."""
        place = {"journal": JOURNAL, "lesson": lesson, "cadet": cadet, "text": "Қағазда 85.", **other}
        return self._command(self.corrections, file_discrepancy, corrections.FileDiscrepancy, place, who)

    def turn_into_act(self, notice: str, value: Any = 85, who: Principal = METHODIST, **other: Any) -> Any:
        """The notice as an act."""
        body = {"discrepancy": notice, "text": "Салыстырылды.", "value": value, **other}
        return self._with_checked_change(corrections.TurnIntoAct, body, who)

    def approve(self, case: str, who: Principal = HEAD, confirmation: str | None = None) -> Any:
        """The head approves, having given the password."""
        keys = self.corrections.config.keys
        signed = TokenSigner.from_file(keys / "token-signing.pem").sign_confirmation(who, self.clock.machine())[0]
        verifier = self.corrections.verifier
        approve = partial(approve_case, verifier=verifier, signer=warrants.signer(keys))
        body = {"case": case, "confirmation": signed if confirmation is None else confirmation}
        shape, command = corrections.ApproveCase, {"command_id": str(uuid4()), **body}
        question = self.corrections.run_local(partial(what_to_seal, verifier=verifier), shape, command, who, Trace())
        decided = self._seal(question, who) if question else None
        return self.corrections.run_command(partial(approve, decided=decided), shape, command, who, Trace())

    def reject(self, case: str, who: Principal = HEAD, reason: str = "Негіз жоқ.") -> Any:
        """The head rejects."""
        return self._reason(reject_case, case, who, reason)

    def send_back(self, case: str, who: Principal = HEAD, reason: str = "Толық емес.") -> Any:
        """The papers go back one step."""
        return self._reason(return_case, case, who, reason)

    def withdraw(self, case: str, who: Principal = TEACHER) -> Any:
        """The author takes it back."""
        return self._reason(withdraw_case, case, who, "")

    def apply(self, case: str, who: Principal = IT) -> Any:
        """IT carries it out; what the gradebook makes of it is delivered."""
        self.hand_over(case, who)
        self.deliver()
        return self.case(case)

    def hand_over(self, case: str, who: Principal = IT) -> Any:
        """IT carries it out; the gradebook has not heard of it yet."""
        return self._command(self.corrections, apply_case, corrections.ApplyCase, {"case": case}, who)

    def stand_in(self, who: Principal = METHODIST, **other: Any) -> Any:
        """A substitution of ``COLLEAGUE`` for ``TEACHER`` from today for five days, unless ``other`` says else."""
        today = self.clock.now().date()
        body = {
            "absent": TEACHER.person,
            "substitute": COLLEAGUE.person,
            "journals": [JOURNAL],
            "since": today.isoformat(),
            "until": today.replace(day=today.day + 4).isoformat(),
            "text": "Іссапар.",
        }
        shape = corrections.RequestSubstitution
        return self._command(self.corrections, request_substitution, shape, body | other, who)

    def revoke(self, case: str, who: Principal = HEAD, reason: str = "Оқытушы оралды.") -> Any:
        """A substitution ends."""
        answer = self._reason(revoke_substitution, case, who, reason)
        self.deliver()
        return answer

    def make_up(self, lesson: str, value: Any, who: Principal = TEACHER, cadet: str = "aliev") -> Any:
        """A make-up mark through its own form."""
        body = {"journal": JOURNAL, "lesson": lesson, "cadet": cadet, "value": value}
        answer = self.journal.command(record_make_up, gradebook.RecordMakeUp, body, who)
        self.deliver()
        return answer

    def approved(self, lesson: str, kind: str = "mark_correction", **other: Any) -> str:
        """A case with all its papers; its id."""
        return self.with_papers(self.report(lesson, kind, **other))

    def with_papers(self, case: Any) -> str:
        """The papers that follow a report; the case's id."""
        if KINDS[case["kind"]].needs_act:
            self.act(case["id"])
        self.approve(case["id"])
        self.deliver()
        return str(case["id"])

    def withdraw_journal(self) -> None:
        """The contingent with which the journal came is undone."""
        body = {"command_id": str(uuid4()), "journals": [JOURNAL]}
        self.gradebook.run_command(withdraw_journals, gradebook.WithdrawJournals, body, IT, Trace())

    def transfer(self, cadet: str, until: date) -> None:
        """Roster tells of a cadet's first day no longer in the group, back-dated or not."""
        self.stay(cadet, (TERM.starts, until))

    def stay(self, cadet: str, *spans: tuple[date, date | None], sequence: int = 100) -> None:
        """Roster tells when a cadet is in the group; each span ends before its second day."""
        others = [each for each in _group().members if each.cadet != cadet]
        (known,) = (each for each in _group().members if each.cadet == cadet)
        stays = [replace(known, since=since, until=until) for since, until in spans]
        told = _event(sequence, GROUP_COMPOSED, f"group/{GROUP}", replace(_group(), members=(*others, *stays)))
        for service in (self.corrections, self.gradebook):
            self.take_in(service, told)

    # --- what is seen -------------------------------------------------------------------------------------------

    def case(self, case: str, who: Principal = MODERATOR) -> Any:
        """A case's page."""
        return self.corrections.run_query(show_case, corrections.ShowCase, {"case": case}, who, Trace())

    def cases(self, who: Principal, **query: Any) -> Any:
        """A desk."""
        return self.corrections.run_query(list_cases, corrections.ListCases, query, who, Trace())

    def due(self, who: Principal) -> dict[str, tuple[str, str]]:
        """The lessons that want attention in the list of journals: of each its state and when it closes."""
        listed = self.gradebook.run_query(list_journals, gradebook.ListJournals, {}, who, Trace())
        return {each["id"]: (each["state"], each["closes_at"]) for row in listed["journals"] for each in row["due"]}

    def notices(self, who: Principal, **request: Any) -> Any:
        """The notices somebody may read."""
        query = corrections.ListDiscrepancies
        return self.corrections.run_query(list_discrepancies, query, request, who, Trace())["discrepancies"]

    def standing_in(self, who: Principal = METHODIST) -> list[str]:
        """The substitutions in force now."""
        body = {"running": True}
        query = corrections.ListSubstitutions
        listed = self.corrections.run_query(list_substitutions, query, body, who, Trace())
        return [row["id"] for row in listed["cases"]]

    def turns(self, who: Principal) -> int:
        """How many cases wait for somebody: as counted, as told of each row and of each page."""
        listed = self.cases(who)
        rows = [row["id"] for row in listed["cases"] if row["my_turn"]]
        pages = [row["id"] for row in listed["cases"] if self.case(row["id"], who)["my_turn"]]
        assert listed["waiting"] == len(rows)
        assert rows == pages
        return len(rows)

    def opened(self, case: str, who: Principal) -> Any:
        """From what to what, as the gradebook opens it."""
        page = self.case(case)
        body = {"journal": JOURNAL, "lesson": page["lesson"], "cadet": page["cadet"]["id"], **page["change"]}
        return self.journal.ask(open_change, gradebook.OpenChange, body, who)

    def value(self, lesson: str, cadet: str = "aliev") -> Any:
        """What a cell holds, with its make-up: ("а", 75)."""
        found = {(mark["lesson"], mark["cadet"]): mark for mark in self.journal.show()["marks"]}
        mark = found.get((lesson, cadet))
        return (mark["value"], mark["make_up"]) if mark else (None, None)

    def audited(self, service: Runtime, action: str) -> list[dict[str, Any]]:
        """The facts of a service's audit entries of an action, oldest first."""
        wanted = select(audit_entry).where(audit_entry.c.action == action).order_by(audit_entry.c.sequence)
        with service.unit.reading() as work:
            rows = work.session.execute(wanted).all()
        return [{"subject": row.subject, "actor": row.actor, **json.loads(row.facts)} for row in rows]

    # --- how it travels -----------------------------------------------------------------------------------------

    def deliver(self) -> list[dict[str, Any]]:
        """Hand over what waits in either outbox until nothing does; the messages."""
        sent: list[dict[str, Any]] = []
        while fresh := [*self._take(self.corrections, self.gradebook), *self._take(self.gradebook, self.corrections)]:
            sent += fresh
        return sent

    def take_in(self, service: Runtime, body: dict[str, Any]) -> None:
        """One message reaches a service."""
        handlers = (
            corrections_subscriptions.HANDLERS if service is self.corrections else gradebook_subscriptions.HANDLERS
        )
        Inbox(service.unit, handlers).take_in(body)

    def reassign(self, who: Principal, until: date) -> None:
        """Who teaches ``JOURNAL`` leaves it."""
        held = TeacherState(person=who.person, name=who.person, since=TERM.starts, until=until)
        self.take_in(
            self.corrections,
            _event(100, JOURNAL_ASSIGNED, f"journal/{JOURNAL}", replace(_journal(JOURNAL), teachers=(held,))),
        )

    def compose(self, names: dict[str, tuple[str, str, str]], sequence: int = 300) -> None:
        """Roster tells of each cadet's family name, given name and number."""
        members = tuple(
            replace(each, number=number, names=(replace(each.names[0], family=family, given=given),))
            for each in _group().members
            for family, given, number in [names[each.cadet]]
        )
        told = _event(sequence, GROUP_COMPOSED, f"group/{GROUP}", replace(_group(), members=members))
        for service in (self.corrections, self.gradebook):
            self.take_in(service, told)

    def call(self, who: Principal, family: str, given: str, sequence: int = 300) -> None:
        """Auth tells what somebody is called."""
        state = replace(_person(self.folder, who), family=family, given=given)
        told = _event(sequence, PERSON_REGISTERED, f"person/{who.person}", state)
        for service in (self.corrections, self.gradebook):
            self.take_in(service, told)

    def switch(self, who: Principal, *, on: bool) -> None:
        """IT switches an account off or on; corrections hears of it."""
        state = replace(_person(self.folder, who), active=on)
        self.take_in(self.corrections, _event(200 + on, PERSON_REGISTERED, f"person/{who.person}", state))

    def found_another_faculty(self) -> str:
        """A journal that ``TEACHER`` teaches in a faculty of ``OTHER_METHODIST`` and ``OTHER_HEAD``; its id."""
        faculty = Named(id="faculty-2", name="Тергеу факультеті")
        journal = replace(_journal("journal-9", TEACHER), faculty=faculty)
        self.take_in(self.corrections, _event(101, JOURNAL_ASSIGNED, "journal/journal-9", journal))
        return journal.id

    def pass_days(self, days: float) -> None:
        """Time goes on, and corrections looks at its clocks."""
        self.clock.move(days=days)
        self.corrections.run_command(watch_clocks, WatchClocks, {}, SYSTEM, Trace())

    def _take(self, sender: Runtime, receiver: Runtime) -> list[dict[str, Any]]:
        with sender.unit.writing() as work:
            bodies = list(work.session.scalars(select(outbox.c.body).order_by(outbox.c.sequence)))
            work.session.execute(delete(outbox))
        found = [json.loads(body) for body in bodies]
        for body in found:
            self.take_in(receiver, body)
        return found

    def _with_checked_change(self, shape: type, body: dict[str, Any], who: Principal) -> Any:
        """As the entrypoint does: the papers' rules, the gradebook's answer, then the command."""
        steps: Any = CHECKED[shape]
        command = {"command_id": str(uuid4()), **body}
        question = self.corrections.run_local(steps.change_to_check, shape, command, who, Trace())
        answer = self._check_change(question, who) if question else None
        use_case = getattr(steps, steps.__name__.rpartition(".")[2])
        return self.corrections.run_command(partial(use_case, checked=answer), shape, command, who, Trace())

    def _check_change(self, question: Any, who: Principal) -> Any:
        answer = self.journal.ask(check_change, gradebook.CheckChange, encode(question), who)
        return decode(answer, gradebook.CheckedChange)

    def _seal(self, question: Any, who: Principal) -> Any:
        answer = self.journal.command(seal_decision, gradebook.SealDecision, encode(question), who)
        return decode(answer, gradebook.SealedDecision)

    def _reason(self, use_case: Any, case: str, who: Principal, reason: str) -> Any:
        body = {"case": case, "reason": reason}
        return self._command(self.corrections, use_case, corrections.GiveReason, body, who)

    def _command(self, service: Runtime, use_case: Any, shape: type, body: dict[str, Any], who: Principal) -> Any:
        return service.run_command(use_case, shape, {"command_id": str(uuid4()), **body}, who, Trace())


def make_desk(databases: Databases, folder: Path, clock: StillClock) -> Desk:
    """Two journals of one group, and the people who have to do with them."""
    made = [runtime(name, databases, folder, clock) for name in ("corrections", "gradebook")]
    desk = Desk(folder, clock, *made)
    events = [
        _event(1, GROUP_COMPOSED, f"group/{GROUP}", _group()),
        _event(2, JOURNAL_ASSIGNED, f"journal/{JOURNAL}", _journal(JOURNAL, TEACHER, TEACHING_HEAD)),
        _event(3, JOURNAL_ASSIGNED, f"journal/{OTHER_JOURNAL}", _journal(OTHER_JOURNAL, COLLEAGUE)),
    ]
    people = (TEACHER, COLLEAGUE, METHODIST, HEAD, TEACHING_HEAD, IT)
    events += [
        _event(10 + place, PERSON_REGISTERED, f"person/{who.person}", _person(folder, who))
        for place, who in enumerate(people)
    ]
    for service in made:
        for event in events:
            desk.take_in(service, event)
    return desk


def _event(sequence: int, kind: str, aggregate: str, state: Any) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "type": kind,
        "source": f"/jurnal/{kind.partition('.')[0]}",
        "subject": aggregate,
        "time": "2026-09-01T00:00:00+00:00",
        "sequence": str(sequence),
        "data": encode(state),
    }


def _group() -> GroupState:
    names = {
        cadet: (NameState(family=cadet.title(), given="Айбек", patronymic="", since=TERM.starts),) for cadet in CADETS
    }
    members = tuple(
        MemberState(cadet=cadet, number=cadet, names=names[cadet], since=TERM.starts, until=None) for cadet in CADETS
    )
    return GroupState(id=GROUP, name="ҚҚ-21", faculty=FACULTY, members=members)


def _journal(id: str, *teachers: Principal) -> JournalState:
    held = tuple(
        TeacherState(person=each.person, name=each.person, since=TERM.starts, until=None) for each in teachers
    )
    subject = Named(id=f"subject-{id}", name="Криминалистика")
    return JournalState(
        id=id, group=GROUP, group_name="ҚҚ-21", faculty=FACULTY, subject=subject, term=TERM, teachers=held
    )


def _person(folder: Path, who: Principal) -> PersonState:
    return replace(person_state(folder, who), given="А")

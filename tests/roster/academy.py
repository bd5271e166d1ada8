"""A roster on a fresh database, and the files people hand in to it."""

import base64
import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

import xlsxwriter
from sqlalchemy import func, select

from services.auth.contract import PersonState
from services.common.messaging.envelope import Trace
from services.common.runtime.app import Runtime
from services.common.security.tokens import Principal, Role
from services.common.storage.tables import audit_entry, outbox
from services.roster import contract
from services.roster.contract import COLUMNS
from services.roster.domain.headers import HEADERS
from services.roster.store.models import Base
from services.roster.subscriptions import HANDLERS
from services.roster.usecases.apply_contingent import apply_contingent
from services.roster.usecases.apply_notice import apply_notice
from services.roster.usecases.create_faculty import create_faculty
from services.roster.usecases.create_term import create_term
from services.roster.usecases.file_notice import file_notice
from services.roster.usecases.list_groups import list_groups
from services.roster.usecases.return_contingent import return_contingent
from services.roster.usecases.show_contingent import show_contingent
from services.roster.usecases.show_group import show_group
from services.roster.usecases.submit_contingent import submit_contingent
from services.roster.usecases.undo_contingent import UndoStep, begin, cancel, finish
from services.roster.usecases.upload_contingent import ReadUpload, read_upload, upload_contingent
from tests.support.runtimes import principal

LAW, COMMAND = "Құқық факультеті", "Қолбасшылық факультеті"
STARTS, ENDS = date(2026, 9, 1), date(2026, 12, 31)

Row = dict[str, Any]


def row(**given: Any) -> Row:
    """A row without errors, save for what is given."""
    usual: Row = {
        "faculty": LAW,
        "department": "Азаматтық құқық кафедрасы",
        "group": "ІҚ-21-1",
        "cadet_number": "2021-001",
        "family": "Әбдірахманов",
        "given": "Нұрлан",
        "patronymic": "Серікұлы",
        "subject": "Азаматтық құқық",
        "teacher": "ospanov",
    }
    return usual | given


def headers(language: str = "kk") -> list[str]:
    """The headers in a language."""
    return [HEADERS[column][language] for column in COLUMNS]


def lines(rows: Iterable[Row]) -> list[list[Any]]:
    """The rows as cells in the template's order."""
    return [[row[column] for column in COLUMNS] for row in rows]


def csv_file(rows: Iterable[Row], language: str = "kk", delimiter: str = ",") -> bytes:
    """A CSV file as a spreadsheet program writes it."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([headers(language), *lines(rows)])
    return text.getvalue().encode()


def xlsx_file(grid: Iterable[Sequence[Any]], also: Callable[[Any, Any], None] = lambda book, sheet: None) -> bytes:
    """An XLSX file with these cells; ``also(book, sheet)`` may do more to it."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate(grid):
            sheet.write_row(number, 0, cells)
        also(book, sheet)
    return file.getvalue()


@dataclass
class Academy:
    """Two faculties, a term, a teacher in each faculty; and everything one can ask of roster."""

    runtime: Runtime
    applying = staticmethod(apply_contingent)
    it: Principal = field(default_factory=lambda: principal("it", ("it_staff", "")))

    def __post_init__(self) -> None:
        self.law = self.do(create_faculty, contract.CreateFaculty, self.it, name=LAW)["id"]
        self.command = self.do(create_faculty, contract.CreateFaculty, self.it, name=COMMAND)["id"]
        self.term = self.create_term("2026–2027, 1", STARTS, ENDS)["id"]
        self.methodist = principal("methodist", ("methodist", self.law))
        self.teacher = self.register("ospanov", "Оспанов", self.law)
        self.register("other", "Басқа", self.command)

    def do(self, use_case: Any, shape: type, who: Principal, **request: Any) -> Any:
        """Do a command, with a fresh id when none is given."""
        raw = {"command_id": str(uuid4())} | request
        return plain(self.runtime.run_command(use_case, shape, raw, who, Trace()))

    def ask(self, read: Any, shape: type, who: Principal, **request: Any) -> Any:
        """Ask a question."""
        return plain(self.runtime.run_query(read, shape, request, who, Trace()))

    def create_term(self, name: str, starts: date, ends: date) -> Any:
        """Add a term."""
        return self.do(create_term, contract.CreateTerm, self.it, name=name, starts=str(starts), ends=str(ends))

    def register(self, login: str, family: str, *faculties: str, active: bool = True, person: str = "") -> str:
        """Let roster learn from auth of a teacher of these faculties."""
        roles = tuple(Role(role="teacher", faculty=faculty) for faculty in faculties)
        state = PersonState(
            id=person or str(uuid4()),
            login=login,
            family=family,
            given="Дәулет",
            patronymic="",
            roles=roles,
            active=active,
        )
        with self.runtime.unit.writing() as work:
            HANDLERS["auth.person_registered.v1"].take_in(work, state)
            work.audit("event.taken_in", f"person/{state.id}")
        return state.id

    def upload(self, file: bytes, who: Principal | None = None, **request: Any) -> Any:
        """Hand in a file, as the service does: read first, then keep."""
        who = who or self.methodist
        raw = {
            "command_id": str(uuid4()),
            "filename": "контингент.csv",
            "content": base64.b64encode(file).decode(),
            **request,
        }
        read = self.runtime.run_query(read_upload, contract.UploadContingent, raw, who, Trace())
        return plain(self.runtime.run_command(upload_contingent, ReadUpload, read, who, Trace()))

    def upload_rows(self, *rows: Row, who: Principal | None = None, **request: Any) -> Any:
        """Hand in these rows."""
        return self.upload(csv_file(rows), who, **request)

    def submit(self, contingent: Mapping[str, Any], who: Principal | None = None) -> Any:
        """Submit as the methodist."""
        return self.decide(submit_contingent, contingent, who or self.methodist)

    def apply(self, contingent: Mapping[str, Any], who: Principal | None = None) -> Any:
        """Apply as IT."""
        return self.decide(apply_contingent, contingent, who or self.it)

    def give_back(self, contingent: Mapping[str, Any], reason: str, who: Principal | None = None) -> Any:
        """Return as IT."""
        return self.decide(return_contingent, contingent, who or self.it, reason=reason)

    def decide(self, use_case: Any, contingent: Mapping[str, Any], who: Principal, **request: Any) -> Any:
        """One of the decisions on a submission."""
        return self.do(use_case, contract.DecideContingent, who, contingent=contingent["id"], **request)

    def applied(self, *rows: Row, **request: Any) -> Any:
        """A contingent of these rows that has been applied."""
        draft = self.upload_rows(*rows, **request)
        assert [] == draft["errors"], draft["errors"]
        self.submit(draft)
        return self.apply(draft)

    def begin_undo(self, contingent: Mapping[str, Any], who: Principal | None = None) -> Any:
        """The undo's first step."""
        return self.do(begin, UndoStep, who or self.it, contingent=contingent["id"])

    def cancel_undo(self, contingent: Mapping[str, Any]) -> None:
        """The gradebook has refused."""
        self.do(cancel, UndoStep, self.it, contingent=contingent["id"])

    def finish_undo(self, contingent: Mapping[str, Any], **request: Any) -> Any:
        """The undo's last step."""
        return self.decide(finish, contingent, self.it, **request)

    def undo(self, contingent: Mapping[str, Any]) -> Any:
        """Undo, with a gradebook that agrees."""
        self.begin_undo(contingent)
        return self.finish_undo(contingent)

    def show(self, contingent: Mapping[str, Any], who: Principal | None = None) -> Any:
        """A submission as it is now."""
        return self.ask(show_contingent, contract.ShowContingent, who or self.it, contingent=contingent["id"])

    def file(self, kind: str, cadet: str = "", who: Principal | None = None, **request: Any) -> Any:
        """File a notice as the methodist; about the only group when none is named."""
        usual = {"group": self.group(), "since": "2026-10-05", "text": "№ 12 бұйрық"}
        body = {"kind": kind, "cadet": cadet, **usual, **request}
        return self.do(file_notice, contract.FileNotice, who or self.methodist, **body)

    def settle(self, notice: Mapping[str, Any], who: Principal | None = None) -> Any:
        """Apply a notice as IT."""
        return self.do(apply_notice, contract.ApplyNotice, who or self.it, notice=notice["id"])

    def changed(self, kind: str, cadet: str = "", **request: Any) -> Any:
        """A notice that has been applied."""
        return self.settle(self.file(kind, cadet, **request))

    def group(self, name: str = "ІҚ-21-1") -> str:
        """A group's id."""
        groups = self.ask(list_groups, contract.ListGroups, self.it, search=name)["groups"]
        return str(groups[0]["id"]) if groups else "none"

    def members(self, name: str = "ІҚ-21-1") -> list[Any]:
        """Who is and was in a group, as its page shows them."""
        page = self.ask(show_group, contract.ShowGroup, self.it, group=self.group(name))
        return list(page["cadets"])

    def cadet(self, name: str = "ІҚ-21-1") -> str:
        """The first cadet's id."""
        return str(self.members(name)[0]["id"])

    def counts(self) -> dict[str, int]:
        """How many rows each table of who is where has."""
        tables = Base.metadata.tables.values()
        kept = [table for table in tables if not table.name.startswith(("contingent", "notice", "person"))]
        with self.runtime.unit.reading() as work:
            count = {table.name: work.session.scalar(select(func.count()).select_from(table)) for table in kept}
        return {name: int(number or 0) for name, number in count.items()}

    def events(self) -> list[tuple[str, Any]]:
        """Type and data of the events waiting for the broker, in order."""
        with self.runtime.unit.reading() as work:
            bodies = work.session.scalars(select(outbox.c.body).order_by(outbox.c.sequence)).all()
        return [(body["type"], body["data"]) for body in map(json.loads, bodies)]

    def audited(self) -> list[str]:
        """What the audit says happened, in order."""
        with self.runtime.unit.reading() as work:
            return list(work.session.scalars(select(audit_entry.c.action).order_by(audit_entry.c.sequence)))


def plain(value: Any) -> Any:
    """A reply as it comes out of the bus."""
    return json.loads(json.dumps(value))

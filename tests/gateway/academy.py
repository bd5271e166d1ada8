"""A small academy made through the API alone: two groups, two teachers, a journal for each."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx
from python_calamine import CalamineWorkbook

from tests.gateway.document import check
from tests.support.stack import Stack, command

Row = tuple[str, str, str, str, str, str, str]

#: group, cadet's number, family, given, patronymic, subject, teacher
ROWS: tuple[Row, ...] = (
    ("ІҚ-26-1", "1001", "Әлиев", "Арман", "Серікұлы", "Қылмыстық құқық", "t.first"),
    ("ІҚ-26-1", "1002", "Қасымов", "Бауыржан", "", "Қылмыстық құқық", "t.first"),
    ("ІҚ-26-1", "1003", "Ібраев", "Дәулет", "Нұрланұлы", "Қылмыстық құқық", "t.first"),
    ("ІҚ-26-2", "2001", "Өмірзақ", "Ерлан", "Болатұлы", "Қазақстан тарихы", "t.second"),
    ("ІҚ-26-2", "2002", "Ұзақбаев", "Мұрат", "", "Қазақстан тарихы", "t.second"),
)


@dataclass(frozen=True)
class Academy:
    """``journal`` is the first teacher's, ``foreign`` the second's."""

    stack: Stack
    faculty: str
    journal: str
    foreign: str

    def client(self, login: str | None = None, language: str = "en") -> httpx.Client:
        """A client whose answers are held against the API's document."""
        client = self.stack.client(login, language=language)
        client.event_hooks = {"response": [check]}
        return client

    def teacher(self, language: str = "en") -> httpx.Client:
        """The first teacher's client."""
        return self.client("t.first", language)


def open_academy(stack: Stack, rows: Sequence[Row] = ROWS) -> Academy:
    """Make the academy as people would: IT its frame, a methodist the contingent, IT applies it."""
    with stack.it() as it:
        faculty = command(it, "POST", "/api/v1/faculties", {"name": "Тергеу факультеті"})["id"]
        term = {"name": "2026–2027, 1-семестр", "starts": "2026-09-01", "ends": "2027-01-20"}
        command(it, "POST", "/api/v1/terms", term)
    for login in ("t.first", "t.second"):
        stack.register(login, ("teacher", faculty))
    stack.register("methodist", ("methodist", faculty))
    stack.wait_for_events()
    _apply_contingent(stack, rows)
    stack.wait_for_events()
    return Academy(stack, faculty, _only_journal(stack, "t.first"), _only_journal(stack, "t.second"))


def _apply_contingent(stack: Stack, rows: Sequence[Row]) -> None:
    with stack.client("methodist") as methodist:
        contingent = _uploaded(methodist, rows)
        command(methodist, "POST", f"/api/v1/contingents/{contingent}/submit", {})
    with stack.it() as it:
        command(it, "POST", f"/api/v1/contingents/{contingent}/apply", {})


def _uploaded(methodist: httpx.Client, rows: Sequence[Row]) -> str:
    """The contingent's id."""
    answer = methodist.post("/api/v1/contingents", files={"file": ("contingent.csv", _file(methodist, rows))})
    assert 201 == answer.status_code, answer.text
    return str(answer.json()["id"])


def _file(client: httpx.Client, given: Sequence[Row]) -> bytes:
    template = client.get("/api/v1/contingents/template?language=kk").content
    headers: list[Any] = CalamineWorkbook.from_filelike(io.BytesIO(template)).get_sheet_by_index(0).to_python()[0]
    text = io.StringIO()
    rows = [("Тергеу факультеті", "Құқық кафедрасы", *row) for row in given]
    csv.writer(text).writerows([headers, *rows])
    return text.getvalue().encode()


def _only_journal(stack: Stack, login: str) -> str:
    with stack.client(login) as teacher:
        return str(teacher.get("/api/v1/journals").json()["journals"][0]["id"])

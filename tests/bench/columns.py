"""An academy for the benchmark: columns of 30 empty cells, each of one client at a time."""

import csv
import http.client
import io
import json
import time
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

from tests.support.stack import Stack, command

FACULTY = "Факультет"
SUBJECTS, CADETS = 6, 30
COLUMN = CADETS
HEADERS = ("Faculty", "Department", "Group", "Cadet number", "Family name", "Given name", "Patronymic", "Subject",
           "Teacher")  # fmt: skip
DAYS = (date(2026, 10, 5), date(2026, 10, 4), date(2026, 10, 3))
KINDS = ("lecture", "seminar", "practical")


@dataclass
class Column:
    """A lesson's cells; ``versions`` is what the client has seen."""

    journal: str
    lesson: str
    cadets: list[str]
    versions: list[int] = field(default_factory=list)

    def body(self, count: int) -> dict[str, Any]:
        """A batch that writes the first ``count`` cells again."""
        marks = [
            {"lesson": self.lesson, "cadet": cadet, "value": version % 101, "version": version}
            for cadet, version in zip(self.cadets[:count], self.versions, strict=False)
        ]
        return {"command_id": str(uuid4()), "marks": marks}

    def saved(self, count: int) -> None:
        """The cells have a newer version now."""
        for number in range(count):
            self.versions[number] += 1


class Keyboard:
    """One client's connection to the gateway, as bare as the standard library's."""

    def __init__(self, address: str, token: str) -> None:
        self._connection = http.client.HTTPConnection(address.removeprefix("http://"))
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def save(self, column: Column, count: int) -> float:
        """Save ``count`` cells; the seconds it took. Raises ``AssertionError`` when a cell is refused."""
        body = json.dumps(column.body(count))
        began = time.perf_counter()
        self._connection.request("PUT", f"/api/v1/journals/{column.journal}/marks", body, self._headers)
        answer = self._connection.getresponse()
        content = answer.read()
        took = time.perf_counter() - began
        assert 200 == answer.status, content
        assert count == len(json.loads(content)["saved"]), content
        column.saved(count)
        return took


def make_columns(stack: Stack) -> tuple[list[Column], str]:
    """Make the academy through the API; its columns and a teacher's token."""
    with stack.it() as it:
        faculty = command(it, "POST", "/api/v1/faculties", {"name": FACULTY})["id"]
        days = {"name": "1-семестр", "starts": "2026-09-01", "ends": "2026-12-31"}
        command(it, "POST", "/api/v1/terms", days)
        stack.register("teacher", ("teacher", faculty))
        stack.register("methodist", ("methodist", faculty))
        _contingent(stack, it)
    with stack.client("teacher") as teacher:
        journals = _journals(teacher)
        columns = [_column(teacher, journal, day, kind) for journal in journals for day in DAYS for kind in KINDS]
        token = str(teacher.headers["Authorization"]).removeprefix("Bearer ")
    return columns, token


def _contingent(stack: Stack, it: Any) -> None:
    with stack.client("methodist") as methodist:
        while (sent := _upload(methodist))["errors"]:
            time.sleep(0.2)
        command(methodist, "POST", f"/api/v1/contingents/{sent['id']}/submit", {})
    command(it, "POST", f"/api/v1/contingents/{sent['id']}/apply", {})


def _upload(methodist: Any) -> Any:
    lines = io.StringIO()
    table = csv.writer(lines)
    table.writerow(HEADERS)
    for subject in range(SUBJECTS):
        for number in range(CADETS):
            row = (FACULTY, "Кафедра", "ҚҚ-21", f"{number:03d}", f"Әлиев{chr(1072 + number)}", "Серік", "")
            table.writerow([*row, f"Пән {subject}", "teacher"])
    files = {"file": ("contingent.csv", lines.getvalue().encode())}
    answer = methodist.post("/api/v1/contingents", files=files, data={"command_id": str(uuid4())})
    assert answer.is_success, answer.text
    return answer.json()


def _journals(teacher: Any) -> list[Any]:
    while len(rows := teacher.get("/api/v1/journals").json()["journals"]) < SUBJECTS:
        time.sleep(0.2)
    return [teacher.get(f"/api/v1/journals/{row['id']}").json() for row in rows]


def _column(teacher: Any, journal: Any, day: date, kind: str) -> Column:
    body = {"date": day.isoformat(), "kind": kind, "topic": ""}
    lesson = command(teacher, "POST", f"/api/v1/journals/{journal['id']}/lessons", body)["id"]
    cadets = [cadet["id"] for cadet in journal["cadets"]]
    return Column(journal["id"], lesson, cadets, [0] * len(cadets))

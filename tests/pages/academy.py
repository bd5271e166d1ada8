"""A small academy in a running system: a faculty, a term, and people of each role, made through the API."""

import csv
import io
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
from playwright.sync_api import Page

from services.roster.contract import COLUMNS
from tests.support.sessions import signed_in
from tests.support.stack import Stack, command, password_of

FACULTY = "Құқық қорғау қызметі факультеті"
TERM = "2026–2027, 1-семестр"


@dataclass(frozen=True)
class Academy:
    """Logins: ``teacher``, ``methodist``, ``head``, ``moderator``, and the stack's own ``it``."""

    faculty: str
    term: str


def make_academy(stack: Stack) -> Academy:
    """Make the academy, everybody ready to work and known to every service."""
    with stack.it() as client:
        faculty = command(client, "POST", "/api/v1/faculties", {"name": FACULTY})["id"]
        term_days = {"name": TERM, "starts": "2026-09-01", "ends": "2026-12-31"}
        term = command(client, "POST", "/api/v1/terms", term_days)["id"]
    stack.register("teacher", ("teacher", faculty), family="Қасымов", given="Дәулет")
    stack.register("methodist", ("methodist", faculty), family="Нұрланова", given="Сәуле")
    stack.register("head", ("faculty_head", faculty), family="Жұмабаев", given="Бекзат")
    stack.register("moderator", ("moderator", ""), family="Ким", given="Виктор")
    stack.wait_for_events()
    return Academy(faculty, term)


def contingent(*rows: tuple[str, str, str, str], teacher: str = "teacher") -> bytes:
    """A contingent's CSV file: each row is (group, cadet number, family, given), all of one subject."""
    lines = io.StringIO()
    table = csv.writer(lines)
    table.writerow(COLUMNS)
    for group, number, family, given in rows:
        table.writerow([FACULTY, "Қылмыстық құқық", group, number, family, given, "", "Криминалистика", teacher])
    return lines.getvalue().encode()


def apply_contingent(stack: Stack, content: bytes) -> None:
    """Upload, submit and apply a contingent through the API; every service knows of it."""
    stack.wait_for_events()
    with stack.client("methodist") as client:
        uploaded = upload(client, content)
        command(client, "POST", f"/api/v1/contingents/{uploaded['id']}/submit", {})
    with stack.it() as client:
        command(client, "POST", f"/api/v1/contingents/{uploaded['id']}/apply", {})
    stack.wait_for_events()


def open_column(stack: Stack) -> str:
    """The teacher adds a lesson on Monday 5 October 2026 to the first journal; the journal's id."""
    with stack.client("teacher") as teacher:
        made = str(teacher.get("/api/v1/journals").json()["journals"][0]["id"])
        body = {"date": "2026-10-05", "kind": "lecture", "topic": "Кіріспе"}
        command(teacher, "POST", f"/api/v1/journals/{made}/lessons", body)
    stack.wait_for_events()
    return made


def upload(client: httpx.Client, content: bytes) -> dict[str, Any]:
    """A contingent checked: its errors or its difference."""
    files = {"file": ("contingent.csv", content)}
    answer = client.post("/api/v1/contingents", files=files, data={"command_id": str(uuid4())})
    assert answer.is_success, answer.text
    made: dict[str, Any] = answer.json()
    return made


def sign_in(page: Page, login: str, password: str = "", path: str = "/") -> None:
    """Let somebody who is signed in arrive where one wanted to go."""
    address = page.request.get("/healthz").url.removesuffix("/healthz")
    cookies = signed_in(address, login, password or password_of(login)).cookies
    page.context.clear_cookies()
    page.context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
    page.goto(path)


def sign_in_by_hand(page: Page, login: str, password: str = "", path: str = "/") -> None:
    """Sign in through the page and arrive where one wanted to go."""
    page.context.clear_cookies(name="jurnal_session")
    page.goto(path)
    page.locator("#login").fill(login)
    page.locator("#password").fill(password or password_of(login))
    page.locator("form [type=submit]").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)

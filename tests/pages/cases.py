"""An academy whose journal has closed lessons, and its people in windows of their own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.pages.academy import apply_contingent, contingent, make_academy, sign_in
from tests.support.browser import PATIENCE_MS
from tests.support.stack import Stack, command, password_of

Value = int | str | None

ROWS = (
    ("ҚҚ-21", "001", "Әлиев", "Айбек"),
    ("ҚҚ-21", "002", "Баев", "Болат"),
    ("ҚҚ-21", "003", "Ғабитов", "Ғалым"),
    ("ҚҚ-21", "004", "Қасымова", "Қарлығаш"),
    ("ҚҚ-21", "005", "Омаров", "Олжас"),
    ("ҚҚ-21", "006", "Шәріпов", "Бақыт"),
)
#: The lessons' days with their marks, in the order of ``ROWS``; the first is more than two weeks ago.
LESSONS: Mapping[str, tuple[Value, ...]] = {
    "2026-09-10": (70, 80, 90, "а", 40, 60),
    "2026-10-01": (85, "а", 45, 90, None, 77),
    "2026-10-05": (58, 70, "қ", 88, 91, None),
    "2026-10-08": (90, 90, 90, 90, 90, 90),
    "2026-10-12": (None,) * 6,
}
TODAY = "2026-10-12T10:00"


@dataclass(frozen=True)
class Place:
    """The journal; lessons by date, cadets in the order of ``ROWS``."""

    stack: Stack
    faculty: str
    journal: str
    lessons: Mapping[str, str]
    cadets: tuple[str, ...]

    @property
    def path(self) -> str:
        """The journal's page."""
        return f"/journals/{self.journal}"

    def cell(self, day: str, cadet: int) -> str:
        """The journal's page with the cursor in a cell."""
        return f"{self.path}#lesson={self.lessons[day]}&cadet={self.cadets[cadet]}"

    def report(self, kind: str, day: str, cadet: int | None = None, **more: Any) -> str:
        """A case, reported by the teacher through the API; its id."""
        body = {"kind": kind, "journal": self.journal, "lesson": self.lessons[day], "text": "Қағаз журналда басқаша."}
        named = {} if cadet is None else {"cadet": self.cadets[cadet]}
        with self.stack.client("teacher") as client:
            return str(command(client, "POST", "/api/v1/cases", {**body, **named, **more})["id"])

    def report_lesson(self, day: str, **held: str) -> str:
        """A case about a lesson that nobody added in time; its id."""
        body = {"kind": "late_lesson", "journal": self.journal, "open_days": 2, "text": "Қосуды ұмытып кетіппін."}
        lesson = {"date": day, "kind": "seminar", "topic": "Дәлелдемелерді бағалау", **held}
        with self.stack.client("teacher") as client:
            return str(command(client, "POST", "/api/v1/cases", {**body, "held": lesson})["id"])

    def act_on_notice(self, day: str, cadet: int, value: int) -> str:
        """A case that a methodist has made of a teacher's notice about a cell; its id."""
        notice = {"journal": self.journal, "lesson": self.lessons[day], "cadet": self.cadets[cadet]}
        with self.stack.client("teacher") as client:
            told = command(client, "POST", "/api/v1/discrepancies", {**notice, "text": "Қағазда 78."})["id"]
        with self.stack.client("methodist") as client:
            act = {"discrepancy": told, "text": "Қағазда 78.", "value": value}
            return str(command(client, "POST", "/api/v1/cases/from-discrepancy", act)["id"])

    def act(self, case: str) -> None:
        """The methodist draws up the act."""
        self._step("methodist", case, "act", {"text": "Қағаз журналмен салыстырылды."})

    def approve(self, case: str) -> None:
        """The head approves."""
        self._step("head", case, "approve", {"password": password_of("head")})
        self.stack.wait_for_events()

    def send_back(self, case: str, login: str = "methodist") -> None:
        """The papers go back one step."""
        self._step(login, case, "return", {"reason": "Қағаз журналмен тағы салыстырыңыз."})

    def amend(self, case: str, value: int) -> None:
        """The teacher mends what came back."""
        self._step("teacher", case, "amend", {"text": "Қағаз журналдағыдай түзеттім.", "value": value})

    def withdraw(self, case: str) -> None:
        """The teacher takes the report back."""
        self._step("teacher", case, "withdraw", {})

    def apply(self, case: str) -> None:
        """IT carries it out, and it is done."""
        self._step("it", case, "apply", {})
        self.stack.wait_for_events()

    def _step(self, login: str, case: str, action: str, body: dict[str, Any]) -> None:
        with self.stack.client(login) as client:
            command(client, "POST", f"/api/v1/cases/{case}/{action}", body)


def make_place(stack: Stack) -> Place:
    """An academy at work: five lessons, all but today's closed."""
    faculty = make_academy(stack).faculty
    stack.register("colleague", ("teacher", faculty), family="Серіков", given="Нұрлан")
    apply_contingent(stack, contingent(*ROWS))
    with stack.client("teacher") as client:
        journal = str(client.get("/api/v1/journals").json()["journals"][0]["id"])
        cadets = tuple(each["id"] for each in client.get(f"/api/v1/journals/{journal}").json()["cadets"])
        lessons = {day: _hold(stack, client, journal, day, cadets) for day in LESSONS}
    stack.wait_for_events()
    stack.move_clock(TODAY)
    return Place(stack, faculty, journal, lessons, cadets)


def _hold(stack: Stack, client: httpx.Client, journal: str, day: str, cadets: tuple[str, ...]) -> str:
    stack.move_clock(f"{day}T09:00")
    body = {"date": day, "kind": "lecture", "topic": "Кіріспе"}
    lesson = str(command(client, "POST", f"/api/v1/journals/{journal}/lessons", body)["id"])
    values = zip(cadets, LESSONS[day], strict=True)
    marks = [{"lesson": lesson, "cadet": cadet, "value": value, "version": 0} for cadet, value in values]
    filled = [mark for mark in marks if mark["value"] is not None]
    if filled:
        command(client, "PUT", f"/api/v1/journals/{journal}/marks", {"marks": filled})
    return lesson


@dataclass
class People:
    """Each person in a window of their own, signed in once."""

    browser: Browser
    address: str
    _windows: dict[str, BrowserContext] = field(default_factory=dict)

    def open(self, login: str, path: str) -> Page:
        """A page as the person sees it."""
        page = self.window(login).new_page()
        page.goto(path)
        return page

    def window(self, login: str) -> BrowserContext:
        """The person's window, signed in."""
        return self._windows.get(login) or self._sign_in(login)

    def close(self) -> None:
        """Close every window."""
        for window in self._windows.values():
            window.close()

    def _sign_in(self, login: str) -> BrowserContext:
        window = self.browser.new_context(base_url=self.address, locale="kk-KZ")
        window.set_default_timeout(PATIENCE_MS)
        page = window.new_page()
        sign_in(page, login)
        page.close()
        self._windows[login] = window
        return window


def cell_of(page: Page, row: int, column: int) -> Any:
    """A cell of the open journal."""
    return page.locator(f'#journal-grid td[data-row="{row}"][data-column="{column}"]')


def state_is(page: Page, state: str) -> None:
    """Until the case's page says so, by itself."""
    expect(page.locator("#case-head .badge").first).to_have_text(state)


def fill_and_send(page: Page, form: str, values: Mapping[str, str]) -> None:
    """Fill in a form's fields by name and send it."""
    place = page.locator(form)
    for name, value in values.items():
        place.locator(f'[name="{name}"]').fill(value)
    place.locator("[type=submit]").click()


Open = Callable[[str, str], Page]

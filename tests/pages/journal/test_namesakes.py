"""Two cadets who look alike are told apart wherever they are in view; the others are shown by initials (¶15)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.academy import apply_contingent, contingent, make_academy, open_column, sign_in
from tests.support.browser import PATIENCE_MS
from tests.support.stack import Stack, command
from tests.support.waiting import until_true

ROWS = (
    ("ҚҚ-21", "00042", "Ахметов", "Айдар"),
    ("ҚҚ-21", "00043", "Ахметов", "Арманғали-Мұхаммедияр"),
    ("ҚҚ-21", "00044", "Баев", "Болат"),
)
AIDAR, ARMAN = "Ахметов Айдар, № 00042", "Ахметов Арманғали-Мұхаммедияр, № 00043"
NAMES = [AIDAR, ARMAN, "Баев Б."]
CLOSED = "2026-10-08T10:00"


@pytest.fixture(scope="module")
def journal(stack: Stack) -> str:
    """A journal with a lesson whose window is over; its id."""
    make_academy(stack)
    apply_contingent(stack, contingent(*ROWS))
    made = open_column(stack)
    with stack.client("teacher") as client:
        until_true(lambda: len(client.get(f"/api/v1/journals/{made}").json()["cadets"]) == len(ROWS))
        page = client.get(f"/api/v1/journals/{made}").json()
        cells = [(page["lessons"][0]["id"], cadet["id"]) for cadet in page["cadets"]]
        marks = [{"lesson": lesson, "cadet": cadet, "value": 60, "version": 0} for lesson, cadet in cells]
        command(client, "PUT", f"/api/v1/journals/{made}/marks", {"marks": marks})
        for lesson, cadet in cells[:2]:
            _told(stack, {"journal": made, "lesson": lesson, "cadet": cadet, "text": "Қағазда 75."})
    stack.move_clock(CLOSED)
    return made


def _told(stack: Stack, notice: dict[str, str]) -> None:
    """A notice that paper and journal differ, once corrections knows the lesson."""
    with stack.client("teacher") as client:
        until_true(lambda: client.post("/api/v1/discrepancies", json=notice).is_success)


@pytest.fixture
def teacher(page: Page, journal: str) -> Page:
    """The open journal."""
    sign_in(page, "teacher", path=f"/journals/{journal}")
    expect(page.locator("#journal")).to_have_attribute("aria-busy", "false")
    return page


@pytest.fixture
def phone(chromium: Browser, stack: Stack, journal: str) -> Iterator[Page]:
    """The same on a phone."""
    window = chromium.new_context(base_url=stack.address, locale="kk-KZ", viewport={"width": 390, "height": 800})
    window.set_default_timeout(PATIENCE_MS)
    page = window.new_page()
    sign_in(page, "teacher", path=f"/journals/{journal}")
    yield page
    window.close()


def test_the_table_tells_them_apart(teacher: Page) -> None:
    """¶15: with full name and number; who has initials of ones own keeps them, and no name leaves its column."""
    expect(teacher.locator("#journal-grid tbody th.name > span:not(.number)")).to_have_text(NAMES)
    overflowing = "names => names.filter(name => name.scrollWidth > name.clientWidth || name.clientWidth > 256).length"
    assert 0 == teacher.locator("#journal-grid tbody th.name").evaluate_all(overflowing)


def test_the_strip_and_its_dialogs_tell_them_apart(teacher: Page) -> None:
    """¶20: under the table, in a cell's history, in a notice, and in the report to which it leads."""
    for row, name in enumerate((AIDAR, ARMAN)):
        teacher.locator(f'#journal-grid td[data-row="{row}"][data-column="0"]').click()
        bar = teacher.locator(".cell-words")
        expect(bar).to_contain_text(name)
        for button in ("history", "flag"):
            teacher.locator(f".cell-bar .cluster button:has(.icon--{button})").click()
            expect(teacher.locator("dialog[open]")).to_contain_text(name)
            teacher.keyboard.press("Escape")
    teacher.locator(".cell-bar a[href^='/cases/new']").click()
    expect(teacher.locator("#place-title")).to_have_text(ARMAN)


def test_the_phones_list_tells_them_apart(phone: Page) -> None:
    """¶15: each input is called by the whole name, and the page stays as wide as the phone."""
    expect(phone.locator(".phone-list label")).to_have_text(NAMES)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_printed_journal_tells_them_apart(teacher: Page) -> None:
    """¶15: in the order of whole names."""
    teacher.emulate_media(media="print")
    names = [f"{number}. {name}" for number, name in enumerate(NAMES, 1)]
    expect(teacher.locator("#journal-print tbody th")).to_have_text(names)


def test_lists_of_notices_and_cases_tell_them_apart(page: Page, stack: Stack, journal: str) -> None:
    """¶13, ¶20: whoever reads about one of them sees which it is, and that no mark went to the other."""
    with stack.client("teacher") as client:
        shown = client.get(f"/api/v1/journals/{journal}").json()
        place = {"journal": journal, "lesson": shown["lessons"][0]["id"], "cadet": shown["cadets"][0]["id"]}
        command(client, "POST", "/api/v1/cases", {**place, "kind": "mark_correction", "value": 75, "text": "Қате."})
    sign_in(page, "methodist", path="/discrepancies")
    for name in (AIDAR, ARMAN):
        expect(page.locator("#discrepancies-list")).to_contain_text(name)
    page.goto("/cases")
    expect(page.locator(".table--cases tbody")).to_contain_text(AIDAR)
    page.locator(".table--cases tbody a").first.click()
    expect(page.locator("#case-change")).to_contain_text(AIDAR)

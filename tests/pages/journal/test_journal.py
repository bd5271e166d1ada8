"""The journal page as a teacher uses it, in a real browser on the real system."""

import re
import time
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Browser, BrowserContext, Locator, Page, Route, expect

from tests.pages.academy import apply_contingent, contingent, make_academy, sign_in, upload
from tests.pages.accessibility import serious_faults
from tests.pages.saving import all_saved
from tests.support.stack import Stack, command

ROWS = [
    ("ҚҚ-21", "001", "Әлиев", "Айбек"),
    ("ҚҚ-21", "002", "Баев", "Болат"),
    ("ҚҚ-21", "003", "Ғабитов", "Ғалым"),
    ("ҚҚ-21", "004", "Қасымова", "Қарлығаш"),
]
OLD, TODAY = "2026-10-05", "2026-10-08"


@pytest.fixture(scope="module")
def journal(stack: Stack) -> str:
    """A journal with a closed column of Monday and an open one of Thursday; its id."""
    make_academy(stack)
    stack.register("colleague", ("teacher", _faculty(stack)), family="Серіков", given="Нұрлан")
    _until(lambda: not _errors(stack))
    apply_contingent(stack, contingent(*ROWS))
    with stack.client("teacher") as teacher:
        _until(lambda: teacher.get("/api/v1/journals").json()["journals"])
        made = str(teacher.get("/api/v1/journals").json()["journals"][0]["id"])
        for day in (OLD, TODAY):
            stack.move_clock(f"{day}T09:00")
            body = {"date": day, "kind": "lecture", "topic": "Кіріспе"}
            command(teacher, "POST", f"/api/v1/journals/{made}/lessons", body)
    return made


@pytest.fixture
def grid(page: Page, journal: str) -> Locator:
    """The table, open and with the cursor in today's first cell."""
    sign_in(page, "teacher", path=f"/journals/{journal}")
    return opened(page)


def opened(page: Page) -> Locator:
    """The table once it is there, focused."""
    expect(page.locator("#journal")).to_have_attribute("aria-busy", "false")
    page.locator('#journal-grid [tabindex="0"]').focus()
    return page.locator("#journal-grid")


def column(grid: Locator, place: int = -1) -> list[str]:
    """What the cells of a column show; -1 is today's. What only a screen reader hears is left out."""
    shown = "td => td.firstChild?.nodeType === Node.TEXT_NODE ? td.firstChild.textContent : ''"
    return [row.locator("td.cell").nth(place).evaluate(shown) for row in grid.locator("tbody tr").all()]


def clear_today(page: Page, grid: Locator) -> None:
    """Empty today's column, as a teacher would."""
    page.keyboard.press("Control+Home")
    page.keyboard.press("End")
    page.keyboard.press("Control+Shift+ArrowDown")
    page.keyboard.press("Delete")
    all_saved(page)
    page.keyboard.press("Control+Home")
    page.keyboard.press("End")
    assert [""] * len(ROWS) == column(grid)


def paste(page: Page, text: str) -> None:
    """Paste text as the browser does."""
    page.evaluate(
        """text => { const data = new DataTransfer(); data.setData("text/plain", text);
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true})); }""",
        text,
    )


def stored(stack: Stack, journal: str) -> dict[str, Any]:
    """Cadet's name to today's value, as the API tells it."""
    with stack.client("teacher") as teacher:
        data = teacher.get(f"/api/v1/journals/{journal}").json()
    names = {cadet["id"]: cadet["name"].split()[0] for cadet in data["cadets"]}
    today = next(lesson["id"] for lesson in data["lessons"] if lesson["date"] == TODAY)
    return {names[mark["cadet"]]: mark["value"] for mark in data["marks"] if mark["lesson"] == today}


def test_cadets_stand_in_the_kazakh_order(grid: Locator) -> None:
    """Ә before Б, Ғ after it, Қ after К."""
    names = [name.inner_text().split("\n")[-1].split()[0] for name in grid.locator("tbody th.name").all()]
    assert ["Әлиев", "Баев", "Ғабитов", "Қасымова"] == [re.sub(r"^\d+", "", name) for name in names]


def test_a_typed_column_is_saved_by_itself(page: Page, grid: Locator, stack: Stack, journal: str) -> None:
    """¶6: digits and codes, Latin keys included, Enter going down; nothing else is pressed."""
    clear_today(page, grid)
    for value in ("85", "90", "f", "ds"):
        page.keyboard.type(value)
        page.keyboard.press("Enter")
    all_saved(page)
    assert ["85", "90", "а", "дс"] == column(grid)
    assert {"Әлиев": 85, "Баев": 90, "Ғабитов": "а", "Қасымова": "дс"} == stored(stack, journal)


def test_what_is_no_mark_stays_visible_and_refused(page: Page, grid: Locator) -> None:
    """¶6: 101 is shown as refused with its reason; Esc puts the old value back."""
    clear_today(page, grid)
    page.keyboard.type("101")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    expect(grid.locator("td.cell--refused")).to_have_count(1)
    expect(page.locator("#journal-cell")).to_contain_text("101")
    page.keyboard.press("Escape")
    expect(grid.locator("td.cell--refused")).to_have_count(0)


def test_a_pasted_column_lands_and_is_undone(page: Page, grid: Locator, stack: Stack, journal: str) -> None:
    """A column from a spreadsheet is pasted, and one Ctrl+Z takes it back."""
    clear_today(page, grid)
    paste(page, "70\n71\nж\n73\n")
    all_saved(page)
    assert {"Әлиев": 70, "Баев": 71, "Ғабитов": "ж", "Қасымова": 73} == stored(stack, journal)
    page.keyboard.press("Control+z")
    all_saved(page)
    assert {None} == set(stored(stack, journal).values())


def test_a_paste_that_does_not_fit_says_so_first(page: Page, grid: Locator) -> None:
    """How many go where and what is left out is shown before anything is written."""
    clear_today(page, grid)
    paste(page, "70\n171\n72")
    dialog = page.locator("dialog[open]")
    expect(dialog).to_contain_text("171")
    dialog.locator("[type=submit]").click()
    all_saved(page)
    assert ["70", "", "72", ""] == column(grid)


def test_filling_down_copies_the_first_value(page: Page, grid: Locator) -> None:
    """Ctrl+D over a selection."""
    clear_today(page, grid)
    page.keyboard.type("60")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Control+Shift+ArrowDown")
    page.keyboard.press("Control+d")
    all_saved(page)
    assert ["60"] * 4 == column(grid)


def test_nothing_typed_is_lost_with_the_connection(
    page: Page, grid: Locator, context: BrowserContext, stack: Stack, journal: str
) -> None:
    """What was typed offline stays, survives a reload, and goes out when the connection returns."""
    clear_today(page, grid)
    context.route("**/api/**", lambda route: route.abort())
    page.keyboard.type("88")
    page.keyboard.press("Enter")
    expect(page.locator("#journal-connection")).to_be_visible()
    assert "88" == column(grid)[0]
    context.unroute("**/api/**")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    opened(page)
    all_saved(page)
    assert 88 == stored(stack, journal)["Әлиев"]


def test_a_conflict_shows_theirs_and_mine(page: Page, grid: Locator, stack: Stack, journal: str) -> None:
    """¶4: a cell somebody else wrote meanwhile is not overwritten unseen; the teacher chooses."""
    clear_today(page, grid)
    with stack.client("teacher") as elsewhere:
        data = elsewhere.get(f"/api/v1/journals/{journal}").json()
        lesson = next(each["id"] for each in data["lessons"] if each["date"] == TODAY)
        cadet = data["cadets"][0]["id"]
        seen = next(m["version"] for m in data["marks"] if (m["lesson"], m["cadet"]) == (lesson, cadet))
        cell = {"lesson": lesson, "cadet": cadet, "value": 40, "version": seen}
        command(elsewhere, "PUT", f"/api/v1/journals/{journal}/marks", {"marks": [cell]})
    page.keyboard.type("95")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#journal-cell")).to_contain_text("40")
    page.locator("#journal-cell .button--primary").click()
    all_saved(page)
    assert 95 == stored(stack, journal)["Әлиев"]


def test_nothing_goes_out_under_another_name(
    page: Page, grid: Locator, context: BrowserContext, stack: Stack, journal: str
) -> None:
    """When somebody else signs in in the same browser, what was typed waits for who typed it.

    Events do not come through: the page is not told that its session has ended, and is not covered.
    """
    page.route("**/api/v1/events", lambda route: route.abort())
    page.reload()
    opened(page)
    clear_today(page, grid)
    sign_in(context.new_page(), "colleague")
    page.keyboard.type("91")
    page.keyboard.press("Enter")
    expect(page.locator("#journal-connection a")).to_be_visible()
    assert ("91", None) == (column(grid)[0], stored(stack, journal)["Әлиев"])
    context.clear_cookies()
    sign_in(context.new_page(), "teacher")
    page.evaluate("dispatchEvent(new Event('focus'))")
    all_saved(page)
    assert 91 == stored(stack, journal)["Әлиев"]


def test_a_closed_column_says_since_when_and_what_to_do(page: Page, grid: Locator) -> None:
    """¶17: typing into it changes nothing."""
    page.keyboard.press("ArrowLeft")
    before = column(grid, 0)
    page.keyboard.type("5")
    expect(page.locator("#journal-cell.cell-bar--pointed")).to_contain_text("17-тармақ")
    expect(page.locator("#journal-live")).to_contain_text("17-тармақ")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#journal-cell.cell-bar--pointed")).to_have_count(0)
    assert before == column(grid, 0)
    expect(grid.locator("thead .lesson--closed")).to_have_count(1)


def test_a_lesson_is_added_in_two_keystrokes(page: Page, grid: Locator) -> None:
    """¶18: N and Enter: today's lesson, of a kind not held yet today."""
    before = grid.locator("thead th.lesson").count()
    page.keyboard.press("n")
    expect(page.locator("dialog[open]")).to_be_visible()
    page.keyboard.press("Enter")
    expect(grid.locator("thead th.lesson")).to_have_count(before + 1)
    page.keyboard.type("77")
    page.keyboard.press("Enter")
    all_saved(page)


def test_a_cells_history_is_shown_on_demand(page: Page, grid: Locator) -> None:
    """¶4: H shows every version with its author."""
    clear_today(page, grid)
    for value in ("51", "52"):
        page.keyboard.type(value)
        page.keyboard.press("Enter")
        all_saved(page)
        page.keyboard.press("ArrowUp")
    page.keyboard.press("h")
    rows = page.locator("dialog[open] tbody tr")
    expect(rows.first).to_contain_text("52")
    expect(rows.nth(1)).to_contain_text("51")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_discrepancy_is_reported_from_a_cell(page: Page, grid: Locator, stack: Stack) -> None:
    """¶20: the notice reaches the faculty's methodist."""
    page.locator("#journal-cell button", has_text=re.compile("Сәйкессіздік")).click()
    page.keyboard.type("Қағаз журналда 75 тұр")
    page.locator("dialog[open] [type=submit]").click()
    expect(page.locator(".toast")).to_be_visible()
    with stack.client("methodist") as methodist:
        assert 1 == methodist.get("/api/v1/discrepancies").json()["open"]


@pytest.mark.parametrize(
    ("language", "words"), [("kk", "Сабақ қосу"), ("ru", "Добавить занятие"), ("en", "Add a lesson")]
)
def test_the_page_speaks_three_languages(page: Page, journal: str, language: str, words: str) -> None:
    """Kazakh by default, Russian and English on demand."""
    sign_in(page, "teacher", path=f"/journals/{journal}")
    page.goto(f"/journals/{journal}?language={language}")
    opened(page)
    expect(page.locator("#journal-bar")).to_contain_text(words)
    assert "journal." not in page.locator("main").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(page: Page, journal: str, scheme: Any) -> None:
    """The table is a grid that a screen reader can walk."""
    page.emulate_media(color_scheme=scheme)
    sign_in(page, "teacher", path=f"/journals/{journal}")
    opened(page)
    assert [] == serious_faults(page)


def test_on_a_phone_a_lesson_is_a_list(chromium: Browser, stack: Stack, journal: str) -> None:
    """Large fields, one below the other, saved by themselves."""
    context = chromium.new_context(base_url=stack.address, viewport={"width": 390, "height": 800}, locale="kk-KZ")
    page = context.new_page()
    sign_in(page, "teacher", path=f"/journals/{journal}")
    field = page.locator(".phone-input").nth(1)
    field.fill("64")
    field.press("Tab")
    all_saved(page)
    expect(page.locator("#journal-cell")).to_contain_text("64")
    field.fill("65")
    field.press("Enter")
    field.press("End")
    field.press_sequentially("7", delay=10)
    all_saved(page)
    expect(field).to_have_value("657")
    assert [] == serious_faults(page)
    context.close()


def test_on_a_phone_a_conflict_is_chosen_too(chromium: Browser, stack: Stack, journal: str) -> None:
    """Mine and theirs are offered under the list, for the row one is in."""
    context = chromium.new_context(base_url=stack.address, viewport={"width": 390, "height": 800}, locale="kk-KZ")
    page = context.new_page()
    sign_in(page, "teacher", path=f"/journals/{journal}")
    expect(page.locator(".phone-input")).to_have_count(len(ROWS))
    with stack.client("teacher") as elsewhere:
        data = elsewhere.get(f"/api/v1/journals/{journal}").json()
        lesson, cadet = data["lessons"][-1]["id"], data["cadets"][2]["id"]
        versions = {(mark["lesson"], mark["cadet"]): mark["version"] for mark in data["marks"]}
        cell = {"lesson": lesson, "cadet": cadet, "value": 41, "version": versions.get((lesson, cadet), 0)}
        command(elsewhere, "PUT", f"/api/v1/journals/{journal}/marks", {"marks": [cell]})
    field = page.locator(".phone-input").nth(2)
    field.fill("96")
    field.press("Enter")
    field.focus()
    theirs = page.locator("#journal-cell button", has_text="41")
    theirs.click()
    all_saved(page)
    expect(field).to_have_value("41")
    context.close()


def test_coming_back_to_the_page_keeps_marks_in_their_cells(page: Page, journal: str) -> None:
    """The journal is read anew after a while in another window; what is typed then stands where it was typed."""
    page.clock.install()
    sign_in(page, "teacher", path=f"/journals/{journal}")
    grid = opened(page)
    clear_today(page, grid)
    page.clock.fast_forward("01:05")
    with page.expect_response(f"**/api/v1/journals/{journal}"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.keyboard.type("66")
    page.keyboard.press("Enter")
    all_saved(page)
    assert "66" == column(grid)[0]
    expect(grid.locator("thead .lesson-date").last).to_have_text("08.10")


def test_a_mark_saved_while_the_journal_was_being_read_anew_stays(page: Page, grid: Locator, journal: str) -> None:
    """An answer older than what was saved since does not take the mark off the page."""
    clear_today(page, grid)
    address, held = f"**/api/v1/journals/{journal}", list[tuple[Route, APIResponse]]()
    page.route(address, lambda route: held.append((route, route.fetch())), times=1)
    page.evaluate("document.dispatchEvent(new Event('cases'))")
    while not held:
        page.wait_for_timeout(20)
    page.keyboard.type("66")
    page.keyboard.press("Enter")
    all_saved(page)
    with page.expect_request(address):
        held[0][0].fulfill(response=held[0][1])
    expect(grid.locator("tbody tr").first.locator("td.cell").last).to_have_text(re.compile("^66"))


def test_the_countdown_leaves_the_focus_on_a_heading(page: Page, journal: str) -> None:
    """A heading under the cursor keeps the focus when what is left of its window is told anew."""
    page.clock.install()
    sign_in(page, "teacher", path=f"/journals/{journal}")
    opened(page)
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowUp")
    expect(page.locator("th.lesson").first).to_be_focused()
    page.clock.fast_forward("00:31")
    expect(page.locator("th.lesson").first).to_be_focused()


def _faculty(stack: Stack) -> str:
    with stack.it() as it:
        return str(it.get("/api/v1/frame").json()["faculties"][0]["id"])


def _errors(stack: Stack) -> Any:
    with stack.client("methodist") as methodist:
        return upload(methodist, contingent(*ROWS))["errors"]


def _until(ready: Any) -> None:
    """Events arrive when they arrive: wait for what they bring, not for a time."""
    deadline = time.monotonic() + 30
    while not ready():
        assert time.monotonic() < deadline, "the event did not arrive"
        time.sleep(0.1)

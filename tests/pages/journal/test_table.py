"""The journal's table with more lessons than a screen holds: keys, means, what stays in view, what is printed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, FloatRect, Locator, Page, expect

from tests.pages.academy import apply_contingent, contingent, make_academy, sign_in
from tests.pages.saving import all_saved
from tests.support.stack import Stack, command

pytestmark = pytest.mark.full_browser

ROWS = [
    ("ҚҚ-21", "001", "Әлиев", "Айбек"),
    ("ҚҚ-21", "002", "Баев", "Болат"),
    ("ҚҚ-21", "003", "Ғабитов", "Ғалым"),
]
KINDS = ("lecture", "seminar", "practical")
#: Each window of three days takes nine lessons.
TODAYS = (5, 8, 11)
LESSONS = 9 * len(TODAYS)


@pytest.fixture(scope="module")
def journal(stack: Stack) -> str:
    """A journal with three lessons a day from 3 to 11 October, the last nine open; its id."""
    make_academy(stack)
    apply_contingent(stack, contingent(*ROWS))
    for today in TODAYS:
        stack.move_clock(f"2026-10-{today:02}T09:00")
        with stack.client("teacher") as teacher:
            made = str(teacher.get("/api/v1/journals").json()["journals"][0]["id"])
            for day in range(today - 2, today + 1):
                for kind in KINDS:
                    body = {"date": f"2026-10-{day:02}", "kind": kind, "topic": "Айғақтар"}
                    command(teacher, "POST", f"/api/v1/journals/{made}/lessons", body)
    return made


@pytest.fixture
def grid(page: Page, journal: str) -> Locator:
    """The table, focused where the page has put the cursor."""
    return _open(page, journal)


def _open(page: Page, journal: str) -> Locator:
    sign_in(page, "teacher", path=f"/journals/{journal}")
    expect(page.locator("#journal")).to_have_attribute("aria-busy", "false")
    page.locator('#journal-grid [tabindex="0"]').focus()
    return page.locator("#journal-grid")


def _at(page: Page) -> tuple[int, int]:
    """The row and column of the cell that has the focus."""
    place: list[int] = page.evaluate("['row', 'column'].map(name => Number(document.activeElement.dataset[name]))")
    return place[0], place[1]


def _to(page: Page, row: int, column: int) -> None:
    """Put the cursor on a cell with a press, as a mouse does."""
    page.locator(f'#journal-grid td[data-row="{row}"][data-column="{column}"]').click()
    assert (row, column) == _at(page)


def _shown(cell: Locator) -> str:
    """What is seen in a cell, without what only a screen reader hears."""
    text: str = cell.evaluate("td => td.firstChild?.nodeType === Node.TEXT_NODE ? td.firstChild.textContent : ''")
    return text


def _cell(grid: Locator, row: int, column: int) -> Locator:
    return grid.locator(f'td[data-row="{row}"][data-column="{column}"]')


def _stored(stack: Stack, journal: str) -> dict[tuple[int, int], Any]:
    """Values by row and column, as the API tells them."""
    with stack.client("teacher") as teacher:
        data = teacher.get(f"/api/v1/journals/{journal}").json()
    rows = [cadet["id"] for cadet in data["cadets"]]
    lessons = sorted(data["lessons"], key=lambda lesson: lesson["date"])
    columns = [lesson["id"] for lesson in lessons]
    return {
        (rows.index(mark["cadet"]), columns.index(mark["lesson"])): mark["value"]
        for mark in data["marks"]
        if mark["value"] is not None
    }


def _box(place: Locator) -> FloatRect:
    box = place.bounding_box()
    assert box is not None
    return box


def _right(place: Locator) -> float:
    box = _box(place)
    return box["x"] + box["width"]


def _is_inside(place: Locator, frame: Locator) -> bool:
    inner, outer = _box(place), _box(frame)
    return outer["x"] <= inner["x"] and inner["x"] + inner["width"] <= outer["x"] + outer["width"]


def test_home_and_end_go_to_the_rows_ends(page: Page, grid: Locator) -> None:
    """Without Ctrl the row stays; with Shift the cells between are selected."""
    _to(page, 1, LESSONS - 2)
    page.keyboard.press("Home")
    assert (1, 0) == _at(page)
    page.keyboard.press("End")
    assert (1, LESSONS - 1) == _at(page)
    page.keyboard.press("Shift+Home")
    expect(grid.locator('td[aria-selected="true"]')).to_have_count(LESSONS)


def test_tab_goes_on_along_the_row_and_out_at_its_end(page: Page, grid: Locator) -> None:
    """What was typed is entered on the way; at the row's end the table is left."""
    _to(page, 0, LESSONS - 2)
    page.keyboard.type("61")
    page.keyboard.press("Tab")
    assert (0, LESSONS - 1) == _at(page)
    assert "61" == _shown(_cell(grid, 0, LESSONS - 2))
    page.keyboard.press("Shift+Tab")
    assert (0, LESSONS - 2) == _at(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert not grid.evaluate("table => table.contains(document.activeElement)")
    all_saved(page)


def test_esc_while_typing_leaves_the_cell_as_it_was(page: Page, grid: Locator, stack: Stack, journal: str) -> None:
    """Neither over an old mark nor into an empty cell does anything come of it; the cursor stays."""
    place = (0, LESSONS - 3)
    _to(page, *place)
    page.keyboard.type("62")
    page.keyboard.press("Enter")
    all_saved(page)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    for row, shown in ((0, "62"), (1, "")):
        _to(page, row, place[1])
        page.keyboard.type("9")
        expect(grid.locator("input")).to_be_focused()
        page.keyboard.press("Escape")
        assert ((row, place[1]), shown) == (_at(page), _shown(_cell(grid, row, place[1])))
    expect(grid.locator(".cell--waiting, .cell--saving, .cell--refused")).to_have_count(0)
    assert 62 == _stored(stack, journal)[place]
    assert "PUT" not in sent


def test_a_block_of_several_columns_is_pasted_from_its_corner(
    page: Page, grid: Locator, stack: Stack, journal: str
) -> None:
    """Rows by line, columns by tab; an empty cell of the block leaves what is there; one Ctrl+Z takes all back."""
    left = LESSONS - 9
    _to(page, 0, left)
    block = "71\t72\tж\r\n73\t\tдс\r\n"
    page.evaluate(
        """text => { const data = new DataTransfer(); data.setData("text/plain", text);
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true})); }""",
        block,
    )
    all_saved(page)
    wanted = {(0, left): 71, (0, left + 1): 72, (0, left + 2): "ж", (1, left): 73, (1, left + 2): "дс"}
    block_of = range(left, left + 3)
    assert wanted == {place: value for place, value in _stored(stack, journal).items() if place[1] in block_of}
    assert ["73", "", "дс"] == [_shown(_cell(grid, 1, column)) for column in block_of]
    page.keyboard.press("Control+z")
    all_saved(page)
    assert not [place for place in _stored(stack, journal) if place[1] in block_of]


def test_a_mean_follows_what_is_saved(page: Page, grid: Locator) -> None:
    """¶2: at the row's end, in the page's own way of writing, and in view however far the table is scrolled."""
    mean = grid.locator("tbody tr").nth(2).locator("td.result--current")
    expect(mean).to_have_text("–")
    _to(page, 2, LESSONS - 1)
    for typed, shown in (("60", "60,00"), ("f", "60,00"), ("91", "75,50")):
        page.keyboard.type(typed)
        page.keyboard.press("Shift+Tab")
        expect(mean).to_have_text(shown)
    page.keyboard.press("Home")
    assert _is_inside(mean, page.locator("#journal-scroller"))


def test_todays_column_is_in_view(page: Page, journal: str) -> None:
    """¶17: among many lessons the page opens where there is something to enter, not at the term's beginning."""
    sign_in(page, "teacher", path=f"/journals/{journal}")
    expect(page.locator("#journal")).to_have_attribute("aria-busy", "false")
    scroller, headings = page.locator("#journal-scroller"), page.locator("#journal-grid thead th.lesson")
    expect(headings).to_have_count(LESSONS)
    assert _is_inside(headings.last, scroller)
    assert not _is_inside(headings.first, scroller)
    expect(headings.last.locator(".lesson-date")).to_have_text("11.10")
    expect(headings.last).to_have_class("lesson lesson--open lesson--today")


def test_the_cursors_cell_stands_clear_of_the_frozen_columns(page: Page, journal: str) -> None:
    """¶17: neither the means nor the names hide a part of it, as the page opens and at the row's ends.

    Columns are as wide as their words, and a table is scrolled by whole pixels: a part of one may be hidden.
    """
    sign_in(page, "teacher", path=f"/journals/{journal}")
    expect(page.locator("#journal")).to_have_attribute("aria-busy", "false")
    grid, cell = page.locator("#journal-grid"), page.locator("#journal-grid td:focus")
    for key, column in (("ArrowDown", LESSONS - 1), ("Home", 0), ("End", LESSONS - 1)):
        assert _right(cell) < _box(grid.locator("thead .result--current"))["x"] + 1
        assert _right(grid.locator("thead .corner")) <= _box(cell)["x"]
        page.keyboard.press(key)
        assert (1, column) == _at(page)


def test_names_stay_in_view_when_the_table_is_scrolled(page: Page, grid: Locator) -> None:
    """The first column is frozen: whose row it is can be read beside each lesson, and covers what is under it."""
    scroller = page.locator("#journal-scroller")
    name = grid.locator("tbody th.name").first
    places = []
    for place in ("0", "scroller.scrollWidth"):
        scroller.evaluate(f"scroller => {{ scroller.scrollLeft = {place}; }}")
        places.append(_box(name)["x"])
        assert _is_inside(name, scroller)
    assert scroller.evaluate("scroller => scroller.scrollLeft") > 0
    assert places[0] == places[1]
    middle = "name => { const box = name.getBoundingClientRect(); return name.contains("
    middle += "document.elementFromPoint(box.right - 4, box.top + box.height / 2)); }"
    assert name.evaluate(middle)


def test_an_open_column_counts_down_and_closes(page: Page, journal: str) -> None:
    """¶17: what is left is told anew as the clock goes on; when nothing is left, the column takes no more marks."""
    page.clock.install()
    grid = _open(page, journal)
    first, last = (grid.locator("thead th.lesson").nth(place) for place in (LESSONS - 9, LESSONS - 1))
    cell = _cell(grid, 0, LESSONS - 9)
    expect(last.locator(".lesson-left")).to_contain_text("2 к 14 сағ")
    expect(first.locator(".lesson-left")).to_contain_text("14 сағ")
    expect(cell).to_have_attribute("aria-readonly", "false")
    page.clock.fast_forward("03:00:00")
    expect(last.locator(".lesson-left")).to_contain_text("2 к 11 сағ")
    expect(first.locator(".lesson-left")).to_contain_text("11 сағ")
    page.clock.fast_forward("13:00:00")
    expect(first).to_have_class("lesson lesson--closed")
    expect(cell).to_have_attribute("aria-readonly", "true")
    expect(last.locator(".lesson-left")).to_contain_text("1 к 22 сағ")


def test_a_computers_clock_that_jumps_closes_no_column(page: Page, journal: str) -> None:
    """¶17: three days on, or back; the server is asked what time it is, and the same columns stand open."""
    page.clock.install()
    grid = _open(page, journal)
    opened = grid.locator("thead th.lesson--open").count()
    for days in (3, -3):
        page.clock.set_system_time(datetime.now(tz=UTC) + timedelta(days=days))
        with page.expect_response(f"**/api/v1/journals/{journal}"):
            page.clock.run_for("00:31")
        expect(grid.locator("thead th.lesson").last).to_have_class("lesson lesson--open lesson--today")
        expect(grid.locator("thead th.lesson--open")).to_have_count(opened)


def test_a_screen_reader_is_told_where_it_is(grid: Locator) -> None:
    """A grid whose size and places are counted with its headings: the first mark stands in row 2, column 2."""
    expect(grid).to_have_role("grid")
    assert str(len(ROWS) + 1) == grid.get_attribute("aria-rowcount")
    assert str(LESSONS + 2) == grid.get_attribute("aria-colcount")
    rows = "table => [...table.tBodies[0].rows].map(row => row.ariaRowIndex)"
    assert [str(row + 2) for row in range(len(ROWS))] == grid.evaluate(rows)
    columns = """table => [...table.tBodies[0].rows].map(row =>
        [...row.querySelectorAll('[role=gridcell]')].map(cell => cell.ariaColIndex))"""
    assert [[str(column + 2) for column in range(LESSONS + 1)]] * len(ROWS) == grid.evaluate(columns)
    expect(grid.get_by_role("columnheader")).to_have_count(LESSONS + 2)
    expect(grid.get_by_role("rowheader")).to_have_count(len(ROWS))


def test_on_paper_the_journal_is_whole_and_alone(page: Page, grid: Locator) -> None:
    """¶1: every lesson on sheets, each with the names; without the toolbar and what is said to who uses the page."""
    page.context.route("**/marks", lambda route: route.abort())
    _to(page, 1, LESSONS - 4)
    page.keyboard.type("63")
    page.keyboard.press("Enter")
    expect(page.locator("#journal-connection")).to_be_visible()
    page.emulate_media(media="print")
    sheets = page.locator("#journal-print table")
    columns = sheets.evaluate_all("all => all.map(one => one.tHead.rows[0].cells.length)")
    assert LESSONS + 2 == sum(columns) - (len(columns) - 1)
    rows = sheets.evaluate_all("all => all.map(one => one.tBodies[0].rows.length)")
    assert {grid.locator("tbody tr").count()} == {*rows}
    for sheet in sheets.all():
        expect(sheet).to_be_visible()
    for name in ("#journal-bar", "#journal-cell", "#journal-connection", "#journal-phone", ".toasts", ".site-header"):
        expect(page.locator(name)).to_be_hidden()
    for region in page.locator("[role=status], [aria-live]").all():
        box = region.bounding_box()
        assert box is None or max(box["width"], box["height"]) <= 1, region.get_attribute("id")


def test_a_connection_that_returns_sends_what_was_typed(
    page: Page, grid: Locator, context: BrowserContext, stack: Stack, journal: str
) -> None:
    """¶17: nobody has to press anything or to type again."""
    place = (1, LESSONS - 5)
    _to(page, *place)
    context.set_offline(True)
    page.keyboard.type("64")
    page.keyboard.press("Enter")
    expect(page.locator("#journal-connection")).to_be_visible()
    context.set_offline(False)
    expect(page.locator("#journal-connection")).to_be_hidden()
    all_saved(page)
    assert 64 == _stored(stack, journal)[place]
    assert "64" == _shown(_cell(grid, *place))

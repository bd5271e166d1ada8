"""The journal is under the keys as soon as it is open, at a desk and at 200 % zoom, and hides none of its words."""

import re

import pytest
from playwright.sync_api import FloatRect, Locator, Page, Route, ViewportSize, expect

from tests.pages.academy import apply_contingent, contingent, make_academy, sign_in
from tests.pages.accessibility import serious_faults
from tests.pages.saving import all_saved
from tests.support.stack import Stack, command

FILLED, EMPTY = "ҚҚ-21", "ҚҚ-22"
ROWS = [(FILLED, f"{number:03}", f"{letter}лиев", "Айбек") for number, letter in enumerate("АӘБВГҒДЕЖЗИКҚЛМ")]
CADETS = len(ROWS)
CLOSED, OPEN = "2026-10-05", "2026-10-08"
ZOOMED: ViewportSize = {"width": 640, "height": 450}


@pytest.fixture(scope="module")
def journals(stack: Stack) -> dict[str, str]:
    """A group's name to its journal's id: one with a closed and an open column, one without lessons."""
    make_academy(stack)
    apply_contingent(stack, contingent(*ROWS, (EMPTY, "101", "Баев", "Болат")))
    with stack.client("teacher") as teacher:
        listed = teacher.get("/api/v1/journals").json()["journals"]
        made = {str(each["group"]["name"]): str(each["id"]) for each in listed}
        for day in (CLOSED, OPEN):
            stack.move_clock(f"{day}T09:00")
            body = {"date": day, "kind": "lecture", "topic": "Кіріспе"}
            command(teacher, "POST", f"/api/v1/journals/{made[FILLED]}/lessons", body)
    return made


def _ready(page: Page) -> None:
    expect(page.locator("#journal")).to_have_attribute("aria-busy", "false")


def _box(place: Locator) -> FloatRect:
    box = place.bounding_box()
    assert box is not None
    return box


def _foot(place: Locator) -> float:
    box = _box(place)
    return box["y"] + box["height"]


def _zoomed(page: Page, journals: dict[str, str]) -> Locator:
    """The fields of the list that stands for the table at 200 %."""
    page.set_viewport_size(ZOOMED)
    sign_in(page, "teacher", path=f"/journals/{journals[FILLED]}")
    _ready(page)
    fields = page.locator(".phone-input")
    expect(fields).to_have_count(CADETS)
    return fields


@pytest.mark.parametrize("group", [FILLED, EMPTY])
def test_n_and_enter_add_a_lesson_to_a_journal_just_opened(page: Page, journals: dict[str, str], group: str) -> None:
    """¶18: by its link, without a click into the table, and with no lesson in it yet; then marks can be typed."""
    sign_in(page, "teacher", path="/journals")
    page.locator(f'main a[href="/journals/{journals[group]}"]').click()
    _ready(page)
    headings = page.locator("#journal-grid thead th.lesson")
    before = headings.count()
    page.keyboard.press("n")
    expect(page.locator("dialog[open] #lesson-topic")).to_be_focused()
    page.keyboard.press("Enter")
    expect(headings).to_have_count(before + 1)
    expect(page.locator("#journal-grid td:focus")).to_have_attribute("data-row", "0")
    page.keyboard.type("77")
    page.keyboard.press("Enter")
    all_saved(page)
    expect(page.locator("#journal-grid td.cell--saved")).to_have_text(re.compile("^77"))


def test_a_journal_just_opened_leaves_the_focus_where_it_was_put(page: Page, journals: dict[str, str]) -> None:
    """Who has gone elsewhere while it was loading is not fetched back."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(f"**/api/v1/journals/{journals[FILLED]}", hold, times=1)
    sign_in(page, "teacher", path=f"/journals/{journals[FILLED]}")
    menu = page.locator("[data-menu] summary")
    menu.focus()
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    _ready(page)
    expect(menu).to_be_focused()


def test_at_200_percent_a_column_is_typed_down(page: Page, journals: dict[str, str]) -> None:
    """¶6: Enter and the arrows go from cadet to cadet, as in the table; at the list's end the field is kept."""
    fields = _zoomed(page, journals)
    assert page.evaluate("document.activeElement === document.body")
    fields.nth(7).click()
    for typed, key, then in (("61", "Enter", 8), ("62", "ArrowDown", 9), ("", "Shift+Enter", 8), ("63", "ArrowUp", 7)):
        page.keyboard.type(typed)
        page.keyboard.press(key)
        expect(fields.nth(then)).to_be_focused()
    all_saved(page)
    assert ["61", "63", ""] == [fields.nth(place).input_value() for place in range(7, 10)]
    fields.last.click()
    page.keyboard.type("64")
    page.keyboard.press("Enter")
    all_saved(page)
    expect(fields.last).to_be_focused()
    expect(page.locator("#journal-cell")).to_contain_text("64")


def test_at_200_percent_ctrl_z_takes_back(page: Page, journals: dict[str, str]) -> None:
    """First what is being typed in the field, then mark after mark; Ctrl+Y puts it there again."""
    fields = _zoomed(page, journals)
    fields.nth(4).click()
    for typed in ("71", "72"):
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
    all_saved(page)
    page.keyboard.type("9")
    for key, shown in (
        ("Control+z", ["71", "72", ""]),
        ("Control+z", ["71", "", ""]),
        ("Control+z", ["", "", ""]),
        ("Control+y", ["71", "", ""]),
    ):
        page.keyboard.press(key)
        for place, value in enumerate(shown):
            expect(fields.nth(4 + place)).to_have_value(value)
    all_saved(page)


@pytest.mark.parametrize("date", [CLOSED, OPEN])
def test_at_200_percent_the_cells_words_stand_under_its_field(page: Page, journals: dict[str, str], date: str) -> None:
    """¶17: why a closed cell takes no mark, and what to do, is in view with it and covers nothing in use."""
    fields, bar = _zoomed(page, journals), page.locator("#journal-cell")
    for _ in range(CADETS):
        if date == CLOSED and page.locator(".phone-head button").first.is_enabled():
            page.locator(".phone-head button").first.click()
    fields.nth(2).click()
    for place in range(2, CADETS - 1):
        expect(fields.nth(place)).to_be_focused()
        expect(fields.nth(place)).to_be_in_viewport(ratio=1)
        expect(bar).to_be_in_viewport(ratio=1)
        assert _foot(fields.nth(place)) <= _box(bar)["y"]
        page.keyboard.press("ArrowDown")
    assert _box(bar)["height"] <= 0.4 * ZOOMED["height"]
    if date == CLOSED:
        expect(bar).to_contain_text("17-тармақ")
        expect(bar.get_by_role("link", name="Өзгеріс сұрау")).to_be_in_viewport(ratio=1)
    assert [] == serious_faults(page)


@pytest.mark.parametrize("size", [ZOOMED, {"width": 1280, "height": 800}])
def test_what_a_message_says_covers_no_words_of_the_cell(
    page: Page, journals: dict[str, str], size: ViewportSize
) -> None:
    """¶20: after a discrepancy was sent, the cell's words and buttons can be read and pressed."""
    fields, bar = _zoomed(page, journals), page.locator("#journal-cell")
    fields.nth(2).click()
    page.set_viewport_size(size)
    bar.get_by_role("button", name="Сәйкессіздік").click()
    page.keyboard.type("Қағаз журналда 75 тұр")
    page.locator("dialog[open] [type=submit]").click()
    toast = page.locator(".toast")
    expect(toast).to_be_in_viewport(ratio=1)
    bar.scroll_into_view_if_needed()
    assert _foot(toast) <= _box(bar)["y"]

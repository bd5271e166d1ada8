"""Controls in the table: columns of their own, added and entered with the keys alone, and no part of the mean (¶2)."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.pages.academy import apply_contingent, contingent, make_academy, open_column, sign_in
from tests.pages.saving import all_saved
from tests.support.stack import Stack

ROWS = [("ҚҚ-21", "001", "Әлиев", "Айбек"), ("ҚҚ-21", "002", "Баев", "Болат")]


@pytest.fixture(scope="module")
def journal(stack: Stack) -> str:
    """A journal with a lecture; its id."""
    make_academy(stack)
    apply_contingent(stack, contingent(*ROWS))
    return open_column(stack)


def _open(page: Page, journal: str, login: str = "teacher") -> Locator:
    sign_in(page, login, path=f"/journals/{journal}")
    expect(page.locator("#journal")).to_have_attribute("aria-busy", "false")
    return page.locator("#journal-grid")


def _line(of: Locator) -> Any:
    """How thick the line after it is."""
    return of.evaluate("each => parseFloat(getComputedStyle(each).borderInlineEndWidth)")


def test_a_control_is_added_and_entered_with_the_keys(page: Page, stack: Stack, journal: str) -> None:
    """¶2, ¶17: its name stands in the heading, a thick line after it, and its marks do not change the mean."""
    stack.move_clock("2026-10-05T10:00")
    grid = _open(page, journal)
    page.keyboard.type("90")
    page.keyboard.press("Enter")
    all_saved(page)
    page.keyboard.press("n")
    dialog = page.locator("dialog[open]")
    expect(dialog.locator("#lesson-kind")).to_have_value("seminar")
    expect(dialog.locator("#lesson-kind optgroup")).to_have_count(2)
    page.keyboard.press("Shift+Tab")
    for _ in ("practical", "midterm_control", "rating_control"):
        page.keyboard.press("ArrowDown")
    expect(dialog.locator("#lesson-kind")).to_have_value("rating_control")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    control = grid.locator("thead .lesson--control")
    expect(control).to_contain_text("рейтингтік бақылау")
    expect(grid.locator("tbody tr").first.locator(".cell--control")).to_be_focused()
    page.keyboard.type("40")
    page.keyboard.press("Enter")
    all_saved(page)
    first = grid.locator("tbody tr").first
    expect(first.locator(".result--current")).to_have_text("90,00")
    expect(first.locator(".cell--control")).to_contain_text("40")
    lecture = grid.locator("thead .lesson").first
    assert _line(lecture) < _line(control) == _line(first.locator(".cell--control"))


def test_who_only_reads_sees_which_column_is_a_control(page: Page, stack: Stack, journal: str) -> None:
    """¶2: with the line and the name as well."""
    stack.wait_for_events()
    grid = _open(page, journal, "methodist")
    control = grid.locator("thead .lesson--control")
    expect(control.locator(".lesson-kind")).to_be_visible()
    assert _line(grid.locator("thead .lesson").first) < _line(control)


def test_a_lesson_is_corrected_from_its_column(page: Page, stack: Stack, journal: str) -> None:
    """¶18: the heading's dialog, with the keys alone; the mean follows, the date is not asked for."""
    stack.move_clock("2026-10-05T11:00")
    grid = _open(page, journal)
    for key in ("ArrowUp", "ArrowLeft", "Enter"):
        page.keyboard.press(key)
    page.locator("dialog[open]").get_by_role("button", name="Түзету").focus()
    page.keyboard.press("Enter")
    form = page.locator("dialog[open]")
    expect(form.locator("#lesson-topic")).to_be_focused()
    expect(form.locator("input[type=date]")).to_have_count(0)
    page.keyboard.press("Shift+Tab")
    for _ in ("seminar", "practical", "midterm_control"):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(form).to_have_count(0)
    expect(grid.locator("thead .lesson--control")).to_have_count(2)
    expect(grid.locator("tbody tr").first.locator(".result--current")).to_have_text("–")
    grid.locator("thead .lesson--control").first.click()
    expect(page.locator("dialog[open] tbody td").first).to_have_text(re.compile("дәріс"))


def test_an_examiner_is_named_and_enters_the_examination(page: Page, stack: Stack, journal: str) -> None:
    """¶2, ¶3: the methodist's form, then the examiner's own column, each with the keys alone."""
    with stack.client("methodist") as methodist:
        faculty = methodist.get("/api/v1/me").json()["roles"][0]["faculty"]
    stack.register("examiner", ("teacher", faculty), family="Төлеуов", given="Нұрлан")
    stack.wait_for_events()
    _open(page, journal, "methodist")
    page.get_by_role("button", name="Емтихан алушылар").focus()
    page.keyboard.press("Enter")
    form = page.locator("dialog[open]")
    expect(form.locator("#examiner-0")).to_be_focused()
    names = form.locator("#examiner-0 option").all_inner_texts()
    for _ in range(next(place for place, name in enumerate(names) if name.startswith("Төлеуов"))):
        page.keyboard.press("ArrowDown")
    for _ in range(6):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(form).to_have_count(0)
    expect(page.locator("#journal-about")).to_contain_text("Төлеуов Н.")
    page.context.clear_cookies()
    grid = _open(page, journal, "examiner")
    page.keyboard.press("n")
    expect(page.locator("dialog[open] #lesson-kind")).to_have_value("examination")
    page.keyboard.press("Enter")
    expect(grid.locator("thead .lesson").last).to_contain_text("емтихан")
    expect(grid.locator("tbody tr").first.locator(".cell--control").last).to_be_focused()
    page.keyboard.type("64")
    page.keyboard.press("Enter")
    all_saved(page)
    expect(grid.locator("tbody tr").first.locator(".cell--control").last).to_contain_text("64")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#journal-cell")).to_contain_text("рұқсатыңыз жоқ")

"""A mark taken back before the server has answered for it: what was wished last is what is stored (¶4, ¶6)."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.pages.academy import apply_contingent, contingent, make_academy, open_column, sign_in
from tests.pages.saving import all_saved
from tests.support.stack import Stack, command

ROWS = [("ҚҚ-21", "001", "Әлиев", "Айбек"), ("ҚҚ-21", "002", "Баев", "Болат")]
MARKS = "**/marks"


@pytest.fixture(scope="module")
def journal(stack: Stack) -> str:
    """A journal with one open column; its id."""
    make_academy(stack)
    apply_contingent(stack, contingent(*ROWS))
    return open_column(stack)


@pytest.fixture(params=[None, 70], ids=["empty", "seventy"])
def before(request: pytest.FixtureRequest, stack: Stack, journal: str) -> Any:
    """What is stored in the first cell before the test."""
    _write(stack, journal, request.param)
    return request.param


def _first(stack: Stack, journal: str) -> dict[str, Any]:
    """The first cell as the API tells it."""
    with stack.client("teacher") as teacher:
        data = teacher.get(f"/api/v1/journals/{journal}").json()
    lesson, cadet = data["lessons"][0]["id"], data["cadets"][0]["id"]
    held = [{key: mark[key] for key in ("value", "version")} for mark in data["marks"] if mark["cadet"] == cadet]
    return {"lesson": lesson, "cadet": cadet, **(held[0] if held else {"value": None, "version": 0})}


def _write(stack: Stack, journal: str, value: Any) -> None:
    """Let the first cell hold a value, as from another window."""
    cell = _first(stack, journal)
    if cell["value"] == value:
        return
    with stack.client("teacher") as teacher:
        command(teacher, "PUT", f"/api/v1/journals/{journal}/marks", {"marks": [{**cell, "value": value}]})


def _open(page: Page, journal: str) -> None:
    sign_in(page, "teacher", path=f"/journals/{journal}")
    _focus(page)


def _focus(page: Page) -> None:
    expect(page.locator("#journal")).to_have_attribute("aria-busy", "false")
    page.locator('#journal-grid [tabindex="0"]').focus()
    page.keyboard.press("Control+Home")


def _type(page: Page, text: str) -> None:
    """Type into the first cell; the cursor is on it again."""
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Home")


def _send_again(page: Page) -> None:
    """Marks reach the server again; until what was under way is answered and nothing waits."""
    page.unroute(MARKS)
    with page.expect_response(MARKS):
        page.evaluate("dispatchEvent(new Event('online'))")
    all_saved(page)
    expect(page.locator("#journal-connection")).to_be_hidden()


def _unsent(route: Route) -> None:
    route.abort()


def _lost(route: Route) -> None:
    """The server does it, and its answer is lost."""
    route.fetch()
    route.abort()


def _failing(route: Route) -> None:
    route.fulfill(status=503, json={"error": {"code": "unavailable"}})


def _retype(page: Page, before: Any) -> None:
    if before is None:
        page.keyboard.press("F2")
        page.keyboard.press("Control+a")
        page.keyboard.press("Backspace")
        page.keyboard.press("Enter")
    else:
        _type(page, str(before))


WAYS: dict[str, Callable[[Page, Any], None]] = {
    "Delete": lambda page, _: page.keyboard.press("Delete"),
    "Esc": lambda page, _: page.keyboard.press("Escape"),
    "Ctrl+Z": lambda page, _: page.keyboard.press("Control+z"),
    "retyping": _retype,
}


@pytest.mark.parametrize(
    ("way", "loss"), [*((way, _unsent) for way in WAYS), ("Delete", _lost), ("Esc", _lost), ("Ctrl+Z", _failing)]
)
def test_what_was_taken_back_is_not_what_is_stored(  # noqa: PLR0917
    page: Page, stack: Stack, journal: str, before: Any, way: str, loss: Callable[[Route], None]
) -> None:
    """¶4, ¶6: a mark sent without an answer, then taken back: whether it was done or not, the cell ends as wished."""
    wanted = None if way == "Delete" else before
    _open(page, journal)
    page.route(MARKS, loss)
    _type(page, "88")
    expect(page.locator("#journal-connection")).to_be_visible()
    WAYS[way](page, before)
    first = page.locator("#journal-grid tbody td.cell").first
    shown = "" if wanted is None else str(wanted)
    assert shown == first.evaluate("td => td.firstChild.nodeType === Node.TEXT_NODE ? td.firstChild.textContent : ''")
    _send_again(page)
    assert wanted == _first(stack, journal)["value"]


def test_what_was_taken_back_stays_so_after_a_reload(page: Page, stack: Stack, journal: str) -> None:
    """¶4, ¶5: the wish is kept beside the request that it takes back, and goes out after it."""
    _write(stack, journal, 70)
    _open(page, journal)
    page.route(MARKS, _lost)
    _type(page, "89")
    expect(page.locator("#journal-connection")).to_be_visible()
    page.keyboard.press("Escape")
    page.wait_for_function(
        "() => Object.keys(localStorage).filter(name => /[.](cell|batch)[.]/.test(name)).length === 2"
    )
    page.on("dialog", lambda dialog: dialog.accept())
    page.unroute(MARKS)
    page.reload()
    _focus(page)
    all_saved(page)
    assert 70 == _first(stack, journal)["value"]
    assert not page.evaluate("() => Object.keys(localStorage).some(name => /[.](cell|batch)[.]/.test(name))")


def test_what_waits_for_a_sign_in_can_be_taken_back(page: Page, stack: Stack, journal: str) -> None:
    """¶4: after the session has ended, too; the request goes out once the same person is back."""
    _write(stack, journal, 70)
    page.route("**/api/v1/events", lambda route: route.abort())
    _open(page, journal)
    page.route(MARKS, lambda route: route.fulfill(status=401, json={"error": {"code": "session_over"}}))
    _type(page, "89")
    expect(page.locator("#journal-connection a")).to_be_attached()
    page.evaluate("document.querySelectorAll('dialog[open]').forEach(dialog => dialog.close())")
    page.locator('#journal-grid [tabindex="0"]').focus()
    _type(page, "70")
    _send_again(page)
    assert 70 == _first(stack, journal)["value"]


def test_esc_takes_back_what_is_under_way(page: Page, stack: Stack, journal: str) -> None:
    """¶4: a slow answer is not waited for; the older mark goes out after it."""
    _write(stack, journal, 70)
    _open(page, journal)
    held: list[Route] = []
    page.route(MARKS, lambda route: held.append(route), times=1)  # noqa: PLW0108
    _type(page, "89")
    expect(page.locator("td.cell--saving")).to_have_count(1)
    page.keyboard.press("Escape")
    with page.expect_response(MARKS):
        held[0].continue_()
    all_saved(page)
    assert 70 == _first(stack, journal)["value"]


def _type_unsent(page: Page, stack: Stack, journal: str) -> None:
    """88 in the empty first cell, while the connection is lost."""
    _write(stack, journal, None)
    _open(page, journal)
    page.route(MARKS, _unsent)
    _type(page, "88")
    expect(page.locator("#journal-connection")).to_be_visible()


def test_taking_back_is_no_conflict_with_who_wrote_meanwhile(page: Page, stack: Stack, journal: str) -> None:
    """¶4: who wishes nothing any more is not asked; the other's mark shows and stays."""
    _type_unsent(page, stack, journal)
    page.keyboard.press("Escape")
    _write(stack, journal, 40)
    _send_again(page)
    expect(page.locator("td.cell--conflict, td.cell--refused")).to_have_count(0)
    expect(page.locator("#journal-grid tbody td.cell").first).to_contain_text("40")
    assert 40 == _first(stack, journal)["value"]


def test_a_wish_that_stands_is_a_conflict_with_who_wrote_meanwhile(page: Page, stack: Stack, journal: str) -> None:
    """¶4: 88 retyped as 89 is still wished."""
    _type_unsent(page, stack, journal)
    _type(page, "89")
    _write(stack, journal, 40)
    page.unroute(MARKS)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("td.cell--conflict")).to_have_count(1)
    assert 40 == _first(stack, journal)["value"]


def _none(stack: Stack, journal: str) -> int:
    """The mark that is sent is written."""
    return 88


def _written_over(stack: Stack, journal: str) -> int:
    """Somebody else's mark is there first."""
    _write(stack, journal, 40)
    return 40


@pytest.mark.parametrize("meanwhile", [_none, _written_over], ids=["saved", "refused"])
def test_text_that_is_no_mark_outlasts_the_mark_it_was_typed_over(
    page: Page, stack: Stack, journal: str, meanwhile: Callable[[Stack, str], int]
) -> None:
    """¶6: it stays, refused with its reason, whatever becomes of the mark under way; Esc shows what is stored."""
    _write(stack, journal, 70)
    _open(page, journal)
    held: list[Route] = []
    page.route(MARKS, lambda route: held.append(route), times=1)  # noqa: PLW0108
    _type(page, "88")
    expect(page.locator("td.cell--saving")).to_have_count(1)
    _type(page, "101")
    stored = meanwhile(stack, journal)
    with page.expect_response(MARKS):
        held[0].continue_()
    _stays(page, "101", stored)
    assert stored == _first(stack, journal)["value"]


def test_text_that_is_no_mark_outlasts_a_mark_that_is_sent_again(page: Page, stack: Stack, journal: str) -> None:
    """¶6: so, too, where nobody had answered when it was typed, and one more mark had been typed before it."""
    _write(stack, journal, 70)
    _open(page, journal)
    page.route(MARKS, _unsent)
    for text in ("88", "90", "101"):
        _type(page, text)
        expect(page.locator("#journal-connection")).to_be_visible()
    page.unroute(MARKS)
    with page.expect_response(MARKS):
        page.evaluate("dispatchEvent(new Event('online'))")
    _stays(page, "101", 88)
    assert 88 == _first(stack, journal)["value"]


def _stays(page: Page, text: str, stored: int) -> None:
    """The text stands in the first cell, refused, once an answer is there; Esc gives way to what is stored."""
    expect(page.locator("#journal-connection")).to_be_hidden()
    expect(page.locator("#journal-live")).to_have_text(re.compile("^Сақталды"))
    first = page.locator("#journal-grid tbody td.cell").first
    expect(first).to_have_class(re.compile("cell--refused"))
    expect(first).to_contain_text(text)
    expect(page.locator("#journal-cell")).to_contain_text("6-тармағы")
    page.keyboard.press("Escape")
    expect(first).not_to_contain_text(text)
    expect(first).to_contain_text(str(stored))
    all_saved(page)

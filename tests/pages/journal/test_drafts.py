"""What is typed and not sent yet, as the browser keeps it: sealed, for nobody but who typed it (¶5)."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.pages.academy import apply_contingent, contingent, make_academy, open_column, sign_in_by_hand
from tests.pages.saving import all_saved
from tests.support.stack import Stack

ROWS = [("ҚҚ-21", "001", "Әлиев", "Айбек"), ("ҚҚ-21", "002", "Баев", "Болат")]
MOVE = """() => { for (const [name, text] of Object.entries({...localStorage})) {
    localStorage.removeItem(name); localStorage.setItem(name + "x", text); } }"""


@pytest.fixture(scope="module")
def journal(stack: Stack) -> str:
    """A journal with one open column; its id."""
    academy = make_academy(stack)
    stack.register("colleague", ("teacher", academy.faculty), family="Серіков", given="Нұрлан")
    apply_contingent(stack, contingent(*ROWS))
    return open_column(stack)


@pytest.fixture
def open_page(page: Page, journal: str) -> Page:
    """The journal's page with its first cell empty and under the cursor."""
    sign_in_by_hand(page, "teacher", path=f"/journals/{journal}")
    _focus(page)
    page.keyboard.press("Delete")
    all_saved(page)
    return page


def _focus(page: Page) -> None:
    expect(page.locator("#journal")).to_have_attribute("aria-busy", "false")
    page.keyboard.press("Control+Home")
    page.locator('#journal-grid [tabindex="0"]').focus()
    page.keyboard.press("Control+Home")


def _offline(page: Page, typed: str) -> None:
    """Type a mark into the first cell while none reaches the server."""
    page.context.route("**/marks", lambda route: route.abort())
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    expect(page.locator("#journal-connection")).to_be_visible()


def _reload(page: Page) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("#journal")).to_have_attribute("aria-busy", "false")


def _online(page: Page) -> None:
    """Marks reach the server again, and all are saved."""
    page.context.unroute("**/marks")
    page.evaluate("dispatchEvent(new Event('online'))")
    all_saved(page)


def _kept(page: Page) -> dict[str, str]:
    kept: dict[str, str] = page.evaluate("() => ({...localStorage})")
    return {name: text for name, text in kept.items() if name.startswith("jurnal.")}


def _wait_for_kept(page: Page) -> dict[str, str]:
    page.wait_for_function(
        "() => ['.cell.', '.batch.'].every(kind => Object.keys(localStorage).some(name => name.includes(kind)))"
    )
    return _kept(page)


def _stored(stack: Stack, journal: str) -> list[Any]:
    with stack.client("teacher") as teacher:
        return [mark["value"] for mark in teacher.get(f"/api/v1/journals/{journal}").json()["marks"]]


def test_what_waits_is_kept_sealed_and_sent_after_a_reload(open_page: Page, stack: Stack, journal: str) -> None:
    """¶5: neither the cell's entry nor that of the request under way shows a mark; both open on the next visit."""
    _offline(open_page, "87")
    kept = _wait_for_kept(open_page)
    assert {"cell", "batch"} == {name.split(".")[3] for name in kept}
    assert [] == [text for text in kept.values() if "87" in text[:4] or "value" in text or not text.startswith("1.")]
    _reload(open_page)
    _online(open_page)
    assert 87 in _stored(stack, journal)
    assert {} == _kept(open_page)


def test_a_marks_size_does_not_show_in_what_is_kept(open_page: Page) -> None:
    """¶5: five points, 100 and codes are sealed to one length."""
    _offline(open_page, "5")
    name, before = next(each for each in _wait_for_kept(open_page).items() if ".cell." in each[0])
    lengths = {len(before)}
    for typed in ("100", "f", "ds"):
        open_page.keyboard.press("Control+Home")
        open_page.keyboard.type(typed)
        open_page.keyboard.press("Enter")
        changed = "([name, before]) => localStorage[name] !== before && localStorage[name]"
        before = open_page.wait_for_function(changed, arg=[name, before]).json_value()
        lengths.add(len(before))
    assert 1 == len(lengths)


def test_it_opens_after_signing_out_and_in_again(open_page: Page, stack: Stack, journal: str) -> None:
    """¶5: the key is the person's own, the same in each session."""
    _offline(open_page, "71")
    _wait_for_kept(open_page)
    open_page.on("dialog", lambda dialog: dialog.accept())
    sign_in_by_hand(open_page, "teacher", path=f"/journals/{journal}")
    expect(open_page.locator("#journal")).to_have_attribute("aria-busy", "false")
    _online(open_page)
    assert 71 in _stored(stack, journal)


def test_nobody_else_on_the_machine_opens_it(open_page: Page, stack: Stack, journal: str) -> None:
    """¶5: each person has another key, in each journal another."""
    with stack.client("teacher") as teacher, stack.client("methodist") as methodist, stack.it() as it:
        own = teacher.get(f"/api/v1/journals/{journal}").json()["draft_key"]
        others = [each.get(f"/api/v1/journals/{journal}").json()["draft_key"] for each in (methodist, it)]
    assert (44, ["", ""]) == (len(own), others)


@pytest.mark.parametrize(
    "spoilt",
    [
        "text => text.slice(0, -2)",
        "text => text.slice(0, 20) + (text[20] === 'A' ? 'B' : 'A') + text.slice(21)",
        "() => '1.'",
        "() => ''",
        "() => 'не бумага'",
        "() => '{\"lesson\": 5'",
        "() => '{\"marks\": null}'",
        "() => '[]'",
    ],
)
def test_a_spoilt_entry_is_dropped_and_the_page_goes_on(open_page: Page, spoilt: str) -> None:
    """¶5: whoever has written into the browser's storage changes no mark and breaks no page."""
    _offline(open_page, "44")
    _wait_for_kept(open_page)
    open_page.evaluate(
        f"() => {{ for (const name in {{...localStorage}}) localStorage[name] = ({spoilt})(localStorage[name]); }}"
    )
    _reload(open_page)
    assert {} == _kept(open_page)
    _focus(open_page)
    expect(open_page.locator("td.cell--waiting, td.cell--saving")).to_have_count(0)
    open_page.keyboard.type("45")
    open_page.keyboard.press("Enter")
    _online(open_page)


def test_an_entry_moved_to_another_cell_does_not_open(open_page: Page) -> None:
    """¶5: its name is sealed with it."""
    _offline(open_page, "43")
    _wait_for_kept(open_page)
    open_page.evaluate(MOVE)
    _reload(open_page)
    assert {} == _kept(open_page)
    expect(open_page.locator("td.cell--waiting, td.cell--saving")).to_have_count(0)


def test_what_the_first_release_left_in_clear_is_taken_up_once(open_page: Page, stack: Stack, journal: str) -> None:
    """¶5: it is sent, and nothing of it stays in clear, not even while it waits."""
    person = open_page.locator("#journal").get_attribute("data-person")
    with stack.client("teacher") as teacher:
        data = teacher.get(f"/api/v1/journals/{journal}").json()
    lesson, cadet = data["lessons"][0]["id"], data["cadets"][1]["id"]
    version = next((mark["version"] for mark in data["marks"] if mark["cadet"] == cadet), 0)
    left = {"lesson": lesson, "cadet": cadet, "value": 39, "version": version}
    name = f"jurnal.{person}.{journal}.cell.{lesson}/{cadet}"
    open_page.evaluate("([name, text]) => localStorage.setItem(name, text)", [name, json.dumps(left)])
    open_page.context.route("**/marks", lambda route: route.abort())
    open_page.reload()
    expect(open_page.locator("#journal-connection")).to_be_visible()
    assert [] == [text for text in _kept(open_page).values() if not text.startswith("1.")]
    _online(open_page)
    assert 39 in _stored(stack, journal)


def test_where_a_browser_cannot_seal_nothing_is_kept_and_the_page_says_so(
    page: Page, stack: Stack, journal: str
) -> None:
    """¶5: over plain http from another machine there is no WebCrypto; leaving the page is warned of."""
    page.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined })")
    sign_in_by_hand(page, "teacher", path=f"/journals/{journal}")
    _focus(page)
    _offline(page, "38")
    expect(page.locator("#journal-connection")).to_contain_text("сақталмайды")
    assert {} == _kept(page)
    with page.expect_event("dialog") as warned:
        page.close(run_before_unload=True)
    warned.value.dismiss()
    assert "beforeunload" == warned.value.type
    _online(page)
    assert 38 in _stored(stack, journal)


def test_of_a_cell_typed_over_quickly_the_last_value_is_kept(open_page: Page, stack: Stack, journal: str) -> None:
    """¶6: however the sealing of its values overlaps."""
    open_page.context.route("**/marks", lambda route: route.abort())
    for typed in ("11", "12", "13", "14", "15", "16"):
        open_page.keyboard.press("Control+Home")
        open_page.keyboard.type(typed, delay=0)
        open_page.keyboard.press("Enter")
    _wait_for_kept(open_page)
    _reload(open_page)
    _online(open_page)
    assert 16 in _stored(stack, journal)

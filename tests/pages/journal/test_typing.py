"""What is typed or pasted is taken whole, by whatever way it comes, and is not lost with the page."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.pages.academy import apply_contingent, contingent, make_academy, open_column, sign_in
from tests.pages.accessibility import in_every_light
from tests.pages.saving import all_saved
from tests.support.stack import Stack

ROWS = [
    ("ҚҚ-21", "00041", "Абаев", "Айбек"),
    ("ҚҚ-21", "00042", "Әлиева", "Сәуле"),
    ("ҚҚ-21", "00142", "Баев", "Болат"),
    ("ҚҚ-21", "00143", "Ғабитов", "Ғалым"),
]


@pytest.fixture(scope="module")
def journal(stack: Stack) -> str:
    """A journal of four with one open lesson; its id."""
    make_academy(stack)
    apply_contingent(stack, contingent(*ROWS))
    return open_column(stack)


@pytest.fixture
def grid(page: Page, journal: str) -> Locator:
    """The table, the cursor in the first cell, every cell empty."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page, "teacher", path=f"/journals/{journal}")
    expect(page.locator("#journal")).to_have_attribute("aria-busy", "false")
    for key in ("Control+Home", "Control+Shift+ArrowDown", "Delete", "Control+Home"):
        page.keyboard.press(key)
    all_saved(page)
    return page.locator("#journal-grid")


def _paste(page: Page, text: str, keys: str = "Control+v") -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press(keys)


def _column(stack: Stack, journal: str) -> list[Any]:
    """The stored values, cadet by cadet."""
    with stack.client("teacher") as teacher:
        data = teacher.get(f"/api/v1/journals/{journal}").json()
    values = {mark["cadet"]: mark["value"] for mark in data["marks"]}
    return [values.get(cadet["id"]) for cadet in data["cadets"]]


def _cells(grid: Locator) -> Locator:
    return grid.locator("tbody td.cell")


def _is_asked(page: Page, leave: str) -> bool:
    """Whether the page asks before it is left in a way; it is stayed on."""
    with page.expect_event("dialog") as asked:
        page.evaluate(f"() => {{ setTimeout(() => {leave}); }}")
    asked.value.dismiss()
    return asked.value.type == "beforeunload"


LEAVING = ("location.reload()", "history.back()", "location.assign('/journals')")


def _in_the_table(page: Page) -> Locator:
    page.keyboard.type("66")
    return page.locator(".cell-input")


def _composed(page: Page) -> Locator:
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "66", "selectionStart": 2, "selectionEnd": 2})
    return page.locator("td.cell--composing, .cell-input")


def _on_the_phone(page: Page) -> Locator:
    page.set_viewport_size({"width": 360, "height": 700})
    page.locator(".phone-input").first.click()
    page.keyboard.type("66")
    return page.locator(".phone-input").first


def _in_a_dialog(page: Page) -> Locator:
    page.keyboard.press("n")
    page.keyboard.type("Айғақтар")
    return page.locator("#lesson-topic")


@pytest.mark.parametrize("typed", [_in_the_table, _composed, _on_the_phone, _in_a_dialog])
def test_what_is_typed_and_not_entered_is_asked_about(
    page: Page, grid: Locator, typed: Callable[[Page], Locator]
) -> None:
    """¶17: on reload, Back, another address and closing; who stays finds what was typed."""
    field = typed(page)
    expect(field).to_be_visible()
    assert [True] * len(LEAVING) == [_is_asked(page, leave) for leave in LEAVING]
    with page.expect_event("dialog") as closing:
        page.close(run_before_unload=True)
    closing.value.dismiss()
    expect(field).to_be_visible()


WHOLE = ["1000", "100500", "0100", "10 октября", "9.5"]


def test_pasted_into_an_opened_cell_the_whole_text_is_judged(
    page: Page, grid: Locator, stack: Stack, journal: str
) -> None:
    """¶6: nothing is cut to a mark; one quoted cell is its mark, several are a block from there."""
    first = _cells(grid).first
    for text in WHOLE:
        page.keyboard.press("F2")
        _paste(page, text)
        page.keyboard.press("Enter")
        expect(first).to_contain_class("cell--refused")
        expect(first).to_contain_text(text)
        page.keyboard.press("Control+Home")
        page.keyboard.press("Escape")
    page.keyboard.press("F2")
    _paste(page, '"75\n"\n')
    page.keyboard.press("Enter")
    all_saved(page)
    page.keyboard.press("F2")
    page.keyboard.type("1")
    _paste(page, '90\r\n"80\n"\r\n70\r\n')
    all_saved(page)
    assert [75, 90, 80, 70] == _column(stack, journal)


def test_in_the_phones_list_too(page: Page, grid: Locator, stack: Stack, journal: str) -> None:
    """¶6: the field takes the text whole, and several values go down the list."""
    field = _on_the_phone(page)
    for text in WHOLE:
        field.fill("")
        _paste(page, text)
        page.keyboard.press("Enter")
        expect(field).to_contain_class("cell--refused")
        field.click()
    field.fill("")
    _paste(page, '90\r\n"80\n"\r\n70\r\n')
    all_saved(page)
    assert [90, 80, 70, None] == _column(stack, journal)


def test_text_that_comes_without_a_key_is_taken(page: Page, grid: Locator, stack: Stack, journal: str) -> None:
    """¶6: as voice and on-screen keyboards give it, and as input methods compose it, whoever goes on from there."""
    page.keyboard.insert_text("8")
    page.keyboard.insert_text("5")
    page.keyboard.press("Enter")
    session = page.context.new_cdp_session(page)
    for text in ("7", "75"):
        session.send("Input.imeSetComposition", {"text": text, "selectionStart": 2, "selectionEnd": 2})
    session.send("Input.insertText", {"text": "75"})
    page.keyboard.press("Enter")
    session.send("Input.imeSetComposition", {"text": "65", "selectionStart": 2, "selectionEnd": 2})
    _cells(grid).nth(3).click()
    page.keyboard.insert_text("ҰҒ")
    page.keyboard.press("Enter")
    all_saved(page)
    assert [85, 75, 65, 95] == _column(stack, journal)
    page.keyboard.press("Control+Home")
    page.evaluate("""() => document.activeElement.dispatchEvent(new InputEvent("beforeinput",
        {inputType: "deleteContentBackward", bubbles: true, cancelable: true}))""")
    all_saved(page)
    assert [None, 75, 65, 95] == _column(stack, journal)


def test_names_and_marks_pasted_together_find_their_cadets(
    page: Page, grid: Locator, stack: Stack, journal: str
) -> None:
    """¶6: by name, in any order, after a look at what changes; Esc enters nothing, the keyboard alone is enough."""
    page.keyboard.type("60")
    page.keyboard.press("Enter")
    all_saved(page)
    dialog = page.locator("dialog[open]")
    for end in ("Escape", "Enter"):
        _paste(page, "Баев Б.\t85\nПетров\t40\nАбаев\t90\nГабитов\t50\nӘлиева Сәуле\tж\n")
        expect(dialog.locator("tbody tr")).to_have_text(["Абаев А.6090", "Әлиева С.–ж", "Баев Б.–85"])
        expect(dialog.locator(".paste-left li")).to_have_count(2)
        assert ([], 320) == _look(page) if end == "Enter" else True
        page.keyboard.press(end)
        expect(dialog).to_have_count(0)
    all_saved(page)
    assert [90, "ж", 85, None] == _column(stack, journal)


def _look(page: Page) -> tuple[list[tuple[str, str]], int]:
    """What keeps somebody from reading the dialog; the window is as before."""
    found = in_every_light(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    return found


def test_a_column_is_checked_against_the_order_on_request(
    page: Page, grid: Locator, stack: Stack, journal: str
) -> None:
    """¶6: with Shift each mark is shown beside its cadet; in the list's dialog names alone are compared."""
    dialog = page.locator("dialog[open]")
    _paste(page, "90\n80\n70\n", "Control+Shift+v")
    expect(dialog.locator("tbody tr")).to_have_text(["Абаев А.–90", "Әлиева С.–80", "Баев Б.–70"])
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Тізім қою").click()
    _paste(page, "Абаев\nБаев\nӘлиева\n")
    expect(dialog.locator(".paste-left li")).to_have_text(
        ["2-жол: Баев; журналда: Әлиева С.", "3-жол: Әлиева; журналда: Баев Б."]
    )
    dialog.locator("textarea").fill("Баев 88\nАбаев 77")
    dialog.get_by_role("button", name="Енгізу").click()
    expect(dialog).to_have_count(0)
    all_saved(page)
    assert [77, None, 88, None] == _column(stack, journal)

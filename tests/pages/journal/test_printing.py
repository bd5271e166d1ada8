"""The journal on paper (¶15): the lessons of the days chosen, as they were on those days."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.pages.cases import People, Place, make_place
from tests.support.stack import Stack, command
from tests.support.waiting import until_true

pytestmark = pytest.mark.full_browser

OLD, NEW = "Қасымова Қ.", "Серікова Қ."


@pytest.fixture(scope="module")
def place(stack: Stack) -> Place:
    """A journal in which somebody has another name since 7 October, and somebody left on that day."""
    made = make_place(stack)
    with stack.client("methodist") as client:
        group = client.get("/api/v1/groups").json()["groups"][0]["id"]
    body = {"group": group, "since": "2026-10-07", "text": "№ 12 бұйрық"}
    names = {"family": "Серікова", "given": "Қарлығаш", "patronymic": ""}
    _apply(stack, {"kind": "rename", "cadet": made.cadets[3], **body, **names})
    _apply(stack, {"kind": "expulsion", "cadet": made.cadets[4], **body})
    with stack.client("teacher") as client:
        until_true(lambda: _is_known(client.get(f"/api/v1/journals/{made.journal}").json()["cadets"], made))
    return made


def _apply(stack: Stack, body: dict[str, str]) -> None:
    with stack.client("methodist") as client:
        notice = command(client, "POST", "/api/v1/notices", body)["id"]
    with stack.it() as client:
        command(client, "POST", f"/api/v1/notices/{notice}/apply", {})


def _is_known(cadets: list[dict[str, str]], place: Place) -> bool:
    known = {cadet["id"]: cadet for cadet in cadets}
    return known[place.cadets[3]]["name"] == NEW and bool(known[place.cadets[4]]["to"])


@pytest.fixture(scope="module")
def people(chromium: Browser, place: Place) -> Iterator[People]:
    """The teacher's window."""
    windows = People(chromium, place.stack.address)
    yield windows
    windows.close()


@pytest.fixture
def journal(people: People, place: Place) -> Iterator[Page]:
    """The open journal; what is sent to the printer stays here."""
    page = people.open("teacher", "/")
    page.add_init_script("window.print = () => { window.printed = (window.printed ?? 0) + 1 }")
    page.goto(place.path)
    expect(page.locator("#journal")).to_have_attribute("aria-busy", "false")
    yield page
    page.close()


def _choose(page: Page, since: str, until: str) -> None:
    page.get_by_role("button", name="Басып шығару").click()
    page.get_by_label("Бірінші күні").fill(since)
    page.get_by_label("Соңғы күні").fill(until)
    page.keyboard.press("Enter")


def _paper(page: Page) -> Locator:
    page.emulate_media(media="print")
    expect(page.locator("#journal-grid")).to_be_hidden()
    return page.locator("#journal-print")


def _columns(paper: Locator) -> list[str]:
    return paper.locator("thead th span").all_inner_texts()


def _names(paper: Locator) -> list[str]:
    return [name.partition(". ")[2] for name in paper.locator("tbody th").all_inner_texts()]


def test_an_old_page_has_the_old_surname(journal: Page) -> None:
    """¶15: before the change nothing of the new name; and who has left since is still there."""
    _choose(journal, "2026-10-01", "2026-10-06")
    expect(journal.get_by_role("dialog")).to_have_count(0)
    journal.wait_for_function("() => window.printed === 1")
    paper = _paper(journal)
    expect(paper.get_by_role("row", name=OLD)).to_be_visible()
    expect(paper).not_to_contain_text("Серікова")
    expect(paper.get_by_role("row", name="Омаров О.")).to_be_visible()
    assert ["01.10", "05.10"] == _columns(paper)
    assert ["Әлиев А.", "Баев Б.", "Ғабитов Ғ.", OLD, "Омаров О.", "Шәріпов Б."] == _names(paper)
    expect(paper.get_by_role("row", name=OLD).get_by_role("cell")).to_have_text(["90", "88"])
    expect(paper).to_contain_text("2026 ж. 1 қазан – 2026 ж. 6 қазан")
    expect(paper.locator("thead")).not_to_contain_text("Орташа")


def test_a_page_over_the_change_has_both_names(journal: Page) -> None:
    """¶15: all lessons so far, when nothing was chosen: the name of the last day, and the former one beside it."""
    paper = _paper(journal)
    row = paper.get_by_role("row", name=NEW)
    expect(row.locator(".former")).to_have_text(f"бұрын {OLD}")
    assert ["10.09", "01.10", "05.10", "08.10", "12.10"] == _columns(paper)
    expect(paper.locator("thead")).to_contain_text("Орташа")
    gone = paper.get_by_role("row", name="Омаров О.").get_by_role("cell")
    expect(gone.nth(2)).to_have_text("91")
    expect(gone.nth(3)).to_have_text("×")


def test_a_page_after_the_change_has_the_new_name_alone(journal: Page) -> None:
    """¶15: and nobody who was not in the group any more."""
    _choose(journal, "2026-10-08", "2026-10-12")
    paper = _paper(journal)
    expect(paper.get_by_role("row", name=NEW)).to_be_visible()
    expect(paper).not_to_contain_text("Қасымова")
    expect(paper).not_to_contain_text("Омаров")


def test_days_without_a_lesson_are_not_printed(journal: Page) -> None:
    """¶15: the form says so and stays; nothing goes to the printer."""
    _choose(journal, "2026-09-20", "2026-09-25")
    expect(journal.get_by_role("dialog")).to_contain_text("Бұл күндерде сабақ болмаған.")
    assert journal.evaluate("window.printed ?? 0") == 0


def test_lessons_before_the_change_show_the_name_of_their_days(journal: Page, place: Place) -> None:
    """¶15: on the screen too, with what it is now, so that nobody is looked for in vain."""
    with place.stack.client("methodist") as client:
        group = client.get("/api/v1/groups").json()["groups"][0]["id"]
    names = {"family": "Баймұратов", "given": "Болат", "patronymic": ""}
    body = {"group": group, "since": "2026-10-13", "text": "№ 13 бұйрық", "cadet": place.cadets[1]}
    _apply(place.stack, {"kind": "rename", **body, **names})
    place.stack.move_clock("2026-10-13T09:00")
    row = journal.get_by_role("row", name="Баев Б.").first

    def is_told() -> bool:
        journal.reload()
        expect(journal.locator("#journal")).to_have_attribute("aria-busy", "false")
        return "қазір Баймұратов Б." in row.locator("th").inner_text()

    until_true(is_told)
    expect(_paper(journal)).not_to_contain_text("Баймұратов")

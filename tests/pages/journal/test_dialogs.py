"""What is sent from the journal's dialogs counts once, however the connection fails and whatever is changed then."""

from typing import Any

import pytest
from playwright.sync_api import APIResponse, Locator, Page, Route, expect

from tests.pages.academy import apply_contingent, contingent, make_academy, open_column, sign_in
from tests.support.stack import Stack, command

LESSONS, DISCREPANCIES = "**/lessons", "**/api/v1/discrepancies"


@pytest.fixture(scope="module")
def journal(stack: Stack) -> str:
    """A journal with one lesson; its id."""
    make_academy(stack)
    apply_contingent(stack, contingent(("ҚҚ-21", "001", "Әлиев", "Айбек")))
    return open_column(stack)


def _open(page: Page, journal: str) -> None:
    sign_in(page, "teacher", path=f"/journals/{journal}")
    expect(page.locator("#journal")).to_have_attribute("aria-busy", "false")
    page.locator('#journal-grid [tabindex="0"]').focus()


def _asked(page: Page) -> Locator:
    """The dialog for a new lesson."""
    page.keyboard.press("n")
    dialog = page.locator("dialog[open]")
    expect(dialog.locator("#lesson-topic")).to_be_focused()
    return dialog


def _columns(page: Page) -> Locator:
    return page.locator("#journal-grid thead th.lesson")


def _held(stack: Stack, journal: str) -> list[tuple[str, str]]:
    """The lessons as the API tells them: date and topic."""
    with stack.client("teacher") as teacher:
        lessons = teacher.get(f"/api/v1/journals/{journal}").json()["lessons"]
    return [(lesson["date"], lesson["topic"]) for lesson in lessons]


def _lose(page: Page, address: str) -> None:
    """The server does what it is told next, and its answer is lost."""

    def lost(route: Route) -> None:
        assert route.fetch().ok
        route.abort()

    page.route(address, lost, times=1)


def _wait(page: Page, held: list[Any]) -> None:
    while not held:
        page.wait_for_timeout(20)


def test_a_second_enter_adds_no_second_column(page: Page, stack: Stack, journal: str) -> None:
    """¶18: while the lesson is being added, Enter is not another wish."""
    stack.move_clock("2026-10-06T09:00")
    _open(page, journal)
    before = _columns(page).count()
    held: list[Route] = []
    page.route(LESSONS, lambda route: held.append(route))  # noqa: PLW0108
    dialog = _asked(page)
    page.keyboard.press("Enter")
    _wait(page, held)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(dialog.locator("form")).to_have_attribute("aria-busy", "true")
    for route in held:
        route.continue_()
    expect(dialog).to_have_count(0)
    expect(_columns(page)).to_have_count(before + 1)
    assert (1, before + 1) == (len(held), len(_held(stack, journal)))


def test_a_lesson_that_was_read_while_it_was_being_added_stands_once(page: Page, stack: Stack, journal: str) -> None:
    """¶18: the journal read anew has it already when its own answer comes."""
    stack.move_clock("2026-10-07T09:00")
    _open(page, journal)
    before = _columns(page).count()
    held: list[tuple[Route, APIResponse]] = []
    page.route(LESSONS, lambda route: held.append((route, route.fetch())))
    dialog = _asked(page)
    page.keyboard.press("Enter")
    _wait(page, held)
    page.evaluate("document.dispatchEvent(new Event('cases'))")
    expect(_columns(page)).to_have_count(before + 1)
    held[0][0].fulfill(response=held[0][1])
    expect(dialog).to_have_count(0)
    expect(_columns(page)).to_have_count(before + 1)


def test_a_lesson_whose_answer_was_lost_is_sent_again_and_counts_once(page: Page, stack: Stack, journal: str) -> None:
    """¶18: the dialog says that nobody answered; the same again is the same command."""
    stack.move_clock("2026-10-08T09:00")
    _open(page, journal)
    before = _columns(page).count()
    _lose(page, LESSONS)
    dialog = _asked(page)
    page.keyboard.type("Айғақтар")
    page.keyboard.press("Enter")
    expect(dialog.locator("[role=alert]")).to_contain_text("Сервер жауап бермеді")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(_columns(page)).to_have_count(before + 1)
    assert 1 == _held(stack, journal).count(("2026-10-08", "Айғақтар"))


def test_a_lesson_changed_after_a_lost_answer_is_another_command(page: Page, stack: Stack, journal: str) -> None:
    """¶18: its date, kind and topic can be put right without opening the dialog anew."""
    stack.move_clock("2026-10-09T09:00")
    _open(page, journal)
    _lose(page, LESSONS)
    dialog = _asked(page)
    page.keyboard.type("Бірінші")
    page.keyboard.press("Enter")
    expect(dialog.locator("[role=alert]")).to_contain_text("Сервер жауап бермеді")
    dialog.locator("#lesson-kind").select_option("practical")
    dialog.locator("#lesson-topic").fill("Екінші")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    assert {("2026-10-09", "Бірінші"), ("2026-10-09", "Екінші")} <= set(_held(stack, journal))


def test_a_refusal_stays_in_the_dialog_with_its_paragraph(page: Page, stack: Stack, journal: str) -> None:
    """¶18: such a lesson exists; another kind then goes in, and the refusal is no longer said."""
    stack.move_clock("2026-10-10T09:00")
    with stack.client("teacher") as teacher:
        body = {"date": "2026-10-10", "kind": "lecture", "topic": ""}
        command(teacher, "POST", f"/api/v1/journals/{journal}/lessons", body)
    _open(page, journal)
    dialog = _asked(page)
    dialog.locator("#lesson-kind").select_option("lecture")
    dialog.locator("[type=submit]").click()
    expect(dialog.locator("[role=alert]")).to_contain_text("Қағидалардың 18-тармағы")
    dialog.locator("#lesson-kind").select_option("seminar")
    dialog.locator("[type=submit]").click()
    expect(dialog).to_have_count(0)


def test_a_discrepancy_changed_after_a_lost_answer_is_another_command(page: Page, stack: Stack, journal: str) -> None:
    """¶20: the same words count once, other words are another notice."""
    stack.wait_for_events()
    _open(page, journal)
    page.get_by_role("button", name="Сәйкессіздік").click()
    dialog = page.locator("dialog[open]")
    text, send = dialog.locator("textarea"), dialog.locator("[type=submit]")
    for words in ("Қағазда 75", "Қағазда 75 тұр"):
        _lose(page, DISCREPANCIES)
        text.fill(words)
        send.click()
        expect(dialog.locator("[role=alert]")).to_contain_text("Сервер жауап бермеді")
    send.click()
    expect(page.locator(".toast")).to_be_visible()
    with stack.client("methodist") as methodist:
        notices = methodist.get("/api/v1/discrepancies").json()["discrepancies"]
    assert ["Қағазда 75", "Қағазда 75 тұр"] == sorted(notice["text"] for notice in notices)


@pytest.mark.parametrize("lost", [False, True], ids=["refused", "unanswered"])
def test_what_comes_after_esc_is_said_on_the_page(page: Page, stack: Stack, journal: str, lost: bool) -> None:
    """¶18: who closes the dialog before the answer is there still reads that none was added, or that nobody knows."""
    stack.move_clock("2026-10-12T09:00")
    with stack.client("teacher") as teacher:
        if "2026-10-12" not in dict(_held(stack, journal)):
            body = {"date": "2026-10-12", "kind": "lecture", "topic": ""}
            command(teacher, "POST", f"/api/v1/journals/{journal}/lessons", body)
    _open(page, journal)
    held: list[Route] = []
    page.route(LESSONS, lambda route: held.append(route), times=1)  # noqa: PLW0108
    dialog = _asked(page)
    dialog.locator("#lesson-kind").select_option("lecture")
    dialog.locator("[type=submit]").click()
    _wait(page, held)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    if lost:
        held[0].abort()
    else:
        held[0].continue_()
    expect(page.locator("[role=status] .toast")).to_contain_text("бетті жаңартыңыз" if lost else "18-тармағы")

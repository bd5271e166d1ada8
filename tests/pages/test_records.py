"""An electronic record in the browser: issued, printed, checked by who has no account, revoked (¶2, ¶4)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.gateway.papers import reading
from tests.pages.accessibility import in_every_light
from tests.pages.cases import People, Place, make_place
from tests.support.records import close_term
from tests.support.stack import Stack, password_of

TODAY = "2026-10-12"


@pytest.fixture(scope="module")
def place(stack: Stack) -> Place:
    """A journal whose examination is over and whose sheet is closed."""
    made = make_place(stack)
    close_term(stack, made.journal, "teacher", TODAY)
    stack.wait_for_events()
    return made


@pytest.fixture(scope="module")
def people(chromium: Browser, place: Place) -> Iterator[People]:
    """Everybody in a window of their own."""
    windows = People(chromium, place.stack.address)
    yield windows
    windows.close()


@pytest.fixture
def stranger(chromium: Browser, place: Place) -> Iterator[Page]:
    """Somebody's telephone."""
    window = chromium.new_context(base_url=place.stack.address, locale="ru-RU", viewport={"width": 390, "height": 800})
    yield window.new_page()
    window.close()


def test_a_record_on_its_way(people: People, stranger: Page) -> None:
    """¶2, ¶4: what a camera reads in the PDF opens the page that says valid; after the revocation it says so."""
    methodist = people.open("methodist", "/groups")
    methodist.locator("tbody a").first.click()
    methodist.get_by_role("link", name="Электрондық анықтама: Әлиев").click()
    methodist.get_by_role("link", name="Анықтама беру").click()
    expect(methodist.get_by_role("row", name="Криминалистика")).to_contain_text("C")
    expect(methodist.locator("main")).to_contain_text("анықтама әлі берілген жоқ")
    assert ([], 320) == in_every_light(methodist)
    methodist.locator("#issue-password").fill(password_of("methodist"))
    methodist.get_by_role("button", name="Анықтама беру").click()
    expect(methodist.get_by_role("row", name="Криминалистика")).to_contain_text("C")
    pdf = methodist.request.get(str(methodist.get_by_role("link", name="PDF · Русский").get_attribute("href")))
    (link,) = reading.codes(pdf.body())
    stranger.goto(f"{link.replace('/check', '/check?language=ru')}")
    outcome = stranger.locator("[data-outcome]")
    expect(outcome).to_contain_text("Справка действительна")
    expect(outcome.get_by_role("row", name="Криминалистика")).to_contain_text("C")
    assert ([], 320) == in_every_light(stranger)
    stranger.get_by_role("link", name="English").click()
    expect(outcome).to_contain_text("The record is valid")
    head = people.open("head", methodist.url)
    head.locator("#reason").fill("Қате берілді.")
    head.locator("#revoke-password").fill(password_of("head"))
    head.get_by_role("button", name="Анықтаманың күшін жою").click()
    expect(head.locator("main .badge").first).to_have_text("күші жойылды")
    expect(head.locator("form[data-revoke-record]")).to_have_count(0)
    stranger.reload()
    expect(outcome).to_contain_text("The record was revoked")
    expect(outcome.get_by_role("row", name="Криминалистика")).to_have_count(0)
    stranger.locator("#paper").fill(f"{link[:-1]}x")
    stranger.get_by_role("button", name="Check").click()
    expect(outcome).to_contain_text("The code was altered")
    assert ([], 320) == in_every_light(head)

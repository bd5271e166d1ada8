"""The page on which IT and moderators see how methodists work (¶12)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.cases import People, Place, make_place
from tests.support.stack import Stack

pytestmark = pytest.mark.full_browser


@pytest.fixture(scope="module")
def place(stack: Stack) -> Place:
    """A journal with closed lessons."""
    return make_place(stack)


@pytest.fixture(scope="module")
def people(chromium: Browser, place: Place) -> Iterator[People]:
    """Everybody in a window of their own."""
    windows = People(chromium, place.stack.address)
    yield windows
    windows.close()


def _number(page: Page, what: str) -> str:
    return page.locator(".stat").filter(has_text=what).locator("dd").inner_text()


def test_it_sees_what_waits_as_it_comes(people: People, place: Place) -> None:
    """¶12: a report that waits for an act, then the act with the head, then what IT itself has not done in time;

    that is no arrears of the methodist's, and no due time to come.
    """
    page = people.open("it", "/oversight")
    acts = page.get_by_role("row", name="Нұрланова С.").get_by_role("cell")
    expect(acts).to_have_text(["0", "0", "0", "0"])
    case = place.report("mark_correction", "2026-10-05", 0, value=85)
    reports = page.locator(".stat").filter(has_text="Акт күтіп тұрған баянаттар")
    expect(reports).to_contain_text("ең ескісі: 12.10.2026")
    assert "1" == _number(page, "Акт күтіп тұрған баянаттар")
    assert 0 == page.locator("#oversight a").count()
    place.act(case)
    expect(acts.nth(1)).to_contain_text("1")
    place.approve(case)
    expect(acts.nth(2)).to_contain_text("ең жақын мерзім: 15.10.2026")
    place.stack.move_clock("2026-10-16T09:00")
    page.reload()
    expect(acts.nth(2)).to_have_text("1")
    expect(acts.nth(3)).to_contain_text("15.10.2026")
    expect(page.locator(".row--overdue")).to_have_count(0)
    acts.nth(3).get_by_role("link").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("АТҚБ мерзімінде орындамаған")
    expect(page.locator(f'#oversight-cases a[href="/cases/{case}"]')).to_be_visible()
    expect(page.locator("main")).to_contain_text("Нұрланова С.")


def test_a_moderator_reads_the_reports_behind_a_number(people: People, place: Place) -> None:
    """¶7, ¶12: the list has those reports and no others."""
    case = place.report("mark_correction", "2026-10-05", 1, value=71)
    page = people.open("moderator", "/oversight")
    page.get_by_role("link", name="Акт күтіп тұрған баянаттар").click()
    expect(page.locator("#oversight-cases tbody tr")).to_have_count(1)
    expect(page.locator(f'#oversight-cases a[href="/cases/{case}"]')).to_be_visible()


@pytest.mark.parametrize("login", ["methodist", "teacher", "head"])
def test_those_overseen_do_not_oversee(people: People, login: str) -> None:
    """¶12: neither in the navigation nor by its address."""
    page = people.open(login, "/oversight")
    expect(page.get_by_role("heading", level=1)).to_have_text("Бұл бет сізге ашық емес")
    expect(page.locator('.site-nav a[href="/oversight"]')).to_have_count(0)

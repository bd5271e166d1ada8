"""¶3: IT lets cadets in and registers a group on the pages; a cadet signs in with the slip and sees the own study."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, Route, expect

from tests.pages.academy import apply_contingent, contingent, make_academy, sign_in, sign_in_by_hand
from tests.support.stack import Stack

OWN_PASSWORD = "Жаңбырдан кейінгі көк аспан"
ROWS = (("ҚҚ-26-1", "26-001", "Әлімжанов", "Бақыт"), ("ҚҚ-26-1", "26-002", "Серікова", "Айгүл"))


def test_a_group_is_registered_and_a_cadet_comes(page: Page, stack: Stack) -> None:
    """¶3, ¶22: nobody else's pages are offered; what no teacher has shared yet is said to be to come."""
    make_academy(stack)
    apply_contingent(stack, contingent(*ROWS))
    sign_in(page, "it", path="/people/cadets")
    page.get_by_role("button", name="Кіруге рұқсат беру").click()
    expect(page.get_by_text("рұқсат етілген", exact=True)).to_be_visible()
    page.get_by_role("link", name="ҚҚ-26-1").click()
    expect(page.get_by_role("rowheader", name="Серікова Айгүл")).to_be_visible()
    expect(page.get_by_role("button", name="Таңдалғандарды тіркеу")).to_have_count(0)
    group = urlsplit(page.url).path

    page.context.clear_cookies()
    sign_in(page, "methodist", path=group)
    page.get_by_label("Серікова Айгүл").uncheck()
    page.get_by_role("button", name="Таңдалғандарды тіркеу").click()
    slip = page.locator("[data-slips] .slip")
    expect(slip).to_have_count(1)
    expect(slip).to_contain_text("Әлімжанов Бақыт")
    login, initial = (slip.locator(f"[data-{name}]").inner_text() for name in ("login", "password"))
    _lose_an_answer(page)
    page.get_by_label("Серікова Айгүл").check()
    page.get_by_role("button", name="Таңдалғандарды тіркеу").click()
    expect(page.locator("[data-form-error]")).to_be_visible()
    page.get_by_role("button", name="Таңдалғандарды тіркеу").click()
    expect(page.locator("[data-lost]")).to_contain_text("Серікова Айгүл")
    expect(slip).to_have_count(1)

    page.context.clear_cookies()
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in_by_hand(page, login, initial)
    page.locator("#old").fill(initial)
    page.locator("#new").fill(OWN_PASSWORD)
    page.locator("#again").fill(OWN_PASSWORD)
    page.locator("form [type=submit]").click()
    page.locator("#agree").check()
    page.locator("form [type=submit]").click()
    page.wait_for_url("**/study")
    expect(page.get_by_role("heading", name="Менің оқуым")).to_be_visible()
    expect(page.locator(".site-nav a")).to_have_count(1)


def _lose_an_answer(page: Page) -> None:
    """The next command is carried out, and its answer does not come."""

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/accounts", lose, times=1)

"""A second factor in the browser: set up, asked for at the door and at a decision, taken back (¶4)."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.pages.academy import Academy, make_academy, sign_in_by_hand
from tests.pages.factors import code, enrol
from tests.support.stack import Stack, password_of


@pytest.fixture(scope="module")
def academy(stack: Stack) -> Academy:
    """A faculty with people."""
    return make_academy(stack)


@pytest.fixture
def login(stack: Stack, academy: Academy) -> str:
    """A head of the test's own."""
    made = f"head-{uuid4().hex[:8]}"
    stack.register(made, ("faculty_head", academy.faculty), family="Екіншіфакторов", given="Нұрлан")
    return made


def _set_up(page: Page, login: str) -> tuple[str, list[str]]:
    """The secret that the page shows, and the recovery codes."""
    sign_in_by_hand(page, login, path="/account")
    page.get_by_text("Екінші факторды қосу").click()
    return enrol(page, password_of(login))


def _sign_out(page: Page) -> None:
    page.locator("[data-menu] summary").click()
    page.locator("[data-sign-out]").click()
    expect(page).to_have_url(re.compile("/signed-out$"))


def _give_password(page: Page, login: str) -> None:
    page.goto("/sign-in")
    page.locator("#login").fill(login)
    page.locator("#password").fill(password_of(login))
    page.locator("form [type=submit]").click()


def test_recovery_codes_are_copied_and_printed_alone(page: Page, login: str, context: BrowserContext) -> None:
    """¶4: they are shown this once."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    _, recovery = _set_up(page, login)
    page.get_by_role("button", name="Көшіру").click()
    expect(page.locator("[data-toasts] p")).to_be_visible()
    assert recovery == page.evaluate("navigator.clipboard.readText()").split("\n")
    page.emulate_media(media="print")
    expect(page.locator("[data-codes-list] li").first).to_be_visible()
    for other in ("h1", "header.site-header", "[data-sessions]"):
        expect(page.locator(other).first).to_be_hidden()


def test_the_code_is_asked_for_after_the_password(page: Page, login: str) -> None:
    """A wrong one is said beside its field; the password need not be typed again."""
    secret, _ = _set_up(page, login)
    page.get_by_role("button", name="Кодтарды сақтап қойдым").click()
    expect(page.get_by_text("Кіру және бекіту кезінде")).to_be_visible()
    _sign_out(page)
    page.goto("/sign-in")
    expect(page.locator("#code")).to_be_hidden()
    _give_password(page, login)
    expect(page.locator("#code")).to_be_focused()
    page.locator("#code").fill("abc")
    page.locator("form [type=submit]").click()
    expect(page.locator("#code-error")).to_contain_text("Код дұрыс емес")
    page.locator("#code").fill(code(secret, later=1))
    page.locator("form [type=submit]").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def test_another_password_asks_for_the_code(page: Page, login: str) -> None:
    """What is wrong with it is said beside its field."""
    secret, _ = _set_up(page, login)
    page.get_by_role("button", name="Кодтарды сақтап қойдым").click()
    page.locator("#old").fill(password_of(login))
    for name in ("#new", "#again"):
        page.locator(name).fill("Қар жауды, таң атты")
    page.locator("#password-code").fill("abc")
    page.locator("[data-change-password] [type=submit]").click()
    expect(page.locator("#password-code-error")).to_contain_text("Код дұрыс емес")
    page.locator("#password-code").fill(code(secret, later=1))
    page.locator("[data-change-password] [type=submit]").click()
    expect(page.locator("[data-toasts] p")).to_be_visible()


def test_a_recovery_code_opens_when_the_telephone_is_lost_and_it_takes_it_back(page: Page, login: str) -> None:
    """IT gives a reason, which stays on the person's page; then the password alone is asked for."""
    _, recovery = _set_up(page, login)
    _sign_out(page)
    _give_password(page, login)
    page.locator("#code").fill(recovery[3])
    page.locator("form [type=submit]").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    sign_in_by_hand(page, "it", path=f"/people?search={login}")
    page.get_by_role("link", name="Екіншіфакторов").click()
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Екінші факторды алып тастау").click()
    page.locator("#factor-reason").fill("Телефонын жоғалтты")
    page.get_by_role("dialog").get_by_role("button", name="Екінші факторды алып тастау").click()
    expect(page.get_by_role("row", name="Телефонын жоғалтты")).to_be_visible()
    sign_in_by_hand(page, login)
    expect(page.get_by_role("heading", level=1)).to_be_visible()

"""What a page shows is covered when its session has ended, until its owner is back (¶5)."""

import re

import pytest
from playwright.sync_api import BrowserContext, Dialog, Locator, Page, expect

from tests.pages.academy import Academy, make_academy, sign_in_by_hand
from tests.pages.accessibility import barriers
from tests.support.stack import Stack, password_of

#: The stream of events is opened again after three seconds.
TYPED = "Айгүл"


@pytest.fixture(scope="module")
def academy(stack: Stack) -> Academy:
    """A faculty with people."""
    return make_academy(stack)


@pytest.fixture
def veil(page: Page, academy: Academy) -> Locator:
    """IT's form for a new person with a name typed into it; the veil is there and not shown."""
    del academy
    sign_in_by_hand(page, "it", path="/people/new")
    page.locator("[name=given]").fill(TYPED)
    expect(page.get_by_role("dialog")).to_be_hidden()
    return page.get_by_role("dialog", name="Сеанс аяқталды")


def end_sessions(stack: Stack, login: str) -> None:
    """As its owner does on another machine."""
    with stack.client(login) as client:
        assert client.post("/api/v1/me/sessions/end-others", json={}).is_success


def test_nothing_can_be_read_once_the_session_has_ended(page: Page, veil: Locator, stack: Stack) -> None:
    """Escape does not help, nor does paper; a screen reader hears why."""
    end_sessions(stack, "it")
    expect(veil).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Escape")
    expect(veil.get_by_role("link", name="Қайта кіру")).to_be_focused()
    assert [] == barriers(page, "kk")
    page.emulate_media(media="print")
    for part in ("main", "header.site-header", "footer"):
        expect(page.locator(part)).to_be_hidden()


def test_a_covered_page_leaves_the_server_alone(page: Page, veil: Locator, stack: Stack) -> None:
    """It asks again when somebody comes back to it, and not before: others sign in from the same address."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    end_sessions(stack, "it")
    expect(veil).to_be_visible()
    before = len(asked)
    for _ in range(5):
        page.evaluate("fetch('/static/icon.svg')")
    assert [] == [url for url in asked[before:] if not url.endswith("/icon.svg")]


def test_what_was_typed_is_there_again_for_its_owner(
    page: Page, veil: Locator, context: BrowserContext, stack: Stack
) -> None:
    """Signing in goes on in a window of its own, so that nothing typed is lost."""
    end_sessions(stack, "it")
    with context.expect_page() as opened:
        veil.get_by_role("link").click()
    expect(opened.value).to_have_url(re.compile(r"/sign-in\?next="))
    sign_in_by_hand(opened.value, "it")
    opened.value.close()
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(veil).to_be_hidden()
    expect(page.locator("[name=given]")).to_have_value(TYPED)


def test_somebody_elses_session_does_not_uncover_it(
    page: Page, veil: Locator, context: BrowserContext, stack: Stack
) -> None:
    """The browser has changed hands."""
    end_sessions(stack, "it")
    expect(veil).to_be_visible()
    sign_in_by_hand(context.new_page(), "methodist")
    with page.expect_response("**/api/v1/me"):
        page.evaluate("dispatchEvent(new Event('focus'))")
    expect(veil).to_be_visible()
    expect(page.locator("[name=given]")).to_be_hidden()


def test_what_a_page_asks_by_itself_says_so(page: Page, academy: Academy) -> None:
    """¶4: numbers in the navigation, and the page anew when something happens, keep no session alive."""
    del academy
    with page.expect_request("**/api/v1/cases?limit=1") as counted:
        sign_in_by_hand(page, "methodist", path="/cases")
    with page.expect_request(lambda request: request.url.endswith("/cases")) as drawn:
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    with page.expect_request("**/api/v1/me") as looked:
        page.evaluate("document.dispatchEvent(new Event('session'))")
    asked = (counted.value, drawn.value, looked.value)
    assert ["1"] * 3 == [request.headers.get("x-quiet") for request in asked]


def test_who_signs_out_is_asked_while_the_session_lasts(page: Page, academy: Academy) -> None:
    """Who stays can send what was typed; who does not leaves nothing in sight."""
    del academy
    sign_in_by_hand(page, "methodist", path="/substitutions/new")
    reason = page.locator("[name=text]")
    reason.click()
    page.keyboard.type(TYPED)
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.locator("[data-menu] summary").click()
    page.locator("[data-sign-out]").click()
    expect(reason).to_have_value(TYPED)
    assert 200 == page.request.get("/api/v1/me").status
    asked: list[str] = []

    def go(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", go)
    page.locator("[data-sign-out]").click()
    expect(page).to_have_url(re.compile("/signed-out$"))
    assert ["confirm"] == asked


def test_where_nothing_was_typed_signing_in_leads_back(page: Page, stack: Stack, academy: Academy) -> None:
    """In the same window."""
    del academy
    sign_in_by_hand(page, "moderator", path="/cases?view=all")
    end_sessions(stack, "moderator")
    page.get_by_role("dialog").get_by_role("link").click()
    page.locator("#login").fill("moderator")
    page.locator("#password").fill(password_of("moderator"))
    page.locator("form [type=submit]").click()
    expect(page).to_have_url(re.compile(r"/cases\?view=all$"))

"""Signing in, for the first time and ever after (¶4, ¶5, ¶22)."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.pages.academy import Academy, make_academy, sign_in_by_hand
from tests.support.stack import PASSWORD, Stack, command, password_of

pytestmark = pytest.mark.full_browser

OWN_PASSWORD = "Жаңбырдан кейінгі көк аспан"


@pytest.fixture(scope="module")
def academy(stack: Stack) -> Academy:
    """A faculty with people."""
    return make_academy(stack)


def _register_newcomer(stack: Stack, academy: Academy, login: str) -> str:
    body = {
        "login": login,
        "family": "Серікова",
        "given": "Айгүл",
        "roles": [{"role": "teacher", "faculty": academy.faculty}],
        "as_new": True,
    }
    with stack.it() as client:
        return str(command(client, "POST", "/api/v1/people", body)["initial_password"])


def test_who_is_not_signed_in_arrives_where_they_wanted_to_go(page: Page, academy: Academy) -> None:
    """Signing in leads on to the page asked for."""
    del academy
    sign_in_by_hand(page, "teacher", path="/journals")
    assert "/journals" == re.sub(r"^https?://[^/]+", "", page.url)


def test_signing_in_never_leads_to_another_site(page: Page, academy: Academy, stack: Stack) -> None:
    """An address in a link from elsewhere is not followed."""
    del academy
    sign_in_by_hand(page, "teacher", path="/sign-in?next=https://evil.example/")
    assert f"{stack.address}/" == page.url


def test_a_wrong_password_is_said_and_the_login_stays(page: Page, academy: Academy) -> None:
    """The refusal says what to do; only the password has to be typed again (¶4)."""
    del academy
    page.goto("/sign-in")
    page.locator("#login").fill("methodist")
    page.locator("#password").fill("қате құпиясөз")
    page.locator("form [type=submit]").click()
    expect(page.get_by_role("alert")).to_contain_text("Логин немесе құпиясөз дұрыс емес")
    expect(page.locator("#login")).to_have_value("methodist")
    expect(page.locator("#password")).to_have_value("")


def test_a_password_typed_before_the_script_has_come_goes_nowhere(page: Page, academy: Academy) -> None:
    """A browser left to itself would put it into the address, and so into logs."""
    del academy
    page.route("**/sign-in.js", lambda route: route.abort())
    page.goto("/sign-in")
    page.locator("#login").fill("methodist")
    page.locator("#password").fill(password_of("methodist"))
    page.locator("#password").press("Enter")
    expect(page.locator("form [type=submit]")).to_be_disabled()
    assert page.url.endswith("/sign-in")


def test_a_script_that_comes_late_leaves_the_typing_where_it_is(page: Page, academy: Academy) -> None:
    """Else the rest of a password would stand in the login's field, to be read by all around."""
    del academy
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/sign-in.js", hold)
    with page.expect_request("**/sign-in.js"):
        page.goto("/sign-in", wait_until="commit")
    expect(page.locator("#login")).to_be_focused()
    page.locator("#password").focus()
    held[0].continue_()
    expect(page.locator("form [type=submit]")).to_be_enabled()
    expect(page.locator("#password")).to_be_focused()


def test_an_empty_field_is_named_in_the_language_of_the_page(page: Page, academy: Academy) -> None:
    """The browser's own messages, in the browser's language, are not used."""
    del academy
    page.goto("/sign-in?language=ru")
    page.locator("form [type=submit]").click()
    expect(page.locator("#login-error")).to_have_text("Заполните это поле.")
    expect(page.locator("#login")).to_be_focused()


def test_after_many_wrong_passwords_the_page_says_how_long_to_wait(page: Page, academy: Academy) -> None:
    """Guessing is slowed down, and an honest person sees for how long (¶4)."""
    del academy
    page.goto("/sign-in?language=en")
    for attempt in range(9):
        page.locator("#login").fill("somebody")
        page.locator("#password").fill(f"wrong password {attempt}")
        page.locator("form [type=submit]").click()
        expect(page.get_by_role("alert")).to_be_visible()
        if page.locator("form [type=submit]").is_disabled():
            break
    expect(page.locator("form [type=submit]")).to_contain_text("Try again in")


def test_the_password_can_be_looked_at(page: Page, academy: Academy) -> None:
    """Long passwords are typed more surely when they can be seen."""
    del academy
    page.goto("/sign-in")
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="Көрсету").click()
    expect(page.locator("#password")).to_have_attribute("type", "text")


def test_a_first_sign_in_asks_for_an_own_password_and_the_acknowledgement(
    page: Page, stack: Stack, academy: Academy
) -> None:
    """Nothing else opens before both are done; then one arrives where one wanted to go (¶5, ¶22)."""
    initial = _register_newcomer(stack, academy, "newcomer")
    sign_in_by_hand(page, "newcomer", initial, path="/journals")
    expect(page).to_have_url(re.compile("/first-sign-in"))
    page.locator("#old").fill(initial)
    page.locator("#new").fill(OWN_PASSWORD)
    page.locator("#again").fill(OWN_PASSWORD)
    page.locator("form [type=submit]").click()
    expect(page.locator("blockquote")).to_contain_text("құпиясөздерін пайдаланғаны немесе жария еткені үшін")
    expect(page.locator("main")).to_contain_text("2026\u00a0ж. 5 қазан")
    page.locator("#agree").check()
    page.locator("form [type=submit]").click()
    expect(page).to_have_url(re.compile("/journals$"))


def test_the_acknowledgement_needs_its_tick(page: Page, stack: Stack, academy: Academy) -> None:
    """What is signed is signed on purpose (¶22)."""
    initial = _register_newcomer(stack, academy, "unticked")
    sign_in_by_hand(page, "unticked", initial)
    page.locator("#old").fill(initial)
    page.locator("#new").fill(f"{OWN_PASSWORD} екі")
    page.locator("#again").fill(f"{OWN_PASSWORD} екі")
    page.locator("form [type=submit]").click()
    page.get_by_role("button", name="Таныстым").click()
    expect(page.locator("#agree-error")).to_have_text("Жалғастыру үшін белгі қойыңыз.")


def test_no_page_opens_while_duties_are_outstanding(page: Page, stack: Stack, academy: Academy) -> None:
    """The address bar is no way around (¶22)."""
    initial = _register_newcomer(stack, academy, "hurried")
    sign_in_by_hand(page, "hurried", initial)
    page.goto("/people")
    expect(page).to_have_url(re.compile("/first-sign-in"))


def test_a_weak_new_password_is_refused_beside_its_field(page: Page, academy: Academy) -> None:
    """What is wrong is said where it is to be put right (¶5)."""
    del academy
    sign_in_by_hand(page, "head", path="/account")
    page.locator("#old").fill(password_of("head"))
    page.locator("#new").fill("қысқа")
    page.locator("#again").fill("қысқа")
    page.locator("[data-change-password] [type=submit]").click()
    expect(page.locator("#new-error")).to_contain_text("Құпиясөз тым қысқа")


def test_two_different_new_passwords_are_not_sent(page: Page, academy: Academy) -> None:
    """A slip of the finger does not become a password."""
    del academy
    sign_in_by_hand(page, "head", path="/account")
    page.locator("#old").fill(password_of("head"))
    page.locator("#new").fill(OWN_PASSWORD)
    page.locator("#again").fill(OWN_PASSWORD[:-1])
    page.locator("[data-change-password] [type=submit]").click()
    expect(page.locator("#again-error")).to_have_text("Екі құпиясөз бірдей емес.")


def test_a_link_from_elsewhere_finds_who_is_signed_in(page: Page, stack: Stack, academy: Academy) -> None:
    """Another site's link, as that of a paper's QR code, comes without the session's cookie; the page asks again."""
    del academy
    sign_in_by_hand(page, "methodist")
    for path in ("/account", "/journals"):
        page.goto(stack.address.replace("127.0.0.1", "localhost") + "/sign-in")
        page.evaluate("address => { location.href = address }", f"{stack.address}{path}")
        expect(page).to_have_url(f"{stack.address}{path}")
    page.context.clear_cookies()
    page.goto(stack.address.replace("127.0.0.1", "localhost") + "/sign-in")
    page.evaluate("address => { location.href = address }", f"{stack.address}/account")
    expect(page).to_have_url(re.compile(r"127\.0\.0\.1.*/sign-in\?next=/account"))


def test_one_sees_where_one_is_signed_in_and_ends_it(page: Page, stack: Stack, academy: Academy) -> None:
    """Device and address; the others are ended with one click, this one stays (¶4, ¶22)."""
    del academy
    with stack.client("methodist") as first, stack.client("methodist") as second:
        sign_in_by_hand(page, "methodist", path="/account")
        rows = page.locator("[data-sessions] tbody tr")
        expect(rows.first).to_contain_text("Осы кіру")
        expect(rows.first).to_contain_text("Chrome")
        before = rows.count()
        page.get_by_role("button", name="Аяқтау: python-httpx").first.click()
        expect(rows).to_have_count(before - 1)
        page.wait_for_load_state()
        page.get_by_role("button", name="Қалғандарының бәрін аяқтау").click()
        expect(rows).to_have_count(1)
        assert [401, 401] == [each.get("/api/v1/me").status_code for each in (first, second)]
    page.reload()
    expect(page).to_have_url(re.compile("/account$"))


def test_after_signing_out_a_page_asks_to_sign_in(page: Page, academy: Academy) -> None:
    """The session ends on the server, too."""
    del academy
    sign_in_by_hand(page, "moderator")
    page.locator("[data-menu] summary").click()
    page.locator("[data-sign-out]").click()
    expect(page).to_have_url(re.compile("/signed-out$"))
    page.goto("/journals")
    expect(page).to_have_url(re.compile("/sign-in"))


@pytest.mark.parametrize(
    ("language", "expected"), [("kk", "Электрондық журналға кіру"), ("ru", "Вход в электронный журнал")]
)
def test_the_language_is_chosen_before_signing_in(page: Page, academy: Academy, language: str, expected: str) -> None:
    """The switch changes the page at once, and the choice stays."""
    del academy
    page.goto("/sign-in?next=/journals&language=en")
    page.locator(f".language-switch [lang={language}]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(expected)
    page.goto("/sign-in")
    expect(page.locator("html")).to_have_attribute("lang", language)

"""IT gives and takes roles and switches people off (¶4)."""

import json
import subprocess
import sys
from uuid import uuid4

import pytest
from playwright.sync_api import Page, Route, expect

from tests.pages.academy import FACULTY, Academy, make_academy, sign_in_by_hand
from tests.support.hands import by_hand
from tests.support.stack import Stack


@pytest.fixture(scope="module")
def academy(stack: Stack) -> Academy:
    """A faculty with people."""
    return make_academy(stack)


@pytest.fixture
def deputy(stack: Stack, academy: Academy) -> str:
    """The login of a teacher of the test's own."""
    login = f"deputy-{uuid4().hex}"
    stack.register(login, ("teacher", academy.faculty), family="Орынбасаров", given="Нұрлан")
    return login


def _open(page: Page, login: str, as_whom: str = "it") -> None:
    sign_in_by_hand(page, as_whom, path=f"/people?search={login}")
    page.get_by_role("link", name="Орынбасаров").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Орынбасаров")
    page.wait_for_load_state("networkidle")


def test_a_deputy_is_made_of_a_teacher(page: Page, deputy: str) -> None:
    """¶4: the role is added to what is there; the page says who changed what, and the deputy's own page has it."""
    _open(page, deputy)
    page.get_by_role("button", name="Тағы бір рөл").click()
    page.locator("[data-role]").nth(1).select_option("faculty_head")
    page.get_by_role("button", name="Рөлдерді сақтау").click()
    row = page.get_by_role("row", name="Рөлдері өзгерді")
    expect(row).to_contain_text(f"Факультет бастығы · {FACULTY}")
    expect(row).to_contain_text("Ахметов")
    expect(page.locator("[data-role]")).to_have_count(2)
    sign_in_by_hand(page, deputy, path="/account")
    expect(page.get_by_text(f"Факультет бастығы · {FACULTY}")).to_be_visible()


def test_a_role_is_taken_away(page: Page, deputy: str) -> None:
    """¶4: the last row cannot be removed; one of IT or moderation has no faculty to choose."""
    _open(page, deputy)
    page.get_by_role("button", name="Тағы бір рөл").click()
    page.locator("[data-role]").nth(1).select_option("moderator")
    expect(page.locator("[data-faculty]").nth(1)).to_be_hidden()
    page.get_by_role("button", name="Алып тастау", exact=True).first.click()
    expect(page.get_by_role("button", name="Алып тастау", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Рөлдерді сақтау").click()
    expect(page.locator("dl.facts")).to_contain_text("Модератор")
    expect(page.locator("dl.facts")).not_to_contain_text("Оқытушы")


def _lose_the_answer(route: Route) -> None:
    route.fetch()
    route.abort()


def test_another_choice_after_a_lost_answer_is_another_command(page: Page, deputy: str) -> None:
    """¶4: what was chosen stays on the page while the server is away, and may be chosen anew."""
    _open(page, deputy)
    page.locator("[data-role]").select_option("monitor")
    page.route("**/roles", _lose_the_answer, times=1)
    page.get_by_role("button", name="Рөлдерді сақтау").click()
    expect(page.locator("[data-change-roles] [role=alert]")).to_be_visible()
    page.locator("[data-role]").select_option("moderator")
    page.get_by_role("button", name="Рөлдерді сақтау").click()
    expect(page.locator("dl.facts")).to_contain_text("Модератор")


def test_who_is_switched_off_is_thrown_out_and_comes_back(page: Page, deputy: str, stack: Stack) -> None:
    """¶4: a reason is asked for and shown; the open session ends; switched on, the old password opens again."""
    with stack.client(deputy) as client:
        _open(page, deputy)
        page.get_by_role("button", name="Тіркелгіні өшіру").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("button", name="Тіркелгіні өшіру").click()
        expect(page.locator("#reason-error")).not_to_be_empty()
        page.locator("#reason").fill("Басқа академияға ауысты")
        dialog.get_by_role("button", name="Тіркелгіні өшіру").click()
        expect(page.get_by_role("row", name="Басқа академияға ауысты")).to_be_visible()
        assert 401 == client.get("/api/v1/me").status_code
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Тіркелгіні қайта қосу").click()
    page.get_by_role("dialog").get_by_role("button", name="Тіркелгіні қайта қосу").click()
    expect(page.get_by_role("row", name="Тіркелгі қайта қосылды")).to_be_visible()
    sign_in_by_hand(page, deputy)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.usefixtures("academy")
def test_it_changes_nothing_in_the_own_account(page: Page) -> None:
    """¶4: the page says who does, and has no form."""
    sign_in_by_hand(page, "it", path="/people?search=it")
    page.get_by_role("link", name="Ахметов").click()
    expect(page.get_by_text("4-тармағы")).to_be_visible()
    expect(page.locator("main form")).to_have_count(0)


def test_a_moderator_reads_and_changes_nothing(page: Page, deputy: str) -> None:
    """¶7: what was changed is seen, without a form."""
    _open(page, deputy, as_whom="moderator")
    expect(page.get_by_text("Бұл тіркелгіде ештеңе өзгертілмеген.")).to_be_visible()
    expect(page.locator("main form")).to_have_count(0)


def test_an_account_of_before_that_is_of_it_and_a_head_says_so(page: Page, deputy: str, stack: Stack) -> None:
    """¶4: such roles are given no more; the page says what to do."""
    _open(page, deputy)
    expect(page.get_by_text("енді бұлай болмайды")).to_have_count(0)
    both = json.dumps([{"role": "it_staff", "faculty": ""}, {"role": "faculty_head", "faculty": "f"}])
    statement = "UPDATE person SET roles = :roles, voucher = NULL WHERE login = :login"
    by_hand(stack.environment["JURNAL_DB_AUTH"], "person", statement, roles=both, login=deputy)
    again = [sys.executable, "-m", "services.auth.adopting", "--again"]
    subprocess.run(again, env=stack.environment, check=True, capture_output=True)
    page.reload()
    expect(page.get_by_text("енді бұлай болмайды")).to_be_visible()

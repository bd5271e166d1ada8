"""Notices in the browser (¶15, ¶11): a methodist files them, IT applies one and returns the other."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.pages.academy import Academy, apply_contingent, contingent, make_academy, sign_in
from tests.pages.cases import People, fill_and_send
from tests.support.stack import Stack, command
from tests.support.waiting import until_true

pytestmark = pytest.mark.full_browser


@pytest.fixture(scope="module")
def academy(stack: Stack) -> Academy:
    """A faculty with two groups."""
    made = make_academy(stack)
    rows = (
        ("ҚҚ-26-1", "26-001", "Шәріпов", "Бақыт"),
        ("ҚҚ-26-1", "26-002", "Әлімжанова", "Айгүл"),
        ("ҚҚ-26-2", "26-003", "Серіков", "Ержан"),
    )
    apply_contingent(stack, contingent(*rows))
    with stack.client("methodist") as client:
        until_true(lambda: len(client.get("/api/v1/groups").json()["groups"]) == 2)
    return made


def _open_form(page: Page, family: str) -> None:
    """The form of a cadet, from the group's page."""
    sign_in(page, "methodist", path="/groups")
    page.get_by_role("link", name="ҚҚ-26-1").click()
    page.get_by_role("row", name=family).get_by_role("link", name="Өзгеріс туралы хабарлау").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Жаңа хабарлама")


def _file(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.get_by_role("button", name="Хабарлама беру").click()
    expect(_notice(page, text)).to_be_visible()


def _notice(page: Page, text: str) -> Locator:
    return page.get_by_role("listitem").filter(has_text=text)


def test_a_transfer_is_filed_and_applied(page: Page, academy: Academy) -> None:
    """¶15, ¶11: from the group's page to the group's page; earlier days stay as they were."""
    del academy
    _open_form(page, "Шәріпов")
    expect(page.locator("#cadet")).to_contain_text("Шәріпов Бақыт")
    expect(page.locator("#family")).to_be_hidden()
    page.locator("#to_group").select_option(label="ҚҚ-26-2")
    _file(page, "№ 12 бұйрық")
    sign_in(page, "it")
    page.get_by_role("link", name="Ауыстыру: Шәріпов").click()
    expect(page.locator("#apply-dialog [type=submit]")).to_be_enabled()
    _notice(page, "№ 12 бұйрық").get_by_role("button", name="Енгізу").click()
    expect(page.locator("#apply-what")).to_contain_text("Ауыстыру: Шәріпов")
    expect(page.locator("#apply-what")).to_contain_text("ҚҚ-26-1 → ҚҚ-26-2")
    page.locator("#apply-dialog").get_by_role("button", name="Енгізу").click()
    expect(_notice(page, "№ 12 бұйрық")).to_be_hidden()
    page.goto("/groups")
    page.get_by_role("link", name="ҚҚ-26-2").click()
    expect(page.get_by_role("row", name="Шәріпов")).to_be_visible()


def test_an_empty_notice_is_told_all_that_it_lacks(page: Page, academy: Academy) -> None:
    """¶15: everything its kind needs, and nothing that another kind would."""
    del academy
    sign_in(page, "methodist", path="/notices/new")
    page.get_by_role("button", name="Хабарлама беру").click()
    for name in ("group", "cadet", "to_group", "text"):
        expect(page.locator(f"#{name}-error")).not_to_be_empty()
    expect(page.locator("#family-error")).to_be_empty()
    page.locator("#kind").select_option("admission")
    page.get_by_role("button", name="Хабарлама беру").click()
    for name in ("group", "number", "family", "given", "text"):
        expect(page.locator(f"#{name}-error")).not_to_be_empty()
    for name in ("cadet", "to_group", "patronymic"):
        expect(page.locator(f"#{name}-error")).to_be_empty()


def test_a_rename_is_returned_with_a_reason(page: Page, academy: Academy) -> None:
    """¶11, ¶15: the methodist reads why; a change that changes nothing is refused beside its field."""
    del academy
    _open_form(page, "Әлімжанова")
    page.locator("#kind").select_option("rename")
    expect(page.locator("#to_group")).to_be_hidden()
    page.get_by_role("button", name="Хабарлама беру").click()
    expect(page.locator("#text-error")).not_to_be_empty()
    page.locator("#text").fill("№ 13 бұйрық")
    for name, value in (("family", "Әлімжанова"), ("given", "Айгүл")):
        page.locator(f"#{name}").fill(value)
    page.get_by_role("button", name="Хабарлама беру").click()
    expect(page.locator("#family-error")).not_to_be_empty()
    page.locator("#family").fill("Серікова")
    _file(page, "№ 13 бұйрық")
    sign_in(page, "it", path="/notices?state=filed")
    expect(page.locator("#return-dialog [type=submit]")).to_be_enabled()
    _notice(page, "№ 13 бұйрық").get_by_role("button", name="Қайтару…").click()
    page.locator("#reason").fill("Бұйрықтың көшірмесі жоқ.")
    page.locator("#return-dialog").get_by_role("button", name="Қайтару").click()
    expect(_notice(page, "№ 13 бұйрық")).to_be_hidden()
    sign_in(page, "methodist", path="/notices?state=returned")
    expect(page.get_by_text("Бұйрықтың көшірмесі жоқ.")).to_be_visible()


def test_an_admission_of_who_looks_like_a_cadet_asks_who_is_meant(page: Page, academy: Academy) -> None:
    """¶15: the number without its zeros: it is another person, and both the author and IT see that it was said."""
    del academy
    sign_in(page, "methodist", path="/notices/new?kind=admission")
    page.locator("#group").select_option(label="ҚҚ-26-2")
    page.wait_for_url("**group=*")
    page.locator("#number").fill("26-01")
    page.locator("#family").fill("Жаңабаев")
    page.locator("#given").fill("Асан")
    page.locator("#text").fill("№ 19 бұйрық")
    asked = page.locator("[data-look-alike]")
    expect(asked).to_be_hidden()
    page.get_by_role("button", name="Хабарлама беру").click()
    expect(asked).to_contain_text("«26-01» жүйеде бар «26-001» дегенге ұқсайды.")
    asked.get_by_label("Бұл – басқа, жаңа курсант").check()
    page.get_by_role("button", name="Хабарлама беру").click()
    expect(_notice(page, "№ 19 бұйрық")).to_contain_text("Ұқсас курсант бар екені ескерілген")


def test_a_rename_to_a_namesake_asks_whether_they_are_two(page: Page, academy: Academy) -> None:
    """¶15: what was said of one name is not said of another; both the author and IT see that it was said."""
    del academy
    sign_in(page, "methodist", path="/notices/new?kind=rename")
    page.locator("#group").select_option(label="ҚҚ-26-2")
    page.wait_for_url("**group=*")
    page.locator("#cadet").select_option(label="Серіков Ержан, 26-003")
    page.locator("#text").fill("№ 20 бұйрық")
    asked = page.get_by_label("Бұл – екі бөлек адам")
    for family in ("Шарипов", "Шәрипов"):
        page.locator("#family").fill(family)
        page.locator("#given").fill("Бақыт")
        expect(asked).to_be_hidden()
        page.get_by_role("button", name="Хабарлама беру").click()
        expect(page.locator("#two-people-error")).to_contain_text(f"«{family} Бақыт» дегенге ұқсайтын «Шәріпов Бақыт,")
        expect(asked).not_to_be_checked()
        asked.check()
    page.get_by_role("button", name="Хабарлама беру").click()
    expect(_notice(page, "№ 20 бұйрық")).to_contain_text("Топта ұқсас курсант бар екені ескерілген")


def test_its_author_withdraws_a_notice(page: Page, academy: Academy) -> None:
    """¶15: before IT has decided; by keyboard."""
    del academy
    _open_form(page, "Әлімжанова")
    page.locator("#kind").select_option("expulsion")
    _file(page, "№ 14 бұйрық")
    expect(page.locator("#withdraw-dialog [type=submit]")).to_be_enabled()  # the page's script is there
    _notice(page, "№ 14 бұйрық").get_by_role("button", name="Кері алу").focus()
    page.keyboard.press("Enter")
    page.locator("#withdraw-dialog").get_by_role("button", name="Кері алу").focus()
    page.keyboard.press("Enter")
    expect(_notice(page, "№ 14 бұйрық")).to_be_hidden()


def test_a_notice_comes_and_goes_back_by_itself(chromium: Browser, stack: Stack, academy: Academy) -> None:
    """¶11, ¶15: IT's list and count change when it is filed, the methodist's start page when it comes back; filing it
    anew begins with what was written, and is offered until something is filed about that cadet.
    """
    del academy
    people = People(chromium, stack.address)
    it, methodist = people.open("it", "/notices?state=filed"), people.open("methodist", "/")
    count = '.site-nav [href="/notices"] [data-number]'
    with stack.client("methodist") as client:
        before = len(client.get("/api/v1/notices?state=filed").json()["notices"])
        group = client.get("/api/v1/groups?search=ҚҚ-26-2").json()["groups"][0]["id"]
        cadet = client.get(f"/api/v1/groups/{group}").json()["cadets"][0]["id"]
        body = {"kind": "leave", "group": group, "cadet": cadet, "since": "2026-10-20", "text": "№ 15 бұйрық"}
        command(client, "POST", "/api/v1/notices", body)
    expect(_notice(it, "№ 15 бұйрық")).to_be_visible()
    expect(it.locator(count)).to_have_text(str(before + 1))
    expect(it.locator("#return-dialog [type=submit]")).to_be_enabled()
    _notice(it, "№ 15 бұйрық").get_by_role("button", name="Қайтару…").click()
    fill_and_send(it, "[data-do-form=return]", {"reason": "Мерзімі көрсетілмеген."})
    expect(_notice(it, "№ 15 бұйрық")).to_be_hidden()
    expect(it.locator(count)).to_have_text(str(before))
    returned = methodist.locator("#start-faculty").get_by_role("link", name="Мерзімі көрсетілмеген.")
    expect(returned).to_be_visible()
    expect(methodist.locator(count)).not_to_have_text("")
    methodist.set_viewport_size({"width": 320, "height": 640})
    assert 320 == methodist.evaluate("document.documentElement.scrollWidth")
    returned.click()
    _notice(methodist, "№ 15 бұйрық").get_by_role("link", name="Жаңадан беру").click()
    expect(methodist.locator("#kind")).to_have_value("leave")
    methodist.locator("#kind").select_option("expulsion")
    _file(methodist, "№ 16 бұйрық")
    methodist.goto("/notices?state=returned")
    expect(_notice(methodist, "№ 15 бұйрық")).to_be_visible()
    expect(_notice(methodist, "№ 15 бұйрық").get_by_role("link", name="Жаңадан беру")).to_have_count(0)
    people.close()

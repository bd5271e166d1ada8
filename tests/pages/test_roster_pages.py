"""What IT keeps: people, faculties, terms, groups; and the methodist's inbox."""

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.pages.academy import Academy, apply_contingent, contingent, make_academy, sign_in
from tests.support.hands import by_hand
from tests.support.stack import Stack, command
from tests.support.waiting import until_true


@pytest.fixture(scope="module")
def academy(stack: Stack) -> Academy:
    """A faculty with people, a group of two and its journal."""
    made = make_academy(stack)
    apply_contingent(
        stack, contingent(("ҚҚ-26-1", "26-001", "Шәріпов", "Бақыт"), ("ҚҚ-26-1", "26-002", "Әлімжанова", "Айгүл"))
    )
    return made


def _hold_lesson(client: httpx.Client, journal: str, date: str) -> str:
    held = {"date": date, "kind": "lecture", "topic": ""}
    return str(command(client, "POST", f"/api/v1/journals/{journal}/lessons", held)["id"])


def _file_discrepancy(stack: Stack, text: str) -> None:
    with stack.client("teacher") as client:
        journal = client.get("/api/v1/journals").json()["journals"][0]["id"]
        older, _today = (_hold_lesson(client, journal, date) for date in ("2026-10-03", "2026-10-05"))
        cadets = client.get(f"/api/v1/journals/{journal}").json()["cadets"]
        notice = {"journal": journal, "lesson": older, "cadet": cadets[1]["id"], "text": text}
        until_true(lambda: client.post("/api/v1/discrepancies", json=notice).is_success)


def test_the_initial_password_of_a_registered_person_opens_the_first_sign_in(page: Page, academy: Academy) -> None:
    """It is shown once, and is good for signing in (¶4)."""
    del academy
    sign_in(page, "it", path="/people/new")
    page.locator("#family").fill("Серікова")
    page.locator("#given").fill("Айгүл")
    page.locator("#login").fill("a.serikova")
    page.get_by_role("button", name="Тіркеу", exact=True).click()
    expect(page.get_by_role("heading", name="Пайдаланушы тіркелді")).to_be_visible()
    password = page.locator("[data-password]").inner_text()
    sign_in(page, "a.serikova", password)
    expect(page.get_by_role("heading", level=1)).to_have_text("Алғашқы кіру")


def test_a_login_that_is_taken_is_refused_beside_its_field(page: Page, academy: Academy) -> None:
    """Everybody has a login of their own (¶4)."""
    del academy
    sign_in(page, "it", path="/people/new")
    page.locator("#family").fill("Басқа")
    page.locator("#given").fill("Адам")
    page.locator("#login").fill("teacher")
    page.get_by_role("button", name="Тіркеу", exact=True).click()
    expect(page.locator("#login-error")).to_contain_text("логині бос емес")


def test_who_looks_like_somebody_is_registered_once_it_is_said_who_is_meant(page: Page, academy: Academy) -> None:
    """Two accounts of one person are nobody's wish (¶4)."""
    del academy
    sign_in(page, "it", path="/people/new")
    page.locator("#family").fill("Басқа")
    page.locator("#given").fill("Адам")
    page.locator("#login").fill("tea-cher")
    page.get_by_role("button", name="Тіркеу", exact=True).click()
    expect(page.locator("#person-as-new-error")).to_contain_text("«Басқа Адам, tea-cher» жүйеде бар")
    page.locator("#login").fill("teach.er")
    asked = page.get_by_label("Бұл – басқа адам")
    expect(asked).to_be_hidden()
    page.get_by_role("button", name="Тіркеу", exact=True).click()
    expect(asked).to_be_focused()
    asked.check()
    page.get_by_role("button", name="Тіркеу", exact=True).click()
    expect(page.get_by_role("heading", name="Пайдаланушы тіркелді")).to_be_visible()


def test_a_person_may_be_given_two_roles(page: Page, academy: Academy) -> None:
    """A methodist teaches, too; a moderator needs no faculty."""
    del academy
    sign_in(page, "it", path="/people/new")
    page.locator("#family").fill("Қожахметова")
    page.locator("#given").fill("Роза")
    page.locator("#login").fill("r.kozhakhmetova")
    page.get_by_role("button", name="Тағы бір рөл").click()
    page.locator("[data-role]").nth(1).select_option("moderator")
    expect(page.locator("[data-faculty]").nth(1)).to_be_hidden()
    page.get_by_role("button", name="Тіркеу", exact=True).click()
    page.get_by_role("link", name="Тізімге оралу").click()
    row = page.get_by_role("row", name="Қожахметова")
    expect(row).to_contain_text("Оқытушы")
    expect(row).to_contain_text("Модератор")


def test_people_are_found_by_name(page: Page, academy: Academy) -> None:
    """The list shows who matches, and nobody else."""
    del academy
    sign_in(page, "it", path="/people")
    page.locator("#search").fill("жұмабаев")
    page.get_by_role("button", name="Табу").click()
    expect(page.locator("tbody tr")).to_have_count(1)


def test_faculties_and_terms_are_added(page: Page, academy: Academy) -> None:
    """What a contingent needs is made on one page; a term that overlaps another is refused at its dates."""
    del academy
    sign_in(page, "it", path="/frame")
    page.locator("#faculty-name").fill("Жедел-криминалистік факультет")
    page.locator("[data-create=faculties] [type=submit]").click()
    expect(page.get_by_role("link", name="Жедел-криминалистік факультет")).to_be_visible()
    page.locator("#name").fill("2026–2027, жазғы семестр")
    page.locator("#starts").fill("2026-12-01")
    page.locator("#ends").fill("2027-01-31")
    page.locator("[data-create=terms] [type=submit]").click()
    expect(page.locator("#starts-error")).to_contain_text("қабаттасады")


def test_a_faculty_that_looks_like_another_is_added_once_it_is_said_to_be_meant(page: Page, academy: Academy) -> None:
    """The form asks, and keeps what was typed."""
    del academy
    sign_in(page, "it", path="/frame")
    form = page.locator("[data-create=faculties]")
    form.locator("#faculty-name").fill("Кукык коргау кызметі факультеті")
    form.get_by_role("button").click()
    expect(form).to_contain_text("«Құқық қорғау қызметі факультеті» дегенге ұқсайды")
    form.get_by_label("Бұл – жаңасы").check()
    form.get_by_role("button").click()
    expect(page.get_by_role("link", name="Кукык коргау кызметі факультеті")).to_be_visible()


def test_a_group_shows_its_cadets_in_the_kazakh_order(page: Page, academy: Academy) -> None:
    """Ә comes after А and long before Ш (not by code point)."""
    del academy
    sign_in(page, "it", path="/groups")
    page.get_by_role("link", name="ҚҚ-26-1").click()
    names = page.get_by_role("group", name="Топ құрамы").locator("tbody th")
    expect(names).to_have_text(["Әлімжанова Айгүл", "Шәріпов Бақыт"])


def test_it_sees_every_service_running(page: Page, academy: Academy) -> None:
    """The health of each service, of the gateway and of the bus (¶8)."""
    del academy
    sign_in(page, "it", path="/health")
    expect(page.locator("tbody .badge--ok")).to_have_count(6)


def test_it_has_the_data_checked_and_reads_what_was_found(page: Page, stack: Stack, academy: Academy) -> None:
    """¶7: the keyboard is enough; what was found is there when the checks have ended."""
    del academy
    stack.register("watcher", ("moderator", ""), family="Өтегенов", given="Олжас")
    sign_in(page, "it", path="/health")
    expect(page.get_by_role("button", name="Деректерді қазір тексеру")).to_be_enabled()
    by_hand(stack.environment["JURNAL_DB_AUTH"], "person", "UPDATE person SET roles = '[]' WHERE login = 'watcher'")
    page.get_by_role("button", name="Деректерді қазір тексеру").press("Enter")
    expect(page.get_by_role("row", name="Рөл берілмеген")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_a_moderator_sees_journals_and_no_way_into_their_marks(page: Page, academy: Academy) -> None:
    """Metadata only (¶7)."""
    del academy
    sign_in(page, "moderator", path="/journals")
    expect(page.get_by_role("row", name="Криминалистика")).to_be_visible()
    expect(page.locator("main tbody a")).to_have_count(0)


def test_a_discrepancy_is_closed_with_a_reason(page: Page, stack: Stack, academy: Academy) -> None:
    """The methodist looks at the very cell, closes the notice, and the teacher reads how it was settled (¶20)."""
    del academy
    _file_discrepancy(stack, "Қағазда 85, мұнда 58.")
    sign_in(page, "methodist")
    page.get_by_role("link", name="Қарау").click()
    page.get_by_role("link", name="Журналдан көру").click()
    expect(page.locator("#journal-grid td[tabindex='0'][data-row='1'][data-column='0']")).to_have_count(1)
    page.go_back()
    page.get_by_role("button", name="Себебін жазып жабу").click()
    page.get_by_role("dialog").locator("#reason").fill("Қағаз журнал түзетілді.")
    page.get_by_role("dialog").get_by_role("button", name="Себебін жазып жабу").click()
    expect(page.get_by_text("Ашық сәйкессіздік жоқ.")).to_be_visible()
    sign_in(page, "teacher", path="/discrepancies?state=closed")
    expect(page.get_by_text("Қағаз журнал түзетілді.")).to_be_visible()


def test_a_page_of_another_role_is_refused_with_what_to_do(page: Page, academy: Academy) -> None:
    """A teacher who types the address of people sees why not, in the own language."""
    del academy
    sign_in(page, "teacher")
    answer = page.goto("/people?language=ru")
    assert answer is not None
    assert 403 == answer.status
    expect(page.get_by_role("heading", level=1)).to_have_text("Эта страница вам недоступна")


def test_an_address_that_is_none_leads_back(page: Page, academy: Academy) -> None:
    """The page says so and shows the way to the start."""
    del academy
    sign_in(page, "teacher")
    page.goto("/nowhere")
    page.get_by_role("link", name="Басты бетке").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Дәулет")

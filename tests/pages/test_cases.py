"""Cases as people meet them: four persons in four windows, each page changing when another acts."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, expect
from sqlalchemy import select

from services.common.storage.database import Database
from services.common.storage.tables import audit_entry
from tests.pages.cases import Open, People, Place, cell_of, fill_and_send, make_place, state_is
from tests.pages.factors import code, enrol
from tests.pages.saving import all_saved
from tests.support.stack import Stack, command, password_of


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


@pytest.fixture
def open_page(people: People) -> Iterator[Open]:
    """Opens a page as somebody; closed after the test."""
    opened: list[Page] = []

    def open_as(login: str, path: str) -> Page:
        opened.append(people.open(login, path))
        return opened[-1]

    yield open_as
    for page in opened:
        page.close()


def report_from_cell(page: Page) -> Page:
    """Go from the chosen closed cell to the report form."""
    expect(page.locator("#journal")).to_have_attribute("aria-busy", "false")
    page.get_by_role("link", name="Өзгеріс сұрау").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Баянат")
    return page


@pytest.mark.parametrize(
    ("day", "cadet", "offered"),
    [
        ("2026-10-05", 3, {"mark_correction": True, "late_entry": True, "removal": True}),
        ("2026-09-10", 4, {"mark_correction": True, "make_up": False, "removal": False}),
        ("2026-10-12", 0, {"removal": True}),
    ],
)
def test_the_form_offers_what_makes_sense_of_the_place(
    open_page: Open, place: Place, day: str, cadet: int, offered: dict[str, bool]
) -> None:
    """¶19: no make-up of a passed mark, nothing of two weeks after them, no correction while the window is open."""
    query = f"journal={place.journal}&lesson={place.lessons[day]}&cadet={place.cadets[cadet]}"
    page = open_page("teacher", f"/cases/new?{query}")
    kinds = page.locator('[name="kind"]').all()
    assert offered == {str(each.get_attribute("value")): each.is_enabled() for each in kinds}


def test_what_happens_before_a_page_listens_is_shown(people: People, place: Place) -> None:
    """¶13: between the page that was made and the signal that comes first there is no gap."""
    case = place.report("mark_correction", "2026-10-05", 4, value=92)
    page = people.window("teacher").new_page()

    def returned_first(route: Route) -> None:
        place.send_back(case)
        route.continue_()

    page.route("**/api/v1/events", returned_first, times=1)
    page.goto(f"/cases/{case}")
    state_is(page, "Қайтарылды")
    page.close()
    place.withdraw(case)


def test_four_people_change_a_locked_mark(open_page: Open, place: Place) -> None:
    """¶4, ¶10, ¶13: report, act, decision with the password, application; the teacher sees each step by itself."""
    teacher = report_from_cell(open_page("teacher", place.cell("2026-10-05", 0)))
    fill_and_send(teacher, "[data-report]", {"value": "85", "text": "Қағазда 85, мұнда 58."})
    state_is(teacher, "Баянат берілді")
    case = teacher.url.rsplit("/", 1)[1]
    expect(teacher.locator(".change-value")).to_have_text(["58", "85"])
    methodist = open_page("methodist", "/cases?view=waiting")
    methodist.locator(f'a[href="/cases/{case}"]').click()
    fill_and_send(methodist, '[data-act="act"]', {"text": "Қағаз журналда 85."})
    state_is(teacher, "Акт жасалды")
    head = open_page("head", f"/cases/{case}")
    expect(head.locator("#case-history")).to_contain_text("58")
    expect(head.locator("#case-change")).to_contain_text("07.10.2026 23:59 аяқталған; баянат одан")
    fill_and_send(head, '[data-act="approve"]', {"password": password_of("head")})
    state_is(teacher, "Рұқсат берілді")
    it = open_page("it", f"/cases/{case}")
    expect(it.locator("#case-change")).to_contain_text("Жасырын")
    expect(it.locator(".change-value")).to_have_count(0)
    fill_and_send(it, '[data-act="apply"]', {})
    state_is(teacher, "Орындалды")
    expect(teacher.locator("#case-history li").first).to_contain_text("осы іс бойынша")
    ordered = teacher.locator(".timeline-step--applying").inner_text().rpartition(" · ")[2].partition(",")[0]
    expect(teacher.locator(".timeline-step--applied")).to_contain_text(f"Журнал, АТҚБ тапсырмасымен ({ordered})")
    journal = open_page("teacher", place.cell("2026-10-05", 0))
    expect(cell_of(journal, 0, 2)).to_have_text("85")
    journal.get_by_role("button", name="Тарихы").click()
    expect(journal.get_by_role("dialog").get_by_role("link", name="іс")).to_have_attribute("href", f"/cases/{case}")


def test_a_make_up_stands_beside_the_mark(open_page: Open, place: Place) -> None:
    """¶19: straight to the head; then the teacher enters it by its own form, and the original stays."""
    teacher = report_from_cell(open_page("teacher", place.cell("2026-10-01", 1)))
    teacher.get_by_role("radio", name="Қайта тапсыру").check()
    expect(teacher.locator("#value")).to_be_hidden()
    fill_and_send(teacher, "[data-report]", {"text": "Ауырып қалған, қайта тапсырды."})
    state_is(teacher, "Баянат берілді")
    place.approve(teacher.url.rsplit("/", 1)[1])
    state_is(teacher, "Рұқсат берілді")
    journal = open_page("teacher", place.cell("2026-10-01", 1))
    journal.get_by_role("button", name="Қайта тапсыруды енгізу").click()
    journal.get_by_label("Баға", exact=True).fill("75")
    journal.get_by_role("dialog").get_by_role("button", name="Енгізу").click()
    expect(cell_of(journal, 1, 1)).to_have_text(re.compile("^а → 75"))
    state_is(teacher, "Орындалды")
    expect(teacher.locator(".change-value")).to_have_text(["а", "75"])


def test_a_wrong_make_up_mark_is_corrected(open_page: Open, place: Place) -> None:
    """¶4, ¶19: the form asks for points, the case says which mark it is, and the original stays."""
    teacher = report_from_cell(open_page("teacher", place.cell("2026-10-01", 1)))
    expect(teacher.locator("#value-hint")).to_contain_text("Қайта тапсыру бағасы түзетіледі")
    expect(teacher.locator('[name="clear"]')).to_have_count(0)
    fill_and_send(teacher, "[data-report]", {"value": "78", "text": "Қағазда 78, мұнда 75."})
    state_is(teacher, "Баянат берілді")
    expect(teacher.locator(".change-value")).to_have_text(["75", "78"])
    expect(teacher.locator("#case-change")).to_contain_text("Қайта тапсыру бағасы түзетіледі")
    case = teacher.url.rsplit("/", 1)[1]
    place.act(case)
    place.approve(case)
    place.apply(case)
    journal = open_page("teacher", place.cell("2026-10-01", 1))
    expect(cell_of(journal, 1, 1)).to_have_text(re.compile("^а → 78"))


def test_a_late_entry_opens_the_column_with_its_own_countdown(open_page: Open, place: Place) -> None:
    """¶4: for the teacher who asked, for the days named; what is entered is saved as ever."""
    journal = open_page("teacher", place.path)
    expect(journal.locator("#journal")).to_have_attribute("aria-busy", "false")
    journal.locator("#journal-grid th.lesson").nth(1).click()
    journal.get_by_role("dialog").get_by_role("link", name="Өзгеріс сұрау").click()
    journal.get_by_role("radio", name="Кешіктіріп енгізу").check()
    journal.locator("#open_days").select_option("3")
    fill_and_send(journal, "[data-report]", {"text": "Іссапарда болдым."})
    state_is(journal, "Баянат берілді")
    case = journal.url.rsplit("/", 1)[1]
    place.act(case)
    place.approve(case)
    place.apply(case)
    assert_not_offered_again(journal, place)
    journal.goto(place.cell("2026-10-01", 4))
    heading = journal.locator("#journal-grid th.lesson").nth(1)
    expect(heading).to_have_class(re.compile("lesson--open.*lesson--late"))
    cell_of(journal, 4, 1).click()
    expect(journal.locator("#journal-cell")).to_contain_text("Кешіктіріп енгізуге")
    journal.keyboard.type("66")
    journal.keyboard.press("Enter")
    all_saved(journal)
    cell_of(journal, 4, 1).click()
    journal.keyboard.type("67")
    journal.keyboard.press("Enter")
    all_saved(journal)
    journal.reload()
    expect(cell_of(journal, 4, 1)).to_have_text("67")
    expect(cell_of(journal, 4, 1)).to_have_attribute("aria-readonly", "false")


def assert_not_offered_again(page: Page, place: Place) -> None:
    """¶4: what is open is not asked for; the report's form says until when it is."""
    page.goto(f"/cases/new?journal={place.journal}&lesson={place.lessons['2026-10-01']}")
    expect(page.locator(".facts")).to_contain_text("дейін ашық")
    expect(page.locator('[name="kind"]')).to_have_count(1)
    expect(page.locator('[name="kind"]')).to_have_value("removal")


def test_a_returned_late_lesson_is_mended(open_page: Open, place: Place) -> None:
    """¶13: the form holds what was held; a day whose window is open is refused beside its field."""
    teacher = open_page("teacher", f"/cases/new-lesson?journal={place.journal}&date=2026-10-06&kind=practical")
    fill_and_send(teacher, "[data-late-lesson]", {"text": "Қосылмай қалған."})
    state_is(teacher, "Баянат берілді")
    place.send_back(teacher.url.rsplit("/", 1)[1])
    state_is(teacher, "Қайтарылды")
    expect(teacher.locator("#held-kind")).to_have_value("practical")
    fill_and_send(teacher, '[data-act="amend"]', {"date": "2026-10-11"})
    expect(teacher.locator("#held-date-error")).to_contain_text("журналдың өзіне қосыңыз")
    fill_and_send(teacher, '[data-act="amend"]', {"date": "2026-10-07", "topic": "Айғақтар"})
    state_is(teacher, "Баянат берілді")
    expect(teacher.locator("#case-change")).to_contain_text("7 қазан, сәрсенбі, практикалық сабақ.")
    expect(teacher.locator("#case-change")).to_contain_text("Айғақтар")
    place.withdraw(teacher.url.rsplit("/", 1)[1])


def test_a_late_entry_leaves_what_was_there(open_page: Open, place: Place) -> None:
    """¶4: a mark from before looks closed in the open column, and says why and what to do."""
    case = place.report("late_entry", "2026-10-05", open_days=1)
    place.act(case)
    place.approve(case)
    place.apply(case)
    journal = open_page("teacher", place.cell("2026-10-05", 1))
    expect(journal.locator("#journal-grid th.lesson").nth(2)).to_have_class(re.compile("lesson--late"))
    there = cell_of(journal, 1, 2)
    expect(there).to_have_class(re.compile("cell--locked"))
    expect(there).to_have_attribute("aria-readonly", "true")
    there.click()
    journal.keyboard.type("100")
    expect(journal.locator("#journal-cell")).to_contain_text("баған ашылғанға дейін")
    expect(journal.get_by_role("link", name="Өзгеріс сұрау")).to_be_visible()
    expect(there).to_have_text(re.compile("^70"))


def test_a_substitute_enters_with_the_heads_permission(open_page: Open, place: Place) -> None:
    """¶21: asked for, granted with the password, entered under the own name, ended at once."""
    teacher = open_page("teacher", "/substitutions/new")
    teacher.locator("#substitute").select_option(label="Серіков Н.")
    teacher.get_by_label("Криминалистика · ҚҚ-21").check()
    fill_and_send(teacher, "[data-substitution]", {"until": "2026-10-20", "text": "Емделуде боламын."})
    state_is(teacher, "Баянат берілді")
    head = open_page("head", teacher.url)
    fill_and_send(head, '[data-act="approve"]', {"password": password_of("head")})
    state_is(teacher, "Орындалды")
    colleague = open_page("colleague", place.cell("2026-10-12", 0))
    cell_of(colleague, 0, 4).click()
    colleague.keyboard.type("88")
    colleague.keyboard.press("Enter")
    all_saved(colleague)
    methodist = open_page("methodist", "/substitutions?search=серіков")
    expect(methodist.get_by_text("күшінде", exact=True)).to_be_visible()
    methodist.goto("/substitutions?search=баев")
    expect(methodist.get_by_text("Ештеңе табылмады.")).to_be_visible()
    methodist.goto("/substitutions")
    methodist.get_by_role("button", name="Күшін жою…").click()
    fill_and_send(methodist, "[data-revoke-form]", {"reason": "Оқытушы жұмысқа шықты."})
    expect(methodist.get_by_text("Бүгін күшіндегі алмастыру жоқ.")).to_be_visible()
    state_is(teacher, "Орындалды")
    expect(teacher.locator("#case-steps")).to_contain_text("Алмастырудың күші жойылды")


def test_a_notice_becomes_an_act(open_page: Open, place: Place) -> None:
    """¶20, ¶13: the methodist says what the cell should hold; the head decides next."""
    notice = {"journal": place.journal, "lesson": place.lessons["2026-10-05"], "cadet": place.cadets[1]}
    with place.stack.client("teacher") as client:
        command(client, "POST", "/api/v1/discrepancies", {**notice, "text": "Қағазда 80."})
    methodist = open_page("methodist", "/discrepancies")
    methodist.get_by_role("button", name="Актіге айналдыру…").click()
    fill_and_send(methodist, "[data-turn-form]", {"value": "80", "text": "Қағаз журналда 80."})
    state_is(methodist, "Акт жасалды")
    expect(methodist.locator(".change-value")).to_have_text(["70", "80"])
    case = methodist.url.rsplit("/", 1)[1]
    with place.stack.client("methodist") as client:
        number = client.get(f"/api/v1/cases/{case}").json()["number"]
    expect(methodist.locator("#case-head")).to_contain_text(f"Акт № {number}")
    methodist.goto(f"/cases?search={number}")
    expect(methodist.locator(f'#cases-list a[href="/cases/{case}"]')).to_contain_text(f"Акт № {number}")
    expect(methodist.locator("#cases-list").get_by_role("link", name=f"Баянат № {number}")).to_have_count(1)
    methodist.goto("/discrepancies?state=closed")
    expect(methodist.get_by_text("Қағазда 80.")).to_be_visible()
    expect(methodist.get_by_text(f"Акт № {number}")).to_be_visible()


def test_the_methodists_inbox_changes_by_itself_and_is_searched(open_page: Open, place: Place) -> None:
    """¶20: a new discrepancy appears and is counted while somebody types; the server finds it by the cadet's name."""
    methodist = open_page("methodist", "/discrepancies")
    rows, count = (
        methodist.locator("#discrepancies-list li"),
        methodist.locator('[href="/discrepancies"] [data-number]'),
    )
    before = rows.count()
    methodist.get_by_role("searchbox").type("әлиев")
    notice = {"journal": place.journal, "lesson": place.lessons["2026-10-05"], "cadet": place.cadets[0]}
    with place.stack.client("teacher") as client:
        command(client, "POST", "/api/v1/discrepancies", {**notice, "text": "Қағазда 59."})
    expect(rows).to_have_count(before + 1)
    expect(count).to_have_text(str(before + 1))
    expect(methodist.get_by_role("searchbox")).to_have_value("әлиев")
    methodist.keyboard.press("Enter")
    expect(methodist).to_have_url(re.compile("search="))
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Қағазда 59.")
    methodist.get_by_role("searchbox").fill("жоқ адам")
    methodist.keyboard.press("Enter")
    expect(methodist.get_by_text("Ештеңе табылмады.")).to_be_visible()


def test_what_somebody_types_outlasts_what_others_do(open_page: Open, place: Place) -> None:
    """¶1: the page changes around the form begun; text and focus stay, and the change is read out."""
    case = place.report("mark_correction", "2026-10-05", 3, value=89)
    methodist = open_page("methodist", f"/cases/{case}")
    text = methodist.locator("#act-text")
    text.fill("Әлі жазып жатырмын")
    with place.stack.client("teacher") as client:
        command(client, "POST", f"/api/v1/cases/{case}/withdraw", {})
    state_is(methodist, "Қайтарып алынды")
    expect(methodist.locator("[data-announcer]")).to_contain_text("Қайтарып алынды")
    expect(text).to_have_value("Әлі жазып жатырмын")
    expect(text).to_be_focused()
    text.fill("")
    text.blur()
    expect(text).to_have_count(0)


def test_nobody_leaves_words_behind_unasked(open_page: Open, place: Place) -> None:
    """¶13: who would leave a report begun is asked first, and finds it as it was; who has sent it goes on."""
    page = report_from_cell(open_page("teacher", place.cell("2026-10-05", 3)))
    asked = stays(page)
    page.locator("#text").click()
    page.keyboard.type("Қағазда 82.")
    page.get_by_role("link", name="Бас тарту").click()
    expect(page.locator("#text")).to_have_value("Қағазда 82.")
    fill_and_send(page, "[data-report]", {"value": "82"})
    state_is(page, "Баянат берілді")
    assert ["beforeunload"] == asked
    place.withdraw(page.url.rsplit("/", 1)[1])


def test_a_step_done_asks_nobody_about_another_form(open_page: Open, place: Place) -> None:
    """¶13: the methodist has begun an act, and sends the report back instead."""
    case = place.report("mark_correction", "2026-10-05", 3, value=83)
    methodist = open_page("methodist", f"/cases/{case}")
    asked = stays(methodist)
    methodist.locator("#act-text").click()
    methodist.keyboard.type("Қағазда басқаша.")
    methodist.get_by_role("button", name="Қайтару…").click()
    fill_and_send(methodist, '[data-act="return"]', {"reason": "Қағазда 84."})
    state_is(methodist, "Қайтарылды")
    assert [] == asked
    place.withdraw(case)


def test_an_act_on_an_amended_report_begins_empty(open_page: Open, place: Place) -> None:
    """¶13: the former one spoke of another report."""
    case = place.report("mark_correction", "2026-10-05", 3, value=84)
    place.act(case)
    place.send_back(case, "head")
    methodist = open_page("methodist", f"/cases/{case}")
    expect(methodist.locator("#act-text")).to_have_value("Қағаз журналмен салыстырылды.")
    place.send_back(case)
    place.amend(case, 85)
    methodist.reload()
    expect(methodist.locator("#act-text")).to_have_value("")
    place.withdraw(case)


def stays(page: Page) -> list[str]:
    """Whoever is asked whether to leave the page stays; what was asked."""
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return asked


def test_after_a_step_the_keyboard_goes_on_at_the_heading(open_page: Open, place: Place) -> None:
    """¶1: the page is shown anew, says how the case stands now, and loses nobody who has no mouse; it goes on to
    follow what others do.
    """
    case = place.report("mark_correction", "2026-10-05", 3, value=81)
    methodist = open_page("methodist", f"/cases/{case}")
    methodist.locator("#act-text").fill("Қағазда 81.")
    methodist.keyboard.press("Tab")
    methodist.keyboard.press("Enter")
    state_is(methodist, "Акт жасалды")
    expect(methodist.get_by_role("heading", level=1)).to_be_focused()
    expect(methodist.locator("[data-announcer]")).to_contain_text("Акт жасалды")
    with place.stack.client("teacher") as client:
        command(client, "POST", f"/api/v1/cases/{case}/withdraw", {})
    state_is(methodist, "Қайтарып алынды")
    expect(methodist.get_by_role("heading", level=1)).to_be_focused()


def test_the_desk_and_its_count_change_by_themselves(open_page: Open, place: Place) -> None:
    """¶13: a new report appears where it waits, while somebody types into the search."""
    methodist = open_page("methodist", "/cases?view=waiting")
    rows, count = (
        methodist.locator("#cases-list tbody tr"),
        methodist.locator('.site-nav [href="/cases"] [data-number]'),
    )
    expect(count).to_have_text(re.compile(r"^\d*$"))
    before = rows.count()
    methodist.locator("#search").type("ҚҚ")
    case = place.report("mark_correction", "2026-10-05", 4, value=92)
    expect(rows).to_have_count(before + 1)
    expect(count).to_have_text(str(before + 1))
    expect(methodist.locator("#search")).to_be_focused()
    expect(methodist.locator("#search")).to_have_value("ҚҚ")
    place.act(case)
    expect(rows).to_have_count(before)


def test_a_wrong_password_is_told_beside_its_field(open_page: Open, place: Place) -> None:
    """¶4: nothing is approved without it."""
    case = place.report("make_up", "2026-10-01", 2)
    head = open_page("head", f"/cases/{case}")
    fill_and_send(head, '[data-act="approve"]', {"password": "басқа құпиясөз"})
    expect(head.locator("#approve-password-error")).to_contain_text("дұрыс емес")
    head.reload()
    state_is(head, "Баянат берілді")


def test_a_rejection_tells_its_reason(open_page: Open, place: Place) -> None:
    """¶13: with a reason, which the author reads."""
    case = place.report("make_up", "2026-10-05", 2)
    teacher, head = open_page("teacher", f"/cases/{case}"), open_page("head", f"/cases/{case}")
    head.get_by_role("button", name="Рұқсат бермеу…").click()
    dialog = head.get_by_role("dialog")
    dialog.locator("[type=submit]").click()
    expect(dialog.locator(".field-error").first).to_be_visible()
    fill_and_send(head, '[data-act="reject"]', {"reason": "Анықтамасы жоқ."})
    state_is(teacher, "Рұқсат берілмеді")
    expect(teacher.locator("#case-steps")).to_contain_text("Анықтамасы жоқ.")


def test_a_head_with_a_second_factor_decides_with_a_code(open_page: Open, place: Place) -> None:
    """¶4: the password alone is not enough then; what is missing is said beside its field."""
    place.stack.register("careful", ("faculty_head", place.faculty), family="Мұқият", given="Асан")
    account = open_page("careful", "/account")
    account.get_by_text("Екінші факторды қосу").click()
    secret, _ = enrol(account, password_of("careful"))
    case = place.report("make_up", "2026-10-05", 2)
    head = open_page("careful", f"/cases/{case}")
    fill_and_send(head, '[data-act="approve"]', {"password": password_of("careful"), "code": "000000"})
    expect(head.locator("#approve-code-error")).to_contain_text("Код дұрыс емес")
    fill_and_send(head, '[data-act="approve"]', {"password": password_of("careful"), "code": code(secret, later=1)})
    state_is(head, "Рұқсат берілді")


def test_a_returned_report_is_mended(open_page: Open, place: Place) -> None:
    """¶13: the methodist sends it back with a reason, its author reports again."""
    case = place.report("mark_correction", "2026-10-05", 5, value=70)
    methodist = open_page("methodist", f"/cases/{case}")
    methodist.get_by_role("button", name="Қайтару…").click()
    fill_and_send(methodist, '[data-act="return"]', {"reason": "Қағазда 75."})
    state_is(methodist, "Қайтарылды")
    teacher = open_page("teacher", f"/cases/{case}")
    expect(teacher.locator("#case-steps")).to_contain_text("Қағазда 75.")
    fill_and_send(teacher, '[data-act="amend"]', {"value": "75", "text": "Дұрысы – 75."})
    state_is(teacher, "Баянат берілді")
    expect(teacher.locator(".change-value").last).to_have_text("75")
    expect(teacher.locator("#case-papers .paper")).to_have_count(2)


def test_an_erased_mark_empties_the_cell(open_page: Open, place: Place) -> None:
    """¶13: what is wrong in a returned report can be taken away; what nobody touched stays."""
    case = place.report("mark_correction", "2026-10-08", 0, value=70)
    place.send_back(case)
    teacher = open_page("teacher", f"/cases/{case}")
    fill_and_send(teacher, '[data-act="amend"]', {"text": "Дұрысы – 70."})
    state_is(teacher, "Баянат берілді")
    expect(teacher.locator(".change-value")).to_have_text(["90", "70"])
    place.send_back(case)
    fill_and_send(teacher, '[data-act="amend"]', {"value": "", "text": "Бұл курсант сабақта болмаған."})
    state_is(teacher, "Баянат берілді")
    expect(teacher.locator(".change-value")).to_have_text(["90", "бос"])


def test_a_returned_act_on_a_notice_is_mended(open_page: Open, place: Place) -> None:
    """¶13, ¶20: the methodist typed another mark than the paper has, and says the right one."""
    case = place.act_on_notice("2026-10-08", 1, 87)
    place.send_back(case, "head")
    methodist = open_page("methodist", f"/cases/{case}")
    expect(methodist.locator("#act-value")).to_have_value("87")
    expect(methodist.locator("#act-text")).to_have_value("Қағазда 78.")
    fill_and_send(methodist, '[data-act="act"]', {"value": "78", "text": "Қағаз журналда 78."})
    state_is(methodist, "Акт жасалды")
    expect(methodist.locator(".change-value")).to_have_text(["90", "78"])


def test_an_act_on_a_notice_is_nowhere_called_a_report(open_page: Open, place: Place) -> None:
    """¶13, ¶20: nobody reported anything: there is who noticed, and the act."""
    case = place.act_on_notice("2026-10-08", 4, 78)
    teacher = open_page("teacher", f"/cases/{case}")
    expect(teacher.locator("#case-change")).to_contain_text("Хабарлама")
    expect(teacher.locator("#withdraw-title")).to_have_text("Хабарламаны қайтарып аласыз ба?")
    assert "аянат" not in str(teacher.locator("main").text_content())
    place.approve(case)
    it = open_page("it", f"/cases/{case}")
    expect(it.locator("#case-actions")).to_contain_text("Акт жасалғаннан бері ұяшық өзгерген болса")
    assert "аянат" not in str(it.locator("main").text_content())


def test_the_days_of_a_returned_report_are_mended(open_page: Open, place: Place) -> None:
    """¶4, ¶13: two were too few."""
    case = place.report_lesson("2026-10-02")
    place.send_back(case)
    teacher = open_page("teacher", f"/cases/{case}")
    expect(teacher.locator("#amend-days")).to_have_value("2")
    teacher.locator("#amend-days").select_option("4")
    fill_and_send(teacher, '[data-act="amend"]', {"text": "Төрт күн керек."})
    state_is(teacher, "Баянат берілді")
    expect(teacher.locator("#case-change")).to_contain_text("4 күн")


def test_a_returned_substitution_is_mended(open_page: Open, place: Place) -> None:
    """¶13, ¶21: the form holds what was asked for, and what is said anew is asked for then."""
    teacher = open_page("teacher", "/substitutions/new")
    teacher.locator("#substitute").select_option(label="Серіков Н.")
    teacher.get_by_label("Криминалистика · ҚҚ-21").check()
    fill_and_send(teacher, "[data-substitution]", {"until": "2026-10-20", "text": "Емделуде боламын."})
    state_is(teacher, "Баянат берілді")
    place.send_back(teacher.url.rsplit("/", 1)[1], "head")
    state_is(teacher, "Қайтарылды")
    expect(teacher.locator("#substitute option:checked")).to_have_text("Серіков Н.")
    expect(teacher.get_by_label("Криминалистика · ҚҚ-21")).to_be_checked()
    expect(teacher.locator("#since")).to_have_value("2026-10-12")
    teacher.get_by_label("Криминалистика · ҚҚ-21").uncheck()
    fill_and_send(teacher, '[data-act="amend"]', {"until": "2026-10-16"})
    expect(teacher.locator("#journals-error")).not_to_be_empty()
    teacher.get_by_label("Криминалистика · ҚҚ-21").check()
    fill_and_send(teacher, '[data-act="amend"]', {"until": "2026-10-16"})
    state_is(teacher, "Баянат берілді")
    expect(teacher.locator("#case-change")).to_contain_text("12.10.2026 – 16.10.2026")
    place.withdraw(teacher.url.rsplit("/", 1)[1])


def test_cases_are_found(open_page: Open, place: Place) -> None:
    """¶12: by number, name, kind and state."""
    case = place.report("removal", "2026-10-12")
    page = open_page("moderator", "/cases")
    page.locator("#kind").select_option("removal")
    page.locator("#state").select_option("reported")
    page.locator("#search").fill("криминалистика")
    page.get_by_role("button", name="Табу").click()
    expect(page.locator("#cases-list tbody tr")).to_have_count(1)
    expect(page.locator(f'#cases-list a[href="/cases/{case}"]')).to_be_visible()
    page.locator("#search").fill("жоқ нәрсе")
    page.get_by_role("button", name="Табу").click()
    expect(page.get_by_text("Мұндай іс табылмады.")).to_be_visible()


def test_a_special_day_moves_what_is_due(open_page: Open, place: Place) -> None:
    """¶10: IT says, with a reason, that a day is free; the next decision's due time passes over it."""
    it = open_page("it", "/calendar")
    fill_and_send(it, "[data-calendar]", {"day": "2026-10-14", "reason": "Академия күні"})
    expect(it.get_by_role("row", name="Академия күні")).to_contain_text("демалыс күні")
    case = place.report("mark_correction", "2026-10-01", 0, value=86)
    place.act(case)
    place.approve(case)
    expect(open_page("it", f"/cases/{case}").locator("#case-head")).to_contain_text("16.10.2026 23:59 дейін")


def test_what_is_overdue_is_plain_to_see(open_page: Open, place: Place) -> None:
    """¶7, ¶10, ¶12: on IT's desk and on the moderator's first page, with when it was due."""
    case = place.report("mark_correction", "2026-10-01", 5, value=78)
    place.act(case)
    place.approve(case)
    place.stack.move_clock("2026-10-19T09:00")
    it, moderator = open_page("it", "/cases?view=overdue"), open_page("moderator", "/")
    for page in (it, moderator):
        row = page.get_by_role("row").filter(has=page.locator(f'a[href="/cases/{case}"]'))
        expect(row).to_contain_text("16.10.2026 23:59 мерзімі өтті")
    expect(moderator.locator(".site-nav .count--danger")).to_be_visible()


def test_a_removed_lesson_is_struck_out(open_page: Open, place: Place) -> None:
    """¶19: its marks stay visible, take no entry and lead to no report."""
    case = place.report("removal", "2026-10-08")
    place.act(case)
    place.approve(case)
    journal = open_page("teacher", place.cell("2026-10-08", 2))
    expect(cell_of(journal, 2, 3)).to_have_text("90")
    place.apply(case)
    expect(journal.locator("#journal-grid th.lesson").nth(3)).to_have_class(re.compile("lesson--removed"))
    expect(cell_of(journal, 2, 3)).to_have_class(re.compile("cell--removed"))
    expect(journal.locator("#journal-cell")).to_contain_text("Бұл сабақ жойылған")
    expect(journal.get_by_role("link", name="Өзгеріс сұрау")).to_have_count(0)
    journal.set_viewport_size({"width": 390, "height": 800})
    expect(journal.locator(".phone-input").nth(2)).to_have_css("text-decoration-line", "line-through")


def test_a_lesson_that_nobody_added_comes_in(open_page: Open, place: Place) -> None:
    """¶4, ¶17: from the form for a new lesson, with what was typed there; the head reads what is asked for."""
    teacher = open_page("teacher", place.path)
    expect(teacher.locator("#journal")).to_have_attribute("aria-busy", "false")
    teacher.keyboard.press("n")
    teacher.locator("#lesson-date").fill("2026-10-09")
    teacher.locator("#lesson-kind").select_option("seminar")
    teacher.locator("#lesson-topic").fill("Дәлелдеу")
    teacher.keyboard.press("Enter")
    expect(teacher.get_by_role("dialog")).to_contain_text("соңғы күні 11.10.2026 болды")
    teacher.get_by_role("dialog").get_by_role("link", name="Баянат беру").click()
    said = [teacher.locator(f"#held-{each}").input_value() for each in ("date", "kind", "topic")]
    assert ["2026-10-09", "seminar", "Дәлелдеу"] == said
    fill_and_send(teacher, "[data-late-lesson]", {"text": "Қосуды ұмытып кетіппін."})
    state_is(teacher, "Баянат берілді")
    case = teacher.url.rsplit("/", 1)[1]
    place.act(case)
    head = open_page("head", f"/cases/{case}")
    expect(head.locator("#case-change")).to_contain_text("Журналға сабақ қосу: 9 қазан, жұма, семинар.")
    expect(head.locator("#case-change")).to_contain_text("Дәлелдеу")
    place.approve(case)
    place.apply(case)
    state_is(teacher, "Орындалды")
    with place.stack.client("teacher") as client:
        lesson = client.get(f"/api/v1/cases/{case}").json()["lesson"]
        at = [each["id"] for each in client.get(f"/api/v1{place.path}").json()["lessons"]].index(lesson)
    journal = open_page("teacher", f"{place.path}#lesson={lesson}&cadet={place.cadets[0]}")
    expect(journal.locator("#journal-grid th.lesson").nth(at)).to_have_class(re.compile("lesson--open.*lesson--late"))
    cell_of(journal, 0, at).click()
    journal.keyboard.type("66")
    journal.keyboard.press("Enter")
    all_saved(journal)
    expect(cell_of(journal, 0, at)).to_have_text("66")


def test_the_countdown_of_a_case_runs_out(open_page: Open, place: Place) -> None:
    """¶10: while IT looks at the page it says that the time has passed; shown anew, since when."""
    case = place.report("mark_correction", "2026-10-01", 3, value=79)
    place.act(case)
    place.approve(case)
    with place.stack.it() as client:
        due = datetime.fromisoformat(client.get(f"/api/v1/cases/{case}").json()["due_at"])
    place.stack.move_clock((due - timedelta(minutes=10)).isoformat())
    it = open_page("it", "/cases")
    it.clock.install()
    it.goto(f"/cases/{case}")
    countdown = it.locator("#case-head time")
    expect(countdown).to_contain_text("мин қалды")
    it.clock.fast_forward("15:00")
    expect(countdown).to_have_text("мерзімі өтті")
    expect(countdown).to_have_class(re.compile("closes--over"))
    place.stack.move_clock((due + timedelta(minutes=1)).isoformat())
    it.reload()
    expect(it.locator("#case-head .badge--danger")).to_contain_text("23:59 мерзімі өтті")


def test_it_applies_nothing_on_a_decision_that_is_used_up(open_page: Open, place: Place) -> None:
    """¶4, ¶10: though a page that has heard of nothing offers it: refused in words, the attempt in the audit."""
    case = place.report("mark_correction", "2026-10-05", 0, value=19)
    place.act(case)
    place.approve(case)
    it = open_page("it", "/cases")
    it.route("**/api/v1/events", lambda route: route.abort())
    it.goto(f"/cases/{case}")
    place.apply(case)
    fill_and_send(it, '[data-act="apply"]', {})
    expect(it.locator('[data-act="apply"] [data-form-error]')).to_contain_text("13-тармағы")
    of_case = audit_entry.c.facts.contains(case) & (audit_entry.c.action == "attempt.refused")
    with Database(place.stack.environment["JURNAL_DB_CORRECTIONS"]).reading() as session:
        attempts = session.execute(select(audit_entry.c.subject, audit_entry.c.facts).where(of_case)).all()
    assert [("ApplyCase", "case_state_wrong")] == [(each.subject, json.loads(each.facts)["code"]) for each in attempts]

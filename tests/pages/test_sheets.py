"""A grade sheet in the browser: opened by the methodist, signed by the examiner, closed by the head (¶2, ¶4)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.accessibility import in_every_light
from tests.pages.cases import People, Place, make_place
from tests.support.stack import Stack, command, password_of

TODAY = "2026-10-12"


@pytest.fixture(scope="module")
def place(stack: Stack) -> Place:
    """A journal whose examination of today has a mark of everybody."""
    made = make_place(stack)
    path = f"/api/v1/journals/{made.journal}"
    with stack.client("methodist") as methodist, stack.client("colleague") as examiner:
        me = examiner.get("/api/v1/me").json()["id"]
        command(methodist, "PUT", f"/api/v1/examinations/{made.journal}/examiners", {"people": [me]})
        with stack.client("teacher") as teacher:
            teacher.get(path)
        body = {"date": TODAY, "kind": "examination", "topic": ""}
        held = command(examiner, "POST", f"{path}/lessons", body)["id"]
        cell = {"lesson": held, "value": 64, "version": 0}
        marks = [{**cell, "cadet": cadet} for cadet in made.cadets]
        assert len(command(examiner, "PUT", f"{path}/marks", {"marks": marks})["saved"]) == len(made.cadets)
    stack.wait_for_events()
    return made


@pytest.fixture(scope="module")
def people(chromium: Browser, place: Place) -> Iterator[People]:
    """Everybody in a window of their own."""
    windows = People(chromium, place.stack.address)
    yield windows
    windows.close()


def sign(page: Page, login: str) -> None:
    """Give the password again."""
    page.locator("#sign-password").fill(password_of(login))
    page.get_by_role("button", name="Қол қою").click()


def test_a_sheet_on_its_way(people: People, place: Place) -> None:
    """¶2, ¶4: each of the three does a part, and a wrong password signs nothing; then it is closed."""
    methodist = people.open("methodist", "/sheets")
    methodist.get_by_role("button", name="Ведомость ашу").click()
    expect(methodist.get_by_role("heading", level=1)).to_contain_text("Емтихан")
    methodist.get_by_text("Ведомостьті жою").first.click()
    methodist.locator("#annul-reason").fill("Қате ашылды")
    methodist.get_by_role("button", name="Ведомостьті жою").click()
    expect(methodist.locator("main .badge").first).to_have_text("жойылды")
    expect(methodist.locator("main .notice--warn")).to_contain_text("Қате ашылды")
    it = people.open("it", f"/sheets/{methodist.url.split('?')[0].rsplit('/', 1)[-1]}")
    expect(it.locator("main .notice--warn")).to_contain_text("Себебі жасырын")
    methodist.goto("/sheets")
    expect(methodist.get_by_role("row", name="№ 1/")).to_contain_text("жойылды")
    methodist.get_by_role("button", name="Ведомость ашу").click()
    expect(methodist.get_by_role("heading", level=1)).to_contain_text("№ 2/")
    sheet = methodist.url.split("?")[0].rsplit("/", 1)[-1]
    expect(methodist.locator("form[data-sign-sheet]")).to_have_count(0)
    examiner = people.open("colleague", f"/sheets/{sheet}")
    expect(examiner.get_by_role("row", name="Әлиев Айбек")).to_contain_text("C")
    examiner.locator("#sign-password").fill("not the password")
    examiner.get_by_role("button", name="Қол қою").click()
    expect(examiner.locator("#sign-password-error")).not_to_be_empty()
    sign(examiner, "colleague")
    expect(examiner.locator("main .badge").first).to_have_text("емтихан алушы қол қойды")
    head = people.open("head", f"/sheets/{sheet}")
    sign(head, "head")
    expect(head.locator("main .badge").first).to_have_text("жабық")
    expect(head.locator("form[data-sign-sheet]")).to_have_count(0)
    assert ([], 320) == in_every_light(head)
    head.goto("/sheets")
    head.get_by_role("navigation", name="Жиынтық ведомостьтер").get_by_role("link").first.click()
    expect(head.get_by_role("row", name="Әлиев Айбек")).to_contain_text("C")
    assert ([], 320) == in_every_light(head)
    listed = people.open("teacher", "/sheets").get_by_role("row", name="№ 2/")
    expect(listed).to_contain_text("жабық")


def test_a_correction_afterwards_makes_another_revision(people: People, place: Place) -> None:
    """¶4: by its papers alone; the sheet names the former revision and the case, and both can be read."""
    place.stack.move_clock("2026-10-15T10:00")
    with place.stack.client("colleague") as examiner:
        (sheet,) = (each for each in examiner.get("/api/v1/sheets").json()["sheets"] if each["state"] == "closed")
        lessons = examiner.get(f"/api/v1/journals/{place.journal}").json()["lessons"]
        (held,) = (each["id"] for each in lessons if each["kind"] == "examination")
        body = {"kind": "mark_correction", "journal": place.journal, "lesson": held, "cadet": place.cadets[0]}
        case = command(examiner, "POST", "/api/v1/cases", {**body, "value": 100, "text": "Қағазда 100."})["id"]
    place.act(case)
    place.approve(case)
    place.apply(case)
    head = people.open("head", f"/sheets/{sheet['id']}")
    aliev = head.get_by_role("row", name="Әлиев Айбек")
    expect(aliev).to_contain_text("100")
    second = head.locator("section li").last
    expect(second).to_contain_text("2-редакция")
    expect(second.locator(f'a[href="/cases/{case}"]')).to_be_visible()
    head.get_by_role("link", name="1-редакция").click()
    expect(aliev).to_contain_text("64")


@pytest.mark.parametrize("login", ["it", "moderator"])
def test_it_and_moderators_see_how_many_cells_are_filled(people: People, place: Place, login: str) -> None:
    """¶5, ¶7: and no figure."""
    with place.stack.client("methodist") as methodist:
        body = {"journal": place.journal, "kind": "admission", "lesson": ""}
        methodist.post("/api/v1/sheets", json={"command_id": "the-same-for-both", **body})
        sheet = next(
            each["id"] for each in methodist.get("/api/v1/sheets").json()["sheets"] if each["kind"] == "admission"
        )
    page = people.open(login, f"/sheets/{sheet}")
    expect(page.locator("main")).to_contain_text("Толтырылған ұяшықтар")
    expect(page.locator("main table")).to_have_count(0)


def test_a_sheet_is_taken_along_as_pdf_and_spreadsheet(people: People, place: Place) -> None:
    """¶2: in Kazakh and Russian; by those who see its figures."""
    with place.stack.client("methodist") as methodist:
        body = {"journal": place.journal, "kind": "admission", "lesson": ""}
        methodist.post("/api/v1/sheets", json={"command_id": "the-same-for-both", **body})
    page = people.open("methodist", "/sheets")
    page.locator("tbody a").first.click()
    files = page.get_by_role("navigation", name="Файлдар").get_by_role("link")
    found = [page.request.get(str(files.nth(number).get_attribute("href"))) for number in range(3)]
    kinds = [each.headers["content-type"].rsplit("/", 1)[-1].rsplit(".", 1)[-1] for each in found]
    assert ([200] * 3, ["pdf", "pdf", "sheet"]) == ([each.status for each in found], kinds)

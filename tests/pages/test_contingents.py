"""A semester's contingent from a spreadsheet to journals, in the browser (¶14)."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.pages.academy import Academy, contingent, make_academy, sign_in, upload
from tests.support.stack import Stack, command

pytestmark = pytest.mark.full_browser

GOOD = contingent(("ҚҚ-26-1", "26-001", "Әлімжанов", "Бақыт"), ("ҚҚ-26-1", "26-002", "Серікова", "Айгүл"))


@pytest.fixture(scope="module")
def academy(stack: Stack) -> Academy:
    """A faculty with people."""
    return make_academy(stack)


def _choose(page: Page, content: bytes) -> None:
    page.goto("/contingents/new")
    page.locator("#file").set_input_files({"name": "контингент.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Жүктеп, тексеру").click()


def _submit_another(stack: Stack, content: bytes) -> str:
    with stack.client("methodist") as client:
        made = str(upload(client, content)["id"])
        command(client, "POST", f"/api/v1/contingents/{made}/submit", {})
        return made


def test_every_error_is_shown_with_its_row_and_column(page: Page, academy: Academy) -> None:
    """All errors at once, grouped by what is wrong; nothing can be submitted."""
    del academy
    sign_in(page, "methodist")
    rows = [("ҚҚ-26-1", "26-001", "", "Бақыт"), ("ҚҚ-26-1", "26-002", "Серікова", "Айгүл")]
    _choose(page, contingent(*rows, teacher="nobody"))
    expect(page.get_by_role("heading", name="3 қате")).to_be_visible()
    expect(page.get_by_role("row", name="2 Тегі")).to_be_visible()
    expect(page.get_by_role("row", name="3 Оқытушының логині")).to_be_visible()
    expect(page.get_by_role("button", name="АТҚБ-ға жіберу")).to_have_count(0)


def test_the_errors_can_be_taken_along_as_csv(page: Page, academy: Academy) -> None:
    """Who corrects the file has the list beside it."""
    del academy
    sign_in(page, "methodist")
    _choose(page, contingent(("ҚҚ-26-1", "26-001", "", "Бақыт")))
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV түрінде жүктеп алу").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert ["Жол,Баған,Не дұрыс емес", "2,Тегі,Ұяшық бос. Толтырыңыз."] == text.splitlines()


def test_what_is_no_spreadsheet_is_refused_beside_the_file(page: Page, academy: Academy) -> None:
    """The refusal stands where another file is chosen."""
    del academy
    sign_in(page, "methodist")
    _choose(page, b"\xff\xfe\x00 not a table")
    expect(page.locator("#file-error")).to_contain_text("14-тармағы")


def test_a_file_has_to_be_chosen(page: Page, academy: Academy) -> None:
    """Nothing is sent without a file."""
    del academy
    sign_in(page, "methodist")
    page.goto("/contingents/new")
    page.get_by_role("button", name="Жүктеп, тексеру").click()
    expect(page.locator("#file-error")).to_have_text("Бұл өрісті толтырыңыз.")


@pytest.mark.parametrize("name", ["Қазақша", "Русский", "English"])
def test_the_template_comes_in_three_languages(page: Page, academy: Academy, name: str) -> None:
    """A template to fill in, whatever one's language."""
    del academy
    sign_in(page, "methodist", path="/contingents/new")
    with page.expect_download() as download:
        page.get_by_role("link", name=f"Үлгі: {name}").click()
    assert b"PK" == Path(download.value.path()).read_bytes()[:2]


def test_a_good_contingent_becomes_a_journal(page: Page, academy: Academy) -> None:
    """Checked and submitted by the methodist, applied by IT, and the teacher has a journal."""
    del academy
    sign_in(page, "methodist")
    _choose(page, GOOD)
    expect(page.locator(".stat", has_text="Жаңа курсанттар").locator("dd")).to_have_text("2")
    expect(page.get_by_role("row", name="ҚҚ-26-1 Криминалистика")).to_be_visible()
    page.get_by_role("button", name="АТҚБ-ға жіберу").click()
    page.get_by_role("dialog").get_by_role("button", name="АТҚБ-ға жіберу").click()
    expect(page.locator("main .badge", has_text="Жіберілді")).to_be_visible()
    sign_in(page, "it", path=page.url)
    page.get_by_role("button", name="Қолдану").click()
    page.get_by_role("dialog").get_by_role("button", name="Қолдану").click()
    expect(page.locator("main .badge", has_text="Қолданылды")).to_be_visible()
    sign_in(page, "teacher")
    expect(page.get_by_role("link", name="Криминалистика")).to_be_visible()


def test_a_contingent_is_returned_with_a_reason_that_its_methodist_reads(
    page: Page, stack: Stack, academy: Academy
) -> None:
    """Without a reason nothing is returned; with one the methodist knows what to correct."""
    del academy
    submitted = _submit_another(stack, contingent(("ҚҚ-26-7", "26-701", "Ғабдуллин", "Ерлан")))
    sign_in(page, "it", path=f"/contingents/{submitted}")
    page.get_by_role("button", name="Қайтару").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Қайтару").click()
    expect(dialog.locator("#reason-error")).to_have_text("Бұл өрісті толтырыңыз.")
    dialog.locator("#reason").fill("Топтың атауы дұрыс емес.")
    dialog.get_by_role("button", name="Қайтару").click()
    expect(page.locator("main .badge", has_text="Қайтарылды")).to_be_visible()
    sign_in(page, "methodist", path=f"/contingents/{submitted}")
    expect(page.get_by_text("Топтың атауы дұрыс емес.")).to_be_visible()


def test_an_applied_contingent_is_undone(page: Page, stack: Stack, academy: Academy) -> None:
    """While no mark hangs on it, what was added is taken away again."""
    del academy
    submitted = _submit_another(stack, contingent(("ҚҚ-26-8", "26-801", "Ыбырай", "Нұрлан")))
    with stack.it() as client:
        command(client, "POST", f"/api/v1/contingents/{submitted}/apply", {})
    sign_in(page, "it", path=f"/contingents/{submitted}")
    page.get_by_role("button", name="Күшін жою").click()
    page.get_by_role("dialog").get_by_role("button", name="Күшін жою").click()
    expect(page.locator("main .badge", has_text="Күші жойылды")).to_be_visible()


def test_a_methodist_is_offered_no_decision_of_it(page: Page, stack: Stack, academy: Academy) -> None:
    """Who submits does not apply."""
    del academy
    submitted = _submit_another(stack, contingent(("ҚҚ-26-9", "26-901", "Үсенов", "Жандос")))
    sign_in(page, "methodist", path=f"/contingents/{submitted}")
    expect(page.get_by_text("АТҚБ-ның шешімін күтіп тұр")).to_be_visible()
    expect(page.get_by_role("button", name="Қолдану")).to_have_count(0)

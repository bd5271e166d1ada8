"""A semester's contingent from a spreadsheet to journals, in the browser (¶14)."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.pages.academy import Academy, contingent, make_academy, sign_in, upload
from tests.support.stack import Stack, command

pytestmark = pytest.mark.full_browser

#: How a compound file begins: an old workbook, or one under a password.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
GOOD = contingent(("ҚҚ-26-1", "26-001", "Әлімжанов", "Бақыт"), ("ҚҚ-26-1", "26-002", "Серікова", "Айгүл"))


@pytest.fixture(scope="module")
def academy(stack: Stack) -> Academy:
    """A faculty with people."""
    return make_academy(stack)


def _choose(page: Page, content: bytes) -> None:
    page.goto("/contingents/new")
    page.locator("#file").set_input_files({"name": "контингент.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Жүктеп, тексеру").click()


def _ask(page: Page, action: str, name: str) -> None:
    """Open the dialog that asks once more, as soon as the page's script is there to do so."""
    expect(page.locator(f"#{action}-dialog [type=submit]")).to_be_enabled()
    page.get_by_role("button", name=name).click()


def _submit_another(stack: Stack, content: bytes) -> str:
    with stack.client("methodist") as client:
        made = str(upload(client, content)["id"])
        command(client, "POST", f"/api/v1/contingents/{made}/submit", {})
        return made


def test_every_error_is_shown_with_its_row_and_column(page: Page, academy: Academy) -> None:
    """All errors at once, grouped by what is wrong; nothing can be submitted."""
    del academy
    sign_in(page, "methodist")
    rows = [("ҚҚ-26-6", "26-601", "", "Бақыт"), ("ҚҚ-26-6", "26-602", "Серікова", "Айгүл")]
    _choose(page, contingent(*rows, teacher="nobody"))
    expect(page.get_by_role("heading", name="3 қате")).to_be_visible()
    expect(page.get_by_role("row", name="2 Тегі")).to_be_visible()
    expect(page.get_by_role("row", name="3 Оқытушының логині")).to_be_visible()
    expect(page.get_by_role("button", name="АТҚБ-ға жіберу")).to_have_count(0)


def test_the_errors_can_be_taken_along_as_csv(page: Page, academy: Academy) -> None:
    """Who corrects the file has the list beside it."""
    del academy
    sign_in(page, "methodist")
    _choose(page, contingent(("ҚҚ-26-5", "26-501", "", "Бақыт")))
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV түрінде жүктеп алу").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert ["Жол,Баған,Не дұрыс емес", "2,Тегі,Ұяшық бос. Толтырыңыз."] == text.splitlines()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00 not a table", "Файл оқылмады."),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "Файл құпиясөзбен қорғалған"),
        (OLE, "Бұл – XLSX кітабы емес"),
        ("Тегі,Аты\r\nА,Б".encode(), "«контингент.csv» ішінде мына бағандар жоқ: Факультет / Faculty"),
    ],
    ids=["no table", "password", "old", "columns"],
)
def test_what_is_no_contingent_is_refused_beside_the_file(
    page: Page, academy: Academy, content: bytes, words: str
) -> None:
    """The refusal stands where another file is chosen, and says what to do."""
    del academy
    sign_in(page, "methodist")
    _choose(page, content)
    expect(page.locator("#file-error")).to_contain_text(words)
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


def test_a_good_contingent_becomes_a_journal(page: Page, stack: Stack, academy: Academy) -> None:
    """Checked and submitted by the methodist, applied by IT, and the teacher has a journal."""
    del academy
    sign_in(page, "methodist")
    _choose(page, GOOD)
    expect(page.locator(".stat", has_text="Жаңа курсанттар").locator("dd")).to_have_text("2")
    expect(page.get_by_role("row", name="ҚҚ-26-1 Криминалистика")).to_be_visible()
    _ask(page, "submit", "АТҚБ-ға жіберу")
    page.get_by_role("dialog").get_by_role("button", name="АТҚБ-ға жіберу").click()
    expect(page.locator("main .badge", has_text="Жіберілді")).to_be_visible()
    sign_in(page, "it", path=page.url)
    _ask(page, "apply", "Қолдану")
    page.get_by_role("dialog").get_by_role("button", name="Қолдану").click()
    expect(page.locator("main .badge", has_text="Қолданылды")).to_be_visible()
    stack.wait_for_events()
    sign_in(page, "teacher")
    expect(page.get_by_role("link", name="Криминалистика ҚҚ-26-1")).to_be_visible()


def test_a_contingent_is_returned_with_a_reason_that_its_methodist_reads(
    page: Page, stack: Stack, academy: Academy
) -> None:
    """Without a reason nothing is returned; with one the methodist knows what to correct."""
    del academy
    submitted = _submit_another(stack, contingent(("ҚҚ-26-7", "26-701", "Ғабдуллин", "Ерлан")))
    sign_in(page, "it", path=f"/contingents/{submitted}")
    _ask(page, "return", "Қайтару")
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
    _ask(page, "undo", "Күшін жою")
    page.get_by_role("dialog").get_by_role("button", name="Күшін жою").click()
    expect(page.locator("main .badge", has_text="Күші жойылды")).to_be_visible()


def test_a_methodist_is_offered_no_decision_of_it(page: Page, stack: Stack, academy: Academy) -> None:
    """Who submits does not apply."""
    del academy
    submitted = _submit_another(stack, contingent(("ҚҚ-26-9", "26-901", "Үсенов", "Жандос")))
    sign_in(page, "methodist", path=f"/contingents/{submitted}")
    expect(page.get_by_text("АТҚБ-ның шешімін күтіп тұр")).to_be_visible()
    expect(page.get_by_role("button", name="Қолдану")).to_have_count(0)


def test_a_look_alike_is_settled_before_it_is_submitted(page: Page, stack: Stack, academy: Academy) -> None:
    """A group that looks like one on record: warned of in words, taken with a press, and asked about no more."""
    del academy
    applied = _submit_another(stack, contingent(("ҚҚ-31", "31-001", "Әлімжанов", "Бақыт")))
    with stack.it() as client:
        command(client, "POST", f"/api/v1/contingents/{applied}/apply", {})
    sign_in(page, "methodist")
    _choose(page, contingent(("KK-31", "31-002", "Cepiков", "Асан"), ("ҚҚ-31", "31-01", "Әлiмжанов", "Бақыт")))
    expect(page.get_by_role("group", name="«KK-31» жүйеде бар «ҚҚ-31» дегенге ұқсайды.")).to_be_visible()
    expect(page.get_by_role("group", name="«31-001» нөмірімен бар: Әлімжанов Бақыт")).to_be_visible()
    expect(page.get_by_text("«Cepiков» дегенде басқа әліпбидің әріптері болды: «Серіков» деп оқылды.")).to_be_visible()
    _ask(page, "submit", "АТҚБ-ға жіберу")
    expect(page.get_by_role("dialog").get_by_text("Таңдау жасалмаған: 2.")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Бас тарту").click()
    expect(page.get_by_role("button", name="Таңдауды сақтау")).to_be_enabled()
    page.get_by_label("«ҚҚ-31» алынсын").check()
    page.get_by_label("«31-01» жаңа болып қалсын").check()
    page.get_by_role("button", name="Таңдауды сақтау").click()
    expect(page.locator(".stat", has_text="Жаңа топтар").locator("dd")).to_have_text("0")
    expect(page.get_by_label("«31-01» жаңа болып қалсын")).to_be_checked()
    _ask(page, "submit", "АТҚБ-ға жіберу")
    expect(page.get_by_role("dialog").get_by_text("Таңдау жасалмаған")).to_have_count(0)
    page.get_by_role("dialog").get_by_role("button", name="АТҚБ-ға жіберу").click()
    expect(page.locator("main .badge", has_text="Жіберілді")).to_be_visible()
    expect(page.get_by_text("Жаңа деп расталды: «31-01».")).to_be_visible()
    expect(page.get_by_role("button", name="Таңдауды сақтау")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", "оқылған жоқ: «Телефон»."),
        ("ru", "другие столбцы не прочитаны: «Телефон»."),
        ("en", "other columns were not read: «Телефон»."),
    ],
)
def test_what_was_not_read_is_said_in_three_languages(page: Page, academy: Academy, language: str, words: str) -> None:
    """A column that is not ours is passed over, and named."""
    del academy
    sign_in(page, "methodist")
    rows = contingent(("ҚҚ-41", "41-001", "Әлімжанов", "Бақыт")).decode().splitlines()
    _choose(page, "\r\n".join([f"{rows[0]},Телефон", *(f"{each},1" for each in rows[1:])]).encode())
    expect(page.get_by_role("button", name="АТҚБ-ға жіберу")).to_be_visible()
    page.goto(f"{page.url}?language={language}")
    expect(page.get_by_text(words)).to_be_visible()


def test_the_errors_file_holds_no_formula(page: Page, academy: Academy) -> None:
    """Whatever a cell began with, a spreadsheet that opens the list works nothing out."""
    del academy
    sign_in(page, "methodist")
    _choose(page, contingent(("=1+1", "@x", "+Али", "-Бақыт")))
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV түрінде жүктеп алу").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(text)) for cell in line]
    assert len(cells) >= 3 * 4
    assert [] == [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]

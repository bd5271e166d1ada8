"""A lesson that was altered in the database is named in its column; the journal's others are as ever (¶7)."""

import pytest
from playwright.sync_api import Page, expect

from gateway.i18n.texts import translate
from tests.pages.academy import apply_contingent, contingent, make_academy, sign_in
from tests.support.databases import ENGINE
from tests.support.hands import by_hand
from tests.support.stack import Stack, command

pytestmark = pytest.mark.skipif(ENGINE != "sqlite", reason="PostgreSQL keeps a lesson's kind and days")

ROWS = [("ҚҚ-21", "001", "Әлиев", "Айбек"), ("ҚҚ-21", "002", "Баев", "Болат")]
TODAY = "2026-10-05"


@pytest.fixture(scope="module")
def journal(stack: Stack) -> str:
    """A journal with two lessons of today; the first one, with 88 and an empty cell, does not read any more."""
    make_academy(stack)
    apply_contingent(stack, contingent(*ROWS))
    with stack.client("teacher") as teacher:
        made = str(teacher.get("/api/v1/journals").json()["journals"][0]["id"])
        way = f"/api/v1/journals/{made}"
        kinds = ("lecture", "seminar")
        lessons = [
            command(teacher, "POST", f"{way}/lessons", {"date": TODAY, "kind": kind, "topic": ""})["id"]
            for kind in kinds
        ]
        cadets = [each["id"] for each in teacher.get(way).json()["cadets"]]
        values = [(lessons[0], cadets[0], 88), (lessons[1], cadets[0], 70), (lessons[1], cadets[1], 60)]
        marks = [{"lesson": lesson, "cadet": cadet, "value": value, "version": 0} for lesson, cadet, value in values]
        command(teacher, "PUT", f"{way}/marks", {"marks": marks})
    url = stack.environment["JURNAL_DB_GRADEBOOK"]
    by_hand(url, "lesson", "UPDATE lesson SET date = 'soon' WHERE id = :lesson", lesson=lessons[0])
    return made


def test_its_column_is_named_and_shows_what_is_sound(page: Page, journal: str) -> None:
    """¶5, ¶7: the mark opens still; the column takes no entry, and the cursor passes it by."""
    sign_in(page, "teacher", path=f"/journals/{journal}")
    expect(page.locator("#journal")).to_have_attribute("aria-busy", "false")
    language = str(page.locator("html").get_attribute("lang"))
    grid = page.locator("#journal-grid")
    heading = grid.locator("thead .lesson--damaged")
    expect(heading).to_have_text(translate(language, "journal.damaged.lesson"))
    expect(heading).to_have_attribute("title", translate(language, "journal.damaged.why"))
    expect(grid).to_have_attribute("aria-colcount", "4")
    for row, shown in ((0, ["70", "88"]), (1, ["60", ""])):
        cells = grid.locator("tbody tr").nth(row).locator("td.cell")
        assert shown == [each.split()[0] if each.split() else "" for each in cells.all_inner_texts()]
        expect(cells.nth(1)).to_have_attribute("aria-readonly", "true")
    expect(page.locator("#journal-damaged")).to_contain_text("lesson/")
    grid.locator('[tabindex="0"]').focus()
    page.keyboard.press("End")
    assert "0" == page.evaluate("document.activeElement.dataset.column")


def test_the_other_columns_take_marks(page: Page, journal: str) -> None:
    """¶17: and the means follow."""
    sign_in(page, "teacher", path=f"/journals/{journal}")
    expect(page.locator("#journal")).to_have_attribute("aria-busy", "false")
    page.locator('#journal-grid [data-row="0"][data-column="0"]').click()
    page.keyboard.type("90")
    page.keyboard.press("Enter")
    expect(page.locator('#journal-grid tbody tr:nth-child(1) td[data-column="0"]')).to_contain_text("90")
    expect(page.locator("#journal-grid tbody tr:nth-child(1) .result--current")).to_contain_text("89")


def test_paper_says_what_is_missing(page: Page, journal: str) -> None:
    """¶18: nobody takes it for the whole journal."""
    sign_in(page, "teacher", path=f"/journals/{journal}")
    expect(page.locator("#journal")).to_have_attribute("aria-busy", "false")
    page.emulate_media(media="print")
    expect(page.locator("#journal-print")).to_contain_text("lesson/")

"""A journal's key renewed by its faculty's head on the page, while a teacher's page is open (¶5)."""

import pytest
from playwright.sync_api import Page, expect

from tests.pages.academy import apply_contingent, contingent, make_academy, open_column, sign_in_by_hand
from tests.pages.accessibility import serious_faults
from tests.pages.saving import all_saved
from tests.support.stack import Stack


@pytest.fixture(scope="module")
def journal(stack: Stack) -> str:
    """A journal with a lesson, whose key the head has."""
    make_academy(stack)
    apply_contingent(stack, contingent(("ҚҚ-21", "001", "Әлиев", "Айбек")))
    made = open_column(stack)
    with stack.client("teacher") as teacher:
        teacher.get(f"/api/v1/journals/{made}")
    return made


def _open_key(page: Page, login: str, journal: str) -> None:
    sign_in_by_hand(page, login, path=f"/journals/{journal}")
    expect(page.locator("#journal")).to_have_attribute("aria-busy", "false")
    page.get_by_role("button", name="Кілт", exact=True).click()
    expect(page.locator("dialog[open] tbody tr").first).to_be_visible()


def test_the_head_renews_it_after_reading_what_that_does(page: Page, journal: str, stack: Stack) -> None:
    """¶5: one more generation, in the head's session; a teacher enters a mark meanwhile without noticing."""
    teachers = page.context.browser.new_page(base_url=stack.address) if page.context.browser else page
    sign_in_by_hand(teachers, "teacher", path=f"/journals/{journal}")
    expect(teachers.locator("#journal")).to_have_attribute("aria-busy", "false")
    _open_key(page, "head", journal)
    assert [] == serious_faults(page)
    before = page.locator("dialog[open] tbody tr").count()
    page.get_by_role("button", name="Кілтті жаңарту").click()
    expect(page.locator(".toast")).to_be_visible()
    teachers.locator('#journal-grid [tabindex="0"]').focus()
    teachers.keyboard.type("88")
    teachers.keyboard.press("Enter")
    all_saved(teachers)
    page.reload()
    expect(page.locator("#journal-grid tbody td.cell").first).to_contain_text("88")
    page.get_by_role("button", name="Кілт", exact=True).click()
    expect(page.locator("dialog[open] tbody tr")).to_have_count(before + 1)
    expect(page.locator("dialog[open] tbody tr").first).to_contain_text("Жұмабаев")
    teachers.close()


def test_a_moderator_sees_since_when_it_is_in_use_and_renews_nothing(page: Page, journal: str) -> None:
    """¶5, ¶7: it is shown, without a button."""
    _open_key(page, "moderator", journal)
    expect(page.get_by_role("button", name="Кілтті жаңарту")).to_have_count(0)

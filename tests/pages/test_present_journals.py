"""A term that is over: its journals are found, and do not crowd what is of the present one."""

from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from gateway.web.pages.present_journals import present_journals
from tests.pages.academy import TERM, apply_contingent, contingent, make_academy, sign_in
from tests.pages.accessibility import serious_faults
from tests.support.stack import Stack, command

PAST = "2025–2026, 2-семестр"


def _journal(ends: str) -> dict[str, Any]:
    return {"term": {"ends": ends}}


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        (date(2026, 6, 28), ["2026-06-28", "2026-12-31"]),
        (date(2026, 6, 29), ["2026-12-31"]),
        (date(2026, 12, 31), ["2026-12-31"]),
        (date(2027, 1, 10), ["2026-12-31"]),
    ],
    ids=str,
)
def test_one_works_with_the_journals_of_terms_that_have_not_ended(today: date, shown: list[str]) -> None:
    """Between terms with those of the last one, for marks are entered until two days after its end (¶17)."""
    journals = [_journal("2026-06-28"), _journal("2026-12-31")]
    assert shown == [each["term"]["ends"] for each in present_journals(journals, today)]


def test_who_has_no_journals_is_shown_none() -> None:
    """As on the first day."""
    assert [] == present_journals([], date(2026, 10, 5))


@pytest.fixture(scope="module")
def past(stack: Stack) -> str:
    """A journal of the group in each of two terms; the past one's id."""
    make_academy(stack)
    with stack.it() as it:
        days = {"name": PAST, "starts": "2026-02-01", "ends": "2026-06-30"}
        term = str(command(it, "POST", "/api/v1/terms", days)["id"])
    content = contingent(("ҚҚ-21", "001", "Әлиев", "Айбек"))
    apply_contingent(stack, content)
    with stack.client("methodist") as methodist:
        form, files = {"command_id": str(uuid4()), "term": term}, {"file": ("contingent.csv", content)}
        sent = methodist.post("/api/v1/contingents", files=files, data=form).raise_for_status().json()
        command(methodist, "POST", f"/api/v1/contingents/{sent['id']}/submit", {})
    with stack.it() as it:
        command(it, "POST", f"/api/v1/contingents/{sent['id']}/apply", {})
    stack.wait_for_events()
    return term


def _rows(page: Page) -> Locator:
    return page.get_by_role("table").get_by_role("row")


def test_the_start_page_shows_the_present_terms_journals_and_leads_to_all(page: Page, past: str) -> None:
    """A teacher's own."""
    assert past
    sign_in(page, "teacher")
    own = page.locator("section[aria-labelledby=own-title]")
    expect(own.locator(".card")).to_have_count(1)
    expect(own.locator(".card")).to_contain_text(TERM)
    own.get_by_role("link", name="Барлығы").click()
    expect(page.get_by_label("Семестр").locator("option:checked")).to_have_text(TERM)


@pytest.mark.parametrize(("login", "section"), [("methodist", "faculty"), ("moderator", "moderator")])
def test_who_oversees_is_told_of_the_present_terms_number(page: Page, past: str, login: str, section: str) -> None:
    """A past term's journals are not counted."""
    assert past
    sign_in(page, login)
    expect(page.locator(f"section[aria-labelledby={section}-title]")).to_contain_text("1")
    expect(page.locator(f"section[aria-labelledby={section}-title]")).not_to_contain_text("2")


def test_a_past_terms_journals_are_chosen_in_the_address(page: Page, past: str) -> None:
    """The present term by default; the chosen one stays in the address; of all, the newest is first."""
    sign_in(page, "teacher", path="/journals")
    expect(_rows(page)).to_have_count(2)
    present = page.get_by_role("table").get_by_role("link").get_attribute("href")
    page.get_by_label("Семестр").select_option(PAST)
    page.get_by_role("button", name="Көрсету").click()
    expect(page.get_by_role("table").get_by_role("link")).not_to_have_attribute("href", present or "")
    assert {"term": [past]} == parse_qs(urlsplit(page.url).query)
    page.get_by_label("Семестр").select_option("")
    page.get_by_role("button", name="Көрсету").click()
    expect(_rows(page).locator("td:nth-of-type(2)")).to_have_text([TERM, PAST])
    assert [] == serious_faults(page)

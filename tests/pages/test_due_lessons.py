"""Which lessons the start page shows, and where."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from gateway.web.pages.due_lessons import Item, due_lessons
from services.common.clocks.zones import zone
from tests.pages.academy import apply_contingent, contingent, make_academy, sign_in
from tests.pages.accessibility import serious_faults
from tests.pages.saving import all_saved
from tests.support.stack import Stack, command

NOW = datetime(2026, 10, 12, 22, 0, tzinfo=zone("Asia/Almaty"))


def _lesson(date: str, *, filled: int = 0) -> dict[str, Any]:
    closes = datetime.fromisoformat(f"{date}T23:59:59+05:00") + timedelta(days=2)
    state = "open" if closes > NOW else "closed"
    return {"date": date, "closes_at": closes.isoformat(), "state": state, "filled": filled, "expected": 2}


def _dates(items: list[Item]) -> list[str]:
    return [item.lesson["date"] for item in items]


def _due(*lessons: dict[str, Any]) -> Any:
    return due_lessons([{"due": list(lessons)}], NOW, openable=True)


def test_lessons_are_sorted_by_what_they_ask_for() -> None:
    """Today's, those that close soon (first to close first), those overdue (newest first)."""
    due = _due(*(_lesson(f"2026-10-{day:02}") for day in (8, 12, 11, 9, 10)))
    assert (["2026-10-12"], ["2026-10-10", "2026-10-11"], ["2026-10-09", "2026-10-08"]) == tuple(
        _dates(items) for items in (due.today, due.closing, due.overdue)
    )


def test_a_lesson_with_empty_cells_that_closes_within_hours_is_urgent() -> None:
    """What is about to close with empty cells stands out (¶17)."""
    assert ["urgent"] == [item.urgency for item in _due(_lesson("2026-10-10")).closing]


def test_a_full_lesson_is_not_urgent() -> None:
    """Where nothing is missing, nothing presses."""
    assert ["open"] == [item.urgency for item in _due(_lesson("2026-10-10", filled=2)).closing]


def test_only_an_open_lesson_with_empty_cells_can_be_filled() -> None:
    """A closed one cannot, a full one need not."""
    due = _due(_lesson("2026-10-08"), _lesson("2026-10-11", filled=2), _lesson("2026-10-12"))
    assert [True, False, False] == [item.fillable for item in [*due.today, *due.closing, *due.overdue]]


@pytest.fixture(scope="module")
def journal(stack: Stack) -> str:
    """A journal of two cadets with a lesson on each of 5, 7, 8 and 9 October; it is 9 October, 20:00; its id."""
    make_academy(stack)
    apply_contingent(stack, contingent(("ҚҚ-21", "001", "Әлиев", "Айбек"), ("ҚҚ-21", "002", "Баев", "Болат")))
    for day in (5, 7, 8, 9):
        stack.move_clock(f"2026-10-{day:02}T20:00")
        with stack.client("teacher") as teacher:
            made = str(teacher.get("/api/v1/journals").json()["journals"][0]["id"])
            body = {"date": f"2026-10-{day:02}", "kind": "seminar", "topic": f"Тақырып {day}"}
            command(teacher, "POST", f"/api/v1/journals/{made}/lessons", body)
    return made


def _rows(page: Page, section: str) -> Locator:
    return page.locator(f"section[aria-labelledby={section}-title] .lesson-row")


def test_the_teachers_start_page_says_what_is_held_what_closes_and_what_is_overdue(page: Page, journal: str) -> None:
    """¶17: today's lesson, then what closes first with how long that is, then what was not filled in time."""
    sign_in(page, "teacher")
    today, closing, overdue = (_rows(page, section) for section in ("today", "closing", "overdue"))
    expect(today).to_have_text(
        [re.compile(r"9 қазан, жұма · семинар · Тақырып 9.*0/2.*2 күн \d сағ қалды", re.DOTALL)]
    )
    seventh = re.compile(r"7 қазан, сәрсенбі.*3 сағ \d+ мин қалды", re.DOTALL)
    eighth = re.compile(r"8 қазан, бейсенбі.*1 күн 3 сағ қалды", re.DOTALL)
    expect(closing).to_have_text([seventh, eighth])
    expect(closing.first).to_have_class(re.compile("lesson-row--urgent"))
    expect(overdue).to_have_text([re.compile(r"5 қазан, дүйсенбі.*07\.10\.2026 23:59 жабылды", re.DOTALL)])
    expect(page.locator("#overdue-title .badge")).to_have_text("1")
    report = overdue.locator("a[href*='kind=late_entry']")
    assert f"/cases/new?journal={journal}&" in str(report.get_attribute("href"))
    assert [] == serious_faults(page)


def test_what_is_filled_presses_no_more_and_what_is_not_becomes_overdue(
    page: Page, stack: Stack, journal: str
) -> None:
    """¶17: it leads to the lesson; two days on, the empty one is overdue, the full one nowhere."""
    sign_in(page, "teacher")
    seventh = _rows(page, "closing").filter(has_text="Тақырып 7")
    seventh.locator("a.button--primary").click()
    expect(page.locator("#journal")).to_have_attribute("aria-busy", "false")
    page.locator('#journal-grid [tabindex="0"]').focus()
    for typed in ("70", "80"):
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
    all_saved(page)
    page.goto("/")
    expect(seventh).to_contain_text("2/2")
    expect(seventh).not_to_have_class(re.compile("lesson-row--urgent"))
    stack.move_clock("2026-10-11T09:00")
    sign_in(page, "teacher")
    expect(_rows(page, "today")).to_have_count(0)
    expect(_rows(page, "closing")).to_have_text([re.compile("Тақырып 9")])
    expect(_rows(page, "overdue")).to_have_text([re.compile("Тақырып 8"), re.compile("Тақырып 5")])

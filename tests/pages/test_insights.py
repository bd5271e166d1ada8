"""How study goes, on the page: plots beside their tables, who falls behind with a way to the cells (¶1)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.pages.accessibility import in_every_light
from tests.pages.cases import People, Place, make_place
from tests.support.stack import Stack


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


def test_from_all_journals_to_the_cells_behind_a_risk(people: People, place: Place) -> None:
    """¶1: a row for each journal, its page, a reason in words, and the lesson that it is about."""
    page = people.open("teacher", "/insights")
    row = page.get_by_role("row", name="Криминалистика").last
    expect(row).to_contain_text("ҚҚ-21")
    row.get_by_role("link").click()
    expect(page.locator("svg.plot-drawing")).to_have_count(3)
    risk = page.locator(".risks li li a").first
    expect(risk).to_contain_text("балға түсті")
    assert place.path in str(risk.get_attribute("href"))
    risk.click()
    expect(page.locator("#journal-grid")).to_be_visible()


def test_from_a_name_to_the_cadet_and_to_the_cells(people: People, place: Place) -> None:
    """¶1: the cadet's subjects, plots and reasons; in light and dark."""
    page = people.open("head", f"{place.path}/insights")
    page.locator(".risks strong a").first.click()
    expect(page.get_by_role("row", name="Криминалистика").first).to_contain_text("ҚҚ-21")
    expect(page.locator("svg.plot-drawing")).to_have_count(2)
    assert f"{place.path}#lesson=" in str(page.locator(".risks li li a").first.get_attribute("href"))
    assert ([], 320) == in_every_light(page)


def test_a_week_in_the_heat_map_leads_to_its_cells(people: People, place: Place) -> None:
    """¶1: the week's lessons of that cadet are selected in the journal, which has the focus."""
    page = people.open("head", f"{place.path}/insights")
    row = page.locator(".heat tbody tr").last
    name = row.get_by_role("rowheader").inner_text()
    row.locator("a.heat-link").first.click()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name))
    expect(row.locator("td:focus")).to_have_count(1)


def test_who_reads_no_marks_comes_from_the_group_to_counts(people: People) -> None:
    """¶5, ¶7: how many cells are filled, and nothing drawn."""
    page = people.open("moderator", "/groups")
    page.get_by_role("link", name="ҚҚ-21").click()
    page.locator("a[href^='/cadets/']").first.click()
    expect(page.get_by_role("row", name="Криминалистика")).to_be_visible()
    expect(page.locator("svg.plot-drawing")).to_have_count(0)


def test_each_plot_has_its_table(people: People, place: Place) -> None:
    """¶1: opened by the keyboard; and the page can be read by everybody, in light and dark."""
    page = people.open("teacher", f"{place.path}/insights")
    for summary in page.locator("details summary").all():
        summary.focus()
        page.keyboard.press("Enter")
    expect(page.locator("details[open] table")).to_have_count(3)
    assert ([], 320) == in_every_light(page)


def test_who_reads_no_marks_sees_no_figure(people: People, place: Place) -> None:
    """¶5: whoever types the address is told why."""
    expect(people.open("it", "/insights").locator("main")).to_contain_text("ашық емес")
    expect(people.open("it", f"{place.path}/insights").locator("svg")).to_have_count(0)

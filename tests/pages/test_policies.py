"""Policies: IT proposes, a head sees whose results would change, IT puts it in force (¶2)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.cases import People, Place, make_place
from tests.support.stack import Stack


@pytest.fixture(scope="module")
def place(stack: Stack) -> Place:
    """A journal with marks."""
    return make_place(stack)


@pytest.fixture(scope="module")
def people(chromium: Browser, place: Place) -> Iterator[People]:
    """Everybody in a window of their own."""
    windows = People(chromium, place.stack.address)
    yield windows
    windows.close()


def fill(page: Page, **values: str) -> None:
    """Fields of the proposal's form."""
    for name, value in values.items():
        page.locator(f'[name="{name}"]').fill(value)


def test_a_policy_on_its_way(people: People) -> None:
    """¶2: weights with a decimal comma, a refusal beside its field, the effect by numbers and by figures, in force."""
    it = people.open("it", "/policies/new")
    fill(it, rating_weight="0,72", examination_weight="0,3")
    it.get_by_role("button", name="Жаңа тәртіп ұсыну").click()
    expect(it.locator("#rating_weight-error")).to_contain_text("қосындысы 1")
    fill(it, examination_weight="0,28")
    it.locator("[name=decimals]").fill("0")
    it.get_by_role("button", name="Жаңа тәртіп ұсыну").click()
    expect(it.get_by_role("heading", level=1)).to_have_text("№ 1 тәртіп")
    expect(it.locator("main")).to_contain_text("Бағалар сізге ашық емес")
    head = people.open("head", "/policies/1")
    expect(head.get_by_role("table", name="Нәтижесі өзгеретін курсанттар")).to_be_visible()
    expect(head.get_by_role("button", name="Күшіне енгізу")).to_have_count(0)
    it.get_by_role("button", name="Күшіне енгізу").click()
    expect(it.locator("main .badge").first).to_have_text("күшінде")
    expect(people.open("teacher", "/policies/1").locator("main")).to_contain_text("0,72 × рейтинг + 0,28 × емтихан")


def test_letters_that_leave_a_gap_are_refused_beside_their_table(people: People) -> None:
    """¶2: what was typed stays."""
    it = people.open("it", "/policies/new")
    fill(it, **{"letter-11": ""})
    it.get_by_role("button", name="Жаңа тәртіп ұсыну").click()
    expect(it.locator("fieldset").filter(has_text="Әріптік бағалар").locator(".field-error")).to_contain_text("0-ден")
    expect(it.locator('[name="letter-0"]')).to_have_value("A")

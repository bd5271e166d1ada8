"""A forgotten password (¶4, ¶5): IT asks, a head confirms, and who forgot goes on reading the journal."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.accessibility import in_every_light
from tests.pages.cases import LESSONS, People, Place, cell_of, fill_and_send, make_place
from tests.support.stack import Stack, command, password_of

#: Only the full browser has a clipboard.
pytestmark = pytest.mark.full_browser

OWN = "Жаңбырдан кейінгі көк аспан"
REASON = "Демалыстан кейін құпиясөзін ұмытты"


@pytest.fixture(scope="module")
def place(stack: Stack) -> Place:
    """An academy at work, with marks in its journal."""
    return make_place(stack)


@pytest.fixture
def people(chromium: Browser, place: Place) -> Iterator[People]:
    """Each in a window of their own."""
    made = People(chromium, place.stack.address)
    yield made
    made.close()


def _register(place: Place, login: str) -> str:
    return place.stack.register(login, ("teacher", place.faculty), family="Ұмытшақов", given="Дәурен")


def _ask(place: Place, person: str) -> str:
    with place.stack.it() as client:
        return str(command(client, "POST", f"/api/v1/people/{person}/password-requests", {"reason": REASON})["id"])


def _person_page(people: People, person: str, login: str = "it") -> Page:
    page = people.open(login, f"/people/{person}")
    page.wait_for_load_state("networkidle")
    return page


def _choose_own(page: Page, initial: str) -> None:
    fill_and_send(page, "[data-change-password]", {"old": initial, "new": OWN, "again": OWN})


def test_three_people_and_a_forgotten_password(place: Place, people: People) -> None:
    """¶4, ¶5: asked on the person's page, confirmed by the head, changed at the sign-in; the marks open as before."""
    with place.stack.client("teacher") as client:
        teacher = client.get("/api/v1/me").json()["id"]
    before = people.open("teacher", place.path)
    expect(cell_of(before, 0, 1)).to_contain_text(str(LESSONS["2026-10-01"][0]))

    it = _person_page(people, teacher)
    it.get_by_role("button", name="Жаңа құпиясөз сұрау").click()
    fill_and_send(it, "[data-ask-password]", {"reason": REASON})
    expect(it.get_by_role("button", name="Өтінімді қайтарып алу")).to_be_visible()

    head = people.open("head", "/")
    section = head.get_by_role("region", name="Жаңа құпиясөзге өтінімдер 1")
    expect(section).to_contain_text(REASON)
    section.get_by_role("link", name="Өтінімге жауап беру").click()
    head.wait_for_load_state("networkidle")
    fill_and_send(head, "[data-confirm]", {"password": "қате құпиясөз"})
    expect(head.locator("#password-error")).not_to_be_empty()
    fill_and_send(head, "[data-confirm]", {"password": password_of("head")})
    expect(head.locator("[data-made]")).to_be_focused()
    initial = head.locator("[data-made] [data-password]").inner_text()
    assert re.fullmatch(r"(\w{4}-){3}\w{4}", initial)
    assert initial not in head.url
    head.reload()
    expect(head.get_by_text("Бұл өтінім бойынша бастапқы құпиясөз көрсетілген")).to_be_visible()
    it.reload()
    assert initial not in head.content() + it.content()

    before.goto(place.path)
    expect(before).to_have_url(re.compile("/sign-in"))
    before.wait_for_load_state("networkidle")
    fill_and_send(before, "main form", {"login": "teacher", "password": password_of("teacher")})
    expect(before.get_by_role("alert")).to_be_visible()
    fill_and_send(before, "main form", {"login": "teacher", "password": initial})
    expect(before).to_have_url(re.compile("/first-sign-in"))
    expect(before.get_by_role("heading", level=1)).to_have_text("Жаңа құпиясөзіңіз")
    assert ([], 320) == in_every_light(before)
    before.set_viewport_size({"width": 1280, "height": 800})
    _choose_own(before, initial)
    expect(before).to_have_url(re.compile(place.path))
    expect(cell_of(before, 0, 1)).to_contain_text(str(LESSONS["2026-10-01"][0]))

    moderator = _person_page(people, teacher, "moderator")
    row = moderator.get_by_role("row", name=REASON)
    expect(row).to_contain_text("өз құпиясөзін таңдады")
    expect(row).to_contain_text("Жұмабаев")
    expect(row).to_contain_text("Ахметов")


def test_who_comes_second_with_an_initial_password_is_told(place: Place, people: People, page: Page) -> None:
    """¶5: if it was not the owner who came first, the owner hears of it here."""
    request = _ask(place, _register(place, "robbed"))
    with place.stack.client("head") as client:
        path = f"/api/v1/password-requests/{request}/confirm"
        initial = command(client, "POST", path, {"password": password_of("head")})["initial_password"]
    place.stack.client("robbed", initial).close()
    page.goto("/sign-in")
    page.wait_for_load_state("networkidle")
    fill_and_send(page, "main form", {"login": "robbed", "password": initial})
    expect(page.get_by_role("alert")).to_contain_text("модераторларға дереу хабарлаңыз")
    del people


def test_a_head_refuses_with_a_reason_that_it_sees(place: Place, people: People) -> None:
    """¶4: nothing has changed; the list is empty again."""
    person = _register(place, "sceptic")
    request = _ask(place, person)
    head = people.open("head", f"/password-requests/{request}")
    head.wait_for_load_state("networkidle")
    head.get_by_role("button", name="Қабылдамау").click()
    head.get_by_role("dialog").get_by_role("button", name="Қабылдамау").click()
    expect(head.locator("#reason-error")).not_to_be_empty()
    fill_and_send(head, "[data-refuse]", {"reason": "Ол мұны сұраған жоқ"})
    expect(head).to_have_url(re.compile("/password-requests$"))
    expect(head.get_by_text("Жауабыңызды күтіп тұрған өтінім жоқ.")).to_be_visible()
    expect(_person_page(people, person).get_by_role("row", name="Ол мұны сұраған жоқ")).to_be_visible()
    place.stack.client("sceptic").close()


def test_it_takes_a_request_back(place: Place, people: People) -> None:
    """¶4: and may ask anew."""
    person = _register(place, "found-it")
    _ask(place, person)
    it = _person_page(people, person)
    it.get_by_role("button", name="Өтінімді қайтарып алу").click()
    it.get_by_role("dialog").get_by_role("button", name="Өтінімді қайтарып алу").click()
    expect(it.get_by_role("button", name="Жаңа құпиясөз сұрау").first).to_be_visible()
    expect(it.get_by_role("row", name="қайтарып алынды")).to_be_visible()


def test_the_page_says_that_the_recovery_key_is_away(place: Place, people: People) -> None:
    """¶5: what to do next stands there; then the same page confirms."""
    request = _ask(place, _register(place, "patient"))
    key = place.stack.data / "keys" / "recovery" / "recovery.key"
    away = key.rename(key.with_suffix(".away"))
    head = people.open("head", f"/password-requests/{request}")
    head.wait_for_load_state("networkidle")
    fill_and_send(head, "[data-confirm]", {"password": password_of("head")})
    expect(head.locator("[data-confirm] [role=alert]")).to_contain_text("Қалпына келтіру кілті серверде жоқ")
    away.rename(key)
    fill_and_send(head, "[data-confirm]", {"password": password_of("head")})
    expect(head.locator("[data-made]")).to_be_visible()
    assert ([], 320) == in_every_light(head)


def test_with_the_keyboard_alone(place: Place, people: People) -> None:
    """The password is the first thing to type, Enter sends it, and the result has the focus."""
    request = _ask(place, _register(place, "typist"))
    head = people.open("head", f"/password-requests/{request}")
    head.wait_for_load_state("networkidle")
    for _ in range(40):
        head.keyboard.press("Tab")
        if head.evaluate("document.activeElement.id") == "password":
            break
    head.keyboard.type(password_of("head"))
    head.keyboard.press("Enter")
    expect(head.locator("[data-made]")).to_be_focused()
    head.keyboard.press("Tab")
    head.keyboard.press("Tab")
    expect(head.get_by_role("button", name="Көшіру")).to_be_focused()
    head.keyboard.press("Enter")
    expect(head.get_by_text("Көшірілді")).to_be_visible()

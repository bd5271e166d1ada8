"""The pages about cases, in every state that has something of its own, can be used by everybody in every language."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from gateway.i18n.texts import LANGUAGES, translate
from tests.pages.accessibility import barriers, in_every_light
from tests.pages.cases import People, Place, make_place
from tests.support.hands import by_hand
from tests.support.stack import Stack, command, password_of


@dataclass(frozen=True)
class Address:
    """A page and who looks at it."""

    login: str
    path: str


CASES = "/cases/{%s}"
ADDRESSES = [
    *(Address(login, "/") for login in ("teacher", "methodist", "head", "it", "moderator")),
    *(Address(login, "/cases") for login in ("teacher", "methodist", "it", "moderator")),
    Address("head", "/cases?view=overdue"),
    Address("teacher", "/cases?search=жоқ"),
    Address("teacher", "{form}"),
    Address("teacher", "{late_form}"),
    Address("teacher", "{lesson_form}"),
    Address("teacher", "{journal}"),
    Address("methodist", CASES % "reported"),
    Address("teacher", CASES % "returned"),
    Address("teacher", CASES % "late_lesson"),
    Address("teacher", CASES % "returned_substitution"),
    Address("methodist", CASES % "returned_discrepancy"),
    Address("head", CASES % "act_drawn"),
    Address("it", CASES % "approved"),
    Address("teacher", CASES % "make_up"),
    Address("moderator", CASES % "rejected"),
    Address("head", CASES % "late_entry"),
    Address("methodist", CASES % "substitution"),
    Address("methodist", "/discrepancies"),
    Address("methodist", "/substitutions"),
    Address("teacher", "/substitutions?view=all"),
    Address("teacher", "/substitutions/new"),
    Address("it", "/calendar"),
    Address("methodist", "/calendar?year=2027"),
]
#: Of these pages the dialogs are looked at, too: a button's catalogue key leads to each.
DIALOGS = [
    (Address("methodist", CASES % "reported"), "Қайтару…"),
    (Address("head", CASES % "act_drawn"), "Рұқсат бермеу…"),
    (Address("head", CASES % "substitution"), "Күшін жою…"),
    (Address("methodist", "/discrepancies"), "Актіге айналдыру…"),
]
#: Where a mark is asked for.
MARKS = [
    (Address("teacher", "{form}"), "#value"),
    (Address("teacher", CASES % "returned"), "#amend-value"),
    (Address("methodist", CASES % "returned_discrepancy"), "#act-value"),
    (Address("teacher", CASES % "make_up"), "#make-up-value"),
]


@pytest.fixture(scope="module")
def place(stack: Stack) -> Place:
    """A journal with closed lessons."""
    return make_place(stack)


@pytest.fixture(scope="module")
def paths(place: Place) -> dict[str, str]:
    """Cases by the state they were brought to, and the pages of their places."""
    cases = {
        "reported": place.report("mark_correction", "2026-10-05", 0, value=85),
        "returned": place.report("mark_correction", "2026-10-05", 1, value=75),
        "act_drawn": place.report("mark_correction", "2026-10-05", 3, value=98),
        "approved": place.report("mark_correction", "2026-10-05", 4, value=95),
        "make_up": place.report("make_up", "2026-10-01", 1),
        "rejected": place.report("make_up", "2026-10-01", 2),
        "late_entry": place.report("late_entry", "2026-10-01", open_days=2),
        "late_lesson": place.report_lesson("2026-10-06"),
        "removal": place.report("removal", "2026-10-08"),
        "substitution": _substitution(place),
        "returned_discrepancy": _discrepancy(place),
    }
    for name in ("act_drawn", "approved", "late_entry", "removal"):
        place.act(cases[name])
    for name in ("approved", "make_up", "late_entry", "removal", "substitution"):
        place.approve(cases[name])
    for name in ("late_entry", "removal"):
        place.apply(cases[name])
    with place.stack.client("methodist") as client:
        command(client, "POST", f"/api/v1/cases/{cases['returned']}/return", {"reason": "Қағазда 77."})
    with place.stack.client("head") as client:
        command(client, "POST", f"/api/v1/cases/{cases['rejected']}/reject", {"reason": "Анықтамасы жоқ."})
    cases["returned_substitution"] = _substitution(place, since="2026-10-21", until="2026-10-22")
    for name in ("returned_substitution", "returned_discrepancy"):
        place.send_back(cases[name], "head")
    place.send_back(cases["late_lesson"])
    _notice(place)
    form = f"/cases/new?journal={place.journal}&lesson={place.lessons['2026-10-01']}&cadet={place.cadets[2]}"
    late = f"/cases/new?journal={place.journal}&lesson={place.lessons['2026-09-10']}&cadet={place.cadets[4]}"
    lesson = f"/cases/new-lesson?journal={place.journal}"
    return {**cases, "form": form, "late_form": late, "lesson_form": lesson, "journal": place.path}


def _substitution(place: Place, since: str = "2026-10-12", until: str = "2026-10-20") -> str:
    with place.stack.client("teacher") as client:
        colleagues = client.get("/api/v1/substitutions/colleagues").json()["colleagues"]
        people = {each["name"]: each["id"] for each in colleagues}
        body = {"absent": people["Қасымов Д."], "substitute": people["Серіков Н."], "journals": [place.journal]}
        days = {"since": since, "until": until, "text": "Емделуде болады."}
        return str(command(client, "POST", "/api/v1/substitutions", {**body, **days})["id"])


def _notice(place: Place, cadet: int = 2) -> str:
    body = {"journal": place.journal, "lesson": place.lessons["2026-10-05"], "cadet": place.cadets[cadet]}
    with place.stack.client("teacher") as client:
        return str(command(client, "POST", "/api/v1/discrepancies", {**body, "text": "Қағазда 60."})["id"])


def _discrepancy(place: Place) -> str:
    act = {"discrepancy": _notice(place, 5), "text": "Қағазда 60.", "value": 60}
    with place.stack.client("methodist") as client:
        return str(command(client, "POST", "/api/v1/cases/from-discrepancy", act)["id"])


@pytest.fixture(scope="module")
def people(chromium: Browser, place: Place) -> Iterator[People]:
    """Everybody in a window of their own."""
    windows = People(chromium, place.stack.address)
    yield windows
    windows.close()


def shown(people: People, paths: dict[str, str], address: Address, language: str) -> Page:
    """The page in a language, all of it there."""
    path = address.path.format(**paths)
    page = people.open(address.login, f"{path}{'&' if '?' in path else '?'}language={language}")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    return page


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: f"{address.login}{address.path}")
def test_every_page_can_be_used_by_everybody(people: People, paths: dict[str, str], address: Address) -> None:
    """In each language nothing of another stands there; axe finds nothing serious, and a phone's screen holds it."""
    for language in LANGUAGES:
        page = shown(people, paths, address, language)
        assert [] == barriers(page, language)
        page.close()


@pytest.mark.parametrize(("address", "button"), DIALOGS, ids=lambda each: each if isinstance(each, str) else "")
def test_every_dialog_can_be_used_by_everybody(
    people: People, paths: dict[str, str], address: Address, button: str
) -> None:
    """The forms that open over a page, too."""
    page = shown(people, paths, address, "kk")
    page.get_by_role("button", name=button).first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert ([], 320) == in_every_light(page)
    page.close()


@pytest.mark.parametrize(("address", "place_of_mark"), MARKS, ids=lambda each: each if isinstance(each, str) else "")
def test_what_is_pasted_for_a_mark_is_judged_whole(
    people: People, paths: dict[str, str], address: Address, place_of_mark: str
) -> None:
    """¶6: neither cut to a mark nor run together to one; the page is not left with it unasked."""
    page = shown(people, paths, address, "kk")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    field = page.locator(place_of_mark)
    form = page.locator("form", has=field)
    for words in form.locator("textarea").all():
        words.fill("Қағазда басқаша.")
    for text, whole in (("1000", "1000"), ("1\n0\n0\n", "1 0 0"), ("0100", "0100"), ("10 октября", "10 октября")):
        page.evaluate("text => navigator.clipboard.writeText(text)", text)
        field.fill("")
        field.press("Control+v")
        expect(field).to_have_value(whole)
        form.locator("[type=submit]").click()
        expect(field).to_have_attribute("aria-invalid", "true")
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    asked.value.accept()
    assert "beforeunload" == asked.value.type


def test_no_text_is_cut_to_what_is_read(people: People, paths: dict[str, str]) -> None:
    """¶13: who writes more reads how much is taken, and keeps all of it."""
    page = shown(people, paths, Address("teacher", "{form}"), "kk")
    page.locator("#text").fill("ә" * 1001)
    page.locator("#value").fill("85")
    page.locator("[data-report] [type=submit]").click()
    expect(page.locator("#text-error")).to_have_text("Тым ұзын: 1000 таңбадан аспауы керек.")
    expect(page.locator("#text")).to_have_value("ә" * 1001)
    page.close()


def test_a_case_unknown_is_said_to_be(people: People, paths: dict[str, str]) -> None:
    """¶4: an address of no case, or of one that is not open to who looks, tells nothing but that."""
    for login, case in (("teacher", "nothing"), ("it", paths["reported"])):
        page = people.open(login, f"/cases/{case}?language=kk")
        expect(page.get_by_role("heading", level=1)).to_have_text("Мұндай бет жоқ")
        page.close()


@pytest.mark.parametrize(("part", "papers"), [("papers", 2), ("steps", 1)])
def test_papers_are_beside_the_case(people: People, paths: dict[str, str], part: str, papers: int) -> None:
    """¶13: each paper's link, and that of the case's course, leads to a PDF in its language."""
    page = people.open("head", f"/cases/{paths['act_drawn']}")
    links = page.locator(f"#case-{part} a").all()
    assert ["kk", "ru"] * papers == [link.get_attribute("hreflang") for link in links]
    for link in links:
        answer = page.request.get(str(link.get_attribute("href")))
        assert (200, "application/pdf") == (answer.status, answer.headers["content-type"])
    page.close()


def test_each_step_has_a_number(people: People, paths: dict[str, str]) -> None:
    """¶13: the case's, and the step's in it."""
    page = people.open("head", f"/cases/{paths['approved']}")
    number = str(page.locator("#case-head .muted").first.text_content()).split()[2]
    steps = page.locator("#case-steps .timeline-step:not(.timeline-step--now) .muted").all_inner_texts()
    assert [f"№ {number}-{place}" for place in (1, 2, 3)] == [each.partition(" · ")[0] for each in steps]
    page.close()


def test_a_password_is_asked_where_one_decides(people: People, paths: dict[str, str]) -> None:
    """¶4: nowhere else on the page of a case."""
    page = people.open("head", f"/cases/{paths['act_drawn']}")
    expect(page.locator("input[type=password]")).to_have_count(1)
    assert password_of("head") not in page.content()
    page.close()


@pytest.mark.parametrize("why", ["key_unknown", "not_taken_in", "altered"])
def test_a_case_whose_permission_waits_says_why(people: People, place: Place, why: str) -> None:
    """¶10: what holds it up and what is to be done, to whoever reads it, and not that the journal is being changed."""
    cell = ("key_unknown", "not_taken_in", "altered").index(why)
    case = place.report("mark_correction", "2026-09-10", cell, value=98)
    place.act(case)
    place.approve(case)
    url = place.stack.environment["JURNAL_DB_CORRECTIONS"]
    by_hand(url, "correction_case", "UPDATE correction_case SET state = 'applying' WHERE id = :id", id=case)
    columns = 'case_step ("case", position, action, "by", by_name, at, reason)'
    values = "(:id, 4, 'held_up', 'service/gradebook', '', '2026-10-12 05:00:00.000000+00:00', :why)"
    by_hand(url, "case_step", f"INSERT INTO {columns} VALUES {values}", id=case, why=why)
    for login in ("teacher", "it"):
        page = people.open(login, f"/cases/{case}?language=ru")
        told = translate("ru", f"ui.case.held_up.{why}")
        expect(page.locator("#case-actions .notice--danger")).to_have_text(told)
        expect(page.locator("#case-steps")).to_contain_text(translate("ru", "ui.case.actions.held_up"))
        expect(page.locator("#case-steps")).not_to_contain_text(translate("ru", "ui.case.next.gradebook"))
        page.close()

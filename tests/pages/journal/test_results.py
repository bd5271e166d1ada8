"""Results in the journal (¶2): figures at the row's end that follow each mark, and say how they came about."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from gateway.i18n.texts import LANGUAGES, translate
from tests.pages.academy import apply_contingent, contingent, make_academy, sign_in
from tests.pages.accessibility import barriers, serious_faults
from tests.pages.saving import all_saved
from tests.support.stack import Stack, command

pytestmark = pytest.mark.full_browser

ROWS = [
    ("ҚҚ-21", "001", "Әлиев", "Айбек"),
    ("ҚҚ-21", "002", "Баев", "Болат"),
    ("ҚҚ-21", "003", "Ғабитов", "Ғалым"),
]
TODAY = "2026-10-05"
#: Marks by column: the first passes, the second does not, the third has none.
COLUMNS = [("lecture", (72, 40, None)), ("seminar", (73, 45, None)), ("rating_control", (80, None, None))]
#: What is added where an examination and its retake were sat: of the first, both; the second is not admitted.
RESULTS: dict[str, Any] = {"admitted": True, "attempts": [40, 64], "examination": 64, "final": "71.32", "points": 71}
STEPS = [
    ("current", "(72 + 73) / 2", "72.5", False),
    ("controls", "80", "80", False),
    ("rating", "(72.5 + 80) / 2", "76.25", False),
    ("final", "0.6 × 76.25 + 0.4 × 64", "71.35", False),
    ("points", "71.35", "71", True),
    ("letter", "71", "C+", False),
]


@pytest.fixture(scope="module")
def journal(stack: Stack) -> str:
    """A journal with two lessons, a control and ``COLUMNS``' marks; its id."""
    make_academy(stack)
    apply_contingent(stack, contingent(*ROWS))
    with stack.client("teacher") as teacher:
        made = str(teacher.get("/api/v1/journals").json()["journals"][0]["id"])
        way = f"/api/v1/journals/{made}"
        cadets = [each["id"] for each in teacher.get(way).json()["cadets"]]
        for kind, values in COLUMNS:
            lesson = command(teacher, "POST", f"{way}/lessons", {"date": TODAY, "kind": kind, "topic": ""})["id"]
            marks = [
                {"lesson": lesson, "cadet": cadet, "value": value, "version": 0}
                for cadet, value in zip(cadets, values, strict=True)
                if value is not None
            ]
            command(teacher, "PUT", f"{way}/marks", {"marks": marks})
    stack.wait_for_events()
    return made


def _open(page: Page, journal: str, login: str = "teacher", language: str = "kk") -> Locator:
    sign_in(page, login, path=f"/journals/{journal}?language={language}")
    expect(page.locator("#journal")).to_have_attribute("aria-busy", "false")
    return page.locator("#journal-grid")


def _figure(grid: Locator, row: int, name: str) -> Locator:
    return grid.locator("tbody tr").nth(row).locator(f".result--{name}")


def _dialog(page: Page) -> Locator:
    return page.locator("dialog[open]")


def _told(page: Page, address: str, change: Callable[[Any], None]) -> None:
    """What the server answers there is told with a change."""

    def changed(route: Route) -> None:
        answer = route.fetch()
        told = answer.json()
        change(told)
        route.fulfill(response=answer, json=told)

    page.route(address, changed)


def _examined(page: Page, journal: str) -> None:
    """An examination and a retake have been sat, by the first cadet."""

    def whole(told: Any) -> None:
        last = told["lessons"][-1]
        for kind in ("examination", "retake"):
            told["lessons"].append({**last, "id": kind, "kind": kind})
        told["results"][0] |= {**RESULTS, "letter": "C+"}

    def steps(told: Any) -> None:
        told["result"] |= {**RESULTS, "letter": "C+"}
        names = ("name", "expression", "figure", "rounded")
        told["steps"] = [dict(zip(names, each, strict=True)) for each in STEPS]

    _told(page, f"**/api/v1/journals/{journal}", whole)
    _told(page, f"**/api/v1/results/{journal}/*", steps)


def _told_steps(page: Page) -> list[str]:
    """The lines of the dialog: what comes out, and of what."""
    return [" ".join(each.split()) for each in _dialog(page).locator("dl.explained dd").all_inner_texts()]


def _explained(page: Page, figure: Locator, words: str = "") -> None:
    """Press a figure, read how it came about, and be where one was."""
    figure.click()
    expect(_dialog(page)).to_contain_text(words)
    page.keyboard.press("Escape")
    expect(_dialog(page)).to_have_count(0)
    expect(figure).to_be_focused()


def test_a_figure_follows_what_is_saved(page: Page, journal: str) -> None:
    """¶2: the current mean, the controls' mean and the rating of both; there is no examination to show."""
    grid = _open(page, journal)
    headings = [translate("kk", f"journal.results.names.{name}") for name in ("current", "controls", "rating")]
    assert headings == grid.locator("thead .result").evaluate_all("all => all.map(each => each.title)")
    shown = [_figure(grid, 1, name) for name in ("current", "controls", "rating")]
    for each, figure in zip(shown, ("42,50", "–", "42,50"), strict=True):
        expect(each).to_contain_text(figure)
    grid.locator('td[data-row="1"][data-column="2"]').click()
    for typed, figures in (("90", ("42,50", "90,00", "66,25")), ("Delete", ("42,50", "–", "42,50"))):
        page.keyboard.press("Delete") if typed == "Delete" else page.keyboard.type(typed)
        page.keyboard.press("Enter")
        all_saved(page)
        for each, figure in zip(shown, figures, strict=True):
            expect(each).to_contain_text(figure)
        grid.locator('td[data-row="1"][data-column="2"]').click()


def test_who_is_not_admitted_is_told_so_in_words(page: Page, journal: str) -> None:
    """¶2: not by the colour alone, and why; who passes and who has no mark are not told so."""
    grid = _open(page, journal, language="ru")
    rating = _figure(grid, 1, "rating")
    expect(rating).to_have_text("42,50не допущен")
    expect(rating).to_have_attribute("title", "Не допущен к экзамену: рейтинг допуска (42,50) ниже 50.")
    expect(_figure(grid, 0, "rating")).to_have_text("76,25")
    expect(_figure(grid, 2, "rating")).to_have_text("–")


def test_a_pressed_figure_is_explained_and_has_the_focus_again(page: Page, journal: str) -> None:
    """¶2: in words and numbers; pressed twice, it is explained once."""
    grid = _open(page, journal)
    rating = _figure(grid, 0, "rating")
    rating.dblclick()
    expect(_dialog(page)).to_have_count(1)
    assert ["(72 + 73) / 2 = 72,5", "80", "(72,5 + 80) / 2 = 76,25"] == _told_steps(page)
    assert [] == serious_faults(page)
    page.keyboard.press("Escape")
    expect(_dialog(page)).to_have_count(0)
    expect(rating).to_be_focused()


def test_figures_are_reached_and_explained_with_the_keys_alone(page: Page, journal: str) -> None:
    """¶2: right of the last column; Enter and Space explain, and Tab goes on out of the table."""
    grid = _open(page, journal)
    page.keyboard.press("Control+Home")
    page.keyboard.press("End")
    for name in ("current", "controls", "rating"):
        page.keyboard.press("ArrowRight")
        expect(_figure(grid, 0, name)).to_be_focused()
    for key in ("Enter", "Space"):
        page.keyboard.press(key)
        expect(_dialog(page)).to_contain_text("76,25")
        page.keyboard.press("Enter")
        expect(_figure(grid, 0, "rating")).to_be_focused()
    page.keyboard.press("7")
    expect(grid.locator("input")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(_figure(grid, 1, "rating")).to_be_focused()
    expect(page.locator("#journal-cell")).to_contain_text("42,50")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Enter")
    expect(_dialog(page)).to_contain_text("(40 + 45) / 2")
    page.keyboard.press("Escape")
    expect(_figure(grid, 1, "rating")).to_be_focused()
    page.keyboard.press("Tab")
    assert not grid.evaluate("table => table.contains(document.activeElement)")


def test_the_keys_help_names_the_key(page: Page, journal: str) -> None:
    """¶2: how a figure is explained is said where the other keys are."""
    _open(page, journal)
    page.keyboard.press("F1")
    expect(_dialog(page)).to_contain_text(translate("kk", "journal.help.keys.results"))


def test_of_nobodys_marks_a_sentence_says_so(page: Page, journal: str) -> None:
    """¶2: there is no figure to explain."""
    grid = _open(page, journal)
    _figure(grid, 2, "current").click()
    expect(_dialog(page)).to_contain_text(translate("kk", "journal.results.none"))
    assert [] == _told_steps(page)


def test_a_figure_that_cannot_be_explained_now_says_why(page: Page, journal: str) -> None:
    """¶2: and the table is as it was."""
    grid = _open(page, journal)
    page.route("**/api/v1/results/**", lambda route: route.abort())
    _figure(grid, 0, "current").click()
    expect(_dialog(page).locator(".notice--warn")).to_be_visible()
    page.keyboard.press("Escape")
    expect(_figure(grid, 0, "current")).to_be_focused()


def test_a_figure_follows_what_somebody_else_saves(page: Page, stack: Stack, journal: str) -> None:
    """¶1, ¶2: the methodist has the journal open while the teacher enters; an explanation that is open stays."""
    grid = _open(page, journal, "methodist")
    _figure(grid, 2, "rating").click()
    expect(_dialog(page)).to_be_visible()
    with stack.client("teacher") as teacher:
        way = f"/api/v1/journals/{journal}"
        told = teacher.get(way).json()
        lesson = next(each["id"] for each in told["lessons"] if each["kind"] == "lecture")
        mark = {"lesson": lesson, "cadet": told["cadets"][2]["id"], "value": 64, "version": 0}
        command(teacher, "PUT", f"{way}/marks", {"marks": [mark]})
    page.evaluate("document.dispatchEvent(new Event('cases'))")
    expect(_figure(grid, 2, "rating")).to_have_text("64,00")
    expect(_dialog(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(_figure(grid, 2, "rating")).to_be_focused()


def test_who_sees_no_marks_sees_no_figure(page: Page, journal: str) -> None:
    """¶5, ¶7: IT and moderators see columns and cadets, and no column of results."""
    for login in ("it", "moderator"):
        grid = _open(page, journal, login)
        expect(grid.locator("tbody th.name")).to_have_count(len(ROWS))
        expect(grid.locator(".result")).to_have_count(0)
        page.emulate_media(media="print")
        expect(page.locator("#journal-print .paper-result")).to_have_count(0)
        page.emulate_media(media="screen")


def test_an_examination_brings_its_results(page: Page, journal: str) -> None:
    """¶2: the mark that counts and the attempts, the final and the letter; the rating stays in view."""
    _examined(page, journal)
    grid = _open(page, journal)
    shown = [_figure(grid, 0, name) for name in ("current", "controls", "rating", "examination", "final", "letter")]
    for each, figure in zip(shown, ("72,50", "80,00", "76,25", "64 (40, 64)", "71", "C+"), strict=True):
        expect(each).to_have_text(figure)
    page.set_viewport_size({"width": 700, "height": 600})
    scroller = page.locator("#journal-scroller")
    for place in ("0", "scroller.scrollWidth"):
        scroller.evaluate(f"scroller => {{ scroller.scrollLeft = {place}; }}")
        expect(shown[2]).to_be_in_viewport(ratio=1)
    for each in shown:
        _explained(page, each, "0,6 × 76,25 + 0,4 × 64 = 71,35")


def test_paper_has_the_figures_and_their_words(page: Page, journal: str) -> None:
    """¶2: on the last sheet, with who is not admitted; of some days alone there are none."""
    _examined(page, journal)
    _open(page, journal, language="ru")
    page.emulate_media(media="print")
    paper = page.locator("#journal-print")
    last = paper.locator("table").last
    assert ["72,50", "80,00", "76,25", "64 (40, 64)", "71", "C+"] == last.locator(
        "tbody tr:first-child .paper-result"
    ).all_inner_texts()
    expect(last.locator("tbody tr").nth(1)).to_contain_text("не допущен")
    expect(paper.locator(".paper-legend")).to_contain_text("Допуск – рейтинг допуска")


def test_on_a_phone_the_rating_stands_under_the_name(page: Page, journal: str) -> None:
    """¶2: it follows what is saved, says who is not admitted, explains itself and has the focus again."""
    page.set_viewport_size({"width": 390, "height": 800})
    _open(page, journal)
    row = page.locator("#journal-phone li").nth(1)
    figure, field = row.locator(".phone-result"), row.locator(".phone-input")
    expect(figure).to_have_text("Жіберу 42,50 · жіберілмейді")
    field.fill("90")
    field.press("Enter")
    all_saved(page)
    expect(figure).to_have_text("Жіберу 66,25")
    figure.click()
    expect(_dialog(page)).to_contain_text("(42,5 + 90) / 2 = 66,25")
    page.keyboard.press("Escape")
    expect(figure).to_be_focused()
    with page.expect_response(f"**/api/v1/journals/{journal}"):
        page.evaluate("document.dispatchEvent(new Event('cases'))")
    expect(figure).to_be_focused()
    assert 390 == page.evaluate("document.documentElement.scrollWidth")


def test_from_a_figure_a_phone_shows_the_last_column(page: Page, journal: str) -> None:
    """¶2: where the window becomes narrow, or a list is pasted, the cursor is on a lesson again."""
    grid = _open(page, journal)
    _explained(page, _figure(grid, 0, "rating"))
    page.locator("#journal-bar").get_by_role("button", name=translate("kk", "journal.paste.list.button")).click()
    expect(page.locator("#paste-list")).to_be_focused()
    page.keyboard.press("Escape")
    _explained(page, _figure(grid, 0, "rating"))
    page.set_viewport_size({"width": 390, "height": 800})
    expect(page.locator("#journal-phone li")).to_have_count(len(ROWS))
    expect(page.locator("#journal-phone .phone-lesson")).to_contain_text("рейтингтік бақылау")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_use_a_journal_with_results(page: Page, journal: str, language: str) -> None:
    """¶1: nothing of another language stands there; axe finds nothing serious, and a phone's screen holds it."""
    _examined(page, journal)
    _open(page, journal, language=language)
    assert [] == barriers(page, language)

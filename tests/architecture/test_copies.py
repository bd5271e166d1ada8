"""What cannot ask a service and says a rule again (scripts, forms, texts, the story) says the same."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from deploy.demo.marks import is_passed
from deploy.story import marks as story
from gateway.i18n.formats import URGENT
from gateway.web.codes import CODES, HEAVIEST_FIRST
from services.auth.domain.accounts import LONGEST_REASON
from services.common.regulation.deadlines import ENTRY_DAYS, TWO_WEEKS
from services.corrections.domain.discrepancies import LONGEST_TEXT
from services.corrections.domain.kinds import KINDS
from services.gradebook.contract import Value
from services.gradebook.domain.change_kinds import CHANGES
from services.gradebook.domain.changes import PASS_MARK, make_up_refusal
from services.gradebook.domain.columns import COLUMNS
from services.gradebook.domain.lessons import LONGEST_TOPIC
from services.gradebook.domain.marks import ABSENCE_CODES, HIGHEST_POINTS
from services.gradebook.domain.sheets import LONGEST_REASON as LONGEST_ANNULMENT
from services.roster.domain.notices import LONGEST_TEXT as LONGEST_NOTICE
from tests.architecture.source import ROOT

WEB = ROOT / "gateway" / "web"
CATALOGUES, LANGUAGES = ("ui", "journal", "refusals", "warnings"), ("en", "kk", "ru")
#: Where a text says a number of a rule: the catalogue, the key, the number.
SAID: tuple[tuple[str, str, int], ...] = (
    ("ui", "start.overdue_what", ENTRY_DAYS.days),
    ("ui", "start.faculty_overdue_what", TWO_WEEKS.days),
    ("ui", "start.nothing_overdue", TWO_WEEKS.days),
    ("ui", "substitution.why_hint", TWO_WEEKS.days),
    ("ui", "report.what.make_up", PASS_MARK),
    ("refusals", "mark_passed", PASS_MARK),
    ("refusals", "not_a_mark", HIGHEST_POINTS),
    ("journal", "not_a_mark", HIGHEST_POINTS),
    ("journal", "make_up.hint", HIGHEST_POINTS),
    ("ui", "case.make_up_hint", HIGHEST_POINTS),
    ("ui", "report.make_up_hint", HIGHEST_POINTS),
    ("ui", "report.value_hint", HIGHEST_POINTS),
    ("ui", "report.not_a_mark", HIGHEST_POINTS),
)
#: The same number of something else.
LENGTH_OF_A_NAME = ("refusals", "names_malformed")
PARAGRAPH_14 = re.compile(r"14-тармақ|пункт 14|paragraph 14")


def script(name: str) -> str:
    """One of the journal's scripts."""
    return (WEB / "static" / "journal" / name).read_text(encoding="utf-8")


def list_in(name: str, constant: str) -> Any:
    """A list of strings in it."""
    found = re.search(rf"const {constant} = (\[.*?\]);", script(name))
    return json.loads(found[1]) if found else None


def texts(catalogue: str, language: str) -> dict[str, str]:
    """A catalogue's texts by their keys."""
    path = ROOT / "gateway" / "i18n" / f"{catalogue}.{language}.json"
    return dict(_flat("", json.loads(path.read_text(encoding="utf-8"))))


def _flat(prefix: str, node: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in node.items():
        if isinstance(value, str):
            yield prefix + key, value
        else:
            yield from _flat(f"{prefix}{key}.", value)


def test_the_lists_of_the_pages_and_scripts_are_the_services() -> None:
    """¶6: the codes in their order, and the highest points."""
    assert [*ABSENCE_CODES] == list_in("value.js", "CODES") == [*CODES]
    assert {*ABSENCE_CODES} == {*HEAVIEST_FIRST}
    assert [str(HIGHEST_POINTS)] == re.findall(r"Number\(text\) <= (\d+)", script("value.js"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_column_has_its_words(language: str) -> None:
    """¶2: in the table, in its headings, in forms and, where papers are in that language, on papers."""
    journal, pages = texts("journal", language), texts("ui", language)
    papers = ROOT / "gateway" / "papers" / "words" / f"{language}.json"
    held = json.loads(papers.read_text(encoding="utf-8"))["held"] if papers.exists() else COLUMNS
    for kind in COLUMNS.values():
        assert journal[f"kinds.{kind.name}"] == pages[f"lesson.kinds.{kind.name}"] or kind.counts_as == "current"
        assert journal[f"kinds_short.{kind.name}"]
        assert journal[f"counts_as.{kind.counts_as}"]
        assert held[kind.name]


def test_what_is_urgent_is_so_in_the_table_and_on_the_pages() -> None:
    """One number of hours colours both."""
    assert [f"{URGENT.total_seconds() / 3600:.0f}"] == re.findall(r"const URGENT = (\d+) \* HOUR", script("time.js"))


@pytest.mark.parametrize("value", [*range(HIGHEST_POINTS + 1), *ABSENCE_CODES])
def test_the_story_makes_up_what_may_be(value: Value) -> None:
    """¶19: it looks for a cell before anybody asks."""
    assert story.can_be_made_up(value) is (make_up_refusal(value) is None)
    assert is_passed(value) is (make_up_refusal(value) is not None)


def test_a_form_lets_write_as_much_as_is_read() -> None:
    """¶2, ¶4, ¶15, ¶20: a text or a topic is as long as the services take it."""
    lines = (line for path in WEB.rglob("*.html") for line in path.read_text(encoding="utf-8").splitlines())
    said = {pair for line in lines for pair in re.findall(r'codes="[^"]*(text|topic)_too_long.*?longest=(\d+)', line)}
    assert {("text", str(LONGEST_TEXT)), ("topic", str(LONGEST_TOPIC))} == said
    assert LONGEST_TEXT == LONGEST_NOTICE == LONGEST_REASON == LONGEST_ANNULMENT


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("catalogue", "key", "number"), SAID, ids=str)
def test_a_text_says_the_number_of_the_rule(catalogue: str, key: str, number: int, language: str) -> None:
    """¶6, ¶17, ¶19: in each language."""
    assert re.search(rf"(?<!\d){number}(?!\d)", texts(catalogue, language)[key])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_says_such_a_number_is_compared(language: str) -> None:
    """¶6, ¶19: no text says one unseen."""
    number = re.compile(rf"(?<!\d)(?:{TWO_WEEKS.days}|{PASS_MARK}|{HIGHEST_POINTS})(?!\d)")
    found = {
        (catalogue, key)
        for catalogue in CATALOGUES
        for key, text in texts(catalogue, language).items()
        if number.search(PARAGRAPH_14.sub("", text))
    }
    assert {(catalogue, key) for catalogue, key, said in SAID if said != ENTRY_DAYS.days} == found - {LENGTH_OF_A_NAME}


def test_what_a_change_is_about_both_services_say_alike() -> None:
    """¶4, ¶19: papers that name a cell, a mark or days change a cell, a mark or open a column."""
    papers = {kind: (each.about, each.has_value, "open_days" in each.report_fields) for kind, each in KINDS.items()}
    changes = {kind: (each.about, each.has_value, each.opens) for kind, each in CHANGES.items()}
    assert papers == changes | {kind: papers[kind] for kind, each in KINDS.items() if each.has_terms}


#: How a text says who carries a case out: IT, by its short name.
IT_STAFF = {"en": "IT", "kk": "АТҚБ", "ru": "ОИТО"}
#: And what a methodist draws up before the decision (¶13).
ACT = {"en": " act", "kk": " актісі", "ru": "акт "}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_of_a_report_tells_the_way_that_its_kind_goes(language: str) -> None:
    """¶4, ¶10, ¶13, ¶19: the act where one is needed, the decision, and IT where it carries that out."""
    begins, act, it_staff = "report.way.", ACT[language], IT_STAFF[language]
    ways = {key.removeprefix(begins): way for key, way in texts("ui", language).items() if key.startswith(begins)}
    told = {kind: (way.count(" → "), act in way, it_staff in way) for kind, way in ways.items()}
    assert told == {
        kind: (2 + each.needs_act, each.needs_act, each.carried_out_by == "it_staff")
        for kind, each in KINDS.items()
        if kind in ways
    }

"""No page without a translation."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.i18n.texts import LANGUAGES, catalogue
from services.corrections.contract import CaseKind
from services.corrections.domain.kinds import KINDS, KindRules
from tests.pages.markup import PAGES, SCRIPTS, TEMPLATES, WEB, keys, literal_texts


def _places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys(language: str) -> None:
    """A text that one language has, the others have too."""
    assert set() == catalogue("kk").keys() ^ catalogue(language).keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_same_places(language: str) -> None:
    """A translation fills in what the Kazakh text fills in."""
    theirs = catalogue(language)
    differing = {key for key, text in catalogue("kk").items() if _places(text) != _places(theirs[key])}
    assert set() == differing


def test_no_text_is_empty() -> None:
    """A key always says something."""
    assert [] == [key for language in LANGUAGES for key, text in catalogue(language).items() if not text.strip()]


@pytest.mark.parametrize("path", [*TEMPLATES, *SCRIPTS, *PAGES], ids=lambda path: str(path.relative_to(WEB)))
def test_every_key_named_is_in_the_catalogue(path: Path) -> None:
    """A page names no text that is not there; of a key put together, there are some that begin so."""
    known = catalogue("kk")
    unknown = [
        key
        for key, begins in keys(path)
        if key not in known and not (begins and any(each.startswith(key) for each in known))
    ]
    assert [] == unknown


def test_no_text_is_left_over() -> None:
    """A text of the pages that no page names is not kept."""
    named = {
        pair for path in [*TEMPLATES, *SCRIPTS, *PAGES, WEB.parent / "i18n" / "formats.py"] for pair in keys(path)
    }
    whole = {key for key, begins in named if not begins}
    beginnings = tuple(key for key, begins in named if begins)
    texts = {key for key in catalogue("kk") if key.startswith("ui.")}
    assert set() == {key for key in texts - whole if not key.startswith(beginnings)}


def _words(kind: CaseKind, rules: KindRules) -> Iterator[str]:
    yield from (f"cases.kinds.{kind}", f"case.what.{kind}", f"case.after_approval.{kind}")
    if rules.carried_out_by == "it_staff":
        yield f"case.apply_what.{kind}"
    if rules.about in ("lesson", "held_lesson"):
        yield f"case.changes.{kind}"
    if rules.is_reported and rules.about != "held_lesson":
        yield from (f"report.{each}.{kind}" for each in ("kinds", "what", "way"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_case_has_its_words(kind: CaseKind) -> None:
    """¶4, ¶13: in lists, on its page and in the form by which it is reported."""
    assert [] == [key for key in _words(kind, KINDS[kind]) if f"ui.{key}" not in catalogue("kk")]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_visible_text(path: Path) -> None:
    """What people read comes from the catalogue."""
    assert [] == literal_texts(path)


def test_literal_text_is_found(tmp_path: Path) -> None:
    """The search sees text and spoken attributes, and not what is filled in."""
    template = tmp_path / "page.html"
    template.write_text(
        '<p aria-label="Close">{{ t("ui.x") }} Word</p><p>{% if a %}·{% endif %}</p>', encoding="utf-8"
    )
    assert ["Close", "Word"] == literal_texts(template)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_inline_script_or_style(path: Path) -> None:
    """The strict content security policy would drop them."""
    text = path.read_text(encoding="utf-8")
    assert [] == re.findall(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_form_for_the_script_is_not_sent_by_the_browser(path: Path) -> None:
    """Its button waits for the script; should it be sent all the same, nothing typed stands in an address."""
    scripted = re.findall(r"<form[^>]*novalidate[^>]*>.*?</form>", path.read_text(encoding="utf-8"), re.DOTALL)
    assert [] == [form for form in scripted if 'method="post"' not in form or 'type="submit"' in form]

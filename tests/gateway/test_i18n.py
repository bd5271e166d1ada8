"""Texts: the same keys and places in every language, and one for everything that can be refused."""

import importlib
import re

import pytest
from starlette.requests import Request

from gateway.errors import OWN
from gateway.http.language import language_of
from gateway.i18n.texts import LANGUAGES, catalogue, translate
from services.common.errors import Reason, reasons
from services.common.runtime.config import SERVICES
from services.roster.contract import FILE_NOTES, ROW_ERRORS, ROW_WARNINGS


def _table(owner: str) -> dict[str, Reason]:
    return reasons(importlib.import_module(f"services.{owner}.refusals").Reasons)


def _refusable() -> set[str]:
    return {*OWN, *ROW_ERRORS}.union(*map(_table, ("common", *SERVICES)))


def _places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_refusable_has_a_message_and_nothing_else_has(language: str) -> None:
    """The services' tables and the gateway's own against the catalogue, both ways."""
    said = {key.removeprefix("refusals.") for key in catalogue(language) if key.startswith("refusals.")}
    assert _refusable() == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys(language: str) -> None:
    """No text is missing in one language, none is left over in another."""
    assert set(catalogue("kk")) == set(catalogue(language))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_language_has_the_same_places(language: str) -> None:
    """A text's {places} are those of its Kazakh original."""
    original = {key: _places(text) for key, text in catalogue("kk").items()}
    assert original == {key: _places(text) for key, text in catalogue(language).items()}


@pytest.mark.parametrize("owner", ["common", *SERVICES])
def test_a_messages_places_are_filled_by_the_service(owner: str) -> None:
    """No message has a {place} for which a refusal brings no param."""
    places = {key.removeprefix("refusals."): _places(text) for key, text in catalogue("kk").items()}
    unfilled = {code: places[code] - each.params for code, each in _table(owner).items()}
    assert {} == {code: names for code, names in unfilled.items() if names}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_is_a_sentence(language: str) -> None:
    """Each message ends as a sentence does."""
    texts = {key: text for key, text in catalogue(language).items() if key.startswith("refusals.")}
    assert {} == {key: text for key, text in texts.items() if not text.endswith((".", "!", "?"))}


def test_params_fill_the_places() -> None:
    """A place takes its param; text in a param is not filled again."""
    text = translate("en", "refusals.malformed", detail="{detail}")
    assert "The request cannot be read: {detail}. Reload the page and try again." == text


def _request(path: str, query: str = "", accepted: str = "", cookie: str = "") -> Request:
    headers = [(b"accept-language", accepted.encode()), (b"cookie", cookie.encode())]
    return Request({"type": "http", "path": path, "query_string": query.encode(), "headers": headers})


@pytest.mark.parametrize(
    ("expected", "request_"),
    [
        ("kk", _request("/")),
        ("kk", _request("/", accepted="en")),
        ("ru", _request("/", cookie="jurnal_language=ru")),
        ("en", _request("/", query="language=en", cookie="jurnal_language=ru")),
        ("kk", _request("/", query="language=de")),
        ("ru", _request("/api/v1/me", accepted="ru", cookie="jurnal_language=en")),
        ("en", _request("/api/v1/me", accepted="de, ru;q=0.5, en-GB;q=0.9")),
        ("en", _request("/api/v1/me", accepted="de", cookie="jurnal_language=en")),
        ("kk", _request("/api/v1/me", accepted="ru;q=0, *;q=x")),
    ],
)
def test_the_language_is_the_one_asked_for(expected: str, request_: Request) -> None:
    """Query, then what the person has chosen; a program's Accept-Language on the API; Kazakh by default."""
    assert expected == language_of(request_)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_warned_of_has_words_and_nothing_else_has(language: str) -> None:
    """Warnings of rows and notes on files against the catalogue, both ways."""
    said = {key.removeprefix("warnings.") for key in catalogue(language) if key.startswith("warnings.")}
    assert {*ROW_WARNINGS, *FILE_NOTES} == said

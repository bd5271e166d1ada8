"""Texts in three languages: ``web/i18n/<area>.<language>.json``, nested there, flat here: ``ui.shell.skip``."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from starlette.requests import HTTPConnection

from gateway.http.cookies import read_cookie

LANGUAGES = ("kk", "ru", "en")
DEFAULT = "kk"
COOKIE = "jurnal_language"
_PLACE = re.compile(r"\{(\w+)\}")
FOLDER = Path(__file__).parent / "i18n"


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Every text of a language by its dotted key."""
    texts: dict[str, str] = {}
    for path in sorted(FOLDER.glob(f"*.{language}.json")):
        texts |= flat(path.name.split(".")[0], json.loads(path.read_text(encoding="utf-8")))
    return texts


def flat(prefix: str, node: Any) -> Iterator[tuple[str, str]]:
    """The texts of nested objects by their dotted keys."""
    if isinstance(node, str):
        yield prefix, node
        return
    for name, child in node.items():
        yield from flat(f"{prefix}.{name}" if prefix else name, child)


def fill(text: str, params: Mapping[str, object]) -> str:
    """The text with each {name} replaced by ``params[name]``, once: what is put in is not looked at again."""
    return _PLACE.sub(lambda place: str(params.get(place[1], place[0])), text)


def translate(language: str, key: str, **params: object) -> str:
    """The text of ``key`` with each {name} replaced by ``params[name]``; an unknown key shows itself."""
    return fill(catalogue(language).get(key, key), params)


def translator(language: str) -> Callable[..., str]:
    """``t(key, **params)`` of one language, as templates use it."""
    return lambda key, **params: translate(language, key, **params)


def language_of(request: HTTPConnection) -> str:
    """The language to answer in: asked for in the query, or chosen before, or Kazakh.

    On the API ``Accept-Language`` comes before the cookie: there it is said by a program, not by a browser.
    """
    asked, chosen = request.query_params.get("language"), read_cookie(request, COOKIE)
    accepted = request.headers.get("accept-language", "") if request.url.path.startswith("/api/") else ""
    wishes = [asked, *_accepted(accepted), chosen]
    return next((wish for wish in wishes if wish in LANGUAGES), DEFAULT)


def _accepted(header: str) -> list[str]:
    """Primary subtags in the order of preference (RFC 9110, 12.5.4)."""
    ranked = []
    for place, part in enumerate(header.split(",")):
        tag, _, weight = part.partition(";q=")
        ranked.append((-_quality(weight), place, tag.strip().split("-")[0].lower()))
    return [tag for quality, _, tag in sorted(ranked) if quality < 0]


def _quality(text: str) -> float:
    try:
        return float(text) if text.strip() else 1.0
    except ValueError:
        return 0.0


@cache
def module(language: str) -> bytes:
    """The language's catalogue as an ES module."""
    messages = json.dumps(dict(catalogue(language)), ensure_ascii=False, separators=(",", ":"))
    return f'export const language = "{language}";\nexport const messages = {messages};\n'.encode()

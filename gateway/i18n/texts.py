"""Texts in three languages: ``<area>.<language>.json``, nested there, flat here: ``ui.shell.skip``."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("kk", "ru", "en")
DEFAULT = "kk"
_PLACE = re.compile(r"\{(\w+)\}")
FOLDER = Path(__file__).parent


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


@cache
def module(language: str) -> bytes:
    """The language's catalogue as an ES module."""
    messages = json.dumps(dict(catalogue(language)), ensure_ascii=False, separators=(",", ":"))
    return f'export const language = "{language}";\nexport const messages = {messages};\n'.encode()

"""Looking for marks in clear (¶5): in rows of databases, in logs, in what the broker has put on its disk.

A mark is a leak where it stands with whose it is: the cadet's id or family name. It may be a number, a word, a part of
a text, or of JSON in a text.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

Value = int | str
CODES = ("ж", "а", "дс", "д", "қ")
#: Numbers that count something else.
COUNTS = {"version", "number", "generation", "sequence", "open_days", "year", "rows", "lessons", "before_version"}
COUNTS |= {"row", "position", "groups", "credits", "code"}
_CODE = "|".join(re.escape(form) for code in CODES for form in (code, json.dumps(code)[1:-1]))
_QUOTE = r"""\\*["']"""
_NAMES = "value|before|after|make_up|current|points|mark|grade"
#: A mark with its name, as JSON, a Python text or a log line would hold it, whatever wrote the file.
_MARK = re.compile(
    rf"(?:{_QUOTE}(?:{_NAMES}){_QUOTE}\s*:|\b(?:{_NAMES})=)\s*(?:\d{{1,3}}\b|{_QUOTE}(?:\d{{1,3}}|{_CODE}){_QUOTE})".encode()
)
#: What a policy's letter is worth.
_LETTER = re.compile(rf"{_QUOTE}lowest{_QUOTE}:\s*\d+,\s*{_QUOTE}points{_QUOTE}".encode())
#: What is made of digits and is no mark: ids, instants and dates, times, papers' and orders' numbers.
_NO_MARK = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:[+-]\d\d:?\d\d|Z)?)?"
    r"|\d\d:\d\d(?::\d\d)?|\d+/\d{4}|№\s*\d+"
)
_NUMBER = re.compile(r"(?<![\w.,:/-])\d{1,3}(?![\w:/-]|[.,]\d)")
#: How far from a name a mark still stands with it.
_NEAR = 60


@dataclass(frozen=True)
class Marks:
    """Whose marks are looked for: by cadet, and under which names each goes."""

    values: Mapping[str, set[Value]]
    names: Mapping[str, set[str]] = field(default_factory=dict)

    @cached_property
    def words(self) -> Mapping[str, set[str]]:
        """What says that something is a cadet's, as text and as JSON escapes it."""
        said = {cadet: {cadet, *self.names.get(cadet, ())} for cadet in self.values}
        return {cadet: words | {json.dumps(word)[1:-1] for word in words} for cadet, words in said.items()}

    def in_row(self, row: Mapping[str, Any]) -> set[tuple[str, Value]]:
        """The marks of a cadet that stand in a row that names the cadet, each with its column's or field's name."""
        text = json.dumps(row, ensure_ascii=False, default=lambda raw: "" if isinstance(raw, bytes) else str(raw))
        plain = set(_plain(json.loads(text), ""))
        text = "\n".join([text, *(f"{name}\n{value}" for name, value in plain)])
        return {
            (name, value)
            for cadet, values in self.values.items()
            if any(word in text for word in self.words[cadet])
            for name, value in plain
            if name not in COUNTS and value in values
        }

    def in_text(self, raw: bytes) -> set[Value]:
        """The marks that stand right behind or before a cadet's id or name in a file."""
        text = _NO_MARK.sub(_kept, raw.decode(errors="replace"))
        found: set[Value] = set()
        for cadet, values in self.values.items():
            for word in self.words[cadet]:
                for hit in re.finditer(re.escape(_marked(word)), text):
                    near = text[max(0, hit.start() - _NEAR) : hit.end() + _NEAR]
                    found |= {int(number) for number in _NUMBER.findall(near)} & values
        return found


def named_marks(raw: bytes) -> list[bytes]:
    """The marks that stand in a file with their names."""
    return _MARK.findall(_LETTER.sub(b"", raw))


def _kept(found: "re.Match[str]") -> str:
    """An id stays, as letters; other things made of digits go."""
    return _marked(found[0]) if found[0].count("-") == 4 else " "


def _marked(word: str) -> str:
    """An id without anything that could be a number."""
    return word.translate(str.maketrans("0123456789-", "ghijklmnopq")) if word.count("-") == 4 else word


def _plain(value: Any, name: str) -> Iterator[tuple[str, Value]]:
    """Every number and word with the name it has; a text that is JSON is looked into, in others numbers are found."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _plain(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from _plain(each, name)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield name, value
    elif isinstance(value, str):
        yield from _of_text(value, name)


def _of_text(text: str, name: str) -> Iterator[tuple[str, Value]]:
    try:
        inner = json.loads(text) if text[:1] in ("{", "[") else None
    except ValueError:
        inner = None
    if inner is not None:
        yield from _plain(inner, name)
        return
    yield name, text
    yield from ((name, int(number)) for number in _NUMBER.findall(_NO_MARK.sub(" ", text)))

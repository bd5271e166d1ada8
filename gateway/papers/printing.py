"""How a paper prints names, numbers, days and texts."""

import unicodedata
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from gateway.papers.words import Words
from services.common.security.warrants import HeldLesson
from services.common.text.normalization import composed
from services.corrections.contract import Cadet, Paper, Someone
from services.gradebook.contract import Someone as Colleague

_DATES = {"kk": "y\u00a0'жылғы' d\u00a0MMMM", "ru": "d\u00a0MMMM y\u00a0'г.'", "en": "d\u00a0MMMM y"}
_DIRECTIONS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


def held_words(words: Words, held: HeldLesson) -> str:
    """A lesson's kind, and its topic where it has one."""
    kind, topic = words(f"held.{held.kind}"), printable(held.topic)
    return words("held.with_topic", kind=kind, topic=topic) if topic else kind


def long_date(day: date, language: str, zone: ZoneInfo) -> str:
    """A day in words; of an instant, the day it has at the academy."""
    local = day.astimezone(zone).date() if isinstance(day, datetime) else day
    return format_date(local, _DATES[language], locale=language)


def paper_number(paper: Paper) -> str:
    """12/2026."""
    return f"{paper.number}/{paper.year}"


def paragraphs(text: str) -> tuple[str, ...]:
    """A text's lines that are not empty."""
    return tuple(printable(line) for line in text.splitlines() if line.strip())


def printable(text: str) -> str:
    """The text without signs that print nothing but could turn what is read around: controls, directions."""
    return "".join(sign for sign in composed(text.replace("\t", " ").strip()) if not _is_unseen(sign))


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) == "Cc" or unicodedata.bidirectional(sign) in _DIRECTIONS


def in_full(person: Someone | Colleague) -> str:
    """A person by the full name; by initials while that is not known."""
    return printable(person.full_name or person.name)


def cadet_in_full(words: Words, cadet: Cadet | None) -> str:
    """A cadet with the number, for two may have one name (¶13); "" where a case is about none."""
    if cadet is None:
        return ""
    name, number = in_full(cadet), printable(cadet.number)
    return words("cadet", name=name, number=number) if number and cadet.full_name else name


def capitalised(sentence: str) -> str:
    """The sentence with a capital at its beginning."""
    return sentence[:1].upper() + sentence[1:]


def in_fours(digits: str) -> str:
    """The digits in groups of four, as people compare them."""
    return "\u00a0".join(digits[start : start + 4] for start in range(0, len(digits), 4))

"""Templates and scripts read as data, for the tests that compare them with the catalogue."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from gateway.i18n.texts import LANGUAGES, catalogue

WEB = Path(__file__).parents[2] / "gateway" / "web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
SCRIPTS = sorted((WEB / "static").rglob("*.js"))
PAGES = sorted((WEB / "pages").glob("*.py"))

#: What is read to people although it stands in an attribute.
SPOKEN = {"aria-label", "title", "placeholder", "alt", "data-label", "aria-description"}

_JINJA = re.compile(r"\{% block \w+_class %\}.*?\{% endblock %\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_KEY = re.compile(r"""["'`]((?:ui|journal)\.(?!html)[\w.]+)(["'`]\s*(?:~|\+)|\$?\{|["'`])""")


class _Literals(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in SPOKEN]


def literal_texts(path: Path) -> list[str]:
    """Text of a template that people see and that no translation can change."""
    parser = _Literals()
    parser.feed(_JINJA.sub(" ", path.read_text(encoding="utf-8")))
    return [text.strip() for text in parser.found if re.search(r"[^\W\d_]", text)]


def keys(path: Path) -> Iterator[tuple[str, bool]]:
    """The catalogue's keys that a file names; True where the key is only the beginning of one."""
    for key, end in _KEY.findall(path.read_text(encoding="utf-8")):
        yield key, end[-1] in "~+{"


@cache
def foreign_texts(language: str) -> set[str]:
    """Texts that only the other languages have; short ones may be names that all share."""
    own = set(catalogue(language).values())
    others = {text for other in {*LANGUAGES} - {language} for text in catalogue(other).values()}
    return {text for text in others - own if len(text) > 3}

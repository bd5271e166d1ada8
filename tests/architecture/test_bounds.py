"""What costs more than its input's length is done in one place, which has a bound."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, python_files, tree

#: What puts combining marks in order: ``is_normalized`` does so too where it is not sure.
ORDERING = ("normalize", "is_normalized", "ucd_3_2_0")
#: Calls that parse cookies; Python's own do so in the square of their length.
COOKIES = ("http.cookies", "starlette.requests.cookie_parser")


def _orders_marks(module: ast.Module) -> bool:
    """Whether the module calls on Unicode's tables for that, by whichever name."""
    said = {node.attr for node in ast.walk(module) if isinstance(node, ast.Attribute)}
    said |= {each.name for node in ast.walk(module) if isinstance(node, ast.ImportFrom) for each in node.names}
    return any(name in said for name in ORDERING)


def _reads_cookies_of_starlette(path: Path) -> Iterator[str]:
    """``request.cookies``, and what it is made with."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and node.attr == "cookies":
            yield f"{path.relative_to(ROOT)}:{node.lineno}"
        if isinstance(node, ast.ImportFrom) and any(f"{node.module}.{each.name}" in COOKIES for each in node.names):
            yield f"{path.relative_to(ROOT)}:{node.lineno}"


def test_text_is_composed_in_one_place() -> None:
    """Everybody else's call would cost the square of a run of marks."""
    found = [path.relative_to(ROOT).as_posix() for path in python_files("services", "gateway", "deploy")
             if _orders_marks(tree(path))]  # fmt: skip
    assert ["services/common/text/normalization.py"] == found


@pytest.mark.parametrize(
    "line",
    ["unicodedata.normalize('NFC', x)", "from unicodedata import normalize", "unicodedata.is_normalized('NFC', x)"],
)
def test_a_call_elsewhere_is_found(line: str) -> None:
    """The test above can fail."""
    assert _orders_marks(ast.parse(line))


def test_nobody_asks_starlette_for_cookies() -> None:
    """``gateway.http.cookies`` parses them, whatever Python it is."""
    assert [] == [place for path in python_files("gateway") for place in _reads_cookies_of_starlette(path)]

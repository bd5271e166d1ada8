"""Reading the source as data, for the tests that compare it with itself."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("auth", "corrections", "gradebook", "roster")


def python_files(*folders: str) -> Iterator[Path]:
    """Every Python file below the folders, sorted."""
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(path: Path) -> Iterator[str]:
    """Full dotted names of what the file imports, ``from a import b`` as ``a.b``."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module_name(path: Path) -> str:
    """``services.auth.domain.passwords`` for its file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@dataclass(frozen=True)
class MadeRefusal:
    """``Reasons.<code>.refusal(...)`` or ``.refused(...)``: what it is told with, and by which other paragraph."""

    code: str
    params: frozenset[str]
    under: str


def reasons_named(path: Path) -> set[str]:
    """The codes of the reasons that the file names: ``Reasons.<code>``, of whichever table."""
    return {code for node in ast.walk(tree(path)) if (code := _reason(node))}


def refusals_made(path: Path) -> Iterator[MadeRefusal]:
    """The refusals that the file makes of reasons it names."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and (code := _reason(node.func.value)):
            words = {str(word.arg): word.value for word in node.keywords}
            under = words.get("under")
            params = frozenset(words) - {"under", "tried"}
            yield MadeRefusal(code, params, str(under.value) if isinstance(under, ast.Constant) else "")


def calls(path: Path, *names: str) -> Iterator[ast.Call]:
    """The calls of functions or classes of these names."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in names:
            yield node


def _reason(node: ast.AST) -> str:
    is_reason = isinstance(node, ast.Attribute) and ast.unparse(node.value).rpartition(".")[2] == "Reasons"
    return node.attr if is_reason else ""  # type: ignore[attr-defined]

"""Reading the source as data, for the tests that compare it with itself."""

import ast
from collections.abc import Iterator
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


def strings(path: Path) -> Iterator[str]:
    """Every string constant of the file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def refusal_codes(path: Path) -> Iterator[str]:
    """The codes the file refuses with: the second argument of ``refuse(...)`` and ``Refusal(...)``."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("refuse", "Refusal"):
            if len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
                yield str(node.args[1].value)
            yield from (
                str(word.value.value)
                for word in node.keywords
                if word.arg == "code" and isinstance(word.value, ast.Constant)
            )


def refusals_with_kinds(path: Path) -> Iterator[tuple[str, str]]:
    """The (kind, code) pairs the file refuses with, where both are written out."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("refuse", "Refusal"):
            said = [each.value for each in node.args[:2] if isinstance(each, ast.Constant)]
            if len(said) == 2:
                yield str(said[0]), str(said[1])

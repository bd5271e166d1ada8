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


def refusal_params(path: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """For each refusal that is written out with its params: its code and the params' names."""
    for node in ast.walk(tree(path)):
        called = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if (
            isinstance(node, ast.Call)
            and called in ("refuse", "Refusal")
            and isinstance(_at(node.args, 1), ast.Constant)
        ):
            names = _names(node) if called == "refuse" else _keys(_at(node.args, 3))
            if names is not None:
                yield str(node.args[1].value), names  # type: ignore[attr-defined]


def _at(nodes: list[ast.expr], place: int) -> ast.expr | None:
    return nodes[place] if len(nodes) > place else None


def _names(call: ast.Call) -> frozenset[str] | None:
    names = [word.arg for word in call.keywords]
    return None if None in names else frozenset(str(name) for name in names)


def _keys(node: ast.expr | None) -> frozenset[str] | None:
    if node is None:
        return frozenset()
    keys = node.keys if isinstance(node, ast.Dict) else [None]
    literal = [str(key.value) for key in keys if isinstance(key, ast.Constant)]
    return frozenset(literal) if len(literal) == len(keys) else None

"""What is secret shows itself nowhere by accident."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, python_files, tree

#: Fields that hold what opens something, wherever they stand; ``code`` is one of a second factor in auth alone.
SECRET = {"password", "secret", "token", "initial", "initial_password", "private", "confirmation"}
#: Somebody's old and new password, and codes.
SECRET_IN_AUTH = {"old", "new", "code", "codes"}
#: What ends in ``_key`` and opens nothing.
NO_SECRET = {"public_key", "routing_key"}


def _fields(path: Path) -> Iterator[tuple[str, ast.AnnAssign]]:
    """Every secret field of the file's dataclasses that have no ``__repr__`` of their own."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ClassDef) and _is_dataclass(node) and not _shows_itself(node):
            for each in node.body:
                if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name) and _is_secret(path, each):
                    yield f"{path.relative_to(ROOT)}: {node.name}.{each.target.id}", each


def _is_dataclass(node: ast.ClassDef) -> bool:
    return any("dataclass" in ast.unparse(each) for each in node.decorator_list)


def _shows_itself(node: ast.ClassDef) -> bool:
    return any(isinstance(each, ast.FunctionDef) and each.name == "__repr__" for each in node.body)


def _is_secret(path: Path, each: ast.AnnAssign) -> bool:
    name = ast.unparse(each.target)
    named = name in SECRET or name.endswith(("_key", "_secret")) or (name in SECRET_IN_AUTH and "auth" in path.parts)
    return (
        named
        and name not in NO_SECRET
        and any(plain in ast.unparse(each.annotation) for plain in ("str", "bytes", "object", "PrivateKey"))
    )


def _is_hidden(each: ast.AnnAssign) -> bool:
    return each.value is not None and "repr=False" in ast.unparse(each.value)


def test_no_dataclass_shows_a_secret() -> None:
    """¶5: passwords, secrets, codes and keys are left out of every ``repr``, and so of logs and tracebacks."""
    found = [field for path in python_files("services", "gateway") for field in _fields(path)]
    assert len(found) > 10
    assert [] == [name for name, each in found if not _is_hidden(each)]


@pytest.mark.parametrize("line", ["password: str", "draft_key: str = ''", "session_key: object = field(default='')"])
def test_a_field_that_shows_itself_is_found(line: str) -> None:
    """The test above can fail."""
    each = ast.parse(line).body[0]
    assert isinstance(each, ast.AnnAssign)
    assert _is_secret(ROOT, each)
    assert not _is_hidden(each)

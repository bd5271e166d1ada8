"""A page is found by its name: its function, its template and its script have the same."""

import ast
import re
from collections.abc import Iterator
from typing import Any

from tests.architecture.source import ROOT, python_files, tree

WEB = ROOT / "gateway" / "web"
TEMPLATES, SCRIPTS = WEB / "templates", WEB / "static" / "js" / "pages"
LOADED = re.compile(r"/js/pages/([\w-]+)\.js")
#: What is shown instead of any page.
INSTEAD = ("failure_page", "error.html")


def _rendered() -> Iterator[tuple[str, str]]:
    """The pages' functions, each with the template that it renders."""
    for path in python_files("gateway/web/pages"):
        for function in ast.walk(tree(path)):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                yield from ((function.name, template) for template in _templates(function))


def _templates(function: ast.AST) -> Iterator[Any]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".render"):
            yield from (each.value for each in node.args[:1] if isinstance(each, ast.Constant))


def test_a_template_has_the_name_of_its_pages_function() -> None:
    """``sheets.html`` is rendered by ``sheets``, and so on."""
    rendered = {*_rendered()} - {INSTEAD}
    assert len(rendered) > 30
    assert {} == {name: template for name, template in rendered if template != f"{name}.html"}


def test_a_script_has_the_name_of_its_template() -> None:
    """``late-lesson.js`` belongs to ``late_lesson.html``, and none lies there that no page loads."""
    loaded = {
        (path.stem, script)
        for path in TEMPLATES.rglob("*.html")
        for script in LOADED.findall(path.read_text(encoding="utf-8"))
    }
    assert {path.stem for path in SCRIPTS.glob("*.js")} == {script for _, script in loaded}
    assert {} == {name: script for name, script in loaded if script != name.replace("_", "-")}

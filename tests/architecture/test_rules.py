"""A rule of the regulation is said once, by its owner; whoever else needs it imports it, asks or is given it."""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from services.common.regulation.deadlines import ENTRY_DAYS, TWO_WEEKS
from services.corrections.domain.reports import MOST_OPEN_DAYS
from services.gradebook.domain.changes import PASS_MARK
from services.gradebook.domain.marks import HIGHEST_POINTS
from tests.architecture.source import ROOT, imports, module_name, python_files, tree

Function = ast.FunctionDef | ast.AsyncFunctionDef

#: Where each number of the regulation is said.
OWNERS: Mapping[str, int] = {
    "services.common.regulation.deadlines.ENTRY_DAYS": ENTRY_DAYS.days,
    "services.common.regulation.deadlines.TWO_WEEKS": TWO_WEEKS.days,
    "services.corrections.domain.reports.MOST_OPEN_DAYS": MOST_OPEN_DAYS,
    "services.gradebook.domain.changes.PASS_MARK": PASS_MARK,
    "services.gradebook.domain.marks.HIGHEST_POINTS": HIGHEST_POINTS,
}
#: The same numbers of something else.
SOMETHING_ELSE: Mapping[str, str] = {
    "deploy.story.lessons.OPEN_DAYS": "what the story's teacher asks for",
    "deploy.story.lessons.BEFORE_MIDNIGHT": "minutes",
    "deploy.story.telling.TWO_WEEKS": "how far the story's clock goes back",
    "gateway.web.pages.cases.PAGE": "rows of a page",
    "services.gradebook.domain.columns.USUAL_RETAKES": "how often, where a policy says nothing else",
    "services.gradebook.domain.gpa.GPA_DECIMALS": "decimals",
    "services.gradebook.domain.policies.DEFAULT": "decimals, retakes, and where a letter begins",
    "services.gradebook.domain.policies.MOST_DECIMALS": "decimals",
    "services.gradebook.domain.term_results.FINAL_DECIMALS": "decimals",
    "services.gradebook.sealing.generations._NUMBER": "bytes",
    "services.gradebook.sealing.record_codes._HUNDRED": "hundredths",
    "services.gradebook.usecases.list_insights.HUNDRED": "per cent",
}
#: Folders in which such a number would be a second one.
NEAR = (
    "services/common/regulation",
    "services/corrections",
    "services/gradebook",
    "gateway/i18n",
    "gateway/web",
    "deploy/story",
)
#: What the pages count in days and hours, and why it is no rule.
COUNTED = {"gateway.i18n.formats": "the colour of what is left, and the day before one"}
SCRIPTS = sorted((ROOT / "gateway" / "web" / "static").rglob("*.js"))
#: A shorter body is a getter, alike everywhere.
SHORTEST_RULE = 200


def numbers_in(node: ast.AST) -> Iterator[int]:
    """The whole numbers written in it; weeks are seven days each."""
    for each in ast.walk(node):
        if isinstance(each, ast.keyword) and each.arg == "weeks" and isinstance(each.value, ast.Constant):
            yield 7 * int(str(each.value.value))
        elif isinstance(each, ast.Constant) and type(each.value) is int:
            yield each.value


def constants(module: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """The module's constants that are one value or made by a call, also where several are named at once."""
    for node in module.body:
        if isinstance(node, ast.Assign):
            yield from (pair for target in node.targets for pair in _named(target, node.value))
        elif isinstance(node, ast.AnnAssign):
            yield from _named(node.target, node.value)


def _named(target: ast.expr, value: ast.expr | None) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, said in zip(target.elts, value.elts, strict=True):
            yield from _named(one, said)
    elif isinstance(target, ast.Name) and isinstance(value, ast.Constant | ast.Call):
        yield target.id, value


def spans_of_days(module: ast.AST) -> Iterator[ast.Call]:
    """Calls of ``timedelta`` with days or weeks."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "timedelta":
            yield from (node for word in node.keywords if word.arg in ("days", "weeks"))


def test_each_number_of_the_regulation_is_said_once() -> None:
    """¶4, ¶6, ¶17, ¶19: a second constant of the same number is named above as something else."""
    numbers = {*OWNERS.values()}
    found = {
        f"{module_name(path)}.{name}"
        for path in python_files(*NEAR)
        for name, value in constants(tree(path))
        if "migrations" not in path.parts and numbers & {*numbers_in(value)}
    }
    assert {*OWNERS, *SOMETHING_ELSE} == found


def test_two_days_and_two_weeks_are_counted_by_their_names_alone() -> None:
    """¶17, ¶19: nobody writes them in the middle of a sum."""
    days = {ENTRY_DAYS.days, TWO_WEEKS.days}
    found = [
        f"{module_name(path)}:{span.lineno}"
        for path in python_files(*NEAR[1:], "services/roster", "gateway")
        for span in spans_of_days(tree(path))
        if days & {*numbers_in(span)}
    ]
    assert [] == found


@pytest.mark.parametrize("line", ["A = timedelta(days=14)", "B, A = 3, timedelta(weeks=2)", "A: int = 50", "A = 7"])
def test_a_second_number_is_found(line: str) -> None:
    """The two tests above can fail."""
    said = [name for name, value in constants(ast.parse(line)) if {*OWNERS.values()} & {*numbers_in(value)}]
    assert "A" in said
    assert ("timedelta" in line) is any(TWO_WEEKS.days in numbers_in(span) for span in spans_of_days(ast.parse(line)))


def test_the_pages_count_no_days() -> None:
    """¶17, ¶19: they show the dates that the services tell."""
    folders = ("gateway/api", "gateway/i18n", "gateway/papers", "gateway/web")
    counting = {module_name(path) for path in python_files(*folders) if "datetime.timedelta" in imports(path)}
    assert {*COUNTED} == counting


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_knows_no_number_of_the_regulation(script: Path) -> None:
    """¶17, ¶19: it is given ``pass_mark`` and ``entry_days``, and foretells by them what the service will say."""
    assert [] == _rule_numbers(script.read_text(encoding="utf-8"))


@pytest.mark.parametrize("line", ["const LOW = 50;", "shifted(today, -2)", "day + 14 * DAY"])
def test_a_number_in_a_script_is_found(line: str) -> None:
    """The test above can fail."""
    assert 1 == len(_rule_numbers(f'// in 14 days\n{line} /* 50 */ "14"'))


def _rule_numbers(script: str) -> list[str]:
    """The numbers of the regulation in a script, but for its comments and texts."""
    code = re.sub(r'/\*.*?\*/|//[^\n]*|"(?:[^"\\\n]|\\.)*"', "", script, flags=re.DOTALL)
    return re.findall(rf"(?<![\w.])(?:{PASS_MARK}|{TWO_WEEKS.days})\b|, -{ENTRY_DAYS.days}\)", code)


def test_a_rule_that_services_share_is_pure() -> None:
    """It knows the standard library and no more."""
    found = {name for path in python_files("services/common/regulation") for name in imports(path)}
    assert [] == sorted(name for name in found if name.split(".")[0] not in sys.stdlib_module_names)


def test_no_function_that_names_a_paragraph_has_a_twin() -> None:
    """The same lines under another name in another place: there, the first one is imported instead."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    rules = set()
    for name, function in _functions(python_files("services", "gateway")):
        body = body_of(function)
        if len(body) >= SHORTEST_RULE:
            alike[body].append(name)
            rules |= {body} if "¶" in (ast.get_docstring(function) or "") else set()
    assert [] == [names for body, names in alike.items() if body in rules and len(names) > 1]


def test_a_twin_is_found_under_other_names() -> None:
    """The test above can fail."""
    twins = ast.parse("def a(x: int):\n    'b'\n    return x + 1\ndef c(y): return y + 1").body
    assert 1 == len({body_of(each) for each in twins if isinstance(each, ast.FunctionDef)})


def _functions(paths: Iterable[Path]) -> Iterator[tuple[str, Function]]:
    for path in paths:
        for node in ast.walk(tree(path)):
            if isinstance(node, Function):
                yield f"{module_name(path)}.{node.name}", node


def body_of(function: Function) -> str:
    """What it does, whatever it and its arguments are called; its docstring left out."""
    said = function.body[1:] if ast.get_docstring(function) else function.body
    copied = ast.parse("\n".join(ast.unparse(each) for each in said))
    places = {each.arg: f"_{place}" for place, each in enumerate([*function.args.args, *function.args.kwonlyargs])}
    for node in ast.walk(copied):
        if isinstance(node, ast.Name):
            node.id = places.get(node.id, node.id)
    return ast.dump(copied)

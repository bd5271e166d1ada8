"""Writes the table of docs/regulation.md, which is made from the code: ``python -m deploy.regulation [--check]``.

For each of the regulation's paragraphs the rules that carry its number in a ``domain/`` package or in
``common/regulation/``, or the other code that does where no rule can hold it, and the tests that name it. A paragraph
without them shows a dash.
"""

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "regulation.md"
BEGIN, END = "<!-- paragraphs: made by python -m deploy.regulation -->", "<!-- /paragraphs -->"

#: A row is read only while it is short.
MOST = 6
#: Where rules stand.
RULES = ("services/*/domain/*.py", "services/common/regulation/*.py")
#: What holds a paragraph that is no matter of a service's rules.
ELSEWHERE = ("gateway/**/*.py", "services/**/*.py", "deploy/*.py")

#: What each paragraph demands, in a few words.
DEMANDS = {
    1: "the journal is the record; study can be seen and reacted to in time",
    2: "current control, midterm and rating controls, attestations, electronic record",
    3: "teachers enter marks subject by subject, with access to that journal only",
    4: "an own login and password; changes afterwards only with permission",
    5: "unique passwords; marks encrypted",
    6: "marks are whole numbers 0–100 and five absence codes",
    7: "the distance-learning group moderates",
    8: "the server works without interruption",
    9: "the server is protected; outsiders stay out",
    10: "IT applies a permitted change within three working days",
    11: "IT enters changes of the groups' composition",
    12: "IT oversees how methodists work",
    13: "an act is drawn up on an error",
    14: "the contingent is submitted at the start of a semester",
    15: "changes of a group hold from their date",
    16: "a weekly check of how teachers fill the journal",
    17: "marks are entered within two days after the lesson",
    18: "a mark stays with the day on which it was earned",
    19: "make-up and removal within two weeks, by a report",
    20: "a difference between paper and journal is notified",
    21: "a substitute enters with the head's permission",
    22: "people answer for their passwords",
}


def paragraphs_in(text: str) -> set[int]:
    """The paragraph numbers that a text names: "¶17" is 17."""
    return {int(number) for number in re.findall(r"¶(\d+)", text)}


def rules() -> dict[int, list[str]]:
    """Where each paragraph is held: links to the rules' functions that carry its number."""
    found: dict[int, list[str]] = {}
    for path in sorted(path for pattern in RULES for path in ROOT.glob(pattern)):
        place = path.relative_to(ROOT)
        for name, docstring in _definitions(path):
            for number in paragraphs_in(docstring):
                found.setdefault(number, []).append(f"[{place.parts[1]}: `{name}`](../{place})")
    return found


def other_code() -> dict[int, list[str]]:
    """The files in which anything outside ``domain/`` carries each paragraph's number."""
    found: dict[int, list[str]] = {}
    for path in sorted(path for pattern in ELSEWHERE for path in ROOT.glob(pattern) if path != Path(__file__)):
        for number in paragraphs_in("\n".join(_docstrings(path))):
            found.setdefault(number, []).append(_linked(path))
    return found


def tests() -> dict[int, list[str]]:
    """Which test files name each paragraph, with how many of their tests do: those with the most first."""
    counts: dict[int, dict[Path, int]] = {}
    for path in sorted(ROOT.glob("tests/**/test_*.py")):
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for number in paragraphs_in(ast.get_docstring(node) or ""):
                    files = counts.setdefault(number, {})
                    files[path] = files.get(path, 0) + 1
    most = {number: sorted(files.items(), key=lambda item: -item[1]) for number, files in counts.items()}
    return {number: [f"{_linked(path)} ({count})" for path, count in files] for number, files in most.items()}


def table() -> str:
    """The table of all paragraphs in Markdown."""
    held, tested = {**other_code(), **rules()}, tests()
    lines = ["| ¶ | what it demands | the rule in the code | tests (how many) |", "| --- | --- | --- | --- |"]
    for number, demand in DEMANDS.items():
        lines.append(
            f"| {number} | {demand} | {shortened(held.get(number, []))} | {shortened(tested.get(number, []))} |"
        )
    return "\n".join(lines)


def shortened(places: Sequence[str]) -> str:
    """The first places and how many there are besides; a dash where there is none."""
    more = f" and {len(places) - MOST} more" if len(places) > MOST else ""
    return ", ".join(places[:MOST]) + more or "—"


def renewed(text: str) -> str:
    """The page with its table as it must be now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def main() -> None:
    """Write the page anew, or with ``--check`` say whether it is stale."""
    text = PAGE.read_text(encoding="utf-8")
    fresh = renewed(text)
    if "--check" in sys.argv[1:]:
        sys.exit("docs/regulation.md is stale: run python -m deploy.regulation" if fresh != text else 0)
    PAGE.write_text(fresh, encoding="utf-8")


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _definitions(path: Path) -> Iterator[tuple[str, str]]:
    for node in _tree(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, ast.get_docstring(node) or ""


def _docstrings(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield ast.get_docstring(node) or ""


def _linked(path: Path) -> str:
    place = path.relative_to(ROOT)
    return f"[{'/'.join(place.parts[place.parts[0] in ('tests', 'services') :])}](../{place})"


if __name__ == "__main__":
    main()

"""Marks into results: the examples of docs/results.md, worked by hand (¶2)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import zip_longest
from typing import Any, cast

import pytest

from deploy.system import ROOT
from services.gradebook.contract import AbsenceCode, CountsAs, Value
from services.gradebook.domain.policies import DEFAULT, Policy, policy_refusal
from services.gradebook.domain.term_results import Entry, Final, TermResult, term_result
from tests.support.clocks import ALMATY

DOCUMENT = ROOT / "docs" / "results.md"
NOW = datetime(2027, 1, 20, 9, 0, tzinfo=ALMATY)
TERM_STARTS = date(2026, 9, 1)
NONE = "—"


def table(name: str) -> list[list[str]]:
    """The rows of a table of the document, without its heading."""
    lines = DOCUMENT.read_text().split(f"<!-- {name} -->\n")[1].splitlines()
    rows = [line for line in lines[: lines.index("") if "" in lines else None] if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


def policy(changes: str) -> Policy:
    """The default with what a policy of the document changes."""
    return replace(DEFAULT, **dict(changed(*change.split("=")) for change in changes.split()))


def changed(name: str, written: str) -> tuple[str, Any]:
    """A field of a policy as the document writes it."""
    if name.endswith("weight"):
        return name, Fraction(written)
    if name == "counting_zero":
        return name, frozenset(cast(list[AbsenceCode], written.split(",")))
    if name == "must_pass":
        return name, written == "yes"
    return name, int(written) if written.isdigit() else written


POLICIES = {name: policy(changes) for name, changes in table("policies")}
EXAMPLES = table("examples")


def values(written: str) -> Iterator[tuple[Value, bool]]:
    """The marks of a cell of the table, and whether each can still be made up."""
    for each in written.split():
        mark, _, times = each.partition("×")
        value = mark.lstrip("!")
        for _ in range(int(times or 1)):
            if value not in (NONE, "·"):
                yield int(value) if value.isdigit() else cast(AbsenceCode, value), mark.startswith("!")


def entries(current: str, controls: str, examination: str) -> Iterator[Entry]:
    """A term's entries: each control ends a span, the last one the rest of the term."""
    order = 0

    def entry(counts_as: CountsAs, value: Value, recent: bool) -> Entry:
        nonlocal order
        order += 1
        return Entry(counts_as, NOW.date() if recent else TERM_STARTS + timedelta(days=order // 10), value, order)

    for span, control in zip_longest(current.split("/"), values(controls)):
        yield from (entry("current", *each) for each in values(span or ""))
        if control:
            yield entry("control", *control)
    yield from (entry("examination", *each) for each in values(examination))


def printed(result: TermResult) -> list[str]:
    """The result as the document writes it."""
    figures = [result.current, result.controls, result.rating]
    final = result.final
    return [
        *(NONE if figure is None else str(figure) for figure in figures),
        "yes" if result.admitted else "no",
        *([str(final.figure), str(final.points), final.band.letter] if isinstance(final, Final) else [NONE] * 3),
    ]


@pytest.mark.parametrize("example", EXAMPLES, ids=[row[0] for row in EXAMPLES])
def test_a_result_is_what_was_worked_by_hand(example: list[str]) -> None:
    """¶2: to the last digit."""
    _, name, current, controls, examination, *expected = example
    assert expected == printed(term_result(POLICIES[name], entries(current, controls, examination), NOW))


def test_the_examples_are_many_and_each_policy_can_be_chosen() -> None:
    """¶2: at least 80 cases; each policy of the document is sound, and has an example."""
    assert len(EXAMPLES) >= 80
    assert [policy_refusal(each) for each in POLICIES.values()] == [None] * len(POLICIES)
    assert set(POLICIES) == {row[1] for row in EXAMPLES}

"""What the services refuse stands in their tables, once, and is refused as it stands there."""

import ast
import importlib

import pytest

from services.common.errors import Reason, reasons
from tests.architecture.source import ROOT, SERVICES, MadeRefusal, calls, python_files, reasons_named, refusals_made

OWNERS = ("common", *SERVICES)


def _table(owner: str) -> dict[str, Reason]:
    return reasons(importlib.import_module(f"services.{owner}.refusals").Reasons)


def test_a_refusal_is_made_from_a_table() -> None:
    """No kind and no code is written out at the place of use."""
    files = [path for path in python_files("services", "gateway") if path != ROOT / "services/common/errors.py"]
    made = [(path.name, call.lineno) for path in files for call in calls(path, "Refusal")]
    made += [
        (path.name, call.lineno)
        for path in files
        for call in calls(path, "Refused")
        if call.args and isinstance(call.args[0], ast.Constant)
    ]
    assert [] == made


@pytest.mark.parametrize("owner", OWNERS)
def test_a_table_names_a_reason_once(owner: str) -> None:
    """The later of two would hide the earlier."""
    tree = ast.parse((ROOT / f"services/{owner}/refusals.py").read_text(encoding="utf-8"))
    (table,) = (node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Reasons")
    named = [
        place.id
        for node in table.body
        if isinstance(node, ast.Assign)
        for place in node.targets
        if isinstance(place, ast.Name)
    ]
    assert [] == sorted({each for each in named if named.count(each) > 1})


@pytest.mark.parametrize("owner", OWNERS)
def test_every_reason_of_a_table_is_used(owner: str) -> None:
    """A table has no code that nothing refuses with."""
    files = python_files("services" if owner == "common" else f"services/{owner}")
    assert set() == {*_table(owner)}.difference(*map(reasons_named, files))


@pytest.mark.parametrize("service", SERVICES)
def test_what_any_service_refuses_stands_in_the_common_table_alone(service: str) -> None:
    """A service's table adds to it and changes nothing of it."""
    assert set() == {*_table(service)} & {*_table("common")}


def test_a_code_has_one_kind() -> None:
    """Whichever service refuses with it on the way, the status is the same."""
    kinds = [(code, each.kind) for owner in OWNERS for code, each in _table(owner).items()]
    assert [] == [code for code in {*dict(kinds)} if len({kind for each, kind in kinds if each == code}) > 1]


@pytest.mark.parametrize("owner", OWNERS)
def test_a_refusal_is_told_with_what_its_table_names(owner: str) -> None:
    """Its params, and no paragraph but those of the table."""
    known = _table("common") | _table(owner)
    made = [each for path in python_files(f"services/{owner}") for each in refusals_made(path)]
    assert [] == [each for each in made if not _fits(each, known[each.code])]


def _fits(made: MadeRefusal, reason: Reason) -> bool:
    is_told = reason.params <= made.params <= reason.params | reason.optional
    return is_told and made.under in {"", reason.rule, *reason.also}

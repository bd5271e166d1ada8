"""The benchmark runs; how fast is for people to read, not for a test."""

import json
import subprocess
import sys
from typing import Any

import pytest

from deploy import system


def _found(*words: str) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "tests.bench", "--rounds", "2", "--json", *words]
    run = subprocess.run(command, cwd=system.ROOT, check=True, capture_output=True, text=True)
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


@pytest.mark.deep
def test_what_keys_cost_is_measured_beside_a_floor() -> None:
    """¶5: a sign-in, and the first opening of a journal."""
    found = _found("--keys")
    assert ["sign-in", "first opening"] == [each["what"] for each in found]
    assert all(each["ratio"] > 0 for each in found)


@pytest.mark.deep
def test_what_seeing_costs_is_measured_beside_a_floor() -> None:
    """¶1: of a faculty and of a journal, and with a term before to compare with."""
    found = _found("--insights")
    names = ["a faculty", "its page", "a journal", "a journal's page", "with last term"]
    assert names == [each["what"] for each in found]
    assert all(each["ratio"] > 0 for each in found)


@pytest.mark.deep
def test_what_many_marks_cost_is_measured_beside_few() -> None:
    """A teacher's day, with two full journals more and without."""
    found = _found("--grown", "2")
    assert ["one mark", "a column of 30", "a journal", "the start page"] == [each["what"] for each in found]
    assert all(each["ratio"] > 0 for each in found)


def test_the_benchmark_measures_each_thing_it_promises() -> None:
    """One mark and a column of 30, alone, with 4 and with 50 clients: each beside a floor."""
    figures = _found()
    sizes = [(each["clients"], each["marks"]) for each in figures]
    assert [(clients, marks) for clients in (1, 4, 50) for marks in (1, 30)] == sizes
    assert all(each["ratio"] > 0 for each in figures)

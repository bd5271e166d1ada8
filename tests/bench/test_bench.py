"""The benchmark runs; how fast is for people to read, not for a test."""

import json
import subprocess
import sys

from deploy import system


def test_the_benchmark_measures_each_thing_it_promises() -> None:
    """One mark and a column of 30: beside a floor alone, then with 4 and with 50 clients."""
    command = [sys.executable, "-m", "tests.bench", "--rounds", "2", "--json"]
    run = subprocess.run(command, cwd=system.ROOT, check=True, capture_output=True, text=True)
    figures = json.loads(run.stdout)
    sizes = [(each["clients"], each["marks"]) for each in figures]
    assert [(clients, marks) for clients in (1, 4, 50) for marks in (1, 30)] == sizes
    assert [True, True, False, False, False, False] == [each["ratio"] is not None for each in figures]

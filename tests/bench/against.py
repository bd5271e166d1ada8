"""Saving marks now and at an earlier commit, turn by turn in one run: what has become slower is not the machine."""

import json
import statistics
import subprocess
import sys
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from deploy import system
from tests.bench.figures import Compared

Found = dict[tuple[int, int], list[float]]


def measure(revision: str, rounds: int, times: int) -> list[Compared]:
    """Each version's own benchmark, ``times`` times by turns; the medians of their medians."""
    cache = system.ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as name:
        earlier = Path(name)
        _unpack(revision, earlier)
        before: Found = {}
        now: Found = {}
        for _ in range(times):
            _add(before, _figures(earlier, rounds))
            _add(now, _figures(system.ROOT, rounds))
    return [
        Compared(
            clients=clients,
            marks=marks,
            before_ms=statistics.median(before[clients, marks]),
            now_ms=statistics.median(now[clients, marks]),
            ratio=statistics.median(now[clients, marks]) / statistics.median(before[clients, marks]),
        )
        for clients, marks in now
    ]


def _unpack(revision: str, folder: Path) -> None:
    packed = subprocess.run(["git", "archive", revision], cwd=system.ROOT, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    (folder / ".cache").symlink_to(system.ROOT / ".cache")  # the broker that was fetched for both


def _figures(folder: Path, rounds: int) -> list[dict[str, Any]]:
    """With this very interpreter, so that both run on the same packages."""
    command = [sys.executable, "-m", "tests.bench", "--rounds", str(rounds), "--json"]
    run = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


def _add(to: Found, figures: list[dict[str, Any]]) -> None:
    for each in figures:
        to.setdefault((each["clients"], each["marks"]), []).append(each["median_ms"])

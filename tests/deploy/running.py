"""A demo as a newcomer starts it, for the tests that look at all of it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.system import ROOT
from tests.support.stack import free_port


@contextmanager
def running_demo(data: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Its address and its process; everything it keeps lies in the folder."""
    words = ["--demo", "--data", str(data), "--port", str(free_port()), "--now", "2026-10-05T09:00"]
    told = {name: value for name, value in os.environ.items() if not name.startswith("JURNAL_")}
    command = [sys.executable, "-u", "-m", "deploy.run", *words]
    with subprocess.Popen(command, cwd=ROOT, env=told, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield _address(process), process
        finally:
            process.terminate()
            process.wait(60)


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("ready http://"):
            return line.split()[1]
    raise AssertionError("".join(lines))

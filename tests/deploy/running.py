"""A demo as a newcomer starts it, for the tests that look at all of it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.system import ROOT
from tests.support.stack import free_port


def interrupt(data: Path, words: str, **settings: str) -> None:
    """Start a demo in the folder, and end it as a supervisor does once its load has said the words."""
    with started(data, "--demo", "--now", "2026-10-05T09:00", **settings) as process:
        said(process, words)
        process.send_signal(signal.SIGTERM)
        assert 0 == process.wait(60)


@contextmanager
def started(data: Path, *words: str, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """``deploy.run`` as a process, with these settings and none of ours; patient, for other tests run beside it."""
    told = {name: value for name, value in os.environ.items() if not name.startswith("JURNAL_")}
    told |= {"JURNAL_RPC_TIMEOUT": "50", **settings}
    command = [sys.executable, "-u", "-m", "deploy.run", "--data", str(data), "--port", str(free_port()), *words]
    with subprocess.Popen(command, cwd=ROOT, env=told, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(60)


def said(process: subprocess.Popen[str], words: str) -> str:
    """Its line in which the words are, once it has printed it."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return line
    raise AssertionError("".join(lines))


def processes_of(data: Path) -> list[str]:
    """Command lines of the processes whose environment names the data folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if str(data).encode() in (entry / "environ").read_bytes() and entry.name != str(os.getpid()):
                found.append((entry / "cmdline").read_text())
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
    return [each for each in found if each]

"""A part that is forked behaves as one that is started (``tests/support/forks.py``)."""

import os
import signal
import sys
from pathlib import Path

from deploy import processes

PART = [sys.executable, "-m", "services.auth"]


def test_a_part_has_its_own_environment_its_log_and_its_exit_code(tmp_path: Path) -> None:
    """Nothing of the server's own environment reaches it."""
    part = processes.launch(PART, {"PATH": os.environ["PATH"]}, log := tmp_path / "log")

    assert part.wait(60) == 1, "without the address of the bus it does not start"
    assert "JURNAL_AMQP_URI is not set" in log.read_text(encoding="utf-8")


def test_a_part_leads_its_own_session_and_says_how_it_was_ended(tmp_path: Path) -> None:
    """A signal to the group reaches it at once."""
    told = {**os.environ, "JURNAL_AMQP_URI": "amqp://x:y@127.0.0.1:1/", "JURNAL_DATA": str(tmp_path)}
    part = processes.launch(PART, told, tmp_path / "log")
    os.kill(part.pid, signal.SIGSTOP)  # it shall not end by itself before it is looked at

    assert os.getsid(part.pid) == part.pid != os.getsid(0)
    assert part.poll() is None

    os.killpg(part.pid, signal.SIGKILL)

    assert part.wait(60) == -signal.SIGKILL == part.poll()


def test_any_other_program_is_started_as_it_says(tmp_path: Path) -> None:
    """Nothing is forked for it."""
    program = processes.launch([sys.executable, "-c", "print('here')"], os.environ, log := tmp_path / "log")

    assert program.wait(60) == 0
    assert log.read_text(encoding="utf-8") == "here\n"

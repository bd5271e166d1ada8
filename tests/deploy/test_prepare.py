"""``python -m deploy.prepare``: what is wrong with the settings is said in words."""

import os
import subprocess
import sys
from pathlib import Path

from deploy.system import ROOT


def test_a_journal_in_clear_for_the_whole_network_is_not_prepared(tmp_path: Path) -> None:
    """¶9: it names what to set, and makes nothing."""
    told = {"JURNAL_HOST": "0.0.0.0", "JURNAL_DATA": str(tmp_path / "data"), "JURNAL_AMQP_URI": "amqp://127.0.0.1:1//"}
    command = [sys.executable, "-m", "deploy.prepare"]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **told}, capture_output=True, text=True, check=False, timeout=60
    )
    assert 1 == done.returncode
    assert "JURNAL_TLS_CERTIFICATE" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data").exists()

"""The command that makes keys, as it is typed on the server."""

import subprocess
import sys
from pathlib import Path

from deploy.system import ROOT
from services.common.security.warrants import VERIFYING_KEYS


def _verifying_keys(data: Path, *words: str) -> set[str]:
    """The names of the keys that warrants are verified with, afterwards."""
    command = [sys.executable, "-m", "deploy.keys", *words]
    subprocess.run(command, cwd=ROOT, env={"JURNAL_DATA": str(data)}, check=True)
    return {each.name for each in (data / "keys" / VERIFYING_KEYS).iterdir()}


def test_the_key_of_warrants_is_replaced_and_the_former_one_verifies_still(tmp_path: Path) -> None:
    """Without being told where the bus is; a command that only makes what is missing changes nothing."""
    first = _verifying_keys(tmp_path)
    assert first == _verifying_keys(tmp_path)
    both = _verifying_keys(tmp_path, "--rotate-warrant-key")
    assert (1, 2, True) == (len(first), len(both), first < both)

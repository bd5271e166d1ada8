"""The command that makes keys, as it is typed on the server."""

import subprocess
import sys
from pathlib import Path

from deploy.keys import RECOVERY_KEY, make_keys, recovery_key_notice
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


def test_the_recovery_key_is_spoken_of_until_it_is_taken_away(tmp_path: Path) -> None:
    """¶5: and the next start does not make another."""
    make_keys(tmp_path)
    assert str(tmp_path / RECOVERY_KEY) in recovery_key_notice(tmp_path)
    (tmp_path / RECOVERY_KEY).unlink()
    make_keys(tmp_path)
    assert "" == recovery_key_notice(tmp_path)

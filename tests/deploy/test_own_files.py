"""An academy's own journal: nobody else of the machine reads its data folder, and its recovery key is spoken of."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.keys import make_keys
from tests.deploy.running import started
from tests.support.files import open_to_others

KEY = "keys/recovery/recovery.key"


def _until_ready(process: subprocess.Popen[str]) -> str:
    """What it says until it is ready, that line too."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("ready "):
            return "".join(lines)
    raise AssertionError("".join(lines))


def _left_open(data: Path) -> None:
    """As an earlier release has left it: keys, a database, a log, the cookie that Erlang wants closed."""
    make_keys(data / "keys")
    for name in ("auth.db", "log/auth.log", "broker/home/.erlang.cookie"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).touch()
    (data / "broker" / "home" / ".erlang.cookie").write_text("JURNALJURNALJURNALJU", encoding="ascii")
    for path in (data, *data.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.fixture(autouse=True)
def habit() -> Iterator[None]:
    """Whoever starts it gives everybody all rights."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_its_files_are_its_users_alone_and_its_recovery_key_is_spoken_of(tmp_path: Path) -> None:
    """¶5, ¶9: databases, their journals, logs, keys, the broker's; what was left open and what is made now."""
    data = tmp_path / "data"
    _left_open(data)
    with started(data, "--no-demo") as process:
        assert str(data / KEY) in _until_ready(process)
        assert {"auth.db", "auth.db-wal", "log", "keys", "broker"} <= {path.name for path in data.iterdir()}
        assert [] == open_to_others(data)

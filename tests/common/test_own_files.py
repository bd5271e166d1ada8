"""What lies in the data folder is its user's alone, whatever is the habit of the machine."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.system import ROOT
from services.common.runtime.config import SERVICES
from services.common.runtime.own_files import SharedFolderError, keep
from tests.support.files import open_to_others

IT = ("--login", "it", "--family", "Ахметов", "--given", "Ерлан")


@pytest.fixture(autouse=True)
def habit() -> Iterator[None]:
    """Everybody may do everything with what is made, until somebody minds."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_what_was_open_is_closed(tmp_path: Path) -> None:
    """Folders and files, whatever their depth; the user's own rights stay."""
    (tmp_path / "keys" / "old").mkdir(parents=True)
    (tmp_path / "keys" / "old" / "a.key").touch(0o664)
    (tmp_path / "program").touch(0o755)
    tmp_path.chmod(0o777)
    keep(tmp_path)
    assert [] == open_to_others(tmp_path)
    assert 0o700 == (tmp_path / "program").stat().st_mode & 0o777


def test_what_is_made_afterwards_is_closed(tmp_path: Path) -> None:
    """By whatever way."""
    keep(tmp_path)
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "auth.log").write_text("", encoding="ascii")
    assert [] == open_to_others(tmp_path)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """What it leads to is not the journal's."""
    (tmp_path / "elsewhere").mkdir(0o755)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "link").symlink_to(tmp_path / "elsewhere")
    keep(tmp_path / "data")
    assert 0o755 == (tmp_path / "elsewhere").stat().st_mode & 0o777


def test_a_data_folder_that_is_a_link_is_closed_where_it_lies(tmp_path: Path) -> None:
    """A folder of another disk, say."""
    (tmp_path / "disk").mkdir(0o755)
    (tmp_path / "data").symlink_to(tmp_path / "disk")
    keep(tmp_path / "data")
    assert 0o700 == (tmp_path / "disk").stat().st_mode & 0o777


def test_a_folder_of_everybodys_is_not_taken(tmp_path: Path) -> None:
    """``--data /tmp`` would shut everybody else out."""
    tmp_path.chmod(0o1777)
    with pytest.raises(SharedFolderError, match="a folder of its own"):
        keep(tmp_path)
    assert 0o1777 == tmp_path.stat().st_mode & 0o7777


@pytest.mark.parametrize(
    "commands",
    [
        *([(f"services.{name}", "migrate")] for name in SERVICES),
        [("deploy.keys",)],
        [("deploy.users", "{data}")],
        [("services.auth", "migrate"), ("deploy.keys",), ("services.auth.bootstrap", *IT)],
    ],
    ids=lambda commands: commands[-1][0],
)
def test_each_command_keeps_to_itself(tmp_path: Path, commands: list[tuple[str, ...]]) -> None:
    """Those that are typed on a server, where nobody has said anything of rights."""
    data = tmp_path / "data"
    told = {**os.environ, "JURNAL_DATA": str(data), "PYTHONPATH": str(ROOT)}
    for words in commands:
        command = [sys.executable, "-m", *(word.format(data=data) for word in words)]
        done = subprocess.run(command, env=told, cwd=ROOT, capture_output=True, text=True, check=False)
        assert 0 == done.returncode, done.stderr
    assert any(path.is_file() for path in data.rglob("*"))
    assert [] == open_to_others(data)

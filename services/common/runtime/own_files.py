"""What this journal keeps on a disk is for its user alone, whatever the machine's habit is (¶5, ¶9).

Names, hashes of passwords, keys and the audit lie in the data folder: no other user of the machine reads them.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from services.common.runtime.config import ConfigError

#: The rights of everybody but the user.
OTHERS = stat.S_IRWXG | stat.S_IRWXO


class SharedFolderError(ConfigError):
    """The folder belongs to everybody; the text says what to do."""


def keep(folder: Path) -> None:
    """Let all that this process and its children make be the user's alone, and what lies in the folder already.

    What belongs to another user stays as it is. Raises ``SharedFolderError``.
    """
    os.umask(OTHERS)
    if folder.is_dir() and folder.stat().st_mode & stat.S_ISVTX:
        raise SharedFolderError(f"{folder} is everybody's: name a folder of its own")
    for path in _all(folder.resolve()):
        _close(path)


def _all(folder: Path) -> Iterator[Path]:
    """The folder first, so that nobody comes in any more; what a link leads to is not in it."""
    yield folder
    for home, folders, files in os.walk(folder):
        yield from (Path(home, name) for name in (*folders, *files))


def _close(path: Path) -> None:
    """Take others' rights away. A link's own rights mean nothing, and what it leads to may be elsewhere."""
    with suppress(FileNotFoundError):  # another process has just removed it
        known = path.lstat()
        if known.st_uid == os.geteuid() and known.st_mode & OTHERS and not stat.S_ISLNK(known.st_mode):
            path.chmod(stat.S_IMODE(known.st_mode) & ~OTHERS)

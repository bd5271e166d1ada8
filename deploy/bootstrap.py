"""Makes ``.venv`` and goes on inside it; standard library only, for any Python from 3.11 on.

Run by ``deploy/run`` and ``deploy/test``. The environment is made again only when the locked requirements or the
interpreter change. Debian's python3 may come without pip and ensurepip: then pip's own wheel is taken from Debian's
package ``python3-pip-whl``, without root.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from deploy import debian  # noqa: E402
from deploy.processes import run_to_its_end  # noqa: E402

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "deploy" / "requirements"
#: An installation that was cut short leaves packages of which pip cannot tell that they are not whole.
UNFINISHED = VENV / "unfinished"


class InstallError(Exception):
    """The packages were not installed; the text says why."""


def main() -> None:
    """``bootstrap.py run|test ARGUMENTS``: install, then become ``python -m deploy.run|test ARGUMENTS``."""
    target, arguments = sys.argv[1], sys.argv[2:]
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _interrupt)
    ensure_environment(target)
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", f"deploy.{target}", *arguments])


def ensure_environment(target: str) -> None:
    """Make ``.venv`` hold what ``target`` needs, exactly as locked."""
    lock = REQUIREMENTS / f"{target}.txt"
    wanted = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()
    stamp = VENV / f"installed-{target}"
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    began = time.monotonic()
    print(f"installing Python packages for {target} into {VENV.name} …", flush=True)
    if not PYTHON.exists() or UNFINISHED.exists():
        shutil.rmtree(VENV, ignore_errors=True)
        _begin()
        venv.create(VENV, with_pip=False, symlinks=True)
    _begin()
    install = ["install", "--quiet", "--require-hashes", "--disable-pip-version-check", "-r", str(lock)]
    code = run_to_its_end([*pip(), *install])
    if code >= 0:
        UNFINISHED.unlink()
    if code:
        raise InstallError(f"pip ended with {code}")
    stamp.write_text(wanted)
    print(f"installed in {time.monotonic() - began:.0f} s", flush=True)


def _begin() -> None:
    VENV.mkdir(exist_ok=True)
    UNFINISHED.touch()


def pip() -> list[str]:
    """A command that installs into ``.venv``: the environment's pip, ensurepip's, or Debian's wheel of it."""
    own = [str(PYTHON), "-m", "pip"]
    if _works([*own, "--version"]) or _works([str(PYTHON), "-m", "ensurepip", "--default-pip"]):
        return own
    folder = debian.unpack("pip", "python3-pip-whl")
    wheel = next(folder.glob("usr/share/python-wheels/pip-*.whl"))
    return [str(PYTHON), f"{wheel}/pip"]


def _works(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    try:
        main()
    except (debian.DebianError, InstallError) as error:
        sys.exit(f"could not install: {error}")
    except KeyboardInterrupt:
        sys.exit("stopped while installing")

"""Makes ``.venv`` and goes on inside it; standard library only, for any Python from 3.11 on.

Run by ``deploy/run`` and ``deploy/test``. The environment is made again only when the locked requirements or the
interpreter change. Debian's python3 may come without pip and ensurepip: then pip's own wheel is taken from Debian's
package ``python3-pip-whl``, without root.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from deploy import debian  # noqa: E402

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "deploy" / "requirements"


def main() -> None:
    """``bootstrap.py run|test ARGUMENTS``: install, then become ``python -m deploy.run|test ARGUMENTS``."""
    target, arguments = sys.argv[1], sys.argv[2:]
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
    if not PYTHON.exists():
        shutil.rmtree(VENV, ignore_errors=True)
        venv.create(VENV, with_pip=False, symlinks=True)
    install = ["install", "--quiet", "--require-hashes", "--disable-pip-version-check", "-r", str(lock)]
    subprocess.run([*pip(), *install], check=True)
    stamp.write_text(wanted)
    print(f"installed in {time.monotonic() - began:.0f} s", flush=True)


def pip() -> list[str]:
    """A command that installs into ``.venv``: the environment's pip, ensurepip's, or Debian's wheel of it."""
    own = [str(PYTHON), "-m", "pip"]
    if _works([*own, "--version"]) or _works([str(PYTHON), "-m", "ensurepip", "--default-pip"]):
        return own
    folder = debian.unpack("pip", ["python3-pip-whl"])
    wheel = next(folder.glob("usr/share/python-wheels/pip-*.whl"))
    return [str(PYTHON), f"{wheel}/pip"]


def _works(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    try:
        main()
    except (debian.DebianError, subprocess.CalledProcessError) as error:
        sys.exit(f"could not install: {error}")

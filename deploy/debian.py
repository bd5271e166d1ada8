"""Debian's packages without root: downloaded by apt into a cache of ours and unpacked by dpkg."""

import fcntl
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache"


class DebianError(Exception):
    """A package could not be had; the text says why and what to do."""


def unpack(name: str, package: str, anew: str = "") -> Path:
    """The folder ``.cache/NAME`` with the package's files and those of what it needs, fetched the first time.

    What is installed is not fetched, unless its name begins with ``anew``. One process fetches at a time, the others
    wait.
    """
    folder = CACHE / name
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "fetching.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "complete").is_file():
            _fetch(folder, package, anew)
    return folder


def _fetch(folder: Path, package: str, anew: str) -> None:
    if shutil.which("apt-get") is None or shutil.which("dpkg") is None:
        raise DebianError(f"this is not Debian or Ubuntu: install {folder.name} yourself and put it on PATH")
    began = time.monotonic()
    print(f"fetching {folder.name} from Debian's packages …", flush=True)
    with _readable_by_all():
        _unpack(folder, package, anew)
    print(f"fetched {folder.name} in {time.monotonic() - began:.0f} s", flush=True)


def _unpack(folder: Path, package: str, anew: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    downloads = CACHE / f"{folder.name}-packages"
    downloads.mkdir(parents=True, exist_ok=True)
    _download(package, anew, downloads)
    for file in sorted(downloads.glob("*.deb")):
        _run(["dpkg", "-x", str(file), str(folder)], CACHE)
    shutil.rmtree(downloads)
    (folder / "complete").touch()


@contextmanager
def _readable_by_all() -> Iterator[None]:
    """Programs are no secret: whoever runs them with another user's rights may read them."""
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


def libraries(root: Path) -> str:
    """Where programs of an unpacked package find its libraries, as LD_LIBRARY_PATH."""
    found = (folder for part in ("usr/lib", "lib") for folder in root.glob(f"{part}/*-linux-gnu*"))
    return ":".join(str(folder) for folder in found)


def needed(package: str, anew: str = "", options: Sequence[str] = ()) -> list[str]:
    """The package and all that it depends on, as apt resolves it here, without what is installed.

    Nobody names versions: Debian 12 and 13 and Ubuntu call the same libraries by other names.
    """
    words = ["-s", "-o", "Dir::State::status=/dev/null", "--no-install-recommends", "install", package]
    found = re.findall(r"^Inst (\S+)", _run(["apt-get", *options, *words], CACHE), re.MULTILINE)
    listed = _run(["dpkg-query", "-W", "-f", "${db:Status-Status} ${Package}\n"], CACHE)
    installed = set(re.findall(r"^installed (\S+)", listed, re.MULTILINE))
    return [each for each in found if each == package or each not in installed or (anew and each.startswith(anew))]


def _download(package: str, anew: str, folder: Path) -> None:
    """Fetch what is needed; with lists of our own where the machine's are missing or stale."""
    try:
        _run(["apt-get", "download", *needed(package, anew)], folder)
    except DebianError:
        _run(["apt-get", *own_apt(), "update"], folder)
        _run(["apt-get", *own_apt(), "download", *needed(package, anew, own_apt())], folder)


def own_apt() -> list[str]:
    """Options that keep apt's state and cache in ``.cache/apt``, so that it needs no root."""
    state = CACHE / "apt"
    for part in ("lists/partial", "archives/partial"):
        (state / part).mkdir(parents=True, exist_ok=True)
    settings = {
        "Dir::State": state,
        "Dir::State::lists": state / "lists",
        "Dir::State::status": "/var/lib/dpkg/status",
        "Dir::Cache": state,
        "Dir::Cache::archives": state / "archives",
        "APT::Sandbox::User": "",
        "Acquire::Retries": 3,
    }
    return [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=_plain())
    if done.returncode:
        raise DebianError(f"{command[0]} failed: {done.stderr.strip()[-600:]}")
    return done.stdout


def _plain() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}

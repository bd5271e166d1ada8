"""Browsers for the tests: Debian's headless shell, which is light, and chromium, which people have."""

import os
import shutil
import subprocess

#: What the tests are told, and the program on PATH, which is named like Debian's package.
PROGRAMS = {"JURNAL_HEADLESS": "chromium-headless-shell", "JURNAL_CHROMIUM": "chromium"}
INSTALL = (
    ("apt-get", "-qq", "update"),
    ("apt-get", "-qq", "install", "-y", *PROGRAMS.values(), "fonts-dejavu-core"),
)


def environment() -> dict[str, str]:
    """What tells the tests where the browsers are, or why there is none (then they are skipped with that reason)."""
    if len(found := programs()) == len(PROGRAMS):
        return found
    reason = _forbidden() or _install()
    if found := programs():
        return found
    reason = f"no chromium on PATH, and {reason or 'its package brings none'}"
    print(f"browser tests will be skipped: {reason}", flush=True)
    return {"JURNAL_NO_CHROMIUM": reason}


def programs() -> dict[str, str]:
    """The browsers on PATH."""
    paths = {name: shutil.which(program) for name, program in PROGRAMS.items()}
    return {name: path for name, path in paths.items() if path}


def _forbidden() -> str:
    """Why Debian's cannot be installed here; "" where it can."""
    if shutil.which("apt-get") is None:
        return "this is not Debian or Ubuntu: install it yourself"
    return "only root may install Debian's: apt-get install chromium" if os.geteuid() else ""


def _install() -> str:
    """Why Debian's could not be installed; "" when it is."""
    print("installing Debian's chromium …", flush=True)
    told = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in INSTALL:
        done = subprocess.run(command, env=told, capture_output=True, text=True, check=False)
        if done.returncode:
            return f"{' '.join(command[:3])} failed: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}"
    return ""

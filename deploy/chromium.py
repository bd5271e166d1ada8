"""A browser for the tests: chromium on PATH, else Debian's, installed where this process may."""

import os
import shutil
import subprocess

INSTALL = (("apt-get", "-qq", "update"), ("apt-get", "-qq", "install", "-y", "chromium", "fonts-dejavu-core"))


def environment() -> dict[str, str]:
    """What tells the tests where the browser is, or why there is none (then they are skipped with that reason)."""
    if path := shutil.which("chromium"):
        return {"JURNAL_CHROMIUM": path}
    reason = _forbidden() or _install()
    if not reason and (path := shutil.which("chromium")):
        return {"JURNAL_CHROMIUM": path}
    reason = f"no chromium on PATH, and {reason or 'its package brings none'}"
    print(f"browser tests will be skipped: {reason}", flush=True)
    return {"JURNAL_NO_CHROMIUM": reason}


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

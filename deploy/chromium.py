"""A browser for the tests: chromium on PATH, else Debian's, installed where this process may."""

import os
import shutil
import subprocess


def environment() -> dict[str, str]:
    """What tells the tests where the browser is, or why there is none (then they are skipped with that reason)."""
    path = shutil.which("chromium") or _install()
    if path:
        return {"JURNAL_CHROMIUM": path}
    reason = "no chromium on PATH, and only root may install Debian's: apt-get install chromium"
    print(f"browser tests will be skipped: {reason}", flush=True)
    return {"JURNAL_NO_CHROMIUM": reason}


def _install() -> str | None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    print("installing Debian's chromium …", flush=True)
    told = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "-qq", "update"],
        ["apt-get", "-qq", "install", "-y", "chromium", "fonts-dejavu-core"],
    ):
        if subprocess.run(command, env=told, stdout=subprocess.DEVNULL, check=False).returncode:
            return None
    return shutil.which("chromium")

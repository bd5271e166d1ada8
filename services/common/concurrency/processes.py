"""Which process holds something, so that another on the same machine can tell that it has died (Linux's ``/proc``)."""

import os
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_SPACE = Path("/proc/self/ns/pid")
#: In ``/proc/PID/stat`` after the name: when the process began, in ticks since the boot.
_BEGAN = 19


def this_process() -> str:
    """A name that no other process has: machine, process space, number, when it began. At most 80 characters."""
    return f"{_place()}/{os.getpid()}/{_began(os.getpid())}"


def is_gone(holder: str) -> bool:
    """Whether the process that the name begins with is known to have died.

    False where nobody can tell: it ran on another machine, or before a boot.
    """
    place, number, began = [*holder.split("/"), "", ""][:3]
    return place == _place() and number.isdecimal() and _began(int(number)) != began


def _place() -> str:
    return f"{_BOOT.read_text(encoding='ascii').strip()}.{_SPACE.stat().st_ino}"


def _began(process: int) -> str:
    """When a process began; "" when there is none."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] == "Z" else fields[_BEGAN]

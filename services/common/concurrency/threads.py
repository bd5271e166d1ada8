"""Real threads inside an eventlet process.

A blocking driver, bcrypt or a disk sync in the green world stalls every request of the process. So use cases
run in native threads (``run_in_thread``), and what those threads share is guarded by real locks, not by green ones,
which may not be used across threads.
"""

import importlib
import logging
import os
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

#: Names are looked up as the system does, its hosts file included. eventlet's own resolver needs a name server, and
#: importing it takes a quarter of a service's start. A lookup is made only when a connection to the broker is.
os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
with warnings.catch_warnings():
    warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")
    import eventlet
    from eventlet import patcher, tpool

T = TypeVar("T")

_threading: Any = patcher.original("threading")

#: The interpreter's own locks and thread-local, whatever has been monkey-patched.
Lock: Callable[[], Any] = _threading.Lock
RLock: Callable[[], Any] = _threading.RLock
Local: Callable[[], Any] = _threading.local


def patch() -> None:
    """Make the standard library green, as Nameko needs it; call it before anything else is imported.

    What native threads use keeps real locks: a native thread that waits at a green one is never woken.
    SQLAlchemy therefore comes first; ``psycopg2`` is left alone. Logging follows in ``lock_logging``.
    """
    importlib.import_module("sqlalchemy.orm")
    eventlet.monkey_patch(psycopg=False)


def lock_logging() -> None:
    """Let logging use real locks from now on, for log lines come from native threads too."""
    module: Any = logging
    module.threading, module._lock = _threading, RLock()


def use_threads(count: int) -> None:
    """How many native threads this process has for ``run_in_thread``."""
    tpool.set_num_threads(count)


def stay_on_one_core() -> None:
    """Keep this process, and what it starts from now on, on one of its cores; several processes spread over them.

    Where the system does not allow it, it stays as it is.
    """
    cores = sorted(os.sched_getaffinity(0))
    with suppress(OSError):
        os.sched_setaffinity(0, {cores[os.getpid() % len(cores)]})


def run_in_thread(work: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Do blocking work in a native thread while other greenlets run on; raises what it raises."""
    result: T = tpool.execute(work, *args, **kwargs)
    return result

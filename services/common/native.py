"""Real threads inside an eventlet process.

A blocking driver, bcrypt or a disk sync in the green world stalls every request of the process. So use cases
run in native threads (``aside``), and what those threads share is guarded by real locks, not by green ones,
which may not be used across threads.
"""

import warnings
from collections.abc import Callable
from typing import Any, TypeVar

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")
    from eventlet import patcher, tpool

T = TypeVar("T")

_threading: Any = patcher.original("threading")

#: The interpreter's own lock and thread-local, whatever has been monkey-patched.
Lock: Callable[[], Any] = _threading.Lock
Local: Callable[[], Any] = _threading.local


def use_threads(count: int) -> None:
    """How many native threads this process has for ``aside``."""
    tpool.set_num_threads(count)


def aside(work: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Do blocking work in a native thread while other greenlets run on; raises what it raises."""
    result: T = tpool.execute(work, *args, **kwargs)
    return result

"""A process that has imported some parts, and forks one for each request (``forks.py`` is the tests' side).

It imports nothing of ours at its top: what is imported before the standard library is made green keeps
the blocking one.
"""

import importlib
import json
import os
import runpy
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, NoReturn

GATEWAY = "gateway"
LONGEST_REQUEST = 2**17
#: What must not have been imported before the standard library is green.
GREEN = frozenset({"amqp", "kombu", "nameko"})


def main() -> None:
    """Import the parts that are named, then fork one for each request until the tests' side is closed.

    That closes when the tests' process is killed, too: no part outlives it.
    """
    number, *parts = sys.argv[1:]
    channel = socket.socket(fileno=int(number))  # made before the library is green: it blocks without a hub
    _import(parts)
    running: set[int] = set()
    while said := _request(channel):
        if "ended" in said:
            running.discard(said["ended"])
            channel.send(_exit_code(said["ended"]))
        else:
            running.add(_fork(channel, said))
    for pid in running:
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)


def _request(channel: socket.socket) -> dict[str, Any]:
    """What is asked, with the descriptor of the log that came with it; empty at the end."""
    said, descriptors, *_ = socket.recv_fds(channel, LONGEST_REQUEST, 1)
    return {**json.loads(said), "log": next(iter(descriptors), None)} if said else {}


def _exit_code(pid: int) -> bytes:
    return str(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])).encode()


def _import(parts: Sequence[str]) -> None:
    if [*parts] == [GATEWAY]:
        importlib.import_module("gateway.__main__")
        return
    assert not GREEN & {*sys.modules}
    importlib.import_module("services.common.concurrency.threads").patch()
    for module in ("nameko.runners", "services.common.messaging.rpc", "services.common.runtime.app"):
        importlib.import_module(module)
    for part in parts:
        importlib.import_module(f"{part}.service")
    importlib.import_module("sqlalchemy.orm").configure_mappers()
    hubs = importlib.import_module("eventlet.hubs")
    hubs.get_hub().poll.close()  # made by an import: forks that share it would take each other's events
    hubs.use_hub()


def _fork(channel: socket.socket, asked: Mapping[str, Any]) -> int:
    pid = os.fork()
    if not pid:
        _answer(channel)
        _run(**asked)
    os.close(asked["log"])
    return pid


def _answer(channel: socket.socket) -> None:
    """Tell the tests who runs, once a signal to the group reaches it."""
    os.setsid()
    handle = os.pidfd_open(os.getpid())
    socket.send_fds(channel, [str(os.getpid()).encode()], [handle])
    os.close(handle)
    channel.close()


def _run(module: str, environment: Mapping[str, str], log: int) -> NoReturn:
    for number in (1, 2):
        os.dup2(log, number)
    os.close(log)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = [module]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
    sys.exit()


if __name__ == "__main__":
    main()

"""``unshare -Urn python wire.py NFT RULES HOST PORT FRIEND STRANGER``: who reaches a host, before and after its rules.

Two network namespaces with a wire between: the host's, and one that has both the friend's and the stranger's address.
Prints JSON: who reached which of two ports. It needs nobody's rights but those of its own namespace.
"""

import contextlib
import json
import socket
import subprocess
import sys
import time
from pathlib import Path

OTHER_PORT = 3306
SECONDS = 2


def _do(*words: str) -> None:
    subprocess.run(words, check=True)


def _elsewhere() -> subprocess.Popen[bytes]:
    """A process in a namespace of its own, whose name is its number."""
    ours, child = Path("/proc/self/ns/net").readlink(), subprocess.Popen(["unshare", "-n", "sleep", "120"])
    while Path(f"/proc/{child.pid}/ns/net").readlink() == ours:
        time.sleep(0.05)
    return child


def _join(host: str, others: list[str], there: list[str], number: int) -> None:
    _do("ip", "link", "set", "lo", "up")
    _do("ip", "link", "add", "inside", "type", "veth", "peer", "name", "outside")
    _do("ip", "link", "set", "outside", "netns", str(number))
    _do("ip", "address", "add", f"{host}/8", "dev", "inside")
    _do("ip", "link", "set", "inside", "up")
    for other in others:
        _do(*there, "ip", "address", "add", f"{other}/8", "dev", "outside")
    _do(*there, "ip", "link", "set", "outside", "up")


def _reaches(there: list[str], source: str, host: str, port: int) -> bool:
    connect = f"import socket; socket.create_connection(({host!r}, {port}), {SECONDS}, ({source!r}, 0))"
    done = subprocess.run([*there, sys.executable, "-c", connect], stderr=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def main() -> None:
    """Try, load the rules, try again."""
    nft, rules, host, port, friend, stranger = sys.argv[1:]
    child = _elsewhere()
    there = ["nsenter", "-t", str(child.pid), "-n"]
    with contextlib.ExitStack() as stack:
        stack.callback(child.kill)
        _join(host, [friend, stranger], there, child.pid)
        for each in (int(port), OTHER_PORT):
            stack.enter_context(socket.create_server((host, each)))
        tries = [(friend, int(port)), (friend, OTHER_PORT), (stranger, int(port))]
        before = [_reaches(there, source, host, each) for source, each in tries]
        _do(nft, "-f", rules)
        _do(nft, "-f", rules)
        print(json.dumps([before, [_reaches(there, source, host, each) for source, each in tries]]))


main()

"""``python -m tests.bench [--rounds N]``: one mark and a column of 30, alone, with 4 and with 50 clients.

Goals: one mark within 3 times the floor at the median, a column within 4 times, and at least 200 marks a second
with 4 clients one by one on two cores. Ratios and medians of one run, for machines are noisy.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from deploy import system
from deploy.processes import Supervisor
from tests.bench.columns import Column, Keyboard, make_columns
from tests.bench.floor import BareCommit, BareRoundTrip, echo
from tests.support.databases import SqliteDatabases
from tests.support.stack import running_stack

COLUMN = 30


def main() -> None:
    """Start everything, measure, print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--rounds", type=int, default=200, help="how often each thing is done alone")
    rounds = parser.parse_args().rounds
    supervisor = Supervisor()
    cache = system.ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as name:
        folder = Path(name)
        try:
            uri = system.start_broker(supervisor, folder / "broker")
            with running_stack(folder / "data", SqliteDatabases(folder), uri) as stack, echo(uri):
                columns, token = make_columns(stack)
                keyboards = [Keyboard(stack.address, token) for _ in range(50)]
                asyncio.run(_alone(uri, folder, keyboards[0], columns[0], rounds))
                for clients in (4, 50):
                    _together(keyboards[:clients], columns, rounds)
        finally:
            supervisor.stop()


async def _alone(uri: str, folder: Path, keyboard: Keyboard, column: Column, rounds: int) -> None:
    """One client; floor and product turn by turn."""
    trip, commit = BareRoundTrip(uri), BareCommit(folder / "floor.db")
    await trip.open()
    print(f"{'alone':<22}{'floor ms':>10}{'median ms':>11}{'p95 ms':>9}{'ratio':>8}   (bus + commit)")
    for count, name in ((1, "one mark"), (COLUMN, f"a column of {COLUMN}")):
        bus, disk, product = [], [], []
        for _ in range(rounds):
            bus.append(await _timed_trip(trip, column, count))
            disk.append(_timed_commit(commit, count))
            product.append(keyboard.save(column, count))
        floor = statistics.median(bus) + statistics.median(disk)
        parts = f"({statistics.median(bus) * 1000:.2f} + {statistics.median(disk) * 1000:.2f})"
        _print(name, floor, product, parts)
    await trip.close()


async def _timed_trip(trip: BareRoundTrip, column: Column, count: int) -> float:
    body = repr(column.body(count)).encode()
    began = time.perf_counter()
    await trip.call(body)
    return time.perf_counter() - began


def _timed_commit(commit: BareCommit, count: int) -> float:
    began = time.perf_counter()
    commit.commit(count)
    return time.perf_counter() - began


def _print(name: str, floor: float, product: list[float], parts: str) -> None:
    median = statistics.median(product)
    late = statistics.quantiles(product, n=20)[-1]
    figures = f"{floor * 1000:>10.2f}{median * 1000:>11.2f}{late * 1000:>9.2f}{median / floor:>8.2f}"
    print(f"{name:<22}{figures}   {parts}", flush=True)


def _together(keyboards: list[Keyboard], columns: list[Column], rounds: int) -> None:
    """Many clients, each on a column of its own, each sending the next when the last is answered."""
    clients = len(keyboards)
    each = max(2, rounds * 2 // clients)
    for count, name in ((1, "one mark"), (COLUMN, f"a column of {COLUMN}")):
        began = time.perf_counter()
        with ThreadPoolExecutor(clients) as pool:
            pairs = zip(keyboards, columns, strict=False)
            took = [pool.submit(_repeat, keyboard, column, count, each) for keyboard, column in pairs]
        seconds = time.perf_counter() - began
        flat = [value for future in took for value in future.result()]
        rate = len(flat) * count / seconds
        print(f"{clients} clients, {name:<16} median {statistics.median(flat) * 1000:.1f} ms, {rate:.0f} marks/s")
        sys.stdout.flush()


def _repeat(keyboard: Keyboard, column: Column, count: int, times: int) -> list[float]:
    return [keyboard.save(column, count) for _ in range(times)]


if __name__ == "__main__":
    main()

"""``python -m tests.bench [--rounds N] [--json]``: one mark and a column of 30, alone, with 4 and with 50 clients.

Goals: one mark within 3 times the floor at the median, a column within 4 times, and at least 200 marks a second
with 4 clients one by one on two cores. Ratios and medians of one run, for machines are noisy.

``--keys``: a sign-in and the first opening of a journal instead (¶5). ``--grown``: a teacher's day in an academy
with 400,000 marks, beside the same day in it before: to take as long. ``--insights``: how study goes in a faculty of
60,000 marks, to be seen within 3 s (¶1). ``--against REVISION --times N``: the same figures at an earlier commit, by
turns; b2f5bee is the last one before results were computed, and saving a mark is to stay within 10 % of it.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from deploy import system
from deploy.processes import Supervisor
from tests.bench import against, figures, grown, insights, keys
from tests.bench.columns import COLUMN, Column, Keyboard, make_columns
from tests.bench.figures import Beside, Figure
from tests.bench.floor import BareCommit, BareRoundTrip, echo
from tests.bench.stopwatch import took
from tests.support.databases import SqliteDatabases
from tests.support.stack import Stack, running_stack


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--rounds", type=int, default=200, help="how often each thing is done alone, at least 2")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--keys", action="store_true", help="what keys cost: a sign-in, a journal's first opening")
    parser.add_argument("--grown", type=int, nargs="?", const=grown.JOURNALS, help="with so many full journals more")
    parser.add_argument("--insights", action="store_true", help="how study goes in a faculty, and in a journal")
    parser.add_argument("--against", metavar="REVISION", help="compare with an earlier commit")
    parser.add_argument("--times", type=int, default=5, help="how often both are measured by turns")
    options = parser.parse_args()
    found, table = _measured(options, max(2, options.rounds))
    print(figures.as_json(found) if options.json else table(found))


def _measured(options: argparse.Namespace, rounds: int) -> tuple[Sequence[Any], Callable[[Any], str]]:
    """What was asked for, and how people read it."""
    if options.against:
        return against.measure(options.against, rounds, options.times), figures.compared_as_table
    if options.grown is not None:
        return measure_grown(rounds, options.grown), figures.beside_as_table
    if options.insights:
        return measure_insights(rounds), figures.beside_as_table
    if options.keys:
        return measure_keys(rounds), figures.beside_as_table
    return measure(rounds), figures.as_table


def measure(rounds: int) -> list[Figure]:
    """One mark and a column of 30."""
    with _running() as (uri, folder, stack), echo(uri):
        columns, token = make_columns(stack)
        keyboards = [Keyboard(stack.address, token) for _ in range(50)]
        found = asyncio.run(_alone(uri, folder, keyboards[0], columns[0], rounds))
        for clients in (4, 50):
            for count in (1, COLUMN):
                floor = asyncio.run(_floor_together(uri, folder, columns[:clients], count, rounds))
                found.append(_together(keyboards[:clients], columns, count, rounds, floor))
        return found


def measure_keys(rounds: int) -> list[Beside]:
    """A sign-in and a journal's first opening."""
    with _running() as (_, _, stack):
        return keys.measure(stack, rounds)


def measure_grown(rounds: int, journals: int) -> list[Beside]:
    """A teacher's day, with and without so many full journals."""
    with _running() as (_, _, stack):
        return grown.measure(stack, rounds, journals)


def measure_insights(rounds: int) -> list[Beside]:
    """How study goes in a faculty."""
    with _running() as (_, _, stack):
        return insights.measure(stack, rounds)


@contextmanager
def _running() -> Iterator[tuple[str, Path, Stack]]:
    """Everything on a broker of its own: its address, a folder, the system; stopped in the end."""
    supervisor = Supervisor()
    cache = system.ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as name:
        folder = Path(name)
        try:
            uri = system.start_broker(supervisor, folder / "broker")
            with running_stack(folder / "data", SqliteDatabases(folder), uri, settings={}) as stack:
                yield uri, folder, stack
        finally:
            supervisor.stop()


async def _alone(uri: str, folder: Path, keyboard: Keyboard, column: Column, rounds: int) -> list[Figure]:
    """One client; floor and product turn by turn."""
    trip, commit = BareRoundTrip(uri), BareCommit(folder / "floor.db")
    await trip.open()
    found = []
    for count in (1, COLUMN):
        bus, disk, product = [], [], []
        for _ in range(rounds):
            bus.append(await _timed_trip(trip, column, count))
            disk.append(took(partial(commit.commit, count)))
            product.append(keyboard.save(column, count))
        found.append(figures.alone(count, product, bus, disk))
    await trip.close()
    return found


async def _timed_trip(trip: BareRoundTrip, column: Column, count: int) -> float:
    body = repr(column.body(count)).encode()
    began = time.perf_counter()
    await trip.call(body)
    return time.perf_counter() - began


async def _floor_together(uri: str, folder: Path, columns: list[Column], count: int, rounds: int) -> float:
    """Marks a second of as many bare clients, each with the next round trip and commit when the last has ended."""
    trip, commit = BareRoundTrip(uri), BareCommit(folder / f"floor-{uuid4()}.db")
    await trip.open()

    async def client(column: Column, times: int) -> None:
        for _ in range(times):
            await _timed_trip(trip, column, count)
            commit.commit(count)

    each = _times(len(columns), rounds)
    began = time.perf_counter()
    await asyncio.gather(*(client(column, each) for column in columns))
    rate = count * each * len(columns) / (time.perf_counter() - began)
    await trip.close()
    return rate


def _together(keyboards: list[Keyboard], columns: list[Column], count: int, rounds: int, floor: float) -> Figure:
    """Many clients, each on a column of its own, each sending the next when the last is answered."""
    clients = len(keyboards)
    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        pairs = zip(keyboards, columns, strict=False)
        times = _times(clients, rounds)
        saves = [pool.submit(_repeat, keyboard, column, count, times) for keyboard, column in pairs]
    seconds = time.perf_counter() - began
    return figures.together(clients, count, [value for future in saves for value in future.result()], seconds, floor)


def _times(clients: int, rounds: int) -> int:
    """How often each of many clients saves: together twice what one alone does."""
    return max(2, rounds * 2 // clients)


def _repeat(keyboard: Keyboard, column: Column, count: int, times: int) -> list[float]:
    return [keyboard.save(column, count) for _ in range(times)]


if __name__ == "__main__":
    main()

"""What the benchmark found, as a table for people or as JSON for tools."""

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measurement: milliseconds, marks a second. ``ratio``: how many times the floor it takes.

    One client's floor is in milliseconds, that of many in marks a second.
    """

    clients: int
    marks: int
    median_ms: float
    p95_ms: float
    marks_per_second: float
    ratio: float
    floor_ms: float | None = None
    floor_per_second: float | None = None


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Something beside its floor: milliseconds of both."""

    what: str
    median_ms: float
    p95_ms: float
    floor_ms: float
    ratio: float


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Saving marks at an earlier commit and now, both in one run; medians in milliseconds."""

    clients: int
    marks: int
    before_ms: float
    now_ms: float
    ratio: float


def beside(what: str, took: Sequence[float], floor: Sequence[float]) -> Beside:
    """A figure beside its floor. All in seconds."""
    median, least = statistics.median(took) * 1000, statistics.median(floor) * 1000
    return Beside(what=what, median_ms=median, p95_ms=_p95(took), floor_ms=least, ratio=median / least)


def alone(marks: int, took: Sequence[float], bus: Sequence[float], disk: Sequence[float]) -> Figure:
    """One client's figure beside its floor: the median round trip plus the median commit. All in seconds."""
    floor = (statistics.median(bus) + statistics.median(disk)) * 1000
    median = statistics.median(took) * 1000
    rate = marks * len(took) / sum(took)
    return Figure(
        clients=1,
        marks=marks,
        median_ms=median,
        p95_ms=_p95(took),
        marks_per_second=rate,
        floor_ms=floor,
        ratio=median / floor,
    )


def together(clients: int, marks: int, took: Sequence[float], seconds: float, floor: float) -> Figure:
    """Many clients' figure: how long each save took, and all of them, in seconds; the floor in marks a second."""
    rate = marks * len(took) / seconds
    return Figure(
        clients=clients,
        marks=marks,
        median_ms=statistics.median(took) * 1000,
        p95_ms=_p95(took),
        marks_per_second=rate,
        floor_per_second=floor,
        ratio=floor / rate,
    )


def as_json(figures: Sequence[Figure | Beside | Compared]) -> str:
    """A list of figures."""
    return json.dumps([asdict(each) for each in figures], indent=1)


def as_table(figures: Sequence[Figure]) -> str:
    """A line a figure."""
    times = f"{'floor ms':>10}{'median ms':>11}{'p95 ms':>9}"
    head = f"{'clients':>7}{'marks':>7}{times}{'floor/s':>9}{'marks/s':>9}{'ratio':>7}"
    return "\n".join([head, *(_line(each) for each in figures)])


def beside_as_table(figures: Sequence[Beside]) -> str:
    """A line a figure."""
    head = f"{'':<16}{'floor ms':>10}{'median ms':>11}{'p95 ms':>9}{'ratio':>7}"
    lines = [f"{e.what:<16}{e.floor_ms:>10.2f}{e.median_ms:>11.2f}{e.p95_ms:>9.2f}{e.ratio:>7.2f}" for e in figures]
    return "\n".join([head, *lines])


def compared_as_table(figures: Sequence[Compared]) -> str:
    """A line a figure."""
    head = f"{'clients':>7}{'marks':>7}{'before ms':>11}{'now ms':>9}{'ratio':>7}"
    lines = [f"{e.clients:>7}{e.marks:>7}{e.before_ms:>11.2f}{e.now_ms:>9.2f}{e.ratio:>7.2f}" for e in figures]
    return "\n".join([head, *lines])


def _line(each: Figure) -> str:
    floor = "" if each.floor_ms is None else f"{each.floor_ms:.2f}"
    rate = "" if each.floor_per_second is None else f"{each.floor_per_second:.0f}"
    times = f"{floor:>10}{each.median_ms:>11.2f}{each.p95_ms:>9.2f}"
    return f"{each.clients:>7}{each.marks:>7}{times}{rate:>9}{each.marks_per_second:>9.0f}{each.ratio:>7.2f}"


def _p95(took: Sequence[float]) -> float:
    return statistics.quantiles(took, n=20)[-1] * 1000

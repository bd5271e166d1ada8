"""Where a plot's marks lie, in the units of its drawing: the templates draw them as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTH, HEIGHT = 400, 180
#: Room for the numbers on the left, and for the days below.
LEFT, BOTTOM, TOP, RIGHT = 30, 22, 8, 6
HIGHEST = 100.0


@dataclass(frozen=True)
class Bar:
    """A rectangle, and the number that it stands for."""

    x: float
    y: float
    width: float
    height: float
    value: float


@dataclass(frozen=True)
class Gridline:
    """A number on the left, and how high it lies."""

    y: float
    label: str


def places(count: int) -> list[float]:
    """Where the middle of each of so many columns lies."""
    step = (WIDTH - LEFT - RIGHT) / max(count, 1)
    return [round(LEFT + step * (place + 0.5), 1) for place in range(count)]


def height_of(value: float, highest: float = HIGHEST) -> float:
    """How high a number lies; the drawing's own units grow downwards."""
    return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / highest, 1)


def gridlines(highest: float = HIGHEST) -> list[Gridline]:
    """0, the highest, and the halves between them as far as they are whole."""
    steps = 4 if highest % 4 == 0 else 2 if highest % 2 == 0 else 1
    values = [highest * step / steps for step in range(steps + 1)]
    return [Gridline(height_of(value, highest), f"{value:g}") for value in values]


def lines(values: Sequence[float | None]) -> list[str]:
    """Polylines through the numbers; where one is missing, the line is broken."""
    found: list[list[str]] = [[]]
    for x, value in zip(places(len(values)), values, strict=True):
        if value is None:
            found.append([])
        else:
            found[-1].append(f"{x},{height_of(value)}")
    return [" ".join(points) for points in found if points]


def dots(values: Sequence[float | None]) -> list[tuple[float, float, float]]:
    """Each number's place and the number."""
    pairs = zip(places(len(values)), values, strict=True)
    return [(x, height_of(value), value) for x, value in pairs if value is not None]


def bands(lower: Sequence[float | None], upper: Sequence[float | None]) -> list[str]:
    """The areas between two rows of numbers, from week to week."""
    rows = list(zip(places(len(lower)), lower, upper, strict=True))
    known = [(x, low, high) for x, low, high in rows if low is not None and high is not None]
    return [
        f"{x1},{height_of(low1)} {x1},{height_of(high1)} {x2},{height_of(high2)} {x2},{height_of(low2)}"
        for (x1, low1, high1), (x2, low2, high2) in pairwise(known)
    ]


def stacks(rows: Sequence[Sequence[int]], highest: float) -> list[list[Bar]]:
    """For each column its numbers one on another, the first one lowest."""
    width = round(min(28.0, (WIDTH - LEFT - RIGHT) / max(len(rows), 1) * 0.7), 1)
    return [_stack(x - width / 2, width, values, highest) for x, values in zip(places(len(rows)), rows, strict=True)]


def _stack(x: float, width: float, values: Sequence[int], highest: float) -> list[Bar]:
    found, below = [], 0
    for value in values:
        top = height_of(below + value, highest)
        found.append(Bar(round(x, 1), top, width, round(height_of(below, highest) - top, 1), value))
        below += value
    return found


def round_up(value: int) -> int:
    """A number that the drawing ends with: a multiple of four that is not smaller."""
    return max(4, -(-value // 4) * 4)

"""Marks that a teacher could have given: the same ones for the same column, by chance around each cadet's level."""

import random
from collections.abc import Sequence

from deploy.demo.people import Cadet

Value = int | str | None

PASS_MARK = 50
#: How a cadet does who will not be admitted, and how many of them a group has in a subject.
WEAK, WEAK_CADETS = 36, 2


def lesson_values(seed: str, cadets: Sequence[Cadet], weak: Sequence[Cadet] = ()) -> tuple[Value, ...]:
    """Those of a lesson; in one of seven its teacher has left some cells empty."""
    chance = _chance(seed)
    forgotten = 0.0 if chance.random() < 0.85 else 0.2
    return tuple(_lesson_value(chance, _level(cadet, weak), forgotten) for cadet in cadets)


def complete_values(seed: str, cadets: Sequence[Cadet], weak: Sequence[Cadet] = ()) -> tuple[Value, ...]:
    """Those of a control, or of a lesson that was checked long ago: no cell is empty."""
    chance = _chance(seed)
    return tuple(_lesson_value(chance, _level(cadet, weak), 0) for cadet in cadets)


def examination_values(seed: str, cadets: Sequence[Cadet]) -> tuple[Value, ...]:
    """Those of an examination, as if everybody were admitted."""
    chance = _chance(seed)
    return tuple(_examination_value(chance, _level(cadet)) for cadet in cadets)


def retake_values(seed: str, cadets: Sequence[Cadet], examination: Sequence[Value]) -> tuple[Value, ...]:
    """Those of who has not passed the examination; a cell that is nobody's stays empty."""
    chance = _chance(seed)
    sat = [_points(chance, _level(cadet), 7) for cadet in cadets]
    return tuple(None if is_passed(value) else points for value, points in zip(examination, sat, strict=True))


def is_passed(value: Value) -> bool:
    """Satisfactory."""
    return isinstance(value, int) and value >= PASS_MARK


def weak_cadets(seed: str, cadets: Sequence[Cadet]) -> Sequence[Cadet]:
    """Those of a group who do badly."""
    return _chance(seed).sample(cadets, WEAK_CADETS)


def _chance(seed: str) -> random.Random:
    return random.Random(seed)  # noqa: S311 - a demo's marks


def _level(cadet: Cadet, weak: Sequence[Cadet] = ()) -> int:
    return WEAK if cadet in weak else 58 + int(cadet.number[-2:]) * 17 % 34


def _lesson_value(chance: random.Random, level: int, forgotten: float) -> Value:
    """A mark around the level, now and then an absence or a cell left empty."""
    if chance.random() < forgotten:
        return None
    if chance.random() < 0.07:
        return chance.choice(("ж", "а", "а", "дс", "д", "қ"))
    return _points(chance, level, 9)


def _examination_value(chance: random.Random, level: int) -> Value:
    """Around a level that is a little lower; few are absent."""
    return chance.choice(("а", "қ")) if chance.random() < 0.03 else _points(chance, level - 4, 11)


def _points(chance: random.Random, level: int, spread: int) -> int:
    return max(20, min(100, round(chance.gauss(level, spread))))

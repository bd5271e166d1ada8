"""Columns that read what they can: a value of another kind than was written comes as ``UNREADABLE``.

Otherwise one such value takes away every row of its query. It has no use at all: whoever needs it meets a
``TypeError`` or ``AttributeError`` where that one row is made into an answer, and names the row instead (``sound``).
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import JSON, Date, Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

from services.common.wire import encode

A = TypeVar("A")
B = TypeVar("B")

#: What a damaged value causes where it is used.
BREAKS = (AttributeError, LookupError, TypeError, ValueError, OverflowError)


class Unreadable:
    """Stands for what does not read."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNREADABLE"

    def __bool__(self) -> bool:
        raise TypeError("what was stored does not read")


UNREADABLE: Any = Unreadable()


class _Tolerant:
    """Mixed into a type: its own way of reading, and ``UNREADABLE`` where that fails."""

    wanted: type | tuple[type, ...] = object

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Read, or say that it does not read."""
        read = super().result_processor(dialect, coltype)  # type: ignore[misc]

        def tolerant(value: Any) -> Any:
            if value is None:
                return None
            try:
                found = read(value) if read else value
            except BREAKS:
                return UNREADABLE
            return found if isinstance(found, self.wanted) else UNREADABLE

        return tolerant


class Json(_Tolerant, TypeDecorator[Any]):
    """JSON that may have been altered."""

    impl = JSON
    cache_ok = True


class Day(_Tolerant, TypeDecorator[date]):
    """A date that may have been altered."""

    impl = Date
    cache_ok = True
    wanted = date


class Sealed(_Tolerant, TypeDecorator[bytes]):
    """Bytes that may have been altered."""

    impl = LargeBinary
    cache_ok = True
    wanted = bytes


def sound(rows: Iterable[A], build: Callable[[A], B], damaged: Callable[[A], None]) -> Iterator[B]:
    """What is made of each row that is sound; ``damaged`` hears of the others."""
    for row in rows:
        try:
            built = build(row)
            encode(built)
        except BREAKS:
            damaged(row)
        else:
            yield built

"""Columns that read what they can: a value of another kind than was written comes as ``UNREADABLE``.

Otherwise one such value takes away every row of its query. It has no use at all: whoever needs it meets a
``TypeError`` or ``AttributeError`` where that one row is made into an answer, and names the row instead (``sound``).
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import JSON, Date, Dialect, LargeBinary, String, inspect
from sqlalchemy.types import TypeDecorator

from services.common.concurrency import threads
from services.common.messaging.wire import encode
from services.common.refusals import Reasons

_thread = threads.Local()

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


class Tolerant:
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
                return _unreadable()
            return found if self.fits(found) else _unreadable()

        return tolerant

    def fits(self, found: Any) -> bool:
        """Whether it is what was written."""
        return isinstance(found, self.wanted)


class Json(Tolerant, TypeDecorator[Any]):
    """JSON that may have been altered."""

    impl = JSON
    cache_ok = True


class Day(Tolerant, TypeDecorator[date]):
    """A date that may have been altered."""

    impl = Date
    cache_ok = True
    wanted = date


class OneOf(Tolerant, TypeDecorator[str]):
    """A word that may have been altered: one of a few."""

    impl = String
    cache_ok = True

    def __init__(self, length: int, words: tuple[str, ...]) -> None:
        super().__init__(length)
        self.words = words

    def fits(self, found: Any) -> bool:
        """Whether it is one of them."""
        return found in self.words


class Words(Tolerant, TypeDecorator[str]):
    """Text that may have been altered into something else."""

    impl = String
    cache_ok = True
    wanted = str


class Sealed(Tolerant, TypeDecorator[bytes]):
    """Bytes that may have been altered."""

    impl = LargeBinary
    cache_ok = True
    wanted = bytes


def _unreadable() -> Any:
    _thread.met = True
    return UNREADABLE


@contextmanager
def refusing_what_breaks() -> Iterator[None]:
    """What breaks because something that was read does not read is refused as such, and is no failure.

    Raises ``Refused(data_damaged)`` instead.
    """
    _thread.met = False
    try:
        yield
    except BREAKS as error:
        if not _thread.met:
            raise
        raise Reasons.data_damaged.refused() from error


def reads(row: object) -> bool:
    """Whether each of a mapped row's values reads."""
    columns = inspect(type(row), raiseerr=True).column_attrs
    return all(getattr(row, column.key) is not UNREADABLE for column in columns)


def said(value: A, instead: A) -> A:
    """The value, or what stands for it where it does not read."""
    return instead if value is UNREADABLE else value


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

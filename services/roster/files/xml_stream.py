"""Reads XML as a stream within bounds. Document types are refused, so that no entity can be declared."""

from collections.abc import Iterator
from typing import NamedTuple, Never
from xml.parsers import expat

CHUNK = 65_536
MAX_ELEMENTS = 1_000_000


class XmlRefusedError(ValueError):
    """The XML is not well-formed, has a document type, or has more elements than the budget allows."""


class Element(NamedTuple):
    """A start (``attributes`` is not None) or an end (``text`` is what stood in it), by local name."""

    tag: str
    attributes: dict[str, str] | None
    text: str = ""


class Budget:
    """How many elements may still be read of all the documents that share it."""

    def __init__(self, elements: int = MAX_ELEMENTS) -> None:
        self._left = elements

    def spend(self) -> None:
        """Count one element. Raises ``XmlRefusedError`` when none is left."""
        self._left -= 1
        if self._left < 0:
            raise XmlRefusedError("too many elements")


def elements(document: bytes, budget: Budget) -> Iterator[Element]:
    """The starts and ends of elements in document order, without namespaces. Raises ``XmlRefusedError``."""
    reader = _Reader(budget)
    for place in range(0, len(document), CHUNK):
        yield from reader.feed(document[place : place + CHUNK], is_last=place + CHUNK >= len(document))


class _Reader:
    def __init__(self, budget: Budget) -> None:
        self._spend = budget.spend
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._seen: list[Element] = []
        self._text: list[str] = []

    def feed(self, chunk: bytes, is_last: bool) -> list[Element]:
        self._seen = []
        try:
            self._parser.Parse(chunk, is_last)
        except expat.ExpatError as error:
            raise XmlRefusedError(str(error)) from None
        return self._seen

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._spend()
        self._text.clear()
        local = {name.rpartition(" ")[2]: value for name, value in attributes.items()}
        self._seen.append(Element(tag.rpartition(" ")[2], local))

    def _end(self, tag: str) -> None:
        self._seen.append(Element(tag.rpartition(" ")[2], None, "".join(self._text)))
        self._text.clear()

    def _characters(self, text: str) -> None:
        self._text.append(text)

    def _refuse(self, *_: object) -> Never:
        raise XmlRefusedError("a document type")

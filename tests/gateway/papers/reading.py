"""Reading a printed paper back: its words, its code, and what a program finds in the file."""

import io
from typing import Any

import pypdf
import pypdfium2
import zxingcpp


def words(pdf: bytes) -> str:
    """The text of all pages, every run of spaces being one."""
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def last_page(pdf: bytes) -> str:
    """The last page's text, likewise."""
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(document[len(document) - 1].get_textpage().get_text_range().split())


def rightmost_mm(pdf: bytes) -> float:
    """Where the sign stands that is farthest to the right, on any page."""
    texts = [page.get_textpage() for page in pypdfium2.PdfDocument(pdf)]
    points = max(text.get_charbox(place)[2] for text in texts for place in range(text.count_chars()))
    return float(points) * 25.4 / 72


def pages(pdf: bytes) -> int:
    """How many pages it has."""
    return len(pypdfium2.PdfDocument(pdf))


def codes(pdf: bytes, number: int = 1) -> list[str]:
    """What a camera reads in the first page, or another."""
    page = pypdfium2.PdfDocument(pdf)[number - 1].render(scale=2, grayscale=True)
    seen = memoryview(bytes(page.buffer)).cast("B", shape=[page.height, page.stride])
    return [found.text for found in zxingcpp.read_barcodes(seen)]


def catalogue(pdf: bytes) -> Any:
    """The document's own entries: its language, whether it is tagged."""
    return pypdf.PdfReader(io.BytesIO(pdf)).root_object


def title(pdf: bytes) -> str:
    """The title that a window shows."""
    told = pypdf.PdfReader(io.BytesIO(pdf)).metadata
    return str(told.title).replace("\u00a0", " ") if told else ""


def fonts(pdf: bytes) -> dict[str, bool]:
    """The families that it is set in, and whether the file brings each."""
    pages: list[Any] = list(pypdf.PdfReader(io.BytesIO(pdf)).pages)
    used = [font for page in pages for font in page["/Resources"]["/Font"].values()]
    return {_family(font): "/FontFile2" in _described(font) or "/FontFile3" in _described(font) for font in used}


def _family(font: Any) -> str:
    return str(font["/BaseFont"]).partition("+")[2].partition("-")[0]


def _described(font: Any) -> Any:
    return font["/DescendantFonts"][0].get_object()["/FontDescriptor"]

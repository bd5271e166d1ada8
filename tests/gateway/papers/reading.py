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


def pages(pdf: bytes) -> int:
    """How many pages it has."""
    return len(pypdfium2.PdfDocument(pdf))


def codes(pdf: bytes) -> list[str]:
    """What a camera reads in the first page."""
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=2, grayscale=True)
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

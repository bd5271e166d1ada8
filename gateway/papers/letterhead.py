"""What all papers have: the texts around what they say, and the code that leads to where one is found or checked."""

from dataclasses import dataclass

import segno


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """The texts that all papers have, each as it is to be read; "" and () where there is none."""

    language: str
    title: str
    heading: str
    about: str
    number: str
    date: str
    organisation: str
    author: str
    foot: tuple[str, ...]
    address: str
    code: str
    code_title: str
    page: str


@dataclass(frozen=True, kw_only=True)
class Tabular(Letterhead):
    """A paper that is a table: what it is about; why it is not the last word, "" while it is.

    ``rows`` under ``columns``, ``sums`` under them, ``notes`` after the table; who has signed, or will.
    """

    place: tuple[str, ...]
    notice: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()
    signatures: tuple[tuple[str, str, str], ...]


def code_of(address: str) -> str:
    """The QR code that leads there, as SVG."""
    return segno.make_qr(address, error="m").svg_inline(border=4)

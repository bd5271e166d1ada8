"""What all papers have: the texts around what they say, and the code that leads to the case."""

from dataclasses import dataclass

import segno

from services.corrections.contract import Case


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


def first_paper(case: Case) -> str:
    """The kind of paper that a case is called by."""
    return case.papers[0].kind


def code_of(address: str) -> str:
    """The QR code that leads there, as SVG."""
    return segno.make_qr(address, error="m").svg_inline(border=4)

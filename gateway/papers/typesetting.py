"""A sheet into a PDF, by typst and the fonts it brings; it lets other threads run meanwhile."""

from pathlib import Path
from typing import Literal

import msgspec
import typst

from gateway.papers.course import CourseFacts, course_sheet
from gateway.papers.facts import Facts
from gateway.papers.grade_sheet import GradeSheetFacts, grade_sheet
from gateway.papers.group_summary import GroupSummaryFacts, group_summary
from gateway.papers.letterhead import Letterhead
from gateway.papers.record import RecordFacts, record_paper
from gateway.papers.sheet import sheet

TEMPLATES = Path(__file__).parent / "templates"
AnyFacts = Facts | CourseFacts | GradeSheetFacts | GroupSummaryFacts | RecordFacts
Standard = Literal["a-2a", "ua-1"]
#: Kept for ever, and read aloud to who does not see: PDF/A-2a and PDF/UA-1.
STANDARDS: tuple[Standard, ...] = ("a-2a", "ua-1")


def render(facts: AnyFacts) -> bytes:
    """The paper as PDF: the same bytes for the same facts.

    A sign that no font has, an emoji say, is shown as a box, which the standards do not allow.
    """
    told = _told(facts)
    try:
        return _compile(facts, told, STANDARDS)
    except typst.TypstError:
        return _compile(facts, told, ())


def _told(facts: AnyFacts) -> Letterhead:
    if isinstance(facts, CourseFacts):
        return course_sheet(facts)
    if isinstance(facts, RecordFacts):
        return record_paper(facts)
    if isinstance(facts, GroupSummaryFacts):
        return group_summary(facts)
    return grade_sheet(facts) if isinstance(facts, GradeSheetFacts) else sheet(facts)


def _compile(facts: AnyFacts, told: Letterhead, standards: tuple[Standard, ...]) -> bytes:
    """The sheet goes in as data, so that nothing in it is taken for markup."""
    return typst.compile(
        TEMPLATES / f"{facts.kind}.typ",
        root=TEMPLATES,
        ignore_system_fonts=True,
        sys_inputs={"sheet": msgspec.json.encode(told).decode()},
        pdf_standards=list(standards),
        timestamp=int(facts.at.timestamp()),
    )

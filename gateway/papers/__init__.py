"""Papers as PDF, in Kazakh and Russian: a case's report, act, decision, permission, and its course (¶13, ¶19, ¶21),
the grade sheet and a group's summary (¶2); in English too, the electronic record (¶2).

``facts.py`` holds what is known; ``sheet.py``, ``course.py``, ``grade_sheet.py``, ``group_summary.py``, ``record.py``
say what stands on a paper, ``words/`` in which words, ``templates/`` where; ``letterhead.py``, ``phrases.py``,
``scope.py``, ``printing.py`` are parts of sheets; ``typesetting.py`` makes the PDF, ``spreadsheet.py`` a
table's spreadsheet, and ``asking.py`` answers a request for one.
"""

from gateway.papers.course import CourseFacts
from gateway.papers.facts import Facts
from gateway.papers.grade_sheet import GradeSheetFacts
from gateway.papers.group_summary import GroupSummaryFacts
from gateway.papers.record import RecordFacts
from gateway.papers.typesetting import render

__all__ = ["CourseFacts", "Facts", "GradeSheetFacts", "GroupSummaryFacts", "RecordFacts", "render"]

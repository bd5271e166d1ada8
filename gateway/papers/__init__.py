"""A case's papers as PDF, in Kazakh and Russian: report, act, decision, permission, and its course (¶13, ¶19, ¶21).

``facts.py`` holds what is known; ``sheet.py`` and ``course.py`` say what stands on a paper, ``words/`` in which words,
``templates/`` where; ``letterhead.py``, ``phrases.py``, ``scope.py`` and ``printing.py`` are parts of sheets;
``typesetting.py`` makes the PDF, and ``asking.py`` answers a request for one.
"""

from gateway.papers.course import CourseFacts
from gateway.papers.facts import Facts
from gateway.papers.typesetting import render

__all__ = ["CourseFacts", "Facts", "render"]

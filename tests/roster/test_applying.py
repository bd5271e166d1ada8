"""Applying a contingent (¶14): all of it or nothing, and never twice."""

import pytest

from services.common.errors import Refused
from services.roster import contract, queries
from services.roster.domain.journals import journal_id
from services.roster.writing import Writer
from tests.roster.academy import COMMAND, ENDS, LAW, STARTS, Academy, row
from tests.support.runtimes import principal

TWO_CADETS = (
    row(),
    row(cadet_number="2021-002", family="Яхин"),
    row(subject="Қылмыстық құқық"),
    row(cadet_number="2021-002", family="Яхин", subject="Қылмыстық құқық"),
)


def test_applying_writes_who_is_where(academy: Academy) -> None:
    """¶14: groups, memberships, subjects, departments, assignments and journals come to be."""
    academy.applied(*TWO_CADETS)
    expected = {
        "cadet": 2,
        "cadet_name": 2,
        "department": 1,
        "faculty": 2,
        "group": 1,
        "journal": 2,
        "membership": 2,
        "subject": 2,
        "teaching_assignment": 2,
        "term": 1,
    }
    assert expected == academy.counts()

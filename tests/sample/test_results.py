"""Real marks into results, held against whole numbers computed by a database alone (¶2)."""

import sqlite3
from datetime import datetime

import pytest

from services.gradebook.contract import CountsAs
from services.gradebook.domain.figures import Figure
from services.gradebook.domain.policies import DEFAULT
from services.gradebook.domain.term_results import Entry, TermResult, term_result
from tests.sample.oea import FOLDER, Sample
from tests.support.clocks import ALMATY

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the sample is not at {FOLDER}: set JURNAL_SAMPLES")

NOW = datetime(2022, 6, 1, 9, 0, tzinfo=ALMATY)
#: A section's last assignment is read as its examination, the one before as a control, all others as lessons.
LAST_ONES: tuple[CountsAs, ...] = ("examination", "control")

#: Everything in whole numbers: a figure is ``above / below``, and half up is (2 × above + below) / (2 × below).
RESULTS = """
WITH term AS (
    SELECT section, student, count(*) FILTER (WHERE kind = 'current') AS n,
           sum(points) FILTER (WHERE kind = 'current') AS s,
           max(points) FILTER (WHERE kind = 'control') AS c, max(points) FILTER (WHERE kind = 'examination') AS e
    FROM mark GROUP BY section, student
), rating AS (
    SELECT section, student, e, CASE WHEN c IS NULL THEN s WHEN n = 0 THEN c ELSE s + n * c END AS above,
           CASE WHEN c IS NULL THEN n WHEN n = 0 THEN 1 ELSE 2 * n END AS below FROM term
), weighed AS (
    SELECT *, (200 * above + below) / (2 * below) AS rating, 6 * above + 4 * e * below AS sum, 10 * below AS weight
    FROM rating
), decided AS (
    SELECT *, CASE WHEN e < 50 THEN min(sum, e * weight) ELSE sum END AS final FROM weighed
)
SELECT section, student, rating, CASE WHEN rating >= 5000 THEN (200 * final + weight) / (2 * weight) END,
       CASE WHEN rating >= 5000 THEN (2 * final + weight) / (2 * weight) END
FROM decided
"""

Key = tuple[str, str]
Hundredths = tuple[int | None, int | None, int | None]


def marks_of(sample: Sample) -> list[tuple[str, str, CountsAs, int]]:
    """Section, student, what the mark counts as, points; oldest first."""
    columns = [column for day in sample.columns().values() for column in day]
    found = []
    for section in {column.section for column in columns}:
        of_section = [column for column in columns if column.section == section]
        for place, column in enumerate(reversed(of_section)):
            kind = LAST_ONES[place] if place < len(LAST_ONES) else "current"
            found += [(section, student, kind, points) for student, points in column.marks.items()]
    return found


def by_database(marks: list[tuple[str, str, CountsAs, int]]) -> dict[Key, Hundredths]:
    """Rating and final in hundredths, and the final's points."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE mark (section, student, kind, points INTEGER)")
    database.executemany("INSERT INTO mark VALUES (?, ?, ?, ?)", marks)
    found = {(row[0], row[1]): row[2:] for row in database.execute(RESULTS)}
    database.close()
    return found


def by_product(marks: list[tuple[str, str, CountsAs, int]]) -> dict[Key, Hundredths]:
    """The same by the rules."""
    entries: dict[Key, list[Entry]] = {}
    for section, student, kind, points in marks:
        entries.setdefault((section, student), []).append(Entry(kind, NOW.date(), points))
    return {key: hundredths(term_result(DEFAULT, found, NOW)) for key, found in entries.items()}


def hundredths(result: TermResult) -> Hundredths:
    """The printed figures as whole numbers."""
    final = result.final
    return (
        without_point(result.rating),
        without_point(final.figure if final else None),
        final.points if final else None,
    )


def without_point(figure: Figure | None) -> int | None:
    """76.20 as 7620."""
    return None if figure is None else int(str(figure).replace(".", ""))


def test_every_student_has_the_result_that_whole_numbers_give() -> None:
    """¶2: all 2,616 marks, to the last digit."""
    marks = marks_of(Sample())
    assert len(marks) == 2616
    expected = by_database(marks)
    assert expected == by_product(marks)
    assert sum(points is not None for _, _, points in expected.values()) > 100

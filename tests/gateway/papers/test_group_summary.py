"""A group's summary on paper and as a spreadsheet, in both languages of the academy's documents (¶2)."""

import io
from dataclasses import replace
from datetime import date
from typing import Any, Literal

import pytest
from python_calamine import CalamineWorkbook

from gateway.papers import GroupSummaryFacts, render
from gateway.papers.group_summary import group_summary
from gateway.papers.spreadsheet import workbook
from services.gradebook.contract import (
    LeftOut,
    Named,
    SheetCounts,
    Summary,
    SummaryCell,
    SummaryRow,
    SummarySubject,
    SummaryTally,
    SummaryTotals,
    TermSpan,
)
from tests.gateway.papers import reading
from tests.gateway.papers.samples import FILED, ZONE

ADDRESS = "https://jurnal.example/sheets/groups/g1/terms/t1"
PASSED = SummaryCell(standing="passed", closed=True, final="71.32", points=71, letter="C+", absence=None)
DEBT = replace(PASSED, standing="debt", final="40.00", points=40, letter="FX")
ABSENT = SummaryCell(standing="debt", closed=True, final=None, points=None, letter=None, absence="қ")
BARRED = replace(ABSENT, standing="not_admitted", absence=None)
LAW = Named(id="u1", name="Қылмыстық құқық")


def row(full_name: str, *cells: SummaryCell, **other: Any) -> SummaryRow:
    """A cadet's."""
    made = SummaryRow(
        cadet="c1",
        name=full_name,
        full_name=full_name,
        number="1001",
        cells=cells,
        gpa="1.42",
        provisional=False,
        debts=1,
        not_admitted=0,
        not_passed=1,
    )
    return replace(made, **other)


def subject(name: str, **other: Any) -> SummarySubject:
    """A closed one."""
    made = SummarySubject(
        journal="j1",
        subject=Named(id=name, name=name),
        closed=True,
        outdated=False,
        sheets=("3/2026",),
        counts=SheetCounts(expected=3, filled=2, missing=1),
        credits=5,
        tally=SummaryTally(passed=1, debt=1, not_admitted=1, pending=0, broken=0),
    )
    return replace(made, **other)


def summary(**other: Any) -> Summary:
    """Of two subjects, one of which is not closed, and three cadets."""
    made = Summary(
        group=Named(id="g1", name="ҚҚ-21"),
        faculty=Named(id="f1", name="Құқық факультеті"),
        term=TermSpan(id="t1", name="1-семестр", starts=date(2026, 9, 1), ends=date(2026, 12, 31)),
        hidden=False,
        subjects=(subject("Криминалистика"), subject("Қазақ тілі", closed=False, credits=3)),
        rows=(
            row("Әлиев Арман", PASSED, replace(DEBT, closed=False), provisional=True),
            row("Баев Бауыржан", ABSENT, BARRED, gpa=None, not_admitted=1, not_passed=2),
            row("Қасымов Дәулет", PASSED, PASSED, gpa="2.33", debts=0, not_passed=0),
        ),
        totals=SummaryTotals(cadets=3, clear=1, in_debt=2, not_admitted=1),
        left_out=(),
        now=FILED,
    )
    return replace(made, **other)


def facts(told: Summary, language: Literal["kk", "ru"] = "kk") -> GroupSummaryFacts:
    """For somebody who may see it."""
    return GroupSummaryFacts(summary=told, language=language, address=ADDRESS, zone=ZONE)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_it_can_be_kept(language: Literal["kk", "ru"]) -> None:
    """Tagged, in its language, with the code that leads to the page; the same each time."""
    asked = facts(summary(), language)
    pdf = render(asked)
    assert pdf == render(asked)
    assert ([ADDRESS], language) == (reading.codes(pdf), reading.catalogue(pdf)["/Lang"])
    assert reading.rightmost_mm(pdf) <= 285


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "kk",
            (
                "ЖИЫНТЫҚ ВЕДОМОСТЬ",
                "1 Әлиев Арман 1001 71 C+ 40 FX* 1,42* 1",
                "2 Баев Бауыржан 1001 қ жіберілмеді – 2",
                "3 Қасымов Дәулет 1001 71 C+ 71 C+ 2,33 –",
                "Тапсырмағандар 1 1",
                "* Ведомость жабылмаған",
            ),
        ),
        (
            "ru",
            (
                "СВОДНАЯ ВЕДОМОСТЬ",
                "Учебная группа ҚҚ-21. Семестр: 1-семестр.",
                "2 Баев Бауыржан 1001 қ не допущен – 2",
                "Курсантов: 3. Сдали всё: 1. С академической задолженностью: 2.",
                "Не окончательно",
            ),
        ),
    ],
)
def test_it_says_who_has_what_in_which_subject(language: Literal["kk", "ru"], told: tuple[str, ...]) -> None:
    """¶2, ¶6: and what no closed sheet says yet."""
    printed = reading.words(render(facts(summary(), language)))
    assert [] == [each for each in told if each not in printed]


def test_a_subject_that_is_left_out_is_named() -> None:
    """¶5: nobody takes the paper for whole."""
    told = summary(left_out=(LeftOut(journal="j3", subject=LAW, reason="no_key"),))
    assert "Не вошла дисциплина «Қылмыстық құқық»" in reading.words(render(facts(told, "ru")))


def test_a_whole_one_says_nothing_of_what_is_open() -> None:
    """¶2: every sheet is closed."""
    told = summary(subjects=(subject("Криминалистика"),), rows=(row("Қасымов Дәулет", PASSED),))
    printed = reading.words(render(facts(told, "ru")))
    assert [] == [each for each in ("Не окончательно", "не закрыта", "71 C+*") if each in printed]


def test_twelve_subjects_of_fifty_cadets_stay_on_the_paper() -> None:
    """¶2: over several pages, with the header on each."""
    subjects = tuple(subject(f"Жедел-іздестіру қызметінің негіздері, {number}-бөлім") for number in range(12))
    rows = tuple(row(f"Әбдіғаппарова Ұлпан Һәкімқызы {number}", *[BARRED] * 6, *[PASSED] * 6) for number in range(50))
    pdf = render(facts(summary(subjects=subjects, rows=rows)))
    assert (reading.pages(pdf) > 1, reading.rightmost_mm(pdf) <= 285) == (True, True)
    assert reading.words(pdf).count("Курсант ") >= reading.pages(pdf) - 1


def test_the_spreadsheet_says_the_same() -> None:
    """¶2: as texts, so that no program rounds or computes them."""
    asked = facts(summary(), "ru")
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(group_summary(asked), asked.at)))
    rows = book.get_sheet_by_index(0).to_python()
    assert ["1", "Әлиев Арман", "1001", "71 C+", "40 FX*", "1,42*", "1"] in rows
    assert ["", "Не сдали", "", "1", "1", "", ""] in rows

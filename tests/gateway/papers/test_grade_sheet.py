"""The grade sheet on paper and as a spreadsheet, in both languages of the academy's documents (¶2)."""

import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Literal

import pytest
from python_calamine import CalamineWorkbook

from gateway.papers import GradeSheetFacts, render
from gateway.papers.grade_sheet import grade_sheet
from gateway.papers.spreadsheet import workbook
from services.gradebook.contract import (
    Annulment,
    Named,
    Result,
    Sheet,
    SheetCounts,
    SheetKind,
    SheetLine,
    SheetRevision,
    SheetRow,
    SheetSignature,
    Someone,
    TermSpan,
)
from tests.gateway.papers import reading
from tests.gateway.papers.samples import FILED, ZONE

ADDRESS = "https://jurnal.example/journals/j1"
EXAMINER = Someone(id="p1", name="Серікова Ә. М.", full_name="Серікова Әйгерім Маратқызы")
HEAD = Someone(id="p2", name="Өмірзақ Е. Б.", full_name="Өмірзақ Ерлан Бөкенұлы")
PASSED = Result(
    cadet="c1",
    current="72.40",
    controls="80.00",
    rating="76.20",
    admitted=True,
    attempts=(40, 64),
    final="71.32",
    points=71,
    letter="C+",
    worth="2.33",
)
BARRED = Result(cadet="c2", current="35.00", controls="45.00", rating="40.00")
ANNULMENT = Annulment(person=EXAMINER, at=FILED, reason="Не та группа")
BROKEN = Result(cadet="c3", broken=True)


def line(result: Result, full_name: str, number: str) -> SheetLine:
    """A cadet's."""
    return SheetLine(name=full_name, full_name=full_name, number=number, result=result)


def sheet(kind: SheetKind = "retake", **other: Any) -> Sheet:
    """A closed one of three cadets in its second revision, or something like it."""
    row = SheetRow(
        id="s1",
        number="3/2026",
        kind=kind,
        state="closed",
        journal="j1",
        group=Named(id="g1", name="ҚҚ-21"),
        subject=Named(id="u1", name="Криминалистика"),
        faculty=Named(id="f1", name="Құқық факультеті"),
        term=TermSpan(id="t1", name="1-семестр", starts=date(2026, 9, 1), ends=date(2026, 12, 31)),
        date=None if kind == "admission" else date(2026, 10, 9),
        opened_by=EXAMINER,
        opened_at=FILED,
        revision=2,
        outdated=False,
        may_sign=False,
        may_annul=False,
        annulment=None,
    )
    revisions = (
        SheetRevision(number=1, supersedes=0, cases=(), author=EXAMINER, at=FILED),
        SheetRevision(number=2, supersedes=1, cases=("case",), author=HEAD, at=FILED + timedelta(days=4)),
    )
    made = Sheet(
        row=row,
        policy=7,
        shown=2,
        hidden=False,
        revisions=revisions,
        signatures=(
            SheetSignature(role="examiner", person=EXAMINER, revision=1, at=FILED),
            SheetSignature(role="head", person=HEAD, revision=1, at=FILED + timedelta(days=1)),
        ),
        lines=(
            line(PASSED, "Әлиев Арман Серікұлы", "1001"),
            line(BARRED, "Баев Бауыржан", "1002"),
            line(BROKEN, "Қасымов Дәулет", "1003"),
        ),
        counts=SheetCounts(expected=3, filled=1, missing=2),
    )
    return replace(made, **other)


def made(asked: GradeSheetFacts) -> bytes:
    """The spreadsheet."""
    return workbook(grade_sheet(asked), asked.at)


def facts(told: Sheet, language: Literal["kk", "ru"] = "kk") -> GradeSheetFacts:
    """For somebody who may see it."""
    return GradeSheetFacts(sheet=told, language=language, address=ADDRESS, zone=ZONE)


@pytest.mark.parametrize("kind", ["admission", "examination", "retake", "final_attestation"])
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_kind_can_be_kept(kind: SheetKind, language: Literal["kk", "ru"]) -> None:
    """Tagged, in its language, with the code that leads to the journal; the same each time."""
    asked = facts(sheet(kind), language)
    pdf = render(asked)
    assert pdf == render(asked)
    assert [ADDRESS] == reading.codes(pdf)
    assert language == reading.catalogue(pdf)["/Lang"]
    assert reading.rightmost_mm(pdf) <= 198


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "kk",
            (
                "ВЕДОМОСТЬ",
                "емтиханды қайта тапсыру бойынша",
                "1 Әлиев Арман Серікұлы 1001 76,20 40, 64 71,32 71 C+ 2,33",
                "2 Баев Бауыржан 1002 40,00 жіберілмеді – – – –",
                "3 Қасымов Дәулет 1003 ашылмайды",
                "Өмірзақ Ерлан Бөкенұлы",
                "№ 2 редакция, 2026 жылғы 13 қазан; № 1 редакцияның орнына",
                "Есептеу ережесі № 7",
            ),
        ),
        (
            "ru",
            (
                "пересдачи экзамена",
                "2 Баев Бауыржан 1002 40,00 не допущен – – – –",
                "Серікова Әйгерім Маратқызы",
                "Редакция № 2 от 13 октября 2026 г., заменяет редакцию № 1",
                "Порядок расчёта № 7",
            ),
        ),
    ],
)
def test_it_says_who_has_what_and_which_policy_made_it(language: Literal["kk", "ru"], told: tuple[str, ...]) -> None:
    """¶2: figures as the language writes them; each revision names the former one."""
    printed = reading.words(render(facts(sheet(), language)))
    assert [] == [each for each in told if each not in printed]


def test_an_admission_says_who_is_admitted() -> None:
    """¶2: by which rating."""
    printed = reading.words(render(facts(sheet("admission"), "ru")))
    assert "1 Әлиев Арман Серікұлы 1001 72,40 80,00 76,20 допущен" in printed
    assert "2 Баев Бауыржан 1002 35,00 45,00 40,00 не допущен" in printed


@pytest.mark.parametrize(
    ("told", "notice"),
    [
        (sheet(shown=0, revisions=(), signatures=()), "Проект: ведомость ещё никем не подписана."),
        (sheet(shown=1), "Эта редакция заменена редакцией № 2."),
        (sheet(row=replace(sheet().row, outdated=True)), "Оценка исправлена по разрешению"),
        (sheet(row=replace(sheet().row, annulment=ANNULMENT)), "Аннулирована как открытая по ошибке: Не та группа"),
    ],
    ids=["draft", "replaced", "outdated", "annulled"],
)
def test_what_does_not_hold_says_so(told: Sheet, notice: str) -> None:
    """¶4: a draft, a former revision, and one that a warrant has overtaken."""
    assert notice in reading.words(render(facts(told, "ru")))
    assert notice not in reading.words(render(facts(sheet(), "ru")))


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (replace(PASSED, attempts=(64,), sittings=("қ", 64)), "қ, 64 71,32"),
        (replace(PASSED, attempts=(), sittings=("а",), final=None, points=None, letter=None, worth=None), "а – – – –"),
    ],
    ids=["came later", "never came"],
)
def test_who_was_absent_has_the_code(result: Result, told: str) -> None:
    """¶6: where the points would stand."""
    told_sheet = sheet(lines=(line(result, "Әлиев Арман", "1001"),))
    assert f"1 Әлиев Арман 1001 76,20 {told}" in reading.words(render(facts(told_sheet)))


def test_an_attestation_says_its_mark_or_the_code() -> None:
    """¶2, ¶6: and nothing of the examination."""
    results = (replace(PASSED, attestation=88, attestation_letter="B+"), replace(BARRED, attestation_absence="қ"))
    told = sheet("final_attestation", lines=tuple(line(each, "Әлиев Арман", "1001") for each in results))
    printed = reading.words(render(facts(told, "ru")))
    assert [] == [each for each in ("1 Әлиев Арман 1001 88 B+", "2 Әлиев Арман 1001 қ –") if each not in printed]


def test_fifty_cadets_with_long_names_stay_on_the_paper() -> None:
    """¶2: over several pages, with the header on each."""
    long_name = "Әбдіғаппароваәбдіғаппароваәбдіғаппароваәбдіғаппарова Ұлпан Һәкімқызы"
    pdf = render(facts(sheet(lines=tuple(line(PASSED, long_name, f"{number}-2026") for number in range(50)))))
    assert (reading.pages(pdf) > 1, reading.rightmost_mm(pdf) <= 198) == (True, True)
    assert "Курсант" in reading.last_page(pdf)


def test_the_spreadsheet_says_the_same() -> None:
    """¶2: as texts, so that no program rounds or computes them."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made(facts(sheet(), "ru")))).get_sheet_by_index(0).to_python()
    assert ["1", "Әлиев Арман Серікұлы", "1001", "76,20", "40, 64", "71,32", "71", "C+", "2,33"] in rows
    assert rows[0][0] == "Ведомость №\u00a03/2026"


def test_a_name_that_looks_like_a_formula_is_a_text() -> None:
    """Nobody's spreadsheet computes what somebody was called."""
    told = sheet(lines=(line(PASSED, "=1+1", "@1"),))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made(facts(told)))).get_sheet_by_index(0).to_python()
    assert any(row[1:3] == ["=1+1", "@1"] for row in rows)

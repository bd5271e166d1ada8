"""The electronic record on paper, in three languages, and what a camera reads in it (¶2)."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deploy.keys import make_keys
from gateway.papers import RecordFacts, render
from gateway.papers.words import catalogue
from services.gradebook.contract import Named, Record, RecordFigures, RecordLine, RecordRow, Someone
from services.gradebook.sealing import record_codes
from services.gradebook.sealing.record_codes import Statement, names_digest
from tests.gateway.papers import reading
from tests.gateway.papers.samples import FILED, ZONE

ADDRESS = "https://jurnal.example/check"
LANGUAGES = ("kk", "ru", "en")
PASSED = RecordFigures(state="graded", rating="76.2", examination=64, points=71, letter="C+", worth="2.33")
FIRST = ("1-семестр", "ҚҚ-11")
LINES = (
    RecordLine(term=FIRST[0], group=FIRST[1], subject="Құқық негіздері", credits=5, figures=PASSED),
    RecordLine(
        term=FIRST[0],
        group=FIRST[1],
        subject="Қылмыстық іс жүргізу құқығы және криминалистикалық техника",
        credits=3,
        figures=replace(PASSED, points=95, letter="A", worth="4.00"),
    ),
    RecordLine(
        term="2-семестр",
        group="ҚҚ-21",
        subject="Тарих",
        credits=5,
        figures=RecordFigures(state="not_admitted", rating="40"),
    ),
    RecordLine(
        term="2-семестр", group="ҚҚ-21", subject="Шет тілі", credits=4, figures=RecordFigures(state="not_examined")
    ),
    RecordLine(
        term="2-семестр", group="ҚҚ-21", subject="Философия", credits=4, figures=RecordFigures(state="not_closed")
    ),
    RecordLine(
        term="2-семестр",
        group="ҚҚ-21",
        subject="Философия",
        credits=4,
        figures=RecordFigures(state="attested", points=88, letter="B+", worth="3.33"),
    ),
)


def record(lines: tuple[RecordLine, ...] = LINES, code: str = "A" * 330, **changed: Any) -> Record:
    """A valid one, or something like it."""
    row = RecordRow(
        id="r1",
        number="12/2026",
        state="valid",
        since=None,
        cadet=Named(id="c1", name="Әлиев Арман Серікұлы"),
        cadet_number="1001",
        faculty=Named(id="f1", name="Құқық факультеті"),
        issued_by=Someone(id="p1", name="Серікова Ә. М.", full_name="Серікова Әйгерім Маратқызы"),
        issued_at=FILED,
    )
    return Record(
        row=replace(row, **changed),
        hidden=False,
        altered=False,
        lines=lines,
        gpa="2.96",
        code=code,
        revoked_by=None,
        reason="",
        may_revoke=True,
    )


def facts(told: Record, language: str = "kk") -> RecordFacts:
    """For somebody who may see it."""
    return RecordFacts(record=told, language=language, address=ADDRESS, zone=ZONE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_kept_in_every_language(language: str) -> None:
    """Tagged, in its language, on one page, the same each time; the code leads to where anybody checks it."""
    asked = facts(record(), language)
    pdf = render(asked)
    assert pdf == render(asked)
    assert [f"{ADDRESS}#{'A' * 330}"] == reading.codes(pdf)
    assert (language, 1) == (reading.catalogue(pdf)["/Lang"], reading.pages(pdf))
    assert reading.catalogue(pdf)["/MarkInfo"]["/Marked"]
    assert reading.rightmost_mm(pdf) <= 198


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "kk",
            (
                "ЭЛЕКТРОНДЫҚ АНЫҚТАМА",
                "76,2 64 71 C+ 2,33",
                "40 емтиханға жіберілмеді",
                "Философия, қорытынды аттестация 4 – – 88 B+ 3,33",
                "Орташа балл (GPA) 2,96",
            ),
        ),
        (
            "ru",
            (
                "ЭЛЕКТРОННАЯ СПРАВКА",
                "76,2 64 71 C+ 2,33",
                "40 нет допуска к экзамену",
                "Философия, итоговая аттестация 4 – – 88 B+ 3,33",
                "Средний балл (GPA) 2,96",
            ),
        ),
        (
            "en",
            (
                "ELECTRONIC RECORD",
                "76.2 64 71 C+ 2.33",
                "40 not admitted",
                "Философия, final attestation 4 – – 88 B+ 3.33",
                "Grade point average (GPA) 2.96",
            ),
        ),
    ],
)
def test_it_says_every_subject_of_every_term(language: str, told: tuple[str, ...]) -> None:
    """¶2: by term, with credits, letters and the average."""
    words = reading.words(render(facts(record(), language)))
    assert [] == [
        each for each in (*told, "Әлиев Арман Серікұлы", "12/2026", "2-семестр · ҚҚ-21") if each not in words
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", ["superseded", "revoked"])
def test_a_copy_printed_later_says_that_it_holds_no_longer(language: str, state: str) -> None:
    """¶2: and since when."""
    late = record(state=state, since=FILED + timedelta(days=30))
    said = catalogue(language)[f"record.states.{state}"].partition("{")[0].strip()
    assert said in reading.words(render(facts(late, language)))
    assert said not in reading.words(render(facts(record(), language)))


def test_a_copy_of_a_revoked_record_says_so_though_its_date_does_not_read() -> None:
    """¶2, ¶7: it was altered in the database."""
    said = reading.words(render(facts(record(state="revoked", since=None), "en")))
    assert "This record was revoked on an unreadable date." in said


def test_the_longest_record_is_read_by_a_camera(tmp_path: Path) -> None:
    """¶2: eight terms of seven subjects, under a long name."""
    make_keys(tmp_path)
    figures = (PASSED,) * 56
    said = Statement(
        number=99999,
        year=2026,
        day=FILED.date(),
        salt=bytes(12),
        cadet="Абдрахманқызы-Жұмабекова Гүлнәр-Айым Нұрсұлтанқызы",
        gpa="2.33",
        figures=figures,
        names=names_digest("1001", "Құқық факультеті", ()),
    )
    code = record_codes.verifier(tmp_path).code(said, record_codes.signer(tmp_path).sign(said))
    assert code
    lines = tuple(
        RecordLine(term=f"{place // 7 + 1}-семестр", group="ҚҚ", subject=f"Пән {place}", credits=5, figures=PASSED)
        for place in range(56)
    )
    pdf = render(facts(record(lines, code)))
    assert f"{ADDRESS}#{code}" in reading.codes(pdf, reading.pages(pdf))


def test_english_words_are_those_of_the_record() -> None:
    """No other paper is printed in English; this one lacks nothing that it has in Kazakh."""
    mine = {key for key in catalogue("kk") if key.startswith("record.")}
    assert mine | {"kind.record", "title", "number", "foot.page"} == {*catalogue("en")}

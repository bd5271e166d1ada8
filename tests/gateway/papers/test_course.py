"""The course of a case on paper: every step with its number, date, author and ground (¶13)."""

from dataclasses import replace
from datetime import timedelta
from typing import Literal, get_args

import pytest

from gateway.cases.steps import CLOCK, GRADEBOOK, Maker, made
from gateway.i18n.texts import LANGUAGES, catalogue
from gateway.papers import CourseFacts, render
from gateway.papers.words import Words
from services.corrections.contract import Executor, Paper, Someone, Step
from tests.gateway.papers import reading
from tests.gateway.papers.samples import ADDRESS, FILED, HEAD, KINDS, METHODIST, TEACHER, ZONE, case, paper

Language = Literal["kk", "ru"]
IT = Someone(id="p5", name="Сүлейменов Жандос")
JOURNAL, TIME = Someone(id=GRADEBOOK, name=""), Someone(id=CLOCK, name="")


def steps(*taken: tuple[str, Someone] | tuple[str, Someone, str]) -> tuple[Step, ...]:
    """One a day, from the day of the report on."""
    return tuple(
        Step(
            action=action,
            by=by,
            at=FILED + timedelta(days=day),
            reason=reason[0] if reason else "",
            number=day + 1,
        )
        for day, (action, by, *reason) in enumerate(taken)
    )


SENT_BACK = steps(
    ("reported", TEACHER),
    ("returned", METHODIST, "Бетін көрсетіңіз."),
    ("amended", TEACHER),
    ("act_drawn", METHODIST),
    ("approved", HEAD),
    ("applying", IT),
    ("returned", JOURNAL, "warrant_conflict"),
)
PAPERS = (paper("report"), paper("report", 14, 2), paper("act", 3, 3), paper("decision", 7, 4))


def _printed(
    taken: tuple[Step, ...], language: Language = "kk", kind: str = "mark_correction", papers: tuple[Paper, ...] = ()
) -> str:
    shown = case(kind, *papers, steps=taken)
    return reading.words(render(CourseFacts(case=shown, language=language, address=ADDRESS, zone=ZONE)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_case_has_one_that_can_be_kept(kind: str, language: Language) -> None:
    """Tagged, in its language, with the code that leads to the case; the same each time."""
    facts = CourseFacts(case=case(kind, steps=SENT_BACK), language=language, address=ADDRESS, zone=ZONE)
    pdf = render(facts)
    assert pdf == render(facts)
    assert [ADDRESS] == reading.codes(pdf)
    assert language == reading.catalogue(pdf)["/Lang"]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "kk",
            (
                "ІСТІҢ БАРЫСЫ",
                "Баянат № 12/2026",
                "«Қылмыстық құқық» пәні. Сабақ: 2026 жылғы 5 қазан. Курсант: Қасымов Бақыт Ілиясұлы (№ 00042).",
                "12/2026-1 09.10.2026 10:30 Баянат берілді Әбдіғаппарова Ұлпан Һәкімқызы Баянат № 12/2026",
                "12/2026-2 10.10.2026 10:30 Қайтарылды Құнанбайұлы Ғабит Бетін көрсетіңіз.",
                "12/2026-3 11.10.2026 10:30 Баянат түзетілді Әбдіғаппарова Ұлпан Һәкімқызы Баянат № 14/2026",
                "12/2026-4 12.10.2026 10:30 Акт жасалды Құнанбайұлы Ғабит Акт № 3/2026",
                "12/2026-5 13.10.2026 10:30 Рұқсат берілді Өмірзақ Ерлан Бөкенұлы Шешім № 7/2026",
                "12/2026-7 15.10.2026 10:30 Қайтарылды Журнал, АТҚБ тапсырмасымен (Сүлейменов Жандос)",
                "Баянаттан бері журнал өзгерген.",
                "Істің жай-күйі: Рұқсат берілді",
            ),
        ),
        (
            "ru",
            (
                "ХОД ДЕЛА",
                "12/2026-2 10.10.2026 10:30 Возвращено Құнанбайұлы Ғабит Бетін көрсетіңіз.",
                "12/2026-6 14.10.2026 10:30 ОИТО передал на исполнение Сүлейменов Жандос",
                "Состояние дела: Разрешено",
            ),
        ),
    ],
)
def test_it_says_who_did_what_when_and_on_what_ground(language: Language, told: tuple[str, ...]) -> None:
    """¶13: a paper by its number, else the reason that was given."""
    printed = _printed(SENT_BACK, language, papers=PAPERS)
    assert [] == [each for each in told if each not in printed]


def test_it_is_called_by_the_cases_first_paper() -> None:
    """An act and a report of one faculty and year may have one number."""
    assert "2026 жылғы 9 қазан Акт № 12/2026" in _printed(SENT_BACK, kind="discrepancy")


def test_who_does_not_read_the_words_gets_the_steps_without_them() -> None:
    """¶5: what was written may name a mark; corrections leaves it out."""
    hidden = tuple(replace(each, reason="") for each in SENT_BACK[:2])
    shown = case("mark_correction", *PAPERS, steps=hidden, words_hidden=True)
    printed = reading.words(render(CourseFacts(case=shown, language="kk", address=ADDRESS, zone=ZONE)))
    assert "10.10.2026 10:30 Қайтарылды Құнанбайұлы Ғабит (мәтін жасырын)" in printed


def test_a_long_course_goes_on_overleaf() -> None:
    """With the columns' names again."""
    printed = _printed(SENT_BACK * 8)
    assert printed.count("Құжаты немесе негізі") > 1


@pytest.mark.parametrize(
    ("reason", "told"), [("key_unknown", "оған журналда жоқ кілтпен қол қойылған"), ("өзге", "қабылдай алмай")]
)
def test_a_permission_that_waits_says_why(reason: str, told: str) -> None:
    """¶10: in words, whatever stands there."""
    printed = _printed(steps(("approved", HEAD), ("applying", IT), ("held_up", JOURNAL, reason)))
    assert told in " ".join(printed.split())


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_what_was_altered_is_named_in_its_place(language: Language) -> None:
    """¶7: a reason that does not open; the other steps are printed as ever."""
    broken = (SENT_BACK[0], replace(SENT_BACK[1], reason="", damaged=True), *SENT_BACK[2:])
    printed = _printed(broken, language, papers=PAPERS)
    assert Words(language)("label.damaged") in printed
    assert SENT_BACK[2].by.full_name in printed


def test_what_was_written_prints_as_it_is() -> None:
    """No markup, nothing that turns what is read around."""
    hostile = steps(("returned", METHODIST, '#image("x") *мәтін* \u202e$x$ [\n\nжол]'))
    assert '#image("x") *мәтін* $x$ [ жол]' in _printed(hostile)


@pytest.mark.parametrize(
    ("carried_out_by", "taken", "maker", "name"),
    [
        ("it_staff", [("approved", HEAD), ("applying", IT), ("applied", JOURNAL)], "by_gradebook_for", IT.name),
        ("teacher", [("approved", HEAD), ("applied", JOURNAL)], "by_gradebook_entered", TEACHER.name),
        ("teacher", [("approved", HEAD), ("returned", JOURNAL)], "by_gradebook", TEACHER.name),
        ("decision", [("approved", HEAD), ("applied", JOURNAL)], "by_gradebook_decided", HEAD.name),
        ("it_staff", [("approved", HEAD), ("expired", TIME)], "by_clock", ""),
        ("it_staff", [("reported", TEACHER)], "", TEACHER.name),
    ],
)
def test_what_the_journal_does_it_does_for_somebody(
    carried_out_by: Executor, taken: list[tuple[str, Someone]], maker: Maker, name: str
) -> None:
    """¶10, ¶13: who of IT, which teacher, on whose decision; what time does it does for nobody."""
    last = list(made(carried_out_by, TEACHER, steps(*taken)))[-1]
    assert (maker, name) == (last.maker, last.name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_maker_has_words(language: str) -> None:
    """In each language of the pages."""
    assert all(f"ui.case.{each}" in catalogue(language) for each in get_args(Maker) if each)

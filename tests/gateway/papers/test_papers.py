"""A case's papers as they are printed, read back from the PDF."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Literal, get_args

import pytest

from gateway.papers import render
from gateway.papers.course import KIND as COURSE
from gateway.papers.grade_sheet import KIND as GRADE_SHEET
from gateway.papers.group_summary import KIND as GROUP_SUMMARY
from gateway.papers.record import KIND as RECORD
from gateway.papers.typesetting import TEMPLATES
from services.common.text.kazakh import ALPHABET
from services.common.text.printable import SIGNS
from services.corrections.contract import Cadet, Named, PaperKind, Someone
from services.gradebook.contract import OpenedChange
from tests.gateway.papers import reading
from tests.gateway.papers.samples import ADDRESS, CADET, FILED, HELD, KINDS, TERMS, applied, case, facts, paper

_UPPER = " ".join(ALPHABET[start : start + 6] for start in range(0, len(ALPHABET), 6))
LETTERS = f"{_UPPER} {_UPPER.lower()}"
Language = Literal["kk", "ru"]
ALL = [(kind, each.kind) for kind in KINDS for each in case(kind).papers]
HOSTILE = (
    '#set text(size: 99pt) \\ "тырнақша" $x^2$ *жуан* _көлбеу_ @label <tag> `код` // /* a */ {before} {what} --- ~',
    "= Тақырып",
    '- #include "letterhead.typ" \\u{41} #sys.inputs',
)


def _printed(kind: str, which: str, language: Language = "kk", **changed: Any) -> str:
    return reading.words(render(facts(case(kind, **changed), which, language)))


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize(("kind", "which"), ALL)
def test_every_paper_of_every_case_can_be_kept_for_ever(kind: str, which: str, language: Language) -> None:
    """¶13: it has a number, a date and an author, holds to PDF/A and PDF/UA, and leaves no place unfilled."""
    told = facts(case(kind), which, language)
    pdf = render(told)
    printed = reading.words(pdf)
    day = told.paper.at.day
    dated = {"kk": f"2026 жылғы {day} қазан", "ru": f"{day} октября 2026 г."}[language]
    assert {True} == {text in printed for text in (f"№ {told.paper.number}/2026", dated, told.paper.author.full_name)}
    assert b"pdfaid:part>2<" in pdf
    assert b"pdfuaid:part>1<" in pdf
    assert not re.findall(r"\{\w+\}", printed)


@pytest.mark.parametrize("place", ["text", "group", "subject", "faculty"])
def test_every_kazakh_letter_prints(place: str) -> None:
    """Small and great, wherever a person's words stand: none is missing in the fonts, none is turned into another."""
    told = case("mark_correction", paper("report"), paper("decision", text=LETTERS if place == "text" else ""))
    changed: dict[str, Any] = {"faculty": Named(id="f1", name=LETTERS)} if place == "faculty" else {place: LETTERS}
    pdf = render(facts(replace(told, **changed), "decision"))
    assert (LETTERS.upper() if place == "faculty" else LETTERS) in reading.words(pdf)
    assert b"pdfuaid:part>1<" in pdf, "a letter that no font has is not allowed by the standard"


@pytest.mark.parametrize(("which", "heading"), [("report", "БАЯНАТ"), ("decision", "ШЕШІМ")])
def test_headings_can_be_searched_for(which: str, heading: str) -> None:
    """However widely it is set, a heading is one word."""
    assert heading in _printed("mark_correction", which)


def test_it_is_set_in_fonts_that_it_brings() -> None:
    """No font of the machine it was made on: it looks the same everywhere."""
    assert {"LibertinusSerif": True, "DejaVuSansMono": True} == reading.fonts(render(facts(case(), "decision")))


def test_it_is_the_same_each_time() -> None:
    """The same facts make the same bytes."""
    assert render(facts(case(), "report")) == render(facts(case(), "report"))


@pytest.mark.parametrize(("language", "title"), [("kk", "Баянат № 12/2026"), ("ru", "Рапорт № 12/2026")])
def test_programs_know_what_it_is(language: Language, title: str) -> None:
    """A title, a language, and tags for who has it read aloud."""
    pdf = render(facts(case(), "report", language))
    root = reading.catalogue(pdf)
    assert (title, language, True) == (reading.title(pdf), root["/Lang"], root["/MarkInfo"]["/Marked"])


@pytest.mark.parametrize(("kind", "which"), ALL)
def test_the_code_leads_to_the_case(kind: str, which: str) -> None:
    """What a camera reads is the case's address, and it stands beside the code to be typed or copied."""
    pdf = render(facts(case(kind), which))
    assert [ADDRESS] == reading.codes(pdf)
    assert ADDRESS in reading.words(pdf)


@pytest.mark.parametrize(
    ("kind", "named"), [("mark_correction", "Іс (баянат № 12/2026)"), ("discrepancy", "Іс (акт № 12/2026)")]
)
def test_the_foot_says_which_paper_the_case_is_called_by(kind: str, named: str) -> None:
    """¶13: a report and an act of the same number begin two cases."""
    assert named in _printed(kind, "act")


def test_the_code_holds_a_long_address() -> None:
    """A deep host name leaves the code readable."""
    address = f"https://electronic-journal.{'academy-of-the-ministry.' * 3}example/cases/{'7' * 36}"
    assert [address] == reading.codes(render(facts(case(), "report", address=address)))


@pytest.mark.parametrize("which", ["report", "act", "decision"])
def test_a_hostile_text_prints_as_it_is(which: str) -> None:
    """Nothing that somebody typed is read as markup, filled as a place, or escapes its paragraph."""
    papers = [paper(each, text="\n".join(HOSTILE)) for each in ("report", "act", "decision")]
    printed = reading.words(render(facts(case("late_entry", *papers), which)))
    assert [] == [line for line in HOSTILE if line not in printed]


@pytest.mark.parametrize("place", ["group", "subject", "faculty", "cadet", "author"])
def test_a_hostile_name_prints_as_it_is(place: str) -> None:
    """A name is data too, also where it becomes part of a sentence."""
    name = '#panic("x") {lesson} \\ *a* $b$'
    whole = {"faculty": Named, "cadet": Cadet, "author": Someone}
    told = whole[place](id="x", name=name) if place in whole else name
    papers = [paper("report", author=told)] if place == "author" else []
    changed = {} if place == "author" else {place: told}
    assert name in reading.words(render(facts(case("mark_correction", *papers, **changed), "report")))


def test_what_is_not_seen_does_not_turn_what_is_read() -> None:
    """Signs that order text from right to left, or that no paper shows, are left out."""
    text = "баға \u202e57\u202c \u2066болды\u2069\x07\tрас"
    assert "баға 57 болды рас" in reading.words(render(facts(case("removal", paper("report", text=text)), "report")))


def test_a_sign_that_no_font_has_keeps_no_paper_back() -> None:
    """An emoji is a box; the rest is printed."""
    pdf = render(facts(case("removal", paper("report", text="Есеп 😀 漢字 қате")), "report"))
    printed = reading.words(pdf)
    assert ("Есеп" in printed, "қате" in printed) == (True, True)
    assert reading.catalogue(pdf)["/MarkInfo"]["/Marked"]


def test_a_long_text_goes_on_overleaf() -> None:
    """Pages are counted, and every one carries the foot."""
    text = "\n".join(["Қағаз журналдағы белгілер электрондық журналға көшірілмей қалған. " * 20] * 3)
    pdf = render(facts(case("removal", paper("report", text=text)), "report"))
    printed = reading.words(pdf)
    assert reading.pages(pdf) == printed.count(ADDRESS) == len(re.findall(r"\d-бет, барлығы 2", printed)) == 2


def test_no_signature_stands_alone() -> None:
    """However long the text, what is asked for stands on the signature's page."""
    last_pages = [_last_page(lines) for lines in range(10, 30)]
    assert [] == [page for page in last_pages if "рұқсат беруіңізді сұраймын. Оқытушы" not in page]
    assert {True, False} == {"Сізге" in page for page in last_pages}, "some on the first page, some on the second"


def _last_page(lines: int) -> str:
    text = "\n".join(["Қате."] * lines)
    return reading.last_page(render(facts(case("removal", paper("report", text=text)), "report")))


@pytest.mark.parametrize("place", ["text", "subject"])
@pytest.mark.parametrize("which", ["report", "decision"])
def test_a_word_without_an_end_stays_on_the_paper(place: str, which: str) -> None:
    """What has no spaces is broken where the line ends, whole."""
    word = "Щ" * 300
    papers = (paper("report", text=word), paper("decision", text=word)) if place == "text" else ()
    pdf = render(facts(case("removal", *papers, **({} if place == "text" else {place: word})), which))
    assert 198 >= reading.rightmost_mm(pdf), "the margin, into which a full stop may hang"
    assert 0 == reading.words(pdf).count("Щ") % 300


def test_dates_are_the_academys() -> None:
    """What was filed after midnight in the academy is of that day, whatever day it was in Greenwich."""
    told = paper("report", at=FILED.replace(hour=20))
    printed = reading.words(render(facts(case("removal", told), "report")))
    assert ("2026 жылғы 10 қазан № 12/2026" in printed, "10.10.2026 01:30" in printed) == (True, True)


@pytest.mark.parametrize(
    ("language", "name", "addressee"),
    [
        ("kk", "Тергеу факультеті", "Тергеу факультетінің бастығына"),
        ("kk", "№ 2 факультет", "№ 2 факультеттің бастығына"),
        ("kk", "Жоғары мектеп", "«Жоғары мектеп» факультетінің бастығына"),
        ("ru", "Тергеу факультеті", "Начальнику факультета «Тергеу факультеті»"),
    ],
)
def test_it_is_addressed_to_the_faculty_head(language: Language, name: str, addressee: str) -> None:
    """¶4, ¶13: report and act are written to the head of the faculty."""
    printed = [_printed("removal", which, language, faculty=Named(id="f", name=name)) for which in ("report", "act")]
    assert [True, True] == [text.startswith(addressee) for text in printed]


@pytest.mark.parametrize(
    ("language", "change", "told"),
    [
        ("kk", OpenedChange(before=65, after=75), "бағасын 65 балдан 75 балға өзгертуге рұқсат беруіңізді сұраймын."),
        ("kk", OpenedChange(before="а", after=0), "бағасын «а» (ауру) белгісінен 0 балға өзгертуге"),
        ("kk", OpenedChange(before=None, after="қ"), "бағасын бос ұяшықтан «қ» (қатыспады) белгісіне өзгертуге"),
        ("kk", None, "бағасын (жасырын) бағадан (жасырын) бағаға өзгертуге"),
        (
            "ru",
            OpenedChange(before=65, after=75),
            "(Қасымов Бақыт Ілиясұлы, № 00042): вместо оценки 65 поставить оценку 75.",
        ),
        (
            "ru",
            OpenedChange(before="дс", after=None),
            "вместо отметки «дс» (без уважительной причины) оставить клетку",
        ),
        ("ru", None, "вместо прежней оценки (скрыто) поставить новую оценку (скрыто)."),
    ],
)
def test_a_mark_appears_only_for_whom_it_is_opened(language: Language, change: OpenedChange | None, told: str) -> None:
    """¶5, ¶6: from what to what in a sentence; to others that it is hidden."""
    assert told in reading.words(render(facts(case(), "report", language, change=change)))


@pytest.mark.parametrize(
    ("language", "kind", "told", "scope"),
    [
        ("kk", "mark_correction", "қайта тапсыру бағасын 57 балдан 75 балға", "қайта тапсыру бағасын түзету"),
        ("kk", "discrepancy", "қайта тапсыру бағасын қағаз журналға сәйкес 57 балдан", "тапсыру бағасын қағаз"),
        ("ru", "mark_correction", "за отработку этого занятия: вместо оценки 57", "исправление оценки за отработку"),
        ("ru", "discrepancy", "за отработку этого занятия в соответствие с бумажным", "за отработку по бумажному"),
    ],
)
def test_a_correction_of_a_make_up_says_so(language: Language, kind: str, told: str, scope: str) -> None:
    """¶4, ¶19: in the sentence and in what the warrant permits; that of the mark itself does not."""
    changes = (OpenedChange(before=57, after=75, make_up=True), OpenedChange(before=57, after=75))
    printed = [reading.words(render(facts(case(kind), "decision", language, change=each))) for each in changes]
    assert [(True, True), (False, False)] == [(told in text, scope in text) for text in printed]


def test_a_hidden_mark_is_nowhere_on_the_decision() -> None:
    """¶5: not in the sentence, not in what the warrant permits."""
    printed = reading.words(render(facts(case(), "decision", change=None)))
    assert "Өзгеріс (жасырын) → (жасырын)" in printed
    assert not {"65", "75"} & set(re.findall(r"\d+", printed))


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_words_that_are_hidden_are_said_to_be(language: Language) -> None:
    """¶5: who may not see the mark does not read what people wrote about it."""
    printed = reading.words(render(facts(case(words_hidden=True), "report", language)))
    assert {"kk": "(мәтін жасырын)", "ru": "(текст скрыт)"}[language] in printed


def test_a_decision_says_what_its_warrant_permits() -> None:
    """¶4: which journal, lesson, cadet and change, until when, with the warrant's fingerprint."""
    printed = _printed("mark_correction", "decision")
    expected = (
        "2026 жылғы 9 қазан күнгі № 12/2026 баянат (Әбдіғаппарова Ұлпан Һәкімқызы) және ",
        "және 2026 жылғы 10 қазан күнгі № 3/2026 акт",
        "ШЕШІЛДІ: Курсант Қасымов Бақыт Ілиясұлы (№ 00042) бағасын 65 балдан 75 балға өзгертуге рұқсат берілсін.",
        "Журнал ІҚ-26-1, «Қылмыстық құқық»",
        "Сабақ күні 2026 жылғы 5 қазан",
        "Өзгеріс 65 → 75",
        "Рұқсаттың соңғы мерзімі 2026 жылғы 19 қазан, 23:59",
        "3f2a 9c01 7b44 e1d0",
    )
    assert [] == [text for text in expected if text not in printed]


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize(("kind", "which"), ALL)
def test_what_permits_carries_the_warrants_fingerprint(kind: str, which: str, language: Language) -> None:
    """¶4, ¶21: the decision and the permission, and nothing that only asks for one."""
    carries = which in ("decision", "permission")
    assert carries is ("3f2a 9c01 7b44 e1d0" in _printed(kind, which, language))


@pytest.mark.parametrize(
    ("language", "told", "scope"),
    [
        ("kk", "өзгертуге рұқсат берілмесін.", "Рұқсаттың шегі"),
        ("ru", "Отказать в разрешении исправить запись", "Пределы разрешения"),
    ],
)
def test_a_rejection_permits_nothing(language: Language, told: str, scope: str) -> None:
    """¶4: it says so, with the reason, and shows no warrant."""
    rejected = case("mark_correction", paper("report"), paper("decision", text="Дәлел жоқ.", approved=False))
    printed = reading.words(render(facts(replace(rejected, fingerprint=""), "decision", language)))
    assert (True, True, False) == (told in printed, "Дәлел жоқ." in printed, scope in printed)


@pytest.mark.parametrize(
    ("language", "days", "told"),
    [("kk", 3, "3 күнге"), ("ru", 1, "на 1 день"), ("ru", 3, "на 3 дня"), ("ru", 7, "на 7 дней")],
)
def test_a_late_entry_says_for_how_long(language: Language, days: int, told: str) -> None:
    """¶4: the column is opened for so many days, counted as people count."""
    assert told in _printed("late_entry", "report", language, open_days=days)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "kk",
            (
                "Қағидалардың 21-тармағына сәйкес оқытушы Әбдіғаппарова Ұлпан Һәкімқызы орнына Ізтілеуов Ңұр Үсенұлы",
                "2026 жылғы 12 қазан – 2026 жылғы 16 қазан аралығындағы",
                "сабақтардың бағаларын енгізуіне рұқсат беріледі.",
                "ІҚ-26-2, Қазақстан Республикасының тарихы",
                "Факультет бастығы Өмірзақ Ерлан Бөкенұлы",
            ),
        ),
        (
            "ru",
            (
                "в соответствии с пунктом 21 Правил разрешается преподавателю (Ізтілеуов Ңұр Үсенұлы)",
                "за занятия с 12 октября 2026 г. по 16 октября 2026 г. включительно",
                "ІҚ-26-1, Қылмыстық құқық",
                "Начальник факультета Өмірзақ Ерлан Бөкенұлы",
            ),
        ),
    ],
)
def test_a_permission_says_who_for_whom_where_and_when(language: Language, expected: tuple[str, ...]) -> None:
    """¶21: the substitute, the absent teacher, the journals, both days, signed by the head."""
    printed = _printed("substitution", "permission", language)
    assert [] == [text for text in expected if text not in printed]


@pytest.mark.parametrize(
    ("language", "day", "told"), [("kk", "13 қазан күні", "кері қайтарып алынды"), ("ru", "13 октября", "отозвано")]
)
def test_a_revoked_permission_says_so(language: Language, day: str, told: str) -> None:
    """¶21: who holds the paper sees that it permits nothing any more, and since when; before, it does not say so."""
    revoked = replace(TERMS, revoked_at=FILED + timedelta(days=4))
    printed = _printed("substitution", "permission", language, substitution=revoked)
    assert (True, True) == (told in printed, day in printed)
    assert told not in _printed("substitution", "permission", language)
    assert {"kk": "Рұқсаттың шегі", "ru": "Пределы разрешения"}[language] not in printed


def test_a_paper_made_anew_takes_the_old_ones_place() -> None:
    """¶13: the old one names the new one and shows no mark, for the change has become another; the new one does."""
    twice = case(
        "mark_correction", paper("report"), paper("report", 14, 1), paper("act", 3, 2), paper("decision", 7, 3)
    )
    old, new = (reading.words(render(replace(facts(twice, "report"), paper=each))) for each in twice.papers[:2])
    assert "Бұл құжаттың күші жоқ: іс бойынша одан кейін 2026 жылғы 10 қазан күнгі № 14/2026 баянат" in old
    assert ("65 балдан" in old, "65 балдан" in new, "күші жоқ" in new) == (False, True, False)


def test_a_decision_that_met_a_conflict_permits_nothing_any_more() -> None:
    """¶4: after it a new act was drawn up, so what stands in the case now is not what it permitted."""
    again = case("mark_correction", paper("report"), paper("act"), paper("decision", 7), paper("act", 5, 1))
    printed = reading.words(render(facts(again, "decision")))
    assert ("күші жоқ" in printed, "Рұқсаттың шегі" in printed, "3f2a" in printed) == (True, False, False)


@pytest.mark.parametrize(
    ("language", "told", "scope"),
    [("kk", "күші жоқ: рұқсат орындалмай", "Рұқсаттың шегі"), ("ru", "не действует", "Пределы разрешения")],
)
@pytest.mark.parametrize("state", ["returned", "withdrawn"])
@pytest.mark.parametrize("kind", ["mark_correction", "removal", "make_up", "substitution"])
def test_a_decision_that_was_not_carried_out_says_so(
    kind: str, state: str, language: Language, told: str, scope: str
) -> None:
    """¶4: from the conflict on, before anybody has drawn up a new paper; while its warrant holds it does not."""
    which = "permission" if kind == "substitution" else "decision"
    void = _printed(kind, which, language, state=state, fingerprint="", expires_at=None)
    assert (True, False) == (told in void, scope in void)
    holding = _printed(kind, which, language)
    assert (False, True) == (told in holding, scope in holding)


@pytest.mark.parametrize("which", ["report", "act"])
def test_what_led_to_a_void_decision_still_holds(which: str) -> None:
    """¶4: the decision alone is void, until its papers are made anew."""
    assert "күші жоқ" not in _printed("mark_correction", which, state="returned", fingerprint="")


@pytest.mark.parametrize(
    ("language", "told"), [("kk", "мерзімі 2026 жылғы 19 қазан күні бітті"), ("ru", "истёк 19 октября 2026 г.")]
)
def test_a_decision_that_has_expired_says_so(language: Language, told: str) -> None:
    """¶4: nobody carried it out in its time; one that was carried out in time says nothing."""
    expired, applied = (
        _printed("mark_correction", "decision", language, state=each) for each in ("expired", "applied")
    )
    assert (True, False) == (told in expired, "65 → 75" in expired)
    assert (False, True) == (told in applied, "65 → 75" in applied)


@pytest.mark.parametrize(("which", "told"), [("report", "2 күнге"), ("decision", "5 күнге")])
def test_a_paper_names_the_days_it_named(which: str, told: str) -> None:
    """¶13: whatever its case was amended to afterwards."""
    papers = (paper("report", open_days=2), paper("act", open_days=5), paper("decision", open_days=5))
    assert told in reading.words(render(facts(case("late_entry", *papers, open_days=5), which)))


@pytest.mark.parametrize(
    ("language", "which", "told"),
    [
        ("kk", "report", "2026 жылғы 5 қазан күнгі сабақтың (практикалық сабақ, тақырыбы: «Дәлелдемелерді бағалау»)"),
        ("kk", "decision", "осы сабақты журналға қосып, бағаларын енгізу үшін бағанын 3 күнге ашуға рұқсат берілсін"),
        ("ru", "act", "5 октября 2026 г. (практическое занятие, тема «Дәлелдемелерді бағалау»)"),
        ("ru", "decision", "Добавить это занятие в журнал и открыть его столбец на 3 дня для внесения оценок."),
    ],
)
def test_a_late_lesson_says_what_was_held(language: Language, which: str, told: str) -> None:
    """¶4: date, kind and topic; and what is asked for, with its days."""
    assert told.casefold() in _printed("late_lesson", which, language).casefold()


@pytest.mark.parametrize(("day", "told", "window"), [(6, "6 октября", False), (5, "5 октября", True)])
def test_a_paper_names_the_lesson_it_named(day: int, told: str, window: bool) -> None:
    """¶13: whatever its case was amended to afterwards; nor does it say of one day when another's window closed."""
    former = replace(HELD, date=date(2026, 10, day), topic="")
    printed = reading.words(render(facts(case("late_lesson", paper("report", held=former)), "report", "ru")))
    assert f"{told} 2026 г. (практическое занятие) учебной группы" in printed
    assert window is ("Срок внесения" in printed)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("kk", "Орындау туралы белгі: АТҚБ қызметкері Сүлейменов Жандос, 13.10.2026 10:31."),
        ("ru", "Отметка об исполнении: сотрудник ОИТО Сүлейменов Жандос, 13.10.2026 10:31."),
    ],
)
def test_a_decision_says_who_has_carried_it_out(language: Language, told: str) -> None:
    """¶10, ¶13: IT, and when; no other paper does, nor the decision before that."""
    carried_out = {"state": "applied", "steps": applied()}
    said = {
        (which, bool(more)): told in _printed("mark_correction", which, language, **more)
        for which in ("report", "act", "decision")
        for more in (carried_out, {})
    }
    assert [("decision", True)] == [each for each, is_said in said.items() if is_said]
    pdf = render(facts(case("removal", **carried_out), "decision", language))
    assert b"pdfuaid:part>1<" in pdf


def test_what_met_a_conflict_was_carried_out_by_nobody() -> None:
    """¶10: its order to apply it is in the steps, the end is not; nor is an older decision's that of a newer."""
    ordered = applied()[:1]
    assert "Орындау туралы белгі" not in _printed("removal", "decision", steps=ordered, fingerprint="")
    again = case(
        "removal", paper("report"), paper("act"), paper("decision"), paper("act", 5, 1), paper("decision", 8, 2)
    )
    both = [replace(facts(again, "decision"), paper=each) for each in again.papers if each.kind == "decision"]
    told = [reading.words(render(replace(each, case=replace(again, steps=applied())))) for each in both]
    assert [False, True] == ["Орындау туралы белгі" in text for text in told]


def test_a_paper_names_the_substitution_it_named() -> None:
    """¶13, ¶21: the first report stays what it was when its case is amended to other days."""
    later = replace(TERMS, until=TERMS.until + timedelta(days=3), journals=TERMS.journals[:1])
    papers = paper("report", substitution=TERMS), paper("permission", 2, 1, substitution=later)
    report, permission = (
        reading.words(render(facts(case("substitution", *papers, substitution=later), which)))
        for which in ("report", "permission")
    )
    assert ("16 қазан" in report, "19 қазан" in report, TERMS.journals[1].name in report) == (True, False, True)
    assert ("16 қазан" in permission, "19 қазан" in permission) == (False, True)
    assert TERMS.journals[1].name not in permission


def test_every_kind_of_paper_has_a_template() -> None:
    """One for each, for a case's course, a grade sheet, a summary and a record, and the letterhead they share."""
    kinds = {*get_args(PaperKind), COURSE, GRADE_SHEET, GROUP_SUMMARY, RECORD}
    assert kinds | {"letterhead"} == {each.stem for each in TEMPLATES.glob("*.typ")}


@pytest.mark.parametrize("kind", ["mark_correction", "make_up", "discrepancy"])
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_paper_about_a_cadet_names_the_cadet_in_full(kind: str, language: Language) -> None:
    """¶13: full name and number, whether anybody else looks alike or not; nobody on it is left to initials."""
    told = case(kind)
    for each in told.papers:
        printed = reading.words(render(facts(told, each.kind, language)))
        names = [CADET.full_name, CADET.number] if each is told.papers[-1] else []
        assert [] == [name for name in (*names, each.author.full_name) if name not in printed]
        assert [] == re.findall(r"\b[А-ЯӘҒҚҢӨҰҮҺІ]\. ?[А-ЯӘҒҚҢӨҰҮҺІ]\.", printed)


def test_a_long_name_stays_on_the_page() -> None:
    """A signature and a sentence take as many lines as the name needs."""
    longest = " ".join(("Ғ" + "абдуллаұлы" * 11, "Ә" + "бдіғаппар" * 12, "Қ" + "ожахметұлы" * 10))
    whom = Cadet(id="c1", name="Ғ.", full_name=longest, number="0" * 40)
    author = Someone(id="p1", name="Ғ.", full_name=longest)
    papers = [paper("report", text="Қате."), paper("decision", author=author)]
    pdf = render(facts(case("mark_correction", *papers, cadet=whom), "decision"))
    assert 198 >= reading.rightmost_mm(pdf)


def test_every_sign_that_is_accepted_prints() -> None:
    """What the services accept the fonts have: a paper of all of it can be kept for ever."""
    signs = " ".join(f"а{sign}" for sign in sorted(SIGNS))
    pdf = render(facts(case("removal", paper("report", text=signs)), "report"))
    assert b"pdfuaid:part>1<" in pdf, "a letter that no font has is not allowed by the standard"


def test_letters_typed_apart_print_as_one() -> None:
    """и and a breve are й, in whatever a person typed."""
    assert "Сырым Ёлкин" in reading.words(
        render(facts(case("removal", paper("report", text="Сырым Е\u0308лкин")), "report"))
    )

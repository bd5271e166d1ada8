"""Grade sheets: opened, signed twice, closed; kept sealed, and found damaged (¶2, ¶4, ¶5)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from services.common.errors import Refused
from services.common.messaging.envelope import Trace
from services.common.security.tokens import Principal
from services.common.storage.checks import ListDamages, list_damages
from services.corrections.contract import CaseMoved
from services.gradebook import contract
from services.gradebook.consistency import contradictions
from services.gradebook.store.models import SheetAnnulment, SheetLine, SheetSignature
from services.gradebook.subscriptions import take_in_case
from services.gradebook.usecases.correct_lesson import correct_lesson
from tests.gradebook.academy import IT, METHODIST, MODERATOR, STRANGER, TEACHER, Academy, cell, codes
from tests.gradebook.signing import (
    HEAD,
    annulled,
    closed,
    examined_term,
    line,
    listed,
    offers,
    opened,
    shown,
    signed,
)
from tests.gradebook.test_policies import TERMS, proposed, put_in_force, put_in_force_by_hand
from tests.support.hands import by_hand
from tests.support.runtimes import confirmation, principal

MONDAY = date(2026, 10, 5)
TEACHING_HEAD = principal("teacher-2", ("teacher", "faculty-1"), ("faculty_head", "faculty-1"))
#: As the release before writes it.
ANNULMENT = """
INSERT INTO sheet_annulment (sheet, reason, author, at) VALUES (:sheet, 'Қате', 'methodist-1', '2026-10-05 10:00:00')
"""
TABLES = ("sheet", "sheet_revision", "sheet_line", "sheet_signature")


@pytest.fixture
def term(academy: Academy) -> Academy:
    """Әлиев passes with C+, Баев is not admitted, Ким was not in the group yet; the head has the journal's key."""
    examined_term(academy)
    return academy


def refusal(what: Callable[..., Any], *args: Any, **named: Any) -> tuple[str, str]:
    """With which code and paragraph something is refused."""
    with pytest.raises(Refused) as refused:
        what(*args, **named)
    return refused.value.refusal.code, refused.value.refusal.rule


def columns(academy: Academy) -> dict[str, str]:
    """The last column of each kind."""
    return {each["kind"]: each["id"] for each in academy.show()["lessons"]}


def count(academy: Academy, table: type) -> int:
    """How many rows there are."""
    with academy.runtime.unit.reading() as work:
        return work.session.scalar(select(func.count()).select_from(table)) or 0


def test_sheets_are_numbered_without_gaps(term: Academy) -> None:
    """¶2: in their faculty and year; what is refused takes no number."""
    assert opened(term, "admission")["number"] == "1/2026"
    assert refusal(opened, term, "admission") == ("sheet_exists", "¶2")
    assert refusal(opened, term, "retake") == ("sheet_without_column", "¶2")
    assert refusal(opened, term, "anything") == ("sheet_kind_unknown", "¶2")
    assert opened(term, "examination")["number"] == "2/2026"
    assert [each["number"] for each in listed(term)] == ["2/2026", "1/2026"]


@pytest.mark.parametrize(
    ("who", "refused"),
    [
        (TEACHER, ("role_required", "¶2")),
        (HEAD, ("role_required", "¶2")),
        (IT, ("role_required", "¶2")),
        (STRANGER, ("not_your_journal", "¶3")),
    ],
    ids=lambda each: each.person if isinstance(each, Principal) else each[0],
)
def test_only_a_methodist_of_the_faculty_opens_one(term: Academy, who: Principal, refused: tuple[str, str]) -> None:
    """¶2, ¶3: nobody else, and nothing is left of the attempt."""
    assert refusal(opened, term, "examination", who=who) == refused
    assert listed(term) == []


def test_an_examiner_signs_and_the_head_closes(term: Academy) -> None:
    """¶2: what stands on it is what the marks say, by the policy of then."""
    sheet = opened(term, "examination")["id"]
    draft = shown(term, sheet)
    assert (draft["row"]["state"], draft["shown"], draft["row"]["may_sign"]) == ("open", 0, True)
    assert signed(term, sheet, TEACHER) == {"state": "signed_by_examiner", "revision": 1}
    assert [each["may_sign"] for each in listed(term, HEAD)] == [True]
    assert signed(term, sheet, HEAD, revision=1) == {"state": "closed", "revision": 1}
    found = shown(term, sheet, HEAD)
    assert [(each["role"], each["person"]["id"]) for each in found["signatures"]] == [
        ("examiner", TEACHER.person),
        ("head", HEAD.person),
    ]
    assert found["lines"] == draft["lines"]
    result = line(found)
    assert [result[name] for name in ("rating", "attempts", "final", "letter")] == ["76.00", (64,), "71.20", "C+"]
    assert (line(found, "baev")["admitted"], line(found, "baev")["final"]) == (False, None)
    assert [each["name"] for each in found["lines"]] == ["Әлиев А.", "Баев А."]


@pytest.mark.parametrize("who", [IT, MODERATOR], ids=lambda who: who.person)
def test_it_sees_how_many_cells_are_filled_and_no_figure(term: Academy, who: Principal) -> None:
    """¶5, ¶7: before the signatures and after them."""
    sheet = closed(term, "examination")
    found = shown(term, sheet, who)
    assert (found["lines"], found["hidden"], found["row"]["state"]) == ((), True, "closed")
    assert found["counts"] == {"expected": 2, "filled": 1, "missing": 1}
    assert refusal(signed, term, sheet, who) == ("marks_not_for_role", "¶5")


def test_a_stranger_learns_nothing_of_a_sheet(term: Academy) -> None:
    """¶3: neither of one that there is, nor of one that there is not."""
    sheet = opened(term, "examination")["id"]
    for which in (sheet, "unheard-of"):
        assert refusal(shown, term, which, STRANGER) == ("sheet_unknown", "¶2")
        assert refusal(signed, term, which, STRANGER) == ("sheet_unknown", "¶2")
    assert listed(term, STRANGER) == []
    assert [each["id"] for each in listed(term, TEACHER, journal=term.journal)] == [sheet]
    assert listed(term, TEACHER, journal="another") == listed(term, TEACHER, term="another") == []


def test_who_may_not_sign_does_not(term: Academy) -> None:
    """¶2, ¶3, ¶4: the head first, an examiner alone, anybody twice, or a closed one."""
    sheet = opened(term, "examination")["id"]
    assert refusal(signed, term, sheet, HEAD) == ("sheet_not_yours", "¶3")
    assert refusal(signed, term, sheet, METHODIST) == ("sheet_not_yours", "¶3")
    signed(term, sheet, TEACHING_HEAD)
    assert refusal(signed, term, sheet, TEACHING_HEAD, revision=1) == ("sheet_signed_by_you", "¶2")
    assert refusal(signed, term, sheet, TEACHER, revision=1) == ("sheet_waits_for_head", "¶2")
    signed(term, sheet, HEAD, revision=1)
    assert refusal(signed, term, sheet, HEAD, revision=1) == ("sheet_closed", "¶4")
    assert count(term, SheetSignature) == 2


def test_nobody_signs_without_the_password(term: Academy) -> None:
    """¶4: given again, by that very person."""
    sheet = opened(term, "examination")["id"]
    heads = confirmation(term.runtime.config.data, HEAD, term.clock)
    assert refusal(signed, term, sheet, TEACHER, confirmation="") == ("confirmation_required", "¶4")
    assert refusal(signed, term, sheet, TEACHER, confirmation=heads) == ("confirmation_invalid", "¶4")
    assert count(term, SheetSignature) == 0


def test_the_same_signature_again_gets_its_first_answer(term: Academy) -> None:
    """¶2: and is one signature."""
    sheet = opened(term, "examination")["id"]
    answers = [signed(term, sheet, TEACHER, command_id="sign-once-and-again") for _ in range(2)]
    assert answers[0] == answers[1]
    assert count(term, SheetSignature) == 1


def test_an_admitted_cadet_without_an_examination_mark_keeps_it_open(term: Academy) -> None:
    """¶2: an absence code is a mark; who is not admitted owes none."""
    examination = columns(term)["examination"]
    term.record(cell(examination, "aliev", None, 1))
    sheet = opened(term, "examination")["id"]
    assert [each["empty"] for each in shown(term, sheet)["lines"]] == [True, False]
    assert refusal(signed, term, sheet, TEACHER) == ("sheet_has_empty_cells", "¶2")
    term.record(cell(examination, "aliev", "қ", 2))
    assert signed(term, sheet, TEACHER)["revision"] == 1
    result = line(shown(term, sheet))
    assert (result["sittings"], result["attempts"], result["final"]) == (("қ",), (), None)


def test_an_admission_is_signed_when_every_lesson_is_full(term: Academy) -> None:
    """¶2, ¶15: of who was in the group on its day; examinations do not stand on it."""
    seminar = term.hold(MONDAY, "seminar")
    sheet = opened(term, "admission")["id"]
    assert refusal(signed, term, sheet, TEACHER) == ("sheet_has_empty_cells", "¶2")
    term.record(cell(seminar, "aliev", 76), cell(seminar, "baev", "а"))
    signed(term, sheet, TEACHER)
    result = line(shown(term, sheet))
    assert (result["rating"], result["attempts"], result["final"]) == ("77.00", (), None)


def test_an_open_case_keeps_it_open(term: Academy) -> None:
    """¶4: of this journal, until corrections tells that it is over."""
    sheet = opened(term, "examination")["id"]

    def tell(journal: str, *, open: bool) -> None:
        with term.runtime.unit.writing() as work:
            take_in_case(work, CaseMoved(case="case-1", journals=(journal,), open=open))
            work.audit("case.told", "case/case-1")

    tell(term.journal, open=True)
    assert refusal(signed, term, sheet, TEACHER) == ("sheet_has_open_case", "¶4")
    tell(term.journal, open=False)
    signed(term, sheet, TEACHER)
    tell("another", open=True)
    signed(term, sheet, HEAD, revision=1)


def test_without_its_column_nothing_is_signed(term: Academy) -> None:
    """¶2, ¶19: the examination was removed after the sheet was opened."""
    sheet = opened(term, "examination")["id"]
    where = {"lesson": columns(term)["examination"]}
    by_hand(term.runtime, "lesson", "UPDATE lesson SET removed = true WHERE id = :lesson", **where)
    assert refusal(signed, term, sheet, TEACHER) == ("sheet_without_column", "¶2")


def test_a_sheet_opened_by_mistake_is_annulled_and_keeps_its_number(term: Academy) -> None:
    """¶2: it stays in the list with the reason; another of its kind is opened, with the next number."""
    mistaken = opened(term, "examination")["id"]
    assert shown(term, mistaken, METHODIST)["row"]["may_annul"]
    annulled(term, mistaken)
    assert opened(term, "examination")["number"] == "2/2026"
    assert refusal(opened, term, "examination") == ("sheet_exists", "¶2")
    found = [(each["number"], each["state"], each["may_annul"], each["may_sign"]) for each in listed(term)]
    assert found == [("2/2026", "open", True, False), ("1/2026", "annulled", False, False)]
    told = shown(term, mistaken)
    assert told["row"]["annulment"]["person"]["id"] == METHODIST.person
    assert (told["lines"], told["row"]["may_sign"]) == ((), False)
    with term.runtime.unit.reading() as work:
        assert [*contradictions(work)] == []


def reason_of(academy: Academy, sheet: str, who: Principal) -> str:
    """Why somebody is told that a sheet was annulled."""
    return str(shown(academy, sheet, who)["row"]["annulment"]["reason"])


def test_a_reason_is_sealed_and_for_who_may_read_marks(term: Academy) -> None:
    """¶5, ¶7: it may name a mark; IT and a moderator see who annulled the sheet; what was altered is told."""
    sheet = opened(term, "examination")["id"]
    annulled(term, sheet, reason="Әлиевтің бағасы 64 емес")
    assert {reason_of(term, sheet, who) for who in (METHODIST, TEACHER, HEAD)} == {"Әлиевтің бағасы 64 емес"}
    assert {reason_of(term, sheet, who) for who in (IT, MODERATOR)} == {""}
    assert listed(term)[0]["annulment"]["reason"] == ""
    with term.runtime.unit.reading() as work:
        kept = work.session.scalars(select(SheetAnnulment)).one()
        assert (kept.reason, kept.sealed is None, "бағасы".encode() in (kept.sealed or b"")) == ("", False, False)
    by_hand(term.runtime, "sheet_annulment", "UPDATE sheet_annulment SET sealed = :junk", junk=bytes(60))
    assert reason_of(term, sheet, METHODIST) == ""
    answer = term.runtime.run_query(list_damages, ListDamages, {}, MODERATOR, Trace())
    assert [each["subject"] for each in answer["damages"]] == [f"sheet/{sheet}/annulment"]


def test_a_reason_of_the_release_before_is_read(term: Academy) -> None:
    """¶2, ¶5: it stands in clear in the database; IT is not shown it either."""
    sheet = opened(term, "examination")["id"]
    with term.runtime.unit.writing() as work:
        work.session.execute(text(ANNULMENT), {"sheet": sheet})
        work.audit("sheet.annulled", f"sheet/{sheet}")
    assert (reason_of(term, sheet, METHODIST), reason_of(term, sheet, IT)) == ("Қате", "")


@pytest.mark.on_postgresql
def test_the_database_lets_nobody_sign_what_is_annulled(term: Academy) -> None:
    """¶2, ¶4: nor annul what is signed: the release before knows of no annulment."""
    closed_one, annulled_one = closed(term, "examination"), opened(term, "admission")["id"]
    annulled(term, annulled_one)
    revision = "INSERT INTO sheet_revision VALUES (:sheet, 1, 0, 0, 0, 'teacher-1', '2026-10-05 10:00:00')"
    signature = "INSERT INTO sheet_signature VALUES (:sheet, 'head', 'head-1', 1, '2026-10-05 10:00:00')"
    by_hand(term.runtime, "sheet_revision", revision, sheet=annulled_one)
    for sheet, statement in ((annulled_one, signature), (closed_one, ANNULMENT)):
        with pytest.raises(IntegrityError), term.runtime.unit.writing() as work:
            work.session.execute(text(statement), {"sheet": sheet})
    assert {each["id"]: each["state"] for each in listed(term)} == {closed_one: "closed", annulled_one: "annulled"}


def test_an_annulled_sheet_is_neither_signed_nor_annulled_again(term: Academy) -> None:
    """¶2: the same command again gets its first answer."""
    sheet = opened(term, "examination")["id"]
    for _ in range(2):
        annulled(term, sheet, command_id="annul-once-and-again")
    assert refusal(annulled, term, sheet) == ("sheet_annulled", "¶2")
    assert refusal(signed, term, sheet, TEACHER) == ("sheet_annulled", "¶2")
    assert (count(term, SheetAnnulment), count(term, SheetSignature)) == (1, 0)


def test_what_somebody_has_signed_is_not_annulled(term: Academy) -> None:
    """¶4: only papers change it."""
    sheet = opened(term, "examination")["id"]
    signed(term, sheet, TEACHER)
    assert refusal(annulled, term, sheet) == ("sheet_has_signature", "¶4")
    signed(term, sheet, HEAD, revision=1)
    assert refusal(annulled, term, sheet) == ("sheet_has_signature", "¶4")


@pytest.mark.parametrize(
    ("who", "refused"),
    [
        (TEACHER, ("role_required", "¶2")),
        (HEAD, ("role_required", "¶2")),
        (IT, ("role_required", "¶2")),
        (STRANGER, ("sheet_unknown", "¶2")),
    ],
    ids=lambda each: each.person if isinstance(each, Principal) else each[0],
)
def test_only_a_methodist_of_the_faculty_annuls_one(term: Academy, who: Principal, refused: tuple[str, str]) -> None:
    """¶2, ¶3: with a reason; nothing is left of the attempt."""
    sheet = opened(term, "examination")["id"]
    assert refusal(annulled, term, sheet, who) == refused
    assert refusal(annulled, term, sheet, reason=" ") == ("reason_required", "¶2")
    assert count(term, SheetAnnulment) == 0


def test_a_methodist_is_offered_the_sheets_that_can_be_opened(term: Academy) -> None:
    """¶2: one of each column that there is; nobody else is offered any."""
    retake = term.hold(MONDAY, "retake")
    assert offers(term) == [("retake", retake), ("examination", columns(term)["examination"]), ("admission", "")]
    sheet = opened(term, "examination", columns(term)["examination"])["id"]
    assert ("examination", columns(term)["examination"]) not in offers(term)
    annulled(term, sheet)
    assert ("examination", columns(term)["examination"]) in offers(term)
    assert offers(term, TEACHER) == offers(term, HEAD) == offers(term, IT) == []


def test_the_final_attestation_has_a_sheet_of_its_own(term: Academy) -> None:
    """¶2: with everybody's mark or code; it stands alone, and keeps its column as it was signed."""
    assert refusal(opened, term, "final_attestation") == ("sheet_without_column", "¶2")
    attestation = term.hold(MONDAY, "final_attestation")
    sheet = opened(term, "final_attestation")["id"]
    assert [each["empty"] for each in shown(term, sheet)["lines"]] == [True, True]
    assert refusal(signed, term, sheet, TEACHER) == ("sheet_has_empty_cells", "¶2")
    assert codes(term.record(cell(attestation, "aliev", 88), cell(attestation, "baev", "а"))) == []
    signed(term, sheet, TEACHER)
    assert signed(term, sheet, HEAD, revision=1)["state"] == "closed"
    found = shown(term, sheet, HEAD)
    results = (line(found), line(found, "baev"))
    assert [(each["attestation"], each["attestation_letter"], each["attestation_absence"]) for each in results] == [
        (88, "B+", None),
        (None, None, "а"),
    ]
    assert results[0]["final"] is None
    assert codes(term.record(cell(attestation, "aliev", 90, 1))) == ["sheet_signed"]
    assert codes(term.record(cell(columns(term)["examination"], "aliev", 65, 1))) == []


def test_what_was_not_seen_is_not_signed(term: Academy) -> None:
    """¶4: the head signs the revision that stands."""
    sheet = opened(term, "examination")["id"]
    signed(term, sheet, TEACHER)
    assert refusal(signed, term, sheet, HEAD) == ("sheet_revised", "¶4")


@pytest.mark.parametrize("kind", ["lecture", "rating_control", "examination"])
def test_a_mark_under_a_signed_sheet_is_changed_by_papers_only(term: Academy, kind: str) -> None:
    """¶4: though the window is open; the cell alone is refused."""
    column = columns(term)[kind]
    sheet = opened(term, "examination")["id"]
    assert codes(term.record(cell(column, "aliev", 70, 1))) == []
    signed(term, sheet, TEACHER)
    assert codes(term.record(cell(column, "aliev", 90, 2))) == ["sheet_signed"]


def test_a_column_is_not_added_under_a_signed_sheet_but_a_retake_is(term: Academy) -> None:
    """¶2, ¶4: a retake comes after the examination's sheet, and has its own."""
    assert {"seminar", "retake"} <= {each["name"] for each in term.show()["kinds"] if each["add"]}
    closed(term, "examination")
    assert refusal(term.hold, MONDAY, "seminar") == ("sheet_signed", "¶4")
    found = term.show()
    assert {each["name"] for each in found["kinds"] if each["add"]} == {"retake", "final_attestation"}
    assert {each["state"] for each in found["lessons"]} == {"closed"}
    retake = term.hold(MONDAY, "retake")
    assert codes(term.record(cell(retake, "aliev", 90))) == ["examination_passed"]


def test_a_lesson_under_a_signed_sheet_keeps_its_kind(term: Academy) -> None:
    """¶2, ¶4, ¶18: another kind would change what was signed; the topic may be put right."""
    closed(term, "examination")
    lesson = {"journal": term.journal, "lesson": columns(term)["lecture"]}

    def corrected(kind: str, topic: str) -> Any:
        body = {"command_id": f"correct-to-{kind}", **lesson, "kind": kind, "topic": topic, "version": 0}
        return term.runtime.run_command(correct_lesson, contract.CorrectLesson, body, TEACHER, Trace())

    assert refusal(corrected, "midterm_control", "") == ("sheet_signed", "¶4")
    assert corrected("lecture", "Дәлелдеме")["topic"] == "Дәлелдеме"


def test_a_sheet_of_a_retake_lists_who_has_not_passed(term: Academy) -> None:
    """¶2: and what stands on the examination's sheet stays."""
    term.record(cell(columns(term)["examination"], "aliev", 40, 1))
    examination = closed(term, "examination")
    retake = term.hold(MONDAY, "retake")
    sheet = opened(term, "retake", retake)["id"]
    assert refusal(opened, term, "retake", retake) == ("sheet_exists", "¶2")
    assert refusal(signed, term, sheet, TEACHER) == ("sheet_has_empty_cells", "¶2")
    assert shown(term, sheet, IT)["counts"] == {"expected": None, "filled": 0, "missing": None}
    term.record(cell(retake, "aliev", 70))
    signed(term, sheet, TEACHER)
    (only,) = shown(term, sheet)["lines"]
    assert (only["result"]["attempts"], only["result"]["letter"]) == ((40, 70), "C+")
    assert (line(shown(term, examination))["attempts"], line(shown(term, examination))["letter"]) == ((40,), "FX")
    assert shown(term, sheet, IT)["counts"] == {"expected": 1, "filled": 1, "missing": 0}


def test_a_signed_sheet_keeps_the_policy_that_made_it(term: Academy) -> None:
    """¶2: whatever has come into force for the term afterwards, as it could in the former release."""
    other = proposed(term, terms={**TERMS, "rating_weight": "0.5", "examination_weight": "0.5"})
    sheet = closed(term, "examination")
    before = shown(term, sheet)
    put_in_force_by_hand(term, other)
    assert shown(term, sheet) == before
    assert before["policy"] == 0


def test_a_policy_is_not_changed_for_a_term_with_a_signed_sheet(term: Academy) -> None:
    """¶2: neither is one proposed, nor a former proposal put in force."""
    number = proposed(term)
    signed(term, opened(term, "examination")["id"], TEACHER)
    for decide in (proposed, lambda term: put_in_force(term, number)):
        assert refusal(decide, term) == ("policy_term_signed", "¶2")


def test_lines_are_sealed_each_for_its_place(term: Academy) -> None:
    """¶5: no figure lies in the database, no size tells one, and a line of another cadet does not open."""
    sheet = closed(term, "examination")
    with term.runtime.unit.reading() as work:
        kept = {each.cadet: each.sealed for each in work.session.scalars(select(SheetLine))}
    assert len({len(each) for each in kept.values()}) == 1
    assert not any(b"71" in each and b"C+" in each for each in kept.values())
    by_hand(
        term.runtime, "sheet_line", "UPDATE sheet_line SET sealed = :sealed WHERE cadet = 'baev'", sealed=kept["aliev"]
    )
    assert line(shown(term, sheet), "baev")["broken"]


def test_a_line_that_was_altered_hides_no_other_and_is_told(term: Academy) -> None:
    """¶5, ¶7: and nobody signs over it."""
    sheet = opened(term, "examination")["id"]
    signed(term, sheet, TEACHER)
    by_hand(
        term.runtime, "sheet_line", "UPDATE sheet_line SET sealed = :sealed WHERE cadet = 'baev'", sealed=b"\x02\x00"
    )
    found = shown(term, sheet, HEAD)
    assert (line(found)["letter"], line(found)["broken"], line(found, "baev")["broken"]) == ("C+", False, True)
    answer = term.runtime.run_query(list_damages, ListDamages, {}, MODERATOR, Trace())
    assert [(each["kind"], each["subject"]) for each in answer["damages"]] == [
        ("seal_broken", f"sheet/{sheet}/1/baev")
    ]
    assert refusal(signed, term, sheet, HEAD, revision=1) == ("sheet_unreadable", "¶5")


@pytest.mark.parametrize("table", TABLES)
def test_the_database_keeps_what_was_signed(term: Academy, table: str) -> None:
    """¶4: whoever writes into it by hand."""
    closed(term, "examination")
    with pytest.raises(Exception, match="append-only"), term.runtime.unit.writing() as work:
        work.session.execute(text(f"DELETE FROM {table}"))


def test_a_signature_on_an_annulled_sheet_is_found(term: Academy) -> None:
    """¶2, ¶7: whoever wrote it there by hand."""
    sheet = closed(term, "examination")
    by_hand(term.runtime, "sheet_annulment", ANNULMENT, sheet=sheet)
    with term.runtime.unit.reading() as work:
        assert [each.kind for each in contradictions(work)] == ["state_unexplained"]


@pytest.mark.parametrize(
    ("table", "statement", "kind"),
    [
        ("sheet_counter", "UPDATE sheet_counter SET value = 2", "number_missing"),
        ("sheet_line", "DELETE FROM sheet_line WHERE cadet = 'baev'", "number_missing"),
        ("sheet_signature", "DELETE FROM sheet_signature WHERE role = 'examiner'", "state_unexplained"),
        ("sheet_signature", "UPDATE sheet_signature SET person = 'teacher-1'", "state_unexplained"),
    ],
)
def test_what_contradicts_itself_is_found(term: Academy, table: str, statement: str, kind: str) -> None:
    """¶4, ¶7: a number without a sheet, a line that is not there, a head alone."""
    closed(term, "examination")
    with term.runtime.unit.reading() as work:
        assert [*contradictions(work)] == []
    by_hand(term.runtime, table, statement)
    with term.runtime.unit.reading() as work:
        assert [each.kind for each in contradictions(work)] == [kind]

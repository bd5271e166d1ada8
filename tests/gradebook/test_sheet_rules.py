"""Grade sheets by plain calls: who opens and signs, on which columns one rests, what it is refused for (¶2, ¶4)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.common.regulation.spans import Span
from services.gradebook.domain.access import there_on
from services.gradebook.domain.policies import DEFAULT
from services.gradebook.domain.sheets import (
    AnnullingFacts,
    Column,
    OpeningFacts,
    SignedSheet,
    SignerFacts,
    SigningFacts,
    annulling_refusal,
    column_of,
    empty_cells,
    is_examined_again,
    is_owed,
    may_annul,
    offered,
    opening_refusal,
    reason_refusal,
    rests_on,
    signed_number,
    signer_refusal,
    signing_refusal,
    state_of,
)
from services.gradebook.domain.term_results import TermResult

LECTURE = Column("lecture", "lecture", date(2026, 10, 5))
CONTROL = Column("control", "rating_control", date(2026, 12, 1))
EXAMINATION = Column("examination", "examination", date(2026, 12, 15))
FIRST_RETAKE = Column("first", "retake", date(2026, 12, 20))
SECOND_RETAKE = Column("second", "retake", date(2026, 12, 25))
ATTESTATION = Column("attestation", "final_attestation", date(2026, 12, 30))
COLUMNS = (LECTURE, CONTROL, EXAMINATION, FIRST_RETAKE, SECOND_RETAKE, ATTESTATION)
OPENING = OpeningFacts(is_methodist=True, columns=COLUMNS, there=False)
EXAMINER = SignerFacts(state="open", person="examiner", examiner="", is_examiner=True, is_head=False)
HEAD = SignerFacts(state="signed_by_examiner", person="head", examiner="examiner", is_examiner=False, is_head=True)
READY = SigningFacts(has_column=True, has_open_case=False, outdated=False, seen=1, newest=1, empty=0, unreadable=0)


def said(refusal: Any) -> tuple[str, str] | None:
    """Its code and paragraph."""
    return refusal and (refusal.code, refusal.rule)


@pytest.mark.parametrize(
    ("kind", "named", "facts", "refused"),
    [
        ("admission", "", OPENING, None),
        ("examination", "", OPENING, None),
        ("retake", "second", OPENING, None),
        ("examination", "", replace(OPENING, is_methodist=False), ("role_required", "¶2")),
        ("final", "", OPENING, ("sheet_kind_unknown", "¶2")),
        ("examination", "", replace(OPENING, columns=(LECTURE,)), ("sheet_without_column", "¶2")),
        ("retake", "", OPENING, ("sheet_without_column", "¶2")),
        ("retake", "examination", OPENING, ("sheet_without_column", "¶2")),
        ("admission", "", replace(OPENING, columns=()), None),
        ("examination", "", replace(OPENING, there=True), ("sheet_exists", "¶2")),
    ],
)
def test_a_methodist_opens_one_of_each_kind(kind: str, named: str, facts: OpeningFacts, refused: Any) -> None:
    """¶2: about a column that there is; of retakes one for each."""
    assert said(opening_refusal(kind, named, facts)) == refused


@pytest.mark.parametrize(
    ("roles", "state"), [((), "open"), (("examiner",), "signed_by_examiner"), (("examiner", "head"), "closed")]
)
def test_a_state_follows_from_the_signatures(roles: Any, state: str) -> None:
    """¶2: it is written nowhere else."""
    assert state_of(roles) == state


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        (EXAMINER, None),
        (HEAD, None),
        (replace(EXAMINER, is_examiner=False), ("sheet_not_yours", "¶3")),
        (replace(EXAMINER, is_examiner=False, is_head=True), ("sheet_not_yours", "¶3")),
        (replace(HEAD, is_head=False), ("sheet_waits_for_head", "¶2")),
        (replace(HEAD, is_head=False, is_examiner=True), ("sheet_waits_for_head", "¶2")),
        (replace(EXAMINER, state="signed_by_examiner", examiner="examiner"), ("sheet_signed_by_you", "¶2")),
        (replace(HEAD, person="examiner"), ("sheet_signed_by_you", "¶2")),
        (replace(HEAD, state="closed"), ("sheet_closed", "¶4")),
        (replace(EXAMINER, state="closed"), ("sheet_closed", "¶4")),
    ],
)
def test_an_examiner_signs_then_the_head_who_is_somebody_else(facts: SignerFacts, refused: Any) -> None:
    """¶2: nobody signs twice, nor closes it alone."""
    assert said(signer_refusal(facts)) == refused


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        ({}, None),
        ({"has_column": False}, ("sheet_without_column", "¶2")),
        ({"has_open_case": True}, ("sheet_has_open_case", "¶4")),
        ({"outdated": True}, ("sheet_revised", "¶4")),
        ({"seen": 0}, ("sheet_revised", "¶4")),
        ({"empty": 1}, ("sheet_has_empty_cells", "¶2")),
        ({"unreadable": 1}, ("sheet_unreadable", "¶5")),
    ],
)
def test_what_is_not_ready_is_not_signed(facts: dict[str, Any], refused: Any) -> None:
    """¶2, ¶4, ¶5: nor what the signer has not seen."""
    assert said(signing_refusal(replace(READY, **facts))) == refused


@pytest.mark.parametrize(
    ("kind", "named", "under"),
    [
        ("admission", "", (LECTURE, CONTROL)),
        ("examination", "", (LECTURE, CONTROL, EXAMINATION)),
        ("retake", "first", (LECTURE, CONTROL, EXAMINATION, FIRST_RETAKE)),
        ("retake", "second", (LECTURE, CONTROL, EXAMINATION, FIRST_RETAKE, SECOND_RETAKE)),
        ("final_attestation", "", (ATTESTATION,)),
    ],
)
def test_a_sheet_rests_on_what_its_figures_come_from(kind: Any, named: str, under: tuple[Column, ...]) -> None:
    """¶2: later retakes have sheets of their own, and an attestation stands alone."""
    own = column_of(kind, named, COLUMNS)
    assert tuple(each for each in COLUMNS if rests_on(kind, own, each)) == under


@pytest.mark.parametrize(
    ("is_methodist", "state", "refused"),
    [
        (True, "open", None),
        (False, "open", ("role_required", "¶2")),
        (True, "signed_by_examiner", ("sheet_has_signature", "¶4")),
        (True, "closed", ("sheet_has_signature", "¶4")),
        (True, "annulled", ("sheet_annulled", "¶2")),
    ],
)
def test_a_sheet_is_annulled_before_anybody_signs(is_methodist: bool, state: Any, refused: Any) -> None:
    """¶2, ¶4: by a methodist of the faculty, once."""
    facts = AnnullingFacts(is_methodist=is_methodist, state=state)
    assert (said(annulling_refusal(facts)), may_annul(facts)) == (refused, refused is None)


@pytest.mark.parametrize(
    ("reason", "refused"),
    [
        ("Басқа топқа ашылуы керек еді", None),
        ("x" * 1000, None),
        ("", ("reason_required", "¶2")),
        (" \n", ("reason_required", "¶2")),
        ("x" * 1001, ("text_too_long", "¶2")),
        ("а\u202eб", ("text_unprintable", "¶2")),
    ],
)
def test_why_it_is_annulled_is_said_in_words(reason: str, refused: Any) -> None:
    """¶2: which a paper can print."""
    assert said(reason_refusal(reason)) == refused


def test_nobody_signs_what_is_annulled() -> None:
    """¶2: neither of the two."""
    for facts in (EXAMINER, HEAD):
        assert said(signer_refusal(replace(facts, state="annulled"))) == ("sheet_annulled", "¶2")
    assert state_of([], annulled=True) == state_of(["examiner", "head"], annulled=True) == "annulled"


def test_a_methodist_is_offered_what_has_a_column_and_no_sheet() -> None:
    """¶2: the latest first; what is offered is not refused."""
    found = offered(COLUMNS, {("examination", ""), ("retake", "first")})
    assert found == [("final_attestation", ATTESTATION), ("retake", SECOND_RETAKE), ("admission", None)]
    assert [said(opening_refusal(kind, own.id if own else "", OPENING)) for kind, own in found] == [None] * 3
    assert offered((LECTURE,), {("admission", "")}) == []


def test_an_attestation_asks_for_no_admission() -> None:
    """¶2: everybody who is listed owes a mark; at an examination who is admitted."""
    assert [is_owed(kind, admitted=False) for kind in ("final_attestation", "examination", "retake")] == [
        True,
        False,
        False,
    ]
    assert is_owed("examination", admitted=True)


def test_what_a_signed_sheet_rests_on_is_told_by_its_number() -> None:
    """¶4: a retake after a closed examination is entered all the same."""
    sheets = [SignedSheet("3/2026", "examination", EXAMINATION)]
    assert [signed_number(sheets, each) for each in (LECTURE, EXAMINATION, FIRST_RETAKE)] == ["3/2026", "3/2026", ""]


@pytest.mark.parametrize(
    ("before", "again"),
    [
        (TermResult(admitted=True), True),
        (TermResult(admitted=True, attempts=(49,)), True),
        (TermResult(admitted=True, attempts=(50,)), False),
        (TermResult(admitted=True, attempts=(70, 40)), True),
        (TermResult(), False),
        (TermResult(broken=True), True),
    ],
)
def test_a_sheet_of_a_retake_lists_who_has_not_passed(before: TermResult, again: bool) -> None:
    """¶2: of those who were admitted; somebody whose marks do not open is not left out in silence."""
    assert is_examined_again(DEFAULT, before) is again


def test_a_sheet_lists_who_was_in_the_group_and_expects_their_cells() -> None:
    """¶15: on each column's own day."""
    spans = {"aliev": [Span(date(2026, 9, 1), None)], "kim": [Span(date(2026, 10, 12), None)]}
    assert there_on(spans, LECTURE.date) == ["aliev"]
    assert empty_cells(COLUMNS, spans, {("lecture", "aliev")}) == 2
    assert empty_cells(COLUMNS, spans, {("lecture", "aliev"), ("control", "aliev"), ("control", "kim")}) == 0

"""¶3: a cadet sees how far the cases about oneself are, and nothing of what they say or of anybody else's."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.common.errors import Refused
from services.common.messaging.envelope import Trace
from services.common.security.tokens import Principal
from services.corrections import contract
from services.corrections.store.models import Case
from services.corrections.usecases.list_own_cases import list_own_cases
from tests.corrections.academy import HEAD, JOURNAL, LESSON, MODERATOR, TEACHER, Academy
from tests.support.runtimes import cadet

ALIEVA = cadet("account-a", "alieva")


def _cases(academy: Academy, who: Principal = ALIEVA) -> Any:
    return academy.runtime.run_query(list_own_cases, contract.ListOwnCases, {}, who, Trace())["cases"]


def _case(academy: Academy, id: str, cadet: str | None, **values: Any) -> Case:
    place = {"journal": JOURNAL, "lesson": LESSON, "lesson_date": date(2026, 10, 5), "faculty_id": "faculty-1"}
    texts = dict.fromkeys(("faculty_name", "act_author", "returned_to", "waits_for", "warrant", "words"), "")
    people = {"cadet": cadet, "cadet_name": "Әлиева А.", "author": TEACHER.person, "author_name": "Оқытушы Б."}
    said = {"text": "Жасырын сөз", "sealed": "жасырын-баға", "version": 1, "open_days": 0, "overdue_told": False}
    row = {"kind": "mark_correction", "state": "reported", "number": "1/2026", "at": academy.clock.now(), **values}
    return Case(id=id, **place, **texts, **people, **said, **row)


@pytest.fixture
def with_cases(academy: Academy) -> Academy:
    """One about Alieva, one about Baev, one about nobody."""
    with academy.runtime.unit.writing() as work:
        work.session.add_all([_case(academy, "a", "alieva"), _case(academy, "b", "baev"), _case(academy, "c", None)])
        work.audit("rows.put", "database")
    return academy


def test_a_cadet_sees_the_own_cases_alone(with_cases: Academy) -> None:
    """¶3: kind, state, subject and days."""
    (shown,) = _cases(with_cases)
    assert ("a", "mark_correction", "reported", "2026-10-05") == tuple(
        shown[name] for name in ("id", "kind", "state", "lesson_date")
    )
    assert ["b"] == [each["id"] for each in _cases(with_cases, cadet("account-b", "baev"))]
    assert 0 == len(_cases(with_cases, cadet("account-k", "kim")))


def test_nothing_is_told_of_what_a_case_says(with_cases: Academy) -> None:
    """¶3, ¶4: no text, no name, no mark."""
    text = str(_cases(with_cases))
    assert [] == [each for each in ("Жасырын", "жасырын", "Оқытушы", TEACHER.person) if each in text]


@pytest.mark.parametrize(
    "who",
    [TEACHER, HEAD, MODERATOR, replace(ALIEVA, roles=(*ALIEVA.roles, *HEAD.roles))],
    ids=lambda who: str(who.roles),
)
def test_nobody_else_has_own_cases(with_cases: Academy, who: Principal) -> None:
    """¶3: who is a cadet and something else is neither."""
    with pytest.raises(Refused) as refused:
        _cases(with_cases, who)
    assert "role_required" == refused.value.refusal.code

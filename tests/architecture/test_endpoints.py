"""What an endpoint says it may refuse with is all that its method can come to."""

from collections.abc import Mapping

import pytest

from gateway.api import openapi
from gateway.api.cases import HELD
from gateway.api.endpoint import Endpoint
from gateway.api.marks import CELL_REFUSALS
from gateway.api.table import DEMO, ENDPOINTS
from tests.architecture.reaching import Place, refusals_of

ASKING = [each for each in (*ENDPOINTS, *DEMO) if each.rpc]

#: They ask whether something would be refused, to say what may be done; they refuse nothing.
SAYING_WHAT_MAY_BE = frozenset(
    {
        Place("services.corrections.domain.cases", "may"),
        Place("services.corrections.domain.cases", "is_turn_of"),
        Place("services.auth.views.password_requests", "_may"),
        Place("services.gradebook.domain.sheets", "may_sign"),
        Place("services.gradebook.domain.sheets", "may_annul"),
    }
)

#: Codes that a method reaches and does not refuse with, and why.
NOT_REFUSED: Mapping[str, Mapping[str, str]] = {
    "record_marks": {
        **{each: "said of a cell" for each in CELL_REFUSALS if each != "not_your_journal"},
        "warrant_conflict": "told to the case of a make-up whose mark has changed",
    },
    "show_key": {"marks_not_for_role": "who sees a journal without its marks is shown its key's generations"},
    "open_sheet": {"marks_not_for_role": "who sees a journal without its marks is told whose task it is"},
    "show_sheet": {
        "marks_not_for_role": "who sees a journal without its marks is shown its sheets without figures",
        "not_your_journal": "to others it does not exist",
    },
    "issue_record": {"key_not_shared": "said as record_key_missing, which names the journal"},
    "revoke_record": {"session_key_missing": "the reason is sealed under the gradebook's own key"},
    "annul_sheet": {
        "session_key_missing": "the reason is sealed under the gradebook's own key",
        "marks_not_for_role": "who sees a journal without its marks is told whose task it is",
        "not_your_journal": "to others it does not exist",
    },
    "sign_sheet": {"not_your_journal": "to others it does not exist"},
    "show_summary": dict.fromkeys(("key_not_shared", "key_copy_damaged"), "said of the journal that is left out"),
    "list_contingents": {"not_your_faculty": "those of other faculties are left out"},
    "list_notices": {"not_your_faculty": "those of other faculties are left out"},
    "show_contingent": {"not_your_faculty": "to others it does not exist"},
    "show_notice": {"not_your_faculty": "to others it does not exist"},
    "withdraw_notice": {"not_your_faculty": "to others it does not exist"},
    "undo_contingent": {"journal_has_marks": "said as contingent_in_use"},
    "turn_into_act": dict.fromkeys(HELD, "about a lesson that is there"),
}
#: One machine decides on every move of a case; these two are of one move each.
OF_ONE_MOVE = {"warrant_expired": "apply_case", "substitution_ended": "revoke_substitution"}
#: IT and moderators, to whom a journal's marks are closed, are refused before the gradebook is asked.
BEFORE_IT_IS_ASKED = {"marks_not_for_role"}


def undocumented(endpoint: Endpoint) -> set[str]:
    """The codes that the endpoint's method reaches and the document does not have."""
    reached = refusals_of(endpoint.service, endpoint.rpc, without=SAYING_WHAT_MAY_BE)
    other_moves = {code for code, method in OF_ONE_MOVE.items() if method != endpoint.rpc}
    closed = BEFORE_IT_IS_ASKED | other_moves if endpoint.service == "corrections" else set()
    return reached - {*openapi.refusals(endpoint)} - {*NOT_REFUSED.get(endpoint.rpc, ())} - closed


@pytest.mark.parametrize("endpoint", ASKING, ids=lambda each: f"{each.method} {each.path}")
def test_no_refusal_is_a_surprise(endpoint: Endpoint) -> None:
    """Whatever code a client gets, the document has told of it for this endpoint."""
    assert set() == undocumented(endpoint)


@pytest.mark.parametrize("method", NOT_REFUSED)
def test_no_exception_is_left_over(method: str) -> None:
    """What is excepted is reached, and not said after all."""
    (endpoint,) = {each.rpc: each for each in ASKING if each.rpc == method}.values()
    reached = refusals_of(endpoint.service, method, without=SAYING_WHAT_MAY_BE)
    assert set() == {*NOT_REFUSED[method]} - reached
    assert set() == {*NOT_REFUSED[method]} & {*endpoint.codes}


def test_what_is_reached_is_found_over_all_ways() -> None:
    """By a call, a class, a table of functions, another module's name and another service's method."""
    assert {"case_own", "window_open"} <= refusals_of("corrections", "draw_up_act")
    assert "last_it_staff" in refusals_of("auth", "set_active")
    assert "lesson_in_future" in refusals_of("gradebook", "hold_lesson")
    assert "lesson_in_future" not in refusals_of("gradebook", "show_journal")

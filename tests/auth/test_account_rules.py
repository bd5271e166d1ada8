"""¶4: whose account may be changed by whom, and with which words."""

from typing import Any

import pytest

from services.auth.domain.accounts import LONGEST_REASON, Change, Standing, change_refusal, reason_refusal

IT = Standing(True, frozenset({"it_staff", "teacher"}))
TEACHER = Standing(True, frozenset({"teacher"}))
OFF = Standing(False, frozenset({"it_staff"}))


def _code(**other: Any) -> str | None:
    plain: dict[str, Any] = {"asker": "it", "person": "p", "before": TEACHER, "after": TEACHER, "others_in_it": 1}
    refusal = change_refusal(Change(**{**plain, **other}))
    assert refusal is None or refusal.rule == "¶4"
    return refusal.code if refusal else None


@pytest.mark.parametrize("after", [TEACHER, IT, OFF])
def test_another_persons_account_is_changed_and_nobodys_own(after: Standing) -> None:
    """¶4: not even to what it is already, and whoever else works in IT."""
    assert (None, "own_account") == (_code(after=after), _code(after=after, asker="p", others_in_it=5))


@pytest.mark.parametrize("after", [TEACHER, OFF, Standing(True, frozenset())])
def test_the_last_of_it_stays(after: Standing) -> None:
    """¶4: loses neither role nor account, whoever wishes it; with a colleague left it may be, not by oneself."""
    cases = [("p", 0), ("it", 0), ("it", 1), ("p", 1)]
    codes = [_code(asker=asker, before=IT, after=after, others_in_it=others) for asker, others in cases]
    assert ["last_it_staff", "last_it_staff", None, "own_account"] == codes


@pytest.mark.parametrize(
    ("before", "after"),
    [(IT, IT), (IT, Standing(True, frozenset({"it_staff"}))), (TEACHER, OFF), (OFF, TEACHER), (OFF, OFF)],
)
def test_who_takes_nobody_from_it_may_change_anything(before: Standing, after: Standing) -> None:
    """¶4: one who is switched off was no help before."""
    assert _code(before=before, after=after, others_in_it=0) is None


def test_switching_off_needs_a_reason_and_switching_on_may_have_one() -> None:
    """¶4: something is said, and it fits the page."""
    long = "x" * (LONGEST_REASON + 1)
    given = [(False, "Жұмыстан шықты"), (False, long[1:]), (True, ""), (False, " "), (False, long), (True, long)]
    codes = [refusal and refusal.code for refusal in (reason_refusal(*each) for each in given)]
    assert [None, None, None, "reason_required", "text_too_long", "text_too_long"] == codes

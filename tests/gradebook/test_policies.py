"""Policies: proposed by IT, put in force, kept for ever, found damaged (¶2)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text, update

from services.common.errors import Refused
from services.common.messaging.envelope import Trace
from services.common.messaging.wire import encode
from services.common.security.tokens import Principal
from services.common.storage.tolerant import BREAKS
from services.gradebook import contract
from services.gradebook.domain.policies import DEFAULT, FIRST, terms_of, version_of
from services.gradebook.store import policies
from services.gradebook.store.models import Policy, PolicyInForce
from services.gradebook.usecases.list_policies import list_policies
from services.gradebook.usecases.propose_policy import propose_policy
from services.gradebook.usecases.put_policy_in_force import put_policy_in_force
from tests.gradebook.academy import IT, METHODIST, MODERATOR, TEACHER, Academy
from tests.support.runtimes import principal

TERM_STARTS = date(2026, 9, 1)
HEAD = principal("head-1", ("faculty_head", "faculty-1"))
TERMS = encode(terms_of(replace(DEFAULT, credits=3)))


def proposed(academy: Academy, who: Principal = IT, **other: Any) -> int:
    """A proposal of three credits for every subject, or something like it; its number."""
    body = {"command_id": "propose-policy-" + str(len(listed(academy)["versions"])), "subject": "", **other}
    body = {"holds_from": TERM_STARTS.isoformat(), "terms": TERMS, **body}
    return int(academy.runtime.run_command(propose_policy, contract.ProposePolicy, body, who, Trace())["number"])


def put_in_force(academy: Academy, number: int, who: Principal = IT) -> None:
    """IT, or somebody else, decides."""
    body = {"command_id": f"in-force-{number}-{who.person}", "number": number}
    academy.runtime.run_command(put_policy_in_force, contract.PutPolicyInForce, body, who, Trace())


def put_in_force_by_hand(academy: Academy, number: int) -> None:
    """It comes into force whatever rule forbids it now."""
    with academy.runtime.unit.writing() as work:
        work.session.add(PolicyInForce(number=number, author=IT.person, at=work.now))
        work.audit("policy.by_hand", f"policy/{number}")


def listed(academy: Academy, who: Principal = IT) -> Any:
    """What the page shows."""
    return academy.runtime.run_query(list_policies, contract.ListPolicies, {}, who, Trace())


def refusal(refused: pytest.ExceptionInfo[Refused]) -> tuple[str, str]:
    """Its code and paragraph."""
    return refused.value.refusal.code, refused.value.refusal.rule


def test_the_first_policy_is_that_of_the_credit_technology(academy: Academy) -> None:
    """¶2: before anything was decided."""
    (first,) = listed(academy, TEACHER)["versions"]
    assert (first["number"], first["terms"]["rating_weight"], first["put_in_force"]) == (0, "0.6", None)
    assert len(first["terms"]["letters"]) == 12


def test_a_proposal_is_put_in_force(academy: Academy) -> None:
    """¶2: until then nothing is made by it."""
    number = proposed(academy)
    with academy.runtime.unit.reading() as work:
        assert policies.versions_in_force(work.session, "any") == []
    put_in_force(academy, number)
    with academy.runtime.unit.reading() as work:
        found = version_of(policies.versions_in_force(work.session, "any"), "any", TERM_STARTS)
    assert (found.number, found.policy.credits) == (number, 3)
    newest = listed(academy)["versions"][0]
    assert newest["put_in_force"] is not None
    assert newest["author"]["id"] == IT.person


def test_a_policy_of_one_subject(academy: Academy) -> None:
    """¶2: named as the journals name it."""
    subject = listed(academy)["subjects"][0]
    proposed(academy, subject=subject["id"])
    assert listed(academy)["versions"][0]["subject"] == subject


def test_the_credits_of_each_subject_are_told(academy: Academy) -> None:
    """¶2: by what is in force; its own version goes before the one for all, and a proposal holds nothing."""

    def told() -> list[tuple[str, int, int]]:
        return [(each["subject"]["name"], each["credits"], each["policy"]) for each in listed(academy)["credits"]]

    assert [("Криминалистика", DEFAULT.credits, 0)] == told()
    (subject,) = listed(academy)["subjects"]
    own = proposed(academy, subject=subject["id"], terms={**TERMS, "credits": 4})
    for_all = proposed(academy)
    put_in_force(academy, for_all)
    assert [("Криминалистика", 3, for_all)] == told()
    put_in_force(academy, own)
    assert [("Криминалистика", 4, own)] == told()


@pytest.mark.parametrize("who", [TEACHER, METHODIST, HEAD, MODERATOR], ids=lambda who: who.person)
def test_only_it_proposes_and_decides(academy: Academy, who: Principal) -> None:
    """¶2: the others may read."""
    number = proposed(academy)
    with pytest.raises(Refused) as refused:
        proposed(academy, who)
    assert refusal(refused) == ("role_required", "¶2")
    with pytest.raises(Refused) as refused:
        put_in_force(academy, number, who)
    assert refusal(refused) == ("role_required", "¶2")
    assert (len(listed(academy, who)["versions"]), listed(academy, who)["may_propose"]) == (2, False)


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"subject": "unheard-of"}, "policy_subject_unknown"),
        ({"holds_from": "2026-09-02"}, "policy_term_unknown"),
        ({"terms": {**TERMS, "rating_weight": "0.7"}}, "weights_not_whole"),
        ({"terms": {**TERMS, "rating_weight": "0,6"}}, "policy_decimal_malformed"),
        ({"terms": {**TERMS, "letters": TERMS["letters"][:-1]}}, "letters_leave_gap"),
    ],
)
def test_a_proposal_that_cannot_hold_is_refused(academy: Academy, other: dict[str, Any], code: str) -> None:
    """¶2: and nothing is kept of it."""
    with pytest.raises(Refused) as refused:
        proposed(academy, **other)
    assert refusal(refused) == (code, "¶2")
    assert len(listed(academy)["versions"]) == 1


def test_a_term_that_has_ended_keeps_its_policy(academy: Academy) -> None:
    """¶2: neither is one proposed for it, nor a former proposal put in force."""
    number = proposed(academy)
    academy.clock.move(days=120)
    for decide in (proposed, lambda academy: put_in_force(academy, number)):
        with pytest.raises(Refused) as refused:
            decide(academy)
        assert refusal(refused) == ("policy_term_ended", "¶2")


def test_what_is_in_force_is_not_put_in_force_again(academy: Academy) -> None:
    """¶2: nor what does not exist."""
    number = proposed(academy)
    put_in_force(academy, number)
    for wrong, code in ((number, "policy_already_in_force"), (99, "policy_unknown")):
        body = {"command_id": f"again-in-force-{wrong}", "number": wrong}
        with pytest.raises(Refused) as refused:
            academy.runtime.run_command(put_policy_in_force, contract.PutPolicyInForce, body, IT, Trace())
        assert refusal(refused) == (code, "¶2")


@pytest.mark.parametrize("table", ["policy", "policy_in_force"])
def test_the_database_keeps_every_version(academy: Academy, table: str) -> None:
    """¶2: whoever writes into it by hand."""
    put_in_force(academy, proposed(academy))
    with pytest.raises(Exception, match="append-only"), academy.runtime.unit.writing() as work:
        work.session.execute(text(f"UPDATE {table} SET number = 7"))


def test_a_version_that_was_altered_hides_no_other_and_makes_no_result(academy: Academy) -> None:
    """¶2, ¶7: it is told of; results by the former ones would be wrong ones."""
    sound, altered = proposed(academy), proposed(academy)
    put_in_force(academy, altered)
    with academy.runtime.unit.writing() as work:
        for statement in without_triggers(work.session.get_bind().dialect.name):
            work.session.execute(text(statement))
        work.session.execute(update(Policy).where(Policy.number == altered).values(terms={"rating": 7}))
        work.audit("policy.altered", "policy")
    shown = listed(academy)
    assert [each["number"] for each in shown["versions"]] == [sound, FIRST.number]
    assert shown["damaged"] == (f"policy/{altered}",)
    with pytest.raises(BREAKS), academy.runtime.unit.reading() as work:
        policies.versions_in_force(work.session, "any")


def without_triggers(engine: str) -> list[str]:
    """What somebody would do who alters a row."""
    if engine == "postgresql":
        return ["ALTER TABLE policy DISABLE TRIGGER ALL"]
    return ["DROP TRIGGER policy_no_update", "DROP TRIGGER policy_no_delete"]

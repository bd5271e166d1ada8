"""¶4: roles given and taken, people switched off and on, with a real database."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from services.auth.contract import SetActive
from services.auth.store.models import SignInSession
from services.auth.usecases.set_active import set_active
from services.common.errors import Refused
from services.common.messaging.envelope import Trace
from services.common.storage.tables import audit_entry, outbox
from tests.auth.conftest import Auth, Refusing
from tests.support.runtimes import principal, token

HEAD = {"role": "faculty_head", "faculty": "f1"}
TEACHER = {"role": "teacher", "faculty": "f1"}
IT = {"role": "it_staff", "faculty": ""}
MODERATOR = {"role": "moderator", "faculty": ""}
REASON = "Жұмыстан шықты"


class Desk:
    """Two of IT, signed in, and a teacher."""

    def __init__(self, auth: Auth) -> None:
        self.auth = auth
        self.it, self.colleague = (auth.register(login, roles=[IT])["id"] for login in ("it.one", "it.two"))
        self.teacher = auth.register()["id"]
        self.tokens = {self.it: self.sign_in("it.one"), self.colleague: self.sign_in("it.two")}

    def sign_in(self, login: str) -> str:
        """An access token."""
        return self.auth.token_of(self.auth.sign_in(login)["secret"])

    def roles(self, person: str, *roles: dict[str, str], by: str = "", command_id: str = "") -> Any:
        """Change somebody's roles."""
        body = {"command_id": command_id or str(uuid4()), "person": person, "roles": list(roles)}
        return self.ask("change_roles", body, by or self.it)

    def switch(self, person: str, active: bool, reason: str = REASON, by: str = "") -> Any:
        """Switch somebody off or on."""
        body = {"command_id": str(uuid4()), "person": person, "active": active, "reason": reason}
        return self.ask("set_active", body, by or self.it)

    def page(self, person: str, by: str = "") -> Any:
        """What IT sees of somebody."""
        return self.ask("show_person", {"person": person}, by or self.it)

    def ask(self, method: str, body: dict[str, Any], by: str) -> Any:
        """The reply as the bus brings it."""
        return json.loads(json.dumps(self.auth.call(method, body, self.tokens[by])))

    def told(self, person: str) -> list[dict[str, Any]]:
        """What the other services are told of somebody, in order."""
        with self.auth.runtime.unit.reading() as work:
            bodies = work.session.scalars(select(outbox.c.body).order_by(outbox.c.sequence))
            events = [json.loads(body) for body in bodies]
        return [event["data"] for event in events if event["data"]["id"] == person]

    def last_facts(self) -> tuple[str, str, dict[str, Any]]:
        """Action, actor and facts of the newest audit entry."""
        with self.auth.runtime.unit.reading() as work:
            row = work.session.execute(select(audit_entry).order_by(audit_entry.c.sequence.desc()).limit(1)).one()
        return row.action, row.actor, json.loads(row.facts)


@pytest.fixture
def desk(auth: Auth) -> Desk:
    """The two of IT at work."""
    return Desk(auth)


def test_roles_are_replaced_and_everybody_learns_of_it(desk: Desk) -> None:
    """¶4: a deputy of the faculty head is given the head's role; the audit holds what was before and after."""
    changed = desk.roles(desk.teacher, TEACHER, HEAD, HEAD)
    assert [TEACHER, HEAD] == changed["roles"] == desk.told(desk.teacher)[-1]["roles"]
    expected = {"before": [TEACHER], "after": [TEACHER, HEAD]}
    assert ("person.roles_changed", desk.it, expected) == desk.last_facts()
    who = desk.auth.runtime.verifier.verify(desk.sign_in("teacher"), desk.auth.clock.machine())
    assert frozenset({"f1"}) == who.faculties("faculty_head")


def test_the_same_roles_change_nothing(desk: Desk) -> None:
    """¶4: in whatever order; nothing is written down, nobody told."""
    desk.roles(desk.teacher, TEACHER, HEAD)
    before = desk.auth.actions()
    desk.roles(desk.teacher, HEAD, TEACHER)
    assert (before, 2) == (desk.auth.actions(), len(desk.told(desk.teacher)))


def test_a_repeated_command_gets_the_first_answer(desk: Desk) -> None:
    """¶4: and does not bring back what was changed since."""
    first = desk.roles(desk.teacher, HEAD, command_id="change-0001")
    desk.roles(desk.teacher, TEACHER)
    assert first == desk.roles(desk.teacher, HEAD, command_id="change-0001")
    assert [TEACHER] == desk.page(desk.teacher)["person"]["roles"]


def test_a_session_goes_on_with_the_new_roles(desk: Desk) -> None:
    """¶4: the next access token of an open session has them."""
    secret = desk.auth.sign_in()["secret"]
    desk.roles(desk.teacher, HEAD)
    who = desk.auth.runtime.verifier.verify(desk.auth.token_of(secret), desk.auth.clock.machine())
    assert (True, False) == (who.has("faculty_head", "f1"), who.has("teacher"))


def test_who_is_switched_off_is_signed_out_and_signs_in_no_more(desk: Desk, refusal_of: Refusing) -> None:
    """¶4: every open session ends at once, and the password opens nothing; the audit counts, with no word of why."""
    secrets = [desk.auth.sign_in()["secret"] for _ in range(2)]
    assert desk.switch(desk.teacher, active=False)["active"] is False
    assert ("person.switched_off", desk.it, {"sessions_ended": 2}) == desk.last_facts()
    codes = [refusal_of(lambda each=each: desk.auth.token_of(each)).code for each in secrets]  # type: ignore[misc]
    assert ["session_ended"] * 2 == codes
    assert "sign_in_failed" == refusal_of(desk.auth.sign_in).code
    assert (False, [TEACHER]) == (desk.told(desk.teacher)[-1]["active"], desk.told(desk.teacher)[-1]["roles"])
    assert REASON not in desk.auth.facts()


def test_only_the_persons_own_sessions_end(desk: Desk) -> None:
    """¶4: and those that have ended keep the time at which they did."""
    ended = desk.auth.sign_in()["secret"]
    desk.auth.call("sign_out", {"secret": ended})
    signed_out_at = desk.auth.clock.machine()
    desk.auth.clock.move(minutes=1)
    desk.switch(desk.teacher, active=False)
    with desk.auth.runtime.unit.reading() as work:
        found = {each.person: each.ended_at for each in work.session.scalars(select(SignInSession))}
    assert {desk.it: None, desk.colleague: None, desk.teacher: signed_out_at} == found


def test_who_is_switched_on_again_signs_in_as_before(desk: Desk, refusal_of: Refusing) -> None:
    """¶4: with the old password and roles; sessions that were ended stay so."""
    secret = desk.auth.sign_in()["secret"]
    desk.switch(desk.teacher, active=False)
    assert desk.switch(desk.teacher, active=True, reason="")["active"] is True
    assert "session_ended" == refusal_of(lambda: desk.auth.token_of(secret)).code
    assert (TEACHER,) == desk.auth.sign_in()["user"]["roles"]
    assert [True, False, True] == [state["active"] for state in desk.told(desk.teacher)]
    assert desk.auth.actions().count("person.switched_on") == 1


def test_switching_to_what_is_so_changes_nothing(desk: Desk) -> None:
    """¶4: twice off is once off, with the first reason."""
    desk.switch(desk.teacher, active=False)
    desk.switch(desk.teacher, active=False, reason="Тағы")
    assert [REASON] == [each["reason"] for each in desk.page(desk.teacher)["changes"]]
    assert 1 == desk.auth.actions().count("person.switched_off")


def test_every_change_is_kept_with_who_when_and_why(desk: Desk) -> None:
    """¶4: newest first, for IT and moderators."""
    desk.roles(desk.teacher, HEAD)
    desk.auth.clock.move(minutes=1)
    desk.switch(desk.teacher, active=False, reason=f" {REASON} ", by=desk.colleague)
    desk.tokens["moderator"] = token(desk.auth.keys, principal("m", ("moderator", "")), desk.auth.clock)
    page = desk.page(desk.teacher, by="moderator")
    assert ("teacher", "2026-10-05T04:00:00Z") == (page["person"]["login"], page["registered_at"])
    teacher, head = ({**each, "cadet": ""} for each in (TEACHER, HEAD))
    assert [
        ("switched_off", [head], [head], REASON, "2026-10-05T04:01:00Z"),
        ("roles", [teacher], [head], "", "2026-10-05T04:00:00Z"),
    ] == [tuple(each[name] for name in ("what", "before", "after", "reason", "at")) for each in page["changes"]]
    everybodys = "Әлиев Серік Болатұлы"
    assert [f"{everybodys} (it.two)", f"{everybodys} (it.one)"] == [each["by"] for each in page["changes"]]


def test_who_changed_something_is_told_apart_from_a_surname_that_looks_alike(desk: Desk) -> None:
    """¶4: the letters may be of another alphabet."""
    desk.auth.register("third", family="Омаров", given="Асан", roles=[IT])
    desk.auth.register("fourth", family="Oмаров", given="Айдар", patronymic="Б.")
    desk.tokens["third"] = desk.sign_in("third")
    desk.roles(desk.teacher, HEAD, by="third")
    assert ["Омаров Асан Болатұлы"] == [each["by"] for each in desk.page(desk.teacher)["changes"]]


@pytest.mark.on_postgresql
@pytest.mark.parametrize("statement", ["UPDATE account_change SET reason = 'x'", "DELETE FROM account_change"])
def test_what_was_changed_can_be_neither_rewritten_nor_deleted(desk: Desk, statement: str) -> None:
    """¶4: the database itself refuses."""
    desk.switch(desk.teacher, active=False)
    with desk.auth.runtime.unit.database.writing() as session, pytest.raises(DatabaseError, match="append-only"):
        session.execute(text(statement))


def test_nobody_changes_the_own_account(desk: Desk, refusal_of: Refusing) -> None:
    """¶4: neither roles nor whether one may sign in; a colleague does."""
    attempts = (
        lambda: desk.roles(desk.it, IT, MODERATOR),
        lambda: desk.roles(desk.it, IT),
        lambda: desk.switch(desk.it, active=False),
    )
    refusals = [refusal_of(attempt) for attempt in attempts]
    assert {("forbidden", "own_account", "¶4")} == {(each.kind, each.code, each.rule) for each in refusals}
    assert [IT, MODERATOR] == desk.roles(desk.it, IT, MODERATOR, by=desk.colleague)["roles"]


def test_the_last_of_it_cannot_leave(desk: Desk, refusal_of: Refusing) -> None:
    """¶4: it is told to give the role to somebody first; one who is switched off is no colleague."""
    desk.switch(desk.colleague, active=False)
    attempts = (lambda: desk.switch(desk.it, active=False), lambda: desk.roles(desk.it, TEACHER))
    refusals = [refusal_of(attempt) for attempt in attempts]
    assert {("conflict", "last_it_staff", "¶4")} == {(each.kind, each.code, each.rule) for each in refusals}


def test_who_is_of_it_no_more_changes_nothing_with_a_token_from_before(desk: Desk, refusal_of: Refusing) -> None:
    """¶4: an access token outlives the role by minutes; here the database decides."""
    desk.switch(desk.colleague, active=False)
    by_gone = [
        lambda: desk.switch(desk.it, active=False, by=desk.colleague),
        lambda: desk.roles(desk.it, TEACHER, by=desk.colleague),
    ]
    assert ["role_required"] * 2 == [refusal_of(attempt).code for attempt in by_gone]
    desk.switch(desk.colleague, active=True)
    desk.roles(desk.colleague, TEACHER)
    assert ["role_required"] * 2 == [refusal_of(attempt).code for attempt in by_gone]


def test_two_of_it_who_switch_each_other_off_leave_one(desk: Desk) -> None:
    """¶4: six in a ring, each after the next one, at the same moment."""
    ring = [desk.it, desk.colleague, *(desk.auth.register(f"it.{number}", roles=[IT])["id"] for number in range(4))]
    ready = Barrier(len(ring))

    def outcome(number: int) -> str:
        desk.auth.facts()  # opens the thread's connection, so that all begin together
        ready.wait()
        body = {"command_id": str(uuid4()), "person": ring[number - 1], "active": False, "reason": REASON}
        asker = principal(ring[number], ("it_staff", ""))
        try:
            desk.auth.runtime.run_command(set_active, SetActive, body, asker, Trace())
        except Refused as refused:
            return refused.refusal.code
        return "done"

    with ThreadPoolExecutor(len(ring)) as pool:
        outcomes = list(pool.map(outcome, range(len(ring))))
    left = [person for person in ring if desk.page(person)["person"]["active"]]
    assert (len(ring) - len(left), {"done", "role_required"}) == (outcomes.count("done"), {*outcomes})
    assert left


@pytest.mark.parametrize(
    "roles",
    [("teacher", "f1"), ("methodist", "f1"), ("faculty_head", "f1"), ("moderator", ""), ("monitor", "")],
)
def test_only_it_changes_accounts(desk: Desk, refusal_of: Refusing, roles: tuple[str, str]) -> None:
    """¶4: a head does not make deputies; both the token and the database have to say IT."""
    askers = (principal(desk.teacher, roles), principal(desk.teacher, ("it_staff", "")), principal(desk.it, roles))
    for who in askers:
        desk.tokens["asker"] = token(desk.auth.keys, who, desk.auth.clock)
        attempts = (
            lambda: desk.roles(desk.colleague, HEAD, by="asker"),
            lambda: desk.switch(desk.colleague, active=False, by="asker"),
        )
        assert ["role_required"] * 2 == [refusal_of(attempt).code for attempt in attempts]


def test_a_person_is_shown_to_it_and_moderators_only(desk: Desk, refusal_of: Refusing) -> None:
    """¶7: logins are no teacher's business."""
    bearer = desk.sign_in("teacher")
    refusal = refusal_of(lambda: desk.auth.call("show_person", {"person": desk.teacher}, bearer))
    assert ("forbidden", "role_required") == (refusal.kind, refusal.code)


def test_a_person_who_is_not_there_is_not_found(desk: Desk, refusal_of: Refusing) -> None:
    """Neither shown, nor given roles, nor switched off."""
    attempts = (
        lambda: desk.page("nobody"),
        lambda: desk.roles("nobody", HEAD),
        lambda: desk.switch("nobody", active=False),
    )
    assert [("not_found", "person_unknown")] * 3 == [
        (refusal_of(attempt).kind, refusal_of(attempt).code) for attempt in attempts
    ]


@pytest.mark.parametrize(
    ("roles", "code"),
    [
        ([{"role": "root", "faculty": ""}], "role_unknown"),
        ([{"role": "faculty_head", "faculty": ""}], "role_needs_faculty"),
        ([HEAD, {"role": "it_staff", "faculty": "f1"}], "role_has_no_faculty"),
        ([HEAD, IT], "it_stands_apart"),
        ([{"role": "teacher", "faculty": "f9"}], "faculty_unknown"),
    ],
)
def test_a_role_that_cannot_be_is_refused(
    desk: Desk, refusal_of: Refusing, roles: list[dict[str, str]], code: str
) -> None:
    """¶4: and the person keeps what they have."""
    assert code == refusal_of(lambda: desk.roles(desk.teacher, *roles)).code
    assert [TEACHER] == desk.page(desk.teacher)["person"]["roles"]


@pytest.mark.parametrize(("reason", "code"), [("", "reason_required"), ("x" * 1001, "text_too_long")])
def test_switching_off_without_a_readable_reason_is_refused(
    desk: Desk, refusal_of: Refusing, reason: str, code: str
) -> None:
    """¶4: and the person stays signed in."""
    secret = desk.auth.sign_in()["secret"]
    assert code == refusal_of(lambda: desk.switch(desk.teacher, active=False, reason=reason)).code
    assert desk.auth.token_of(secret)

"""¶3: cadets sign in to see the own record, where IT lets them, each with one account that is nothing else."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete, text, update

from services.auth.consistency import contradictions
from services.auth.domain.sessions import IDLE
from services.auth.sealing import attestation
from services.auth.store.models import CadetSwitch, Person
from services.common.security.tokens import Role
from tests.auth.conftest import Auth, Refusing
from tests.support.runtimes import confirmation

OWN_PASSWORD = "Қыран-Тұлпар-7391"


class Desk:
    """Somebody of IT at work, and the methodist of the group's faculty."""

    def __init__(self, auth: Auth) -> None:
        self.auth = auth
        it = [{"role": "it_staff", "faculty": ""}]
        self.it = auth.register("it.one", roles=it)["id"]
        self.refresh()
        self.methodist = self.token_of("methodist", "methodist", "f1")

    def refresh(self) -> None:
        """Sign in anew."""
        self.token = self.auth.token_of(self.auth.sign_in("it.one")["secret"])

    def ask(self, method: str, **body: Any) -> Any:
        """What is answered to IT."""
        command = {} if method.startswith(("show", "list")) else {"command_id": str(uuid4())}
        return self.auth.call(method, {**command, **body}, self.token)

    def token_of(self, login: str, role: str, faculty: str) -> str:
        """The token of somebody new with this role."""
        self.auth.register(login, roles=[{"role": role, "faculty": faculty}])
        return self.auth.token_of(self.auth.sign_in(login)["secret"])

    def register(self, *cadets: str, by: str = "", **body: Any) -> list[dict[str, Any]]:
        """Accounts of cadets, made by the methodist unless somebody else is named."""
        command = {"command_id": str(uuid4()), "group": "g1", "cadets": [*cadets], **body}
        found: list[dict[str, Any]] = self.auth.call("register_cadets", command, by or self.methodist)["accounts"]
        return found

    def switch(self, *, on: bool) -> Any:
        """Let cadets in, or no longer."""
        return self.ask("switch_cadets", on=on)

    def alter(self, **values: Any) -> None:
        """Somebody writes into the database."""
        with self.auth.runtime.unit.writing() as work:
            work.session.execute(update(Person).where(Person.cadet == "c-aliev").values(**values))
            work.audit("rows.put", "database")


@pytest.fixture
def desk(auth: Auth) -> Desk:
    """IT and a methodist, and nobody else."""
    return Desk(auth)


def _enter(auth: Auth, account: dict[str, Any]) -> str:
    """A cadet's first sign-in: the own password, and the acknowledgement."""
    secret = auth.sign_in(account["login"], account["initial_password"])["secret"]
    bearer = auth.call("issue_token", {"secret": secret})["token"]
    change = {"old": account["initial_password"], "new": OWN_PASSWORD, "secret": secret}
    auth.call("change_password", {"command_id": "change-password", **change}, bearer)
    return str(secret)


def test_a_group_gets_accounts_with_passwords_that_are_shown_once(desk: Desk) -> None:
    """¶3, ¶5: a login by the number, told apart where two are alike; the list then knows them."""
    made = desk.register("c-aliev", "c-asan", "c-danin", command_id="register-1")
    assert ["21-001", "21-001-2", "c-c-danin"] == [each["login"] for each in made]
    assert 3 == len({each["initial_password"] for each in made} - {""})
    again = desk.register("c-aliev", "c-asan", "c-danin", command_id="register-1")
    assert [""] * 3 == [each["initial_password"] for each in again]
    listed = desk.ask("list_cadet_accounts", group="g1")["cadets"]
    assert [("c-aliev", True), ("c-asan", True), ("c-danin", True)] == [
        (each["cadet"], each["active"]) for each in listed
    ]


@pytest.mark.parametrize(
    ("cadets", "code"),
    [
        (["c-baev"], "cadet_not_of_group"),
        (["c-nobody"], "cadet_not_of_group"),
        ([], "too_many_cadets"),
        (["c-aliev", "c-aliev"], "too_many_cadets"),
        (["a", "b", "c", "d", "e", "f"], "too_many_cadets"),
        (["c-asan", "c-danin"], "cadet_has_account"),
    ],
)
def test_only_cadets_of_the_group_get_one_account_each(
    desk: Desk, refusal_of: Refusing, cadets: list[str], code: str
) -> None:
    """¶3: by roster's word alone; where one is refused none is made."""
    desk.register("c-asan")
    assert code == refusal_of(lambda: desk.register(*cadets)).code
    listed = desk.ask("list_cadet_accounts", group="g1")["cadets"]
    assert ["c-asan"] == [each["cadet"] for each in listed if each["person"]]


def test_the_switch_is_off_at_first_and_lets_nobody_in(desk: Desk, auth: Auth, refusal_of: Refusing) -> None:
    """¶3: the right password is refused in words, a wrong one as everybody's."""
    (account,) = desk.register("c-aliev")
    refused = refusal_of(lambda: auth.sign_in(account["login"], account["initial_password"]))
    assert ("cadets_switched_off", "¶3") == (refused.code, refused.rule)
    assert "sign_in_failed" == refusal_of(lambda: auth.sign_in(account["login"], "wrong")).code
    assert not desk.ask("show_cadet_switch")["on"]


def test_switched_on_they_sign_in_as_the_cadet_and_switched_off_are_signed_out(
    desk: Desk, auth: Auth, refusal_of: Refusing
) -> None:
    """¶3, ¶4: the token and the voucher name the cadet; every change of the switch is kept."""
    (account,) = desk.register("c-aliev")
    desk.switch(on=True)
    secret = _enter(auth, account)
    issued = auth.call("issue_token", {"secret": secret})
    who = auth.runtime.verifier.verify(issued["token"], auth.clock.machine())
    assert ("c-aliev", (Role(role="cadet", cadet="c-aliev"),)) == (who.own_cadet, who.roles)
    desk.switch(on=False)
    assert "session_ended" == refusal_of(lambda: auth.call("issue_token", {"secret": secret})).code
    assert {"cadets.switched_on", "cadets.switched_off", "session.ended"} <= {*auth.actions()}
    assert [False, True] == [each["on"] for each in desk.ask("show_cadet_switch")["changes"]]


def test_a_row_put_into_the_database_lets_nobody_in(desk: Desk, auth: Auth, refusal_of: Refusing) -> None:
    """¶3, ¶4: auth has not signed it."""
    (account,) = desk.register("c-aliev")
    with auth.runtime.unit.writing() as work:
        signed = "a.b.c"
        work.session.add(CadetSwitch(number=1, on=True, by=desk.it, at=work.now, binding=signed))
        work.audit("rows.put", "database")
    assert (
        "cadets_switched_off" == refusal_of(lambda: auth.sign_in(account["login"], account["initial_password"])).code
    )


@pytest.mark.parametrize("cadet", ["c-asan", None])
def test_an_account_altered_to_another_cadets_is_found(desk: Desk, cadet: str | None) -> None:
    """¶3, ¶4: the row says more than auth has signed, or less."""
    (account,) = desk.register("c-aliev")
    desk.alter(cadet=cadet)
    assert desk.ask("show_person", person=account["person"])["person"]["damaged"]


@pytest.mark.parametrize(
    "roles",
    [
        [{"role": "cadet", "faculty": "", "cadet": "c-asan"}],
        [{"role": "cadet", "faculty": "", "cadet": "c-aliev"}, {"role": "teacher", "faculty": "f1"}],
        [{"role": "teacher", "faculty": "f1"}],
        [{"role": "teacher", "faculty": "f1", "cadet": "c-aliev"}],
        [{"role": "cadet", "faculty": "f1", "cadet": "c-aliev"}],
        [{"role": "cadet", "faculty": ""}],
    ],
)
def test_a_cadets_account_is_never_anything_else(desk: Desk, refusal_of: Refusing, roles: list[Any]) -> None:
    """¶3: nor another cadet's."""
    (account,) = desk.register("c-aliev")
    refused = refusal_of(lambda: desk.ask("change_roles", person=account["person"], roles=roles))
    assert ("cadet_stands_apart", "¶3") == (refused.code, refused.rule)


def test_a_cadets_account_keeps_its_role(desk: Desk, refusal_of: Refusing) -> None:
    """¶3: an account of no role would be no cadet's; who leaves is switched off."""
    (account,) = desk.register("c-aliev")
    refused = refusal_of(lambda: desk.ask("change_roles", person=account["person"], roles=[]))
    assert "cadet_stands_apart" == refused.code


def test_a_cadet_put_into_another_account_is_told(desk: Desk, auth: Auth) -> None:
    """¶3, ¶4: the row says that somebody of IT is a cadet, whom auth has signed as none."""
    with auth.runtime.unit.writing() as work:
        work.session.execute(update(Person).where(Person.id == desk.it).values(cadet="c-aliev"))
        work.audit("rows.put", "database")
    assert f"person/{desk.it}" in _told(auth, "roles_without_grant")


@pytest.mark.parametrize("cadet", ["c-aliev", None])
def test_a_cadets_role_that_lost_its_cadet_is_told(desk: Desk, auth: Auth, cadet: str | None) -> None:
    """¶3: as a process of the release before signs it, which knows no cadets."""
    (account,) = desk.register("c-aliev")
    with auth.runtime.unit.writing() as work:
        person = work.session.get_one(Person, account["person"])
        attestation.attest(work, person, roles=(Role(role="cadet"),))
        person.cadet = cadet
        work.audit("rows.put", "database")
    assert f"person/{account['person']}" in _told(auth, "roles_without_grant")


def test_a_cadets_role_that_lost_its_cadet_is_granted_again(desk: Desk, auth: Auth) -> None:
    """¶3, ¶4: by IT; then nothing is told."""
    (account,) = desk.register("c-aliev")
    with auth.runtime.unit.writing() as work:
        attestation.attest(work, work.session.get_one(Person, account["person"]), roles=(Role(role="cadet"),))
        work.audit("rows.put", "database")
    desk.ask("change_roles", person=account["person"], roles=[{"role": "cadet", "faculty": "", "cadet": "c-aliev"}])
    assert not _told(auth, "roles_without_grant")


def _told(auth: Auth, kind: str) -> set[str]:
    """The subjects of the check's damages of a kind."""
    with auth.runtime.unit.reading() as work:
        return {each.subject for each in contradictions(work) if each.kind == kind}


def test_switched_off_only_sessions_that_live_are_ended(desk: Desk, auth: Auth) -> None:
    """¶4: of who stayed away nothing is told, for every process remembers a limited number of endings."""
    (account,) = desk.register("c-aliev")
    desk.switch(on=True)
    secret = _enter(auth, account)
    auth.clock.move(seconds=IDLE.total_seconds() + 1)
    desk.refresh()
    living = auth.sign_in(account["login"], OWN_PASSWORD)["secret"]
    desk.switch(on=False)
    assert 'sessions_ended": 1' in auth.facts()
    assert living != secret


@pytest.mark.parametrize("turns", [[True, False], [True, False, True]])
def test_a_switching_that_was_deleted_is_told(desk: Desk, auth: Auth, turns: list[bool]) -> None:
    """¶3, ¶7: the row before it is signed too; but the audit knows of every one."""
    for on in turns:
        desk.switch(on=on)
    assert not _told(auth, "cadet_switch_unsigned")
    with auth.runtime.unit.writing() as work:
        is_sqlite = work.session.get_bind().dialect.name == "sqlite"
        kept = "cadet_switch_no_delete" if is_sqlite else "cadet_switch_append_only ON cadet_switch"
        work.session.execute(text(f"DROP TRIGGER {kept}"))
        work.session.execute(delete(CadetSwitch).where(CadetSwitch.number == len(turns)))
        work.audit("rows.deleted", "database")
    assert {f"cadets/{len(turns)}"} == _told(auth, "cadet_switch_unsigned")


def test_the_audit_says_for_which_cadet_an_account_was_made(desk: Desk, auth: Auth) -> None:
    """¶3, ¶7: and of nobody else."""
    desk.register("c-aliev")
    assert 1 == auth.facts().count('"cadet": "c-aliev"')
    assert 1 == auth.facts().count('"cadet":')


def test_a_head_of_the_cadets_faculty_alone_gives_a_new_password(desk: Desk, auth: Auth, refusal_of: Refusing) -> None:
    """¶3, ¶5: while there is none, nobody; what is written into the database in its place, nobody either."""
    (account,) = desk.register("c-aliev")
    desk.switch(on=True)
    stranger = desk.token_of("stranger", "faculty_head", "f2")
    request = desk.ask("ask_for_password", person=account["person"], reason="Ұмытты.")["id"]
    assert "password_request_unknown" == refusal_of(lambda: _confirm(auth, request, stranger)).code
    head = desk.token_of("head", "faculty_head", "f1")
    kept = _faculty_kept(auth, account["person"], "f1")
    assert "password_request_unknown" == refusal_of(lambda: _confirm(auth, request, head)).code
    _faculty_kept(auth, account["person"], kept)
    assert _confirm(auth, request, head)["initial_password"]


def _confirm(auth: Auth, request: str, bearer: str) -> Any:
    """A head confirms a request, giving the own password again."""
    who = auth.runtime.verifier.verify(bearer, auth.clock.machine())
    body = {"command_id": str(uuid4()), "request": request, "confirmation": confirmation(auth.keys, who, auth.clock)}
    return auth.call("confirm_password_request", body, bearer)


def _faculty_kept(auth: Auth, person: str, kept: str | None) -> str | None:
    """Write something in the place of what auth has signed. Returns what was there."""
    with auth.runtime.unit.writing() as work:
        found = work.session.get_one(Person, person)
        before, found.cadets_faculty = found.cadets_faculty, kept
        work.audit("rows.put", "database")
    return before


def test_cadets_are_not_among_the_people_who_are_listed(desk: Desk) -> None:
    """¶3: they are listed with their groups; the list of who works here stays short."""
    (account,) = desk.register("c-aliev")
    assert account["login"] not in {each["login"] for each in desk.ask("list_people")["people"]}


def test_no_other_account_becomes_a_cadets(desk: Desk, auth: Auth, refusal_of: Refusing) -> None:
    """¶3: neither when it is registered nor afterwards."""
    role = {"role": "cadet", "faculty": "", "cadet": "c-aliev"}
    teacher = auth.register()["id"]
    assert "cadet_stands_apart" == refusal_of(lambda: desk.ask("change_roles", person=teacher, roles=[role])).code
    assert "cadet_stands_apart" == refusal_of(lambda: auth.register("other", roles=[role])).code


@pytest.mark.parametrize("role", ["methodist", "faculty_head"])
def test_a_groups_cadets_are_registered_by_the_facultys_officers(desk: Desk, role: str) -> None:
    """¶3, ¶5: who sees these marks anyway hands out the slips."""
    officer = desk.token_of("officer", role, "f1")
    shown = desk.auth.call("list_cadet_accounts", {"group": "g1"}, officer)
    assert shown["may_register"]
    assert ["c-aliev"] == [each["cadet"] for each in desk.register("c-aliev", by=officer)]


@pytest.mark.parametrize(
    ("role", "faculty", "sees"),
    [
        ("it_staff", "", True),
        ("moderator", "", True),
        ("methodist", "f2", False),
        ("faculty_head", "f2", False),
        ("teacher", "f1", False),
    ],
)
def test_nobody_else_gets_an_initial_password_of_a_cadet(
    desk: Desk, refusal_of: Refusing, role: str, faculty: str, *, sees: bool
) -> None:
    """¶3, ¶5: IT least of all, which would read the marks by it; it and moderators see which accounts there are."""
    caller = desk.token_of("somebody", role, faculty)
    refused = refusal_of(lambda: desk.register("c-aliev", by=caller))
    assert ("role_required", "¶3") == (refused.code, refused.rule)
    if sees:
        assert not desk.auth.call("list_cadet_accounts", {"group": "g1"}, caller)["may_register"]
    else:
        refused = refusal_of(lambda: desk.auth.call("list_cadet_accounts", {"group": "g1"}, caller))
        assert ("role_required", "¶3") == (refused.code, refused.rule)


def test_a_methodist_no_longer_registers_nobody(desk: Desk, auth: Auth, refusal_of: Refusing) -> None:
    """¶3, ¶4: by the roles of now, not of the token."""
    methodist = auth.runtime.verifier.verify(desk.methodist, auth.clock.machine()).person
    desk.ask("change_roles", person=methodist, roles=[{"role": "methodist", "faculty": "f2"}])
    assert "role_required" == refusal_of(lambda: desk.register("c-aliev")).code


@pytest.mark.parametrize("method", ["switch_cadets", "show_cadet_switch"])
def test_the_switch_is_its(desk: Desk, auth: Auth, refusal_of: Refusing, method: str) -> None:
    """¶3, ¶4: a methodist, whose cadets they are, neither switches nor sees it."""
    body: dict[str, Any] = {"command_id": "switch-22", "on": True} if method.startswith("switch") else {}
    refused = refusal_of(lambda: auth.call(method, body, desk.methodist))
    assert "role_required" == refused.code
    assert refused.rule

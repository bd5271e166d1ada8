"""¶3: cadets sign in to see the own record, where IT lets them, each with one account that is nothing else."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update

from services.auth.store.models import CadetSwitch, Person
from services.common.security.tokens import Role
from tests.auth.conftest import IT, Auth, Refusing
from tests.support.runtimes import principal, token

OWN_PASSWORD = "Қыран-Тұлпар-7391"


class Desk:
    """Somebody of IT at work."""

    def __init__(self, auth: Auth) -> None:
        self.auth = auth
        it = [{"role": "it_staff", "faculty": ""}]
        self.it = auth.register("it.one", roles=it)["id"]
        self.token = auth.token_of(auth.sign_in("it.one")["secret"])

    def ask(self, method: str, **body: Any) -> Any:
        """What is answered to IT."""
        command = {} if method.startswith(("show", "list")) else {"command_id": str(uuid4())}
        return self.auth.call(method, {**command, **body}, self.token)

    def register(self, *cadets: str, **body: Any) -> list[dict[str, Any]]:
        """Accounts of cadets."""
        found: list[dict[str, Any]] = self.ask("register_cadets", group="g1", cadets=[*cadets], **body)["accounts"]
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
    """IT, and nobody else."""
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


def test_no_other_account_becomes_a_cadets(desk: Desk, auth: Auth, refusal_of: Refusing) -> None:
    """¶3: neither when it is registered nor afterwards."""
    role = {"role": "cadet", "faculty": "", "cadet": "c-aliev"}
    teacher = auth.register()["id"]
    assert "cadet_stands_apart" == refusal_of(lambda: desk.ask("change_roles", person=teacher, roles=[role])).code
    assert "cadet_stands_apart" == refusal_of(lambda: auth.register("other", roles=[role])).code


def test_its_alone_to_register_and_switch(desk: Desk, auth: Auth, refusal_of: Refusing) -> None:
    """¶3, ¶4: not a methodist's, whose cadets they are, nor a cadet's."""
    bodies: tuple[tuple[str, dict[str, Any]], ...] = (
        ("register_cadets", {"command_id": "register-2", "group": "g1", "cadets": ["c-aliev"]}),
        ("switch_cadets", {"command_id": "switch-22", "on": True}),
        ("list_cadet_accounts", {"group": "g1"}),
        ("show_cadet_switch", {}),
    )
    methodist = token(auth.keys, principal("methodist", ("methodist", "f1")), auth.clock)
    for method, body in bodies:
        code = refusal_of(lambda: auth.call(method, body, methodist)).code  # noqa: B023
        assert code in ("role_required", "session_ended")
    assert token(auth.keys, IT, auth.clock)

"""What somebody may do is what a command has granted, whatever is put into the rows afterwards (¶4, ¶5)."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from services.auth.adopting import again
from services.auth.consistency import contradictions
from services.auth.sealing.signature_backfill import backfill_signatures
from services.auth.store.models import Person
from services.common.security.tokens import TokenVerifier
from services.common.storage import checks
from services.common.storage.tables import audit_entry, outbox
from tests.auth.conftest import Auth, Refusing
from tests.support.hands import by_hand
from tests.support.runtimes import principal, token

HEAD = {"role": "faculty_head", "faculty": "f1"}
TEACHER = {"role": "teacher", "faculty": "f1"}


def _put(auth: Auth, person: str, column: str, value: Any) -> None:
    """Somebody who owns the database writes into a person's row."""
    statement = f"UPDATE person SET {column} = :value WHERE id = :person"
    by_hand(auth.runtime, "person", statement, value=value, person=person)


def _roles_in_token(auth: Auth, secret: str) -> list[dict[str, str]]:
    return [*auth.call("issue_token", {"secret": secret})["user"]["roles"]]


def _told(auth: Auth, person: str) -> Any:
    """What the other services were told of the person last."""
    with auth.runtime.unit.reading() as work:
        bodies = map(json.loads, work.session.scalars(select(outbox.c.body).order_by(outbox.c.sequence)))
        return [body["data"] for body in bodies if body["data"].get("id") == person][-1]


def _damages(auth: Auth) -> list[tuple[str, str]]:
    with auth.runtime.unit.reading() as work:
        wanted = select(audit_entry).where(audit_entry.c.action == "data.damaged").order_by(audit_entry.c.sequence)
        return [(json.loads(row.facts)["kind"], row.subject) for row in work.session.execute(wanted)]


def _listed(auth: Auth, person: str) -> Any:
    people = auth.as_it("list_people")["people"]
    return next({**each, "roles": [*each["roles"]]} for each in people if each["id"] == person)


def test_a_role_put_into_the_row_is_no_role(auth: Auth) -> None:
    """¶4: neither in a token nor at a sign-in nor in what others are told, republished or not; and it is told."""
    person = auth.register()["id"]
    secret = auth.sign_in()["secret"]
    _put(auth, person, "roles", json.dumps([TEACHER, HEAD]))
    assert [TEACHER] == _roles_in_token(auth, secret)
    assert [TEACHER] == [*auth.sign_in(address="10.0.0.2")["user"]["roles"]]
    auth.as_it("republish")
    told = _told(auth, person)
    vouched = TokenVerifier.from_file(auth.keys / "keys" / "token-verify.pem").voucher(told["voucher"])
    assert vouched is not None
    assert ([TEACHER], ("teacher",)) == (told["roles"], tuple(role.role for role in vouched.roles))
    assert [("roles_without_grant", f"person/{person}")] == _damages(auth)


def test_the_list_shows_what_was_granted_and_names_the_row(auth: Auth) -> None:
    """¶7: the others are listed as ever."""
    person, colleague = auth.register()["id"], auth.register("colleague")["id"]
    _put(auth, person, "roles", json.dumps([HEAD]))
    assert ([TEACHER], True) == (_listed(auth, person)["roles"], _listed(auth, person)["damaged"])
    assert ([TEACHER], False) == (_listed(auth, colleague)["roles"], _listed(auth, colleague)["damaged"])
    assert [("roles_without_grant", f"person/{person}")] == _damages(auth)


@pytest.mark.parametrize("voucher", [None, "", "x.y.z", "another's"])
def test_without_a_voucher_nobody_signs_in(auth: Auth, refusal_of: Refusing, voucher: str | None) -> None:
    """¶4: what auth has not signed of this very person gives nothing, nor does an open session."""
    person, other = auth.register()["id"], auth.register("other", roles=[HEAD])["id"]
    secret = auth.sign_in()["secret"]
    with auth.runtime.unit.reading() as work:
        foreign = work.session.get_one(Person, other).voucher
    _put(auth, person, "voucher", foreign if voucher == "another's" else voucher)
    assert "account_damaged" == refusal_of(lambda: auth.call("issue_token", {"secret": secret})).code
    assert "account_damaged" == refusal_of(lambda: auth.sign_in(address="10.0.0.2")).code
    assert [] == _listed(auth, person)["roles"]


def test_it_grants_anew_what_was_lost(auth: Auth) -> None:
    """¶4: the key, which only the password opens, is signed again at the next sign-in."""
    person = auth.register()["id"]
    key = _told(auth, person)["public_key"]
    _put(auth, person, "voucher", None)
    _as_it(auth, "change_roles", person=person, roles=[TEACHER])
    assert "" == _told(auth, person)["public_key"]
    auth.sign_in()
    assert (key, [TEACHER]) == (_told(auth, person)["public_key"], _told(auth, person)["roles"])
    assert not _listed(auth, person)["damaged"]


def test_a_switched_off_account_is_not_switched_on_by_a_row(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: switching on is signed too; switching off by a row keeps somebody out, and gives nothing."""
    person = auth.register()["id"]
    _as_it(auth, "set_active", person=person, active=False, reason="left")
    _put(auth, person, "active", True)
    assert "person_inactive" == refusal_of(auth.sign_in).code
    assert not _listed(auth, person)["active"]


def test_a_key_put_into_the_row_is_vouched_for_never(auth: Auth) -> None:
    """¶5: no journal's key is sealed to it, for nobody is told of it."""
    person = auth.register()["id"]
    key = _told(auth, person)["public_key"]
    by_hand(auth.runtime, "key_pair", "UPDATE key_pair SET public = :key WHERE person = :p", key=b"!" * 32, p=person)
    auth.as_it("republish")
    assert key == _told(auth, person)["public_key"]
    auth.sign_in()
    assert key == _told(auth, person)["public_key"]


@pytest.mark.on_postgresql
@pytest.mark.parametrize("statement", ["UPDATE key_pair SET sealed = :junk", "DELETE FROM key_pair WHERE :junk <> ''"])
def test_a_damaged_key_pair_takes_no_sign_in_away(auth: Auth, statement: str) -> None:
    """¶5: the session begins without the key, no other one takes its place, and that is told."""
    person = auth.register()["id"]
    key = _told(auth, person)["public_key"]
    by_hand(auth.runtime, "key_pair", statement, junk=b"junk")
    secret = auth.sign_in()["secret"]
    issued = auth.call("issue_token", {"secret": secret})
    assert ("", [TEACHER]) == (issued["session_key"], [*issued["user"]["roles"]])
    assert key == _told(auth, person)["public_key"]
    assert [("key_pair_damaged", f"person/{person}")] == _damages(auth)


@pytest.mark.parametrize("roles", ['"head"', "{", "7", "[7]", '[{"role": "teacher"}]', "null"])
def test_roles_that_do_not_read_take_nobodys_page_away(auth: Auth, roles: str) -> None:
    """¶7: neither the list nor the person's own sign-in."""
    person = auth.register()["id"]
    auth.register("colleague")
    if roles != "{" or auth.runtime.unit.database.is_sqlite:
        _put(auth, person, "roles", roles)
    assert [TEACHER] == [*auth.sign_in()["user"]["roles"]]
    assert 2 == len(auth.as_it("list_people")["people"])


def test_a_session_whose_key_does_not_open_goes_on_without_it(auth: Auth) -> None:
    """¶5: who signs in again has it."""
    auth.register()
    secret = auth.sign_in()["secret"]
    by_hand(auth.runtime, "sign_in_session", "UPDATE sign_in_session SET sealed_key = :junk", junk=b"junk")
    assert "" == auth.call("issue_token", {"secret": secret})["session_key"]
    assert ["session_key_damaged"] == [kind for kind, _ in _damages(auth)]


def test_the_rows_are_trusted_once_at_the_first_start(auth: Auth) -> None:
    """¶4: what the release before has left; later nothing is signed for being there, unless an operator says so."""
    person = auth.register()["id"]
    _put(auth, person, "voucher", None)
    backfill_signatures(auth.runtime)
    assert [TEACHER] == [*auth.sign_in()["user"]["roles"]]
    assert "people.adopted" in auth.actions()
    _put(auth, person, "roles", json.dumps([HEAD]))
    _put(auth, person, "voucher", None)
    backfill_signatures(auth.runtime)
    assert [] == _listed(auth, person)["roles"]
    assert 1 == again(auth.runtime)


def _as_it(auth: Auth, method: str, **body: Any) -> None:
    """A command by somebody of IT who is registered."""
    person = auth.register("it.one", roles=[{"role": "it_staff", "faculty": ""}])["id"]
    who = token(auth.keys, principal(person, ("it_staff", "")), auth.clock)
    auth.call(method, {"command_id": f"{method}-{person}", **body}, who)


def test_the_check_finds_what_nobody_has_looked_at(auth: Auth) -> None:
    """¶7: a role in a row, and a former voucher that was brought back, without anybody signing in or listing."""
    person, other = auth.register()["id"], auth.register("other", roles=[HEAD])["id"]
    assert () == checks.check(auth.runtime.unit, contradictions)
    with auth.runtime.unit.reading() as work:
        former = work.session.get_one(Person, other).voucher
    _as_it(auth, "change_roles", person=other, roles=[TEACHER])
    by_hand(
        auth.runtime,
        "person",
        "UPDATE person SET voucher = :former, roles = :roles WHERE id = :id",
        former=former,
        roles=json.dumps([HEAD]),
        id=other,
    )
    _put(auth, person, "roles", json.dumps([HEAD]))
    found = {(each.kind, each.subject) for each in checks.check(auth.runtime.unit, contradictions)}
    assert {("roles_without_grant", f"person/{each}") for each in (person, other)} == found


def test_an_account_of_before_that_is_it_and_head_is_told(auth: Auth) -> None:
    """¶4, ¶7: until its roles are changed it keeps them, and whoever watches over the system sees it."""
    person = auth.register()["id"]
    _put(auth, person, "roles", json.dumps([HEAD, {"role": "it_staff", "faculty": ""}]))
    _put(auth, person, "voucher", None)
    again(auth.runtime)
    assert [("it_not_apart", f"person/{person}")] == _found(auth)
    _as_it(auth, "change_roles", person=person, roles=[HEAD])
    assert [] == _found(auth)


def _found(auth: Auth) -> list[tuple[str, str]]:
    return [(each.kind, each.subject) for each in checks.check(auth.runtime.unit, contradictions)]

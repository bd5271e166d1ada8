"""Whoever writes into auth's database signs in as nobody else: a row opens what auth has signed, no more (¶4, ¶5)."""

import json
from base64 import b32decode
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.auth.adopting import again
from services.auth.consistency import contradictions
from services.auth.domain.second_factor import STEP_SECONDS
from services.auth.sealing import second_factor as codes
from services.auth.sealing.signature_backfill import backfill_signatures
from services.auth.store.models import Person, SignInSession
from services.common.storage import checks
from services.common.storage.tables import audit_entry
from tests.auth.conftest import Auth, Refusing, password_of
from tests.support.databases import ENGINE
from tests.support.hands import by_hand
from tests.support.runtimes import principal, token

OWN = "Менің-Өз-Сөзім-31"


def _take(auth: Auth, person: str, of: str, column: str = "password_hash") -> None:
    """Somebody who owns the database copies what he knows into another's row."""
    with auth.runtime.unit.reading() as work:
        known = getattr(work.session.get_one(Person, of), column)
    by_hand(auth.runtime, "person", f"UPDATE person SET {column} = :known WHERE id = :id", known=known, id=person)


def _told(auth: Auth) -> set[tuple[str, str]]:
    with auth.runtime.unit.reading() as work:
        wanted = select(audit_entry).where(audit_entry.c.action == "data.damaged")
        return {(json.loads(row.facts)["kind"], row.subject) for row in work.session.execute(wanted)}


def _found(auth: Auth) -> set[tuple[str, str]]:
    return {(each.kind, each.subject) for each in checks.check(auth.runtime.unit, contradictions)}


def _as_it(auth: Auth, method: str, **body: Any) -> Any:
    """A command by somebody of IT who is registered."""
    person = auth.register("it.one", roles=[{"role": "it_staff", "faculty": ""}])["id"]
    who = token(auth.keys, principal(person, ("it_staff", "")), auth.clock)
    return auth.call(method, {"command_id": str(uuid4()), **body}, who)


def _set_up_factor(auth: Auth, login: str = "teacher") -> bytes:
    """The secret on the telephone of somebody who has a second factor from now on."""
    bearer = auth.token_of(auth.sign_in(login)["secret"])
    secret = b32decode(
        auth.call("set_up_second_factor", {"password": password_of(login), "code": ""}, bearer)["secret"]
    )
    auth.call("confirm_second_factor", {"code": _code(auth, secret)}, bearer)
    auth.clock.move(seconds=STEP_SECONDS)
    return secret


def _code(auth: Auth, secret: bytes) -> str:
    return codes.code_at(secret, int(auth.clock.machine().timestamp()) // STEP_SECONDS)


def test_anothers_password_hash_opens_nothing(auth: Auth, refusal_of: Refusing) -> None:
    """¶4, ¶5: neither the copied password nor the own one, and it is told to the audit and to moderators."""
    person, thief = auth.register()["id"], auth.register("thief")["id"]
    _take(auth, person, thief)
    for password in (password_of("thief"), password_of("teacher")):
        refusal = refusal_of(lambda password=password: auth.sign_in(password=password))  # type: ignore[misc]
        assert ("forbidden", "credentials_damaged", "¶4") == (refusal.kind, refusal.code, refusal.rule)
    assert {("credentials_unsigned", f"person/{person}")} == _told(auth)
    assert auth.sign_in("thief")["secret"]


@pytest.mark.on_postgresql
@pytest.mark.parametrize("column", ["password_hash, credentials", "credentials", "nothing", "former"])
def test_nor_does_it_with_what_was_signed_of_another(auth: Auth, refusal_of: Refusing, column: str) -> None:
    """¶4: a binding is of one person, and of one password."""
    person, thief = auth.register()["id"], auth.register("thief")["id"]
    if column in ("nothing", "former"):
        signed = None if column == "nothing" else "x.y.z"
        by_hand(auth.runtime, "person", "UPDATE person SET credentials = :s WHERE id = :id", s=signed, id=person)
    else:
        for each in column.split(", "):
            _take(auth, person, thief, each)
    assert "credentials_damaged" == refusal_of(lambda: auth.sign_in(password=password_of("thief"))).code
    assert "credentials_damaged" == refusal_of(auth.sign_in).code


def test_an_initial_password_is_not_made_an_own_one(auth: Auth, refusal_of: Refusing) -> None:
    """¶5: whoever handed it out would have the key that is made with it."""
    made = auth.register(password=None, ready=False)
    by_hand(auth.runtime, "person", "UPDATE person SET must_change_password = :no", no=False)
    refusal = refusal_of(lambda: auth.sign_in(password=made["initial_password"]))
    assert "credentials_damaged" == refusal.code


def test_an_open_session_proves_nothing_by_it(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: a decision asks for the password again, and another one is chosen with it."""
    person, thief = auth.register()["id"], auth.register("thief")["id"]
    bearer = auth.token_of(auth.sign_in()["secret"])
    _take(auth, person, thief)
    asked = {"password": password_of("thief"), "code": ""}
    change = {"command_id": str(uuid4()), "old": password_of("thief"), "new": OWN}
    bodies = {"confirm_identity": asked, "set_up_second_factor": asked, "change_password": change}
    for method, body in bodies.items():
        code = refusal_of(lambda method=method, body=body: auth.call(method, body, bearer)).code  # type: ignore[misc]
        assert "credentials_damaged" == code


def test_a_changed_password_is_signed(auth: Auth) -> None:
    """¶4: it opens the next session, and nothing is told."""
    auth.register()
    bearer = auth.token_of(auth.sign_in()["secret"])
    body = {"command_id": str(uuid4()), "old": password_of("teacher"), "new": OWN}
    auth.call("change_password", body, bearer)
    assert auth.sign_in(password=OWN)["secret"]
    assert set() == _found(auth) == _told(auth)


def test_the_list_names_whose_password_was_altered(auth: Auth) -> None:
    """¶7: nobody else is named."""
    person, thief = auth.register()["id"], auth.register("thief")["id"]
    _take(auth, person, thief)
    people = auth.as_it("list_people")["people"]
    assert {person: True, thief: False} == {each["id"]: each["damaged"] for each in people}
    assert {("credentials_unsigned", f"person/{person}")} == _told(auth) == _found(auth)


@pytest.mark.skipif(ENGINE != "sqlite", reason="PostgreSQL keeps a column's kind")
@pytest.mark.parametrize("value", ["text", 7])
def test_a_hash_that_does_not_read_takes_away_one_sign_in(auth: Auth, refusal_of: Refusing, value: Any) -> None:
    """¶7: the others are listed and sign in."""
    person = auth.register()["id"]
    auth.register("colleague")
    by_hand(auth.runtime, "person", "UPDATE person SET password_hash = :v WHERE id = :id", v=value, id=person)
    assert "credentials_damaged" == refusal_of(auth.sign_in).code
    assert 2 == len(auth.as_it("list_people")["people"])
    assert auth.sign_in("colleague")["secret"]


def test_a_second_factor_that_was_deleted_is_missed(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: the password alone opens nothing, until IT takes the factor back, with a reason."""
    person = auth.register()["id"]
    _set_up_factor(auth)
    assert "second_factor_required" == refusal_of(auth.sign_in).code
    by_hand(auth.runtime, "second_factor", "DELETE FROM second_factor")
    assert "credentials_damaged" == refusal_of(auth.sign_in).code
    assert {("credentials_unsigned", f"person/{person}")} == _told(auth) == _found(auth)
    _as_it(auth, "reset_second_factor", person=person, reason="Телефон жоғалды")
    assert auth.sign_in()["secret"]
    assert set() == _found(auth)


@pytest.mark.parametrize("value", [b"\x01" + b"!" * 50, b"", None])
def test_a_second_factor_that_was_altered_lets_nobody_in(auth: Auth, refusal_of: Refusing, value: Any) -> None:
    """¶4, ¶7: neither with the right code nor without one; others sign in as ever."""
    person = auth.register()["id"]
    auth.register("colleague")
    secret = _set_up_factor(auth)
    by_hand(auth.runtime, "second_factor", "UPDATE second_factor SET sealed = :v", v=value)
    for code in ("", _code(auth, secret)):
        body = {"login": "teacher", "password": password_of("teacher"), "address": "10.0.0.1", "code": code}
        refusal = refusal_of(lambda body=body: auth.call("sign_in", body))  # type: ignore[misc]
        assert ("credentials_damaged", "¶4") == (refusal.code, refusal.rule)
    assert {("credentials_unsigned", f"person/{person}")} == _told(auth)
    assert auth.sign_in("colleague")["secret"]


@pytest.mark.skipif(ENGINE != "sqlite", reason="PostgreSQL keeps a column's kind")
def test_a_second_factor_that_does_not_read_lets_nobody_in(auth: Auth, refusal_of: Refusing) -> None:
    """¶7: and is named as such."""
    person = auth.register()["id"]
    _set_up_factor(auth)
    by_hand(auth.runtime, "second_factor", "UPDATE second_factor SET sealed = 'text'")
    assert "credentials_damaged" == refusal_of(auth.sign_in).code
    assert ("credentials_unsigned", f"person/{person}") in _found(auth)


def test_anothers_second_factor_is_not_ones_own(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: nor his recovery codes."""
    auth.register()
    thief = auth.register("thief")["id"]
    _set_up_factor(auth)
    secret = _set_up_factor(auth, "thief")
    copied = "(SELECT sealed FROM second_factor WHERE person = :thief)"
    by_hand(auth.runtime, "second_factor", f"UPDATE second_factor SET sealed = {copied}, last_step = 0", thief=thief)
    body = {"login": "teacher", "password": password_of("teacher"), "address": "10.0.0.1", "code": _code(auth, secret)}
    assert "credentials_damaged" == refusal_of(lambda: auth.call("sign_in", body)).code


def test_a_new_password_mends_the_password_and_no_second_factor(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: where what was signed is lost, nobody can know whether there was one: IT takes it back too."""
    person = auth.register()["id"]
    head = auth.register("head", roles=[{"role": "faculty_head", "faculty": "f1"}])["id"]
    by_hand(auth.runtime, "person", "UPDATE person SET credentials = NULL WHERE id = :id", id=person)
    asked = _as_it(auth, "ask_for_password", person=person, reason="Кіре алмайды")
    assert head
    bearer = auth.token_of(auth.sign_in("head")["secret"])
    given = auth.call("confirm_identity", {"password": password_of("head"), "code": ""}, bearer)["confirmation"]
    body = {"command_id": str(uuid4()), "request": asked["id"], "confirmation": given}
    initial = auth.call("confirm_password_request", body, bearer)["initial_password"]
    assert "credentials_damaged" == refusal_of(lambda: auth.sign_in(password=initial)).code
    it = auth.call("sign_in", {"login": "it.one", "password": password_of("it.one"), "address": "10.0.0.3"})
    body = {"command_id": str(uuid4()), "person": person, "reason": "Белгісіз"}
    auth.call("reset_second_factor", body, auth.token_of(it["secret"]))
    assert ["change_password"] == [*auth.sign_in(password=initial)["user"]["duties"]]


def test_a_session_put_into_the_database_opens_nothing(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: neither one's own in another's name, nor one with a secret that one knows; the own one goes on."""
    person, thief = auth.register()["id"], auth.register("thief")["id"]
    secret, own = auth.sign_in()["secret"], auth.sign_in("thief")["secret"]
    known = sha256(b"known").digest()
    changes = {
        "secret_hash = :known": "known",
        "former_hash = :known, former_until = '2036-01-01 00:00:00+00:00'": "known",
    }
    for change, opens in changes.items():
        with auth.runtime.unit.reading() as work:
            kept = work.session.scalars(select(SignInSession).where(SignInSession.person == person)).one()
            before = (kept.secret_hash, kept.former_hash)
        where = "WHERE person = :person"
        statement = f"UPDATE sign_in_session SET {change} {where}"
        by_hand(auth.runtime, "sign_in_session", statement, known=known, person=person)
        assert "session_ended" == refusal_of(lambda opens=opens: auth.token_of(opens)).code  # type: ignore[misc]
        back = f"UPDATE sign_in_session SET secret_hash = :a, former_hash = :b, former_until = NULL {where}"
        by_hand(auth.runtime, "sign_in_session", back, a=before[0], b=before[1], person=person)
        assert auth.token_of(secret)
    moved = "UPDATE sign_in_session SET person = :person WHERE person = :thief"
    by_hand(auth.runtime, "sign_in_session", moved, person=person, thief=thief)
    assert "session_ended" == refusal_of(lambda: auth.token_of(own)).code
    assert {"session_unsigned"} == {kind for kind, _ in _told(auth)}


def test_what_was_kept_before_is_trusted_once(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: passwords, second factors and open sessions of the release before; later only an operator says so again."""
    person = auth.register()["id"]
    secret = auth.sign_in()["secret"]
    for table, column in (("person", "credentials"), ("sign_in_session", "binding")):
        by_hand(auth.runtime, table, f"UPDATE {table} SET {column} = NULL")
    backfill_signatures(auth.runtime)
    assert auth.token_of(secret)
    assert auth.sign_in()["secret"]
    assert "credentials.adopted" in auth.actions()
    by_hand(auth.runtime, "person", "UPDATE person SET credentials = NULL WHERE id = :id", id=person)
    backfill_signatures(auth.runtime)
    assert "credentials_damaged" == refusal_of(auth.sign_in).code
    assert 1 == again(auth.runtime)
    assert auth.sign_in()["secret"]

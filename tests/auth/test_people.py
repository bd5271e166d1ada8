"""¶4, ¶5, ¶22: registering, the first sign-in, passwords, with a real database."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.auth.bootstrap import make_account
from services.auth.contract import ACKNOWLEDGEMENT, CADETS_SWITCHED, PERSON_REGISTERED, ChangePassword
from services.auth.sealing import passwords
from services.auth.store.models import Acknowledgement, Person
from services.auth.usecases import change_password
from services.common.clocks import zones
from services.common.storage.tables import command, outbox
from tests.auth.conftest import PASSWORD, Auth, Refusing
from tests.support.runtimes import principal, token

KIM = {"family": "Ким", "given": "Лев", "patronymic": ""}
NEW = "Жаңа-Құпия-Сөз-77"


def _change(auth: Auth, bearer: str, old: str, new: str = NEW, command_id: str = "") -> Any:
    body = {"command_id": command_id or str(uuid4()), "old": old, "new": new}
    return auth.call("change_password", body, bearer)


def test_the_first_sign_in_has_two_duties_and_then_none(auth: Auth, refusal_of: Refusing) -> None:
    """¶22: until the initial password is changed and the acknowledgement signed nothing else is allowed."""
    made = auth.register(password=None, ready=False)
    secret = auth.sign_in(password=made["initial_password"])["secret"]
    bearer = auth.token_of(secret)
    assert ("change_password", "acknowledge") == auth.runtime.verifier.verify(bearer, auth.clock.machine()).duties
    refusal = refusal_of(lambda: auth.call("list_people", {}, bearer))
    assert ("forbidden", "duties_outstanding", "¶22") == (refusal.kind, refusal.code, refusal.rule)
    _change(auth, bearer, made["initial_password"])
    auth.call("acknowledge", {"command_id": str(uuid4()), "text_version": ACKNOWLEDGEMENT}, bearer)
    assert () == auth.runtime.verifier.verify(auth.token_of(secret), auth.clock.machine()).duties


def test_the_acknowledgement_is_kept_with_date_and_text(auth: Auth) -> None:
    """¶22: academy time of the first signature; signing again changes nothing."""
    made = auth.register(password=None, ready=False)
    bearer = auth.token_of(auth.sign_in(password=made["initial_password"])["secret"])
    signed_at = auth.clock.now()
    for _ in range(2):
        auth.call("acknowledge", {"command_id": str(uuid4()), "text_version": ACKNOWLEDGEMENT}, bearer)
        auth.clock.move(seconds=10)
    with auth.runtime.unit.reading() as work:
        kept = work.session.scalars(select(Acknowledgement)).one()
    assert (made["id"], ACKNOWLEDGEMENT, signed_at) == (kept.person, kept.text_version, kept.at)
    assert 1 == auth.actions().count("acknowledgement.signed")


def test_an_acknowledgement_without_its_text_is_refused(auth: Auth, refusal_of: Refusing) -> None:
    """¶22: one signs the text in force, not nothing nor another."""
    auth.register()
    bearer = auth.token_of(auth.sign_in()["secret"])
    for text in ("", "x", f"{ACKNOWLEDGEMENT}1"):
        body = {"command_id": str(uuid4()), "text_version": text}
        assert "acknowledgement_required" == refusal_of(lambda: auth.call("acknowledge", body, bearer)).code  # noqa: B023


def test_the_old_password_opens_nothing_after_a_change(auth: Auth, refusal_of: Refusing) -> None:
    """¶5: and the other sessions of the person have ended, this one has not."""
    auth.register()
    here, elsewhere = auth.sign_in()["secret"], auth.sign_in()["secret"]
    _change(auth, auth.token_of(here), PASSWORD)
    assert "sign_in_failed" == refusal_of(auth.sign_in).code
    assert "session_ended" == refusal_of(lambda: auth.token_of(elsewhere)).code
    assert auth.token_of(here)
    assert "teacher" == auth.sign_in(password=NEW)["user"]["login"]


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("short", "password_too_short"),
        ("teacher-2026-xyz", "password_not_allowed"),
        (PASSWORD, "password_not_allowed"),
    ],
)
def test_a_weak_or_kept_password_is_refused(auth: Auth, refusal_of: Refusing, new: str, code: str) -> None:
    """¶5: short, with the login in it, or the old one again."""
    auth.register()
    bearer = auth.token_of(auth.sign_in()["secret"])
    assert code == refusal_of(lambda: _change(auth, bearer, PASSWORD, new)).code


def test_who_finds_an_open_session_cannot_guess_the_password_at_leisure(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: a wrong old password is counted as a failed sign-in is."""
    auth.register()
    bearer = auth.token_of(auth.sign_in()["secret"])
    codes = [refusal_of(lambda: _change(auth, bearer, "guess")).code for _ in range(6)]
    assert ["password_wrong"] * 5 + ["too_many_attempts"] == codes
    assert 5 == auth.actions().count("password.change_failed")


def test_guesses_at_the_old_password_sent_at_once_gain_nothing(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: a change whose old password was compared before the others failed is judged again."""
    made = auth.register()
    bearer = auth.token_of(auth.sign_in()["secret"])
    for _ in range(5):
        refusal_of(lambda: _change(auth, bearer, "guess"))
    change = ChangePassword(command_id="change-0001", old=PASSWORD, new=NEW)

    def replace_hash() -> None:
        with auth.runtime.unit.writing(principal(made["id"])) as work:
            old_hash = work.session.get_one(Person, made["id"]).password_hash
            old = change_password.CurrentPassword(made["id"], old_hash, None)
            fresh = change_password.Replacement(passwords.StoredPassword(b"new", b"new"))
            change_password.ReplacePassword(old, fresh)(work, change)

    assert "too_many_attempts" == refusal_of(replace_hash).code


def test_a_repeated_change_gets_the_first_answer(auth: Auth, refusal_of: Refusing) -> None:
    """¶5: the old password is no longer right, and it is no failure."""
    auth.register()
    bearer = auth.token_of(auth.sign_in()["secret"])
    assert {} == _change(auth, bearer, PASSWORD, command_id="change-0001")
    assert {} == _change(auth, bearer, PASSWORD, command_id="change-0001")
    other = refusal_of(lambda: _change(auth, bearer, PASSWORD, "Басқа-Құпия-Сөз-78", command_id="change-0001"))
    assert "command_reused" == other.code


def test_an_initial_password_is_said_once_and_kept_nowhere(auth: Auth) -> None:
    """¶22: the repeated command gets the same person without it, and no table holds it."""
    wish = {"command_id": "register-0001", "login": "teacher", "family": "Әлиев", "given": "Серік"}
    first, second = auth.as_it("register_person", **wish), auth.as_it("register_person", **wish)
    assert 19 == len(first["initial_password"])
    assert {**first, "initial_password": ""} == second
    with auth.runtime.unit.reading() as work:
        assert first["initial_password"] not in str(work.session.execute(select(command.c.reply)).all())
    assert first["initial_password"] not in auth.facts()


def test_everybody_learns_of_a_new_person_but_not_of_the_password(auth: Auth) -> None:
    """¶11: the whole state goes out, with the roles."""
    made = auth.register()
    with auth.runtime.unit.reading() as work:
        row = work.session.execute(select(outbox)).one()
    assert PERSON_REGISTERED == row.type
    assert made["id"] in row.body
    assert PASSWORD not in row.body


def test_a_login_is_taken_once(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: every person has an own login."""
    auth.register()
    refusal = refusal_of(auth.register)
    assert ("conflict", "login_taken", {"login": "teacher"}) == (refusal.kind, refusal.code, refusal.params)


@pytest.mark.parametrize(
    ("newcomer", "like"),
    [
        ({"login": "aliyev"}, "Әлиев Серік Болатұлы, teacher"),
        ({"login": "aliyev", "family": "Алиев", "given": " Cepiк"}, "Әлиев Серік Болатұлы, teacher"),
        ({"login": "teacher."} | KIM, "Әлиев Серік Болатұлы, teacher"),
        ({"login": "0sp-an"} | KIM, "Оспан Асан, ospan"),
        ({"login": "o.span"}, "Әлиев Серік Болатұлы, teacher; Оспан Асан, ospan"),
    ],
    ids=["name", "letters", "login", "login-of-another", "both"],
)
def test_who_looks_like_somebody_is_registered_once_it_is_said_who_is_meant(
    auth: Auth, refusal_of: Refusing, newcomer: dict[str, str], like: str
) -> None:
    """¶4: by the full name or the login."""
    auth.register()
    auth.register("ospan", family="Оспан", given="Асан", patronymic="")
    before = auth.facts()
    refusal = refusal_of(lambda: auth.register(**newcomer, as_new=False))
    assert ("conflict", "looks_like", like) == (refusal.kind, refusal.code, refusal.params["like"])
    assert before == auth.facts()
    assert newcomer["login"] == auth.register(**newcomer)["login"]


def test_who_looks_like_nobody_is_not_asked_about(auth: Auth) -> None:
    """¶4: initials alike, or a login that goes on, are nothing to ask about."""
    auth.register()
    auth.register("teacher2", given="Самат", as_new=False)
    auth.register("teacher1", given="Сәбит", as_new=False)


def test_an_account_for_the_emergency_is_made_whoever_it_looks_like(auth: Auth) -> None:
    """¶4: who can sign in no more makes one under the own name."""
    words = ["--login", "teacher-2", "--family", "Әлиев", "--given", "Серік", "--patronymic", "Болатұлы"]
    auth.register()
    assert 19 == len(make_account(auth.runtime.config, words))


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"login": "Әлиев"}, "login_malformed"),
        ({"roles": [{"role": "root", "faculty": ""}]}, "role_unknown"),
        ({"roles": [{"role": "teacher", "faculty": ""}]}, "role_needs_faculty"),
        ({"roles": [{"role": "it_staff", "faculty": "f1"}]}, "role_has_no_faculty"),
        ({"roles": [{"role": "teacher", "faculty": "f9"}]}, "faculty_unknown"),
        ({"roles": [{"role": "teacher", "faculty": "f1" * 500_000}]}, "faculty_unknown"),
        ({"roles": [{"role": "it_staff", "faculty": ""}, {"role": "teacher", "faculty": "f1"}]}, "it_stands_apart"),
        ({"family": " "}, "malformed"),
        ({"given": "x" * 121}, "malformed"),
        ({"family": 5}, "malformed"),
        ({"family": "Әлиев\u202e"}, "text_unprintable"),
        ({"patronymic": "漢字"}, "text_unprintable"),
        ({"password": "short"}, "password_too_short"),
        ({"password": "x" * 257}, "password_not_allowed"),
        ({"password": "Password1234"}, "password_not_allowed"),
        ({"password": "Әлиев Серік 2026 көктем"}, "password_not_allowed"),
        ({"password": "teacher көк аспан"}, "password_not_allowed"),
        ({"password": ""}, "password_too_short"),
    ],
)
def test_a_malformed_person_is_refused(auth: Auth, refusal_of: Refusing, wish: dict[str, Any], code: str) -> None:
    """¶4: and nothing is written."""
    assert code == refusal_of(lambda: auth.register(**wish)).code
    assert [] == auth.actions()


def test_only_it_registers_and_republishes(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: a teacher, even one who is everything else, does not."""
    roles = [("teacher", "f1"), ("methodist", "f1"), ("faculty_head", "f1"), ("moderator", ""), ("monitor", "")]
    bearer = token(auth.keys, principal("p1", *roles), auth.clock)
    person = {"command_id": "register-0001", "login": "x.y", "family": "А", "given": "Б"}
    for method, body in (("register_person", person), ("republish", {"command_id": "republish-1"})):
        refusal = refusal_of(lambda method=method, body=body: auth.call(method, body, bearer))  # type: ignore[misc]
        assert ("forbidden", "role_required") == (refusal.kind, refusal.code)


def test_outside_a_demo_nobody_chooses_anothers_password(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: ``password`` and ``ready`` are a demo's."""
    auth.runtime = replace(auth.runtime, config=replace(auth.runtime.config, demo=False))
    assert "malformed" == refusal_of(auth.register).code
    assert "malformed" == refusal_of(lambda: auth.register(password=None)).code
    assert 19 == len(auth.register(password=None, ready=False)["initial_password"])


def test_people_are_listed_in_kazakh_order_and_found_by_name(auth: Auth) -> None:
    """¶7: for IT and moderators."""
    for login, family in (("a1", "Яхин"), ("a2", "Әбенов"), ("a3", "Абаев"), ("a4", "Қасымов")):
        auth.register(login, family=family)
    bearer = token(auth.keys, principal("m", ("moderator", "")), auth.clock)
    listed = [row["family"] for row in auth.call("list_people", {}, bearer)["people"]]
    assert ["Абаев", "Әбенов", "Қасымов", "Яхин"] == listed
    found = auth.call("list_people", {"search": "қАСЫМ"}, bearer)["people"]
    assert ["a4"] == [row["login"] for row in found]


def test_a_teacher_lists_nobody(auth: Auth, refusal_of: Refusing) -> None:
    """¶7: logins are no teacher's business."""
    bearer = token(auth.keys, principal("p1", ("teacher", "f1")), auth.clock)
    assert "role_required" == refusal_of(lambda: auth.call("list_people", {}, bearer)).code


def test_republishing_says_everybody_again(auth: Auth) -> None:
    """¶11: so that replicas can be rebuilt."""
    auth.register("a1")
    auth.register("a2")
    auth.as_it("republish")
    with auth.runtime.unit.reading() as work:
        types = list(work.session.scalars(select(outbox.c.type)))
    assert [*[PERSON_REGISTERED] * 4, CADETS_SWITCHED] == types


def test_without_a_token_nothing_is_answered(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: all but signing in and out, and health."""
    methods = ["register_person", "list_people", "republish", "change_password", "acknowledge", "confirm_identity"]
    for method in (*methods, "show_person", "change_roles", "set_active"):
        refusal = refusal_of(lambda method=method: auth.call(method, {"command_id": "command-1"}))  # type: ignore[misc]
        assert ("unauthenticated", "token_missing") == (refusal.kind, refusal.code)
    how = {"database": True, "outbox": 0, "damaged": 0, "time_zones": zones.VERSION}
    assert {"service": "auth", **how, "clock": "right", "clock_seconds": 0} == auth.call("health", {})


def test_a_token_of_nobody_changes_nothing(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: a token may be older than a database that was restored."""
    bearer = token(auth.keys, principal("gone", duties=("acknowledge",)), auth.clock)
    body = {"command_id": "command-1", "text_version": ACKNOWLEDGEMENT, "old": PASSWORD, "new": NEW}
    for method in ("change_password", "acknowledge"):
        assert "session_ended" == refusal_of(lambda method=method: auth.call(method, body, bearer)).code  # type: ignore[misc]

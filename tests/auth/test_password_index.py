"""¶5: no two people hold the same password, and nobody learns that a colleague uses one."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import bcrypt
from sqlalchemy import delete, select

from services.auth.contract import ChangePassword
from services.auth.sealing import credentials, passwords
from services.auth.store.models import KeyPair, PasswordEntry, Person
from services.auth.usecases import change_password
from services.common.errors import Refused
from services.common.messaging.envelope import Trace
from services.common.security.sealing import read_key
from services.common.storage.unit_of_work import Work
from tests.auth.conftest import PASSWORD, Auth, Refusing, password_of
from tests.support.runtimes import principal

NEW = "Жаңа-Құпия-Сөз-77"


def _change(auth: Auth, login: str, new: str, old: str = "") -> Any:
    bearer = auth.token_of(auth.sign_in(login, old)["secret"])
    body = {"command_id": str(uuid4()), "old": old or password_of(login), "new": new}
    return auth.call("change_password", body, bearer)


def _as_before(auth: Auth, *logins: str) -> None:
    """What the first releases kept of the password ``PASSWORD``: bcrypt of the text itself; no entry, no key."""
    first = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4))
    with auth.runtime.unit.writing() as work:
        for person in work.session.scalars(select(Person).where(Person.login.in_(logins))):
            person.password_hash = first
            credentials.sign_as_stored(work, person)
            work.session.execute(delete(PasswordEntry).where(PasswordEntry.person == person.id))
            work.session.execute(delete(KeyPair).where(KeyPair.person == person.id))
        work.audit("test.prepared", "people")


def test_a_colleagues_password_is_refused_as_a_weak_one_is(auth: Auth, refusal_of: Refusing) -> None:
    """¶5: kind, code, paragraph and parameters are those of a password from a list of leaked ones."""
    for login in ("teacher", "colleague"):
        auth.register(login)
    taken = refusal_of(lambda: _change(auth, "colleague", PASSWORD))
    leaked = refusal_of(lambda: _change(auth, "colleague", "1234567890qwerty"))
    assert (taken, "password_not_allowed", "¶5") == (leaked, leaked.code, leaked.rule)
    assert {} == _change(auth, "colleague", NEW)


def test_the_same_password_typed_otherwise_is_the_same(auth: Auth, refusal_of: Refusing) -> None:
    """¶5: decomposed, as another keyboard writes it, it is a colleague's all the same."""
    auth.register("colleague")
    auth.register("teacher", password="Айналайын жұлдыз")
    assert (
        "password_not_allowed" == refusal_of(lambda: _change(auth, "colleague", "Аи\u0306налаи\u0306ын жұлдыз")).code
    )


def test_a_password_given_up_is_free_again(auth: Auth) -> None:
    """¶5: only the passwords in force are compared."""
    for login in ("teacher", "colleague"):
        auth.register(login)
    _change(auth, "teacher", NEW)
    assert {} == _change(auth, "colleague", PASSWORD)


def test_who_is_switched_off_keeps_the_password(auth: Auth, refusal_of: Refusing) -> None:
    """¶5: or two would hold the same once the person is switched on again."""
    made = auth.register("teacher")
    auth.register("colleague")
    with auth.runtime.unit.writing() as work:
        work.session.get_one(Person, made["id"]).active = False
        work.audit("person.switched_off", f"person/{made['id']}")
    assert "password_not_allowed" == refusal_of(lambda: _change(auth, "colleague", PASSWORD)).code


def test_nobody_is_registered_with_anothers_password(auth: Auth, refusal_of: Refusing) -> None:
    """¶5: initial passwords count, too."""
    initial = auth.register("newcomer", password=None, ready=False)["initial_password"]
    auth.register("teacher")
    assert "password_not_allowed" == refusal_of(lambda: auth.register("colleague", password=initial)).code
    assert "password_not_allowed" == refusal_of(lambda: _change(auth, "teacher", initial)).code


def test_whoever_tries_what_colleagues_use_soon_has_to_wait(auth: Auth, refusal_of: Refusing) -> None:
    """¶5: each refused one counts as a guess and is seen in the audit."""
    auth.register()
    bearer = auth.token_of(auth.sign_in()["secret"])

    def attempt(number: int) -> str:
        body = {"command_id": str(uuid4()), "old": PASSWORD, "new": f"qwerty-{number}-уақыт"}
        return refusal_of(lambda: auth.call("change_password", body, bearer)).code

    assert ["password_not_allowed"] * 5 + ["too_many_attempts"] == [attempt(number) for number in range(6)]
    assert 5 == auth.actions().count("password.refused")
    assert [] == [typed for typed in ("уақыт", PASSWORD) if typed in auth.facts()]


def test_a_wrong_old_password_says_nothing_of_the_new_one(auth: Auth, refusal_of: Refusing) -> None:
    """¶5: who finds an open session cannot try what colleagues use."""
    for login in ("teacher", "colleague"):
        auth.register(login)
    bearer = auth.token_of(auth.sign_in("colleague")["secret"])
    codes = []
    for new in (PASSWORD, "1234567890qwerty", NEW):
        body = {"command_id": str(uuid4()), "old": "a wrong one", "new": new}
        codes.append(refusal_of(lambda body=body: auth.call("change_password", body, bearer)).code)  # type: ignore[misc]
    assert ["password_wrong"] * 3 == codes


def test_of_two_who_choose_the_same_at_once_one_gets_it(auth: Auth) -> None:
    """¶5: both found it free when they looked; the database lets one in."""
    people = [auth.register(f"person{number}") for number in range(4)]
    ready = Barrier(len(people), timeout=20)

    def outcome(made: dict[str, str]) -> str:
        who = principal(made["id"])
        body = {"command_id": str(uuid4()), "old": password_of(made["login"]), "new": NEW}
        request = ChangePassword(**body)
        with auth.runtime.unit.reading(who) as work:
            old = change_password.read_current(work, request)
        fresh = change_password.make_replacement(
            request, old, b"index key", read_key(auth.runtime.config.keys / "recovery.pub")
        )
        assert fresh
        ready.wait()
        try:
            auth.runtime.run_command(change_password.ReplacePassword(old, fresh), ChangePassword, body, who, Trace())
        except Refused as refused:
            return refused.refusal.code
        return "done"

    with ThreadPoolExecutor(len(people)) as pool:
        outcomes = sorted(pool.map(outcome, people))
    assert ["done", *["password_not_allowed"] * 3] == outcomes


def test_who_was_there_before_is_brought_up_to_date_at_the_next_sign_in(auth: Auth) -> None:
    """¶5: only then the password is known; the hash becomes one of the present format, and there is an entry."""
    made = auth.register()
    _as_before(auth, "teacher")
    assert () == auth.sign_in()["user"]["duties"]
    with auth.runtime.unit.reading() as work:
        held = work.session.get_one(Person, made["id"]).password_hash
        assert (False, 1) == (passwords.is_outdated(held), _entries(work))
    auth.sign_in()


def test_of_two_who_held_the_same_before_the_later_chooses_another(auth: Auth, refusal_of: Refusing) -> None:
    """¶5: as after an initial password; the audit says that, and not whose it is."""
    people = [auth.register(login)["id"] for login in ("teacher", "colleague")]
    _as_before(auth, "teacher", "colleague")
    duties = [auth.sign_in(login, PASSWORD)["user"]["duties"] for login in ("teacher", "colleague", "colleague")]
    assert [(), ("change_password",), ("change_password",)] == duties
    assert "password_not_allowed" == refusal_of(lambda: _change(auth, "colleague", "qwerty-1-уақыт", PASSWORD)).code
    assert {} == _change(auth, "colleague", NEW, PASSWORD)
    assert () == auth.sign_in("colleague", NEW)["user"]["duties"]
    required = [line for line in auth.facts().splitlines() if "password.change_required" in line]
    assert required
    assert not any(people[0] in line for line in required)


def _entries(work: Work) -> int:
    return len(work.session.scalars(select(PasswordEntry)).all())

"""A forgotten password through the recovery key (¶5): IT asks, a head confirms, and the key pair stays the same."""

import json
from base64 import b32decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import uuid4

import eventlet
import pytest
from sqlalchemy import select

from services.auth.contract import ConfirmPasswordRequest, RefusePasswordRequest
from services.auth.domain.second_factor import STEP_SECONDS
from services.auth.sealing import attestation, key_pairs
from services.auth.sealing.passwords import StoredPassword
from services.auth.sealing.second_factor import code_at
from services.auth.service import Service
from services.auth.store.models import KeyPair, PasswordRequest, Person
from services.auth.usecases.confirm_password_request import ConfirmRequest, ForgottenPassword, Replacement
from services.auth.usecases.refuse_password_request import refuse_password_request
from services.common.errors import Refused
from services.common.messaging.envelope import Trace
from services.common.runtime.app import Calls
from services.common.security.sealing import PrivateKey, SealBrokenError, read_key, read_private
from services.common.security.session_keys import take_over
from services.common.security.tokens import Role
from services.common.storage.tables import command, outbox
from tests.auth.conftest import PASSWORD, Auth, Refusing
from tests.support.runtimes import confirmation

OWN = "Жаңбырдан кейінгі көк аспан"
REASON = "Демалыстан кейін құпиясөзін ұмытты"


@dataclass
class Office:
    """Auth with one of IT, two heads of faculties, and a teacher of the first; each by login."""

    auth: Auth
    ids: dict[str, str]

    def bearer(self, login: str) -> str:
        """An access token of a fresh session."""
        return self.auth.token_of(self.auth.sign_in(login)["secret"])

    def do(self, login: str, method: str, **body: Any) -> Any:
        """A command or question of somebody; a confirmation comes with it where one is needed."""
        bearer = self.bearer(login)
        if method == "confirm_password_request":
            who = self.auth.runtime.verifier.verify(bearer, self.auth.clock.machine())
            body = {"confirmation": confirmation(self.auth.keys, who, self.auth.clock), **body}
        is_question = method.startswith(("list_", "show_"))
        return self.auth.call(method, body if is_question else {"command_id": str(uuid4()), **body}, bearer)

    def ask(self, login: str = "teacher", by: str = "it") -> str:
        """A request for a new password."""
        return str(self.do(by, "ask_for_password", person=self.ids[login], reason=REASON)["id"])

    def confirm(self, request: str, by: str = "head") -> Any:
        """A head confirms it."""
        return self.do(by, "confirm_password_request", request=request)

    def pair(self, login: str = "teacher") -> KeyPair:
        """The key pair as it is kept."""
        with self.auth.runtime.unit.reading() as work:
            return work.session.get_one(KeyPair, self.ids[login])

    def state(self, request: str) -> str:
        """What became of a request."""
        with self.auth.runtime.unit.reading() as work:
            return str(work.session.get_one(PasswordRequest, request).state)

    def kept(self, login: str = "teacher") -> tuple[object, ...]:
        """All that opening the account depends on."""
        with self.auth.runtime.unit.reading() as work:
            person, pair = work.session.get_one(Person, self.ids[login]), work.session.get(KeyPair, self.ids[login])
            return person.password_hash, person.must_change_password, pair and pair.sealed

    def watch(self) -> None:
        """Let the clock do what it does every half a minute."""
        service: Any = Service()
        service.app = Calls(self.auth.runtime, "", "", Trace(), "kk", lambda: None)
        service.watch_passwords()


@pytest.fixture
def office(auth: Auth) -> Office:
    """Everybody ready to work."""
    people = {
        "it": [("it_staff", "")],
        "head": [("faculty_head", "f1")],
        "other-head": [("faculty_head", "f2")],
        "moderator": [("moderator", "")],
        "teacher": [("teacher", "f1")],
    }
    held = {login: [{"role": r, "faculty": f} for r, f in roles] for login, roles in people.items()}
    return Office(auth, {login: auth.register(login, roles=roles)["id"] for login, roles in held.items()})


@contextmanager
def _without(path: Path) -> Iterator[None]:
    """The key lies on its medium, locked away."""
    away = path.with_suffix(".away")
    path.rename(away)
    try:
        yield
    finally:
        away.rename(path)


def _recovery_key(auth: Auth) -> Path:
    return auth.runtime.config.keys / "recovery" / "recovery.key"


def _choose_own(office: Office, initial: str, login: str = "teacher") -> str:
    """Sign in with the initial password and choose an own one; the session's secret."""
    secret = str(office.auth.sign_in(login, initial)["secret"])
    body = {"command_id": str(uuid4()), "old": initial, "new": OWN, "secret": secret}
    office.auth.call("change_password", body, office.auth.token_of(secret))
    return secret


def test_who_forgot_chooses_a_password_and_keeps_the_key(office: Office) -> None:
    """¶5: asked by IT, confirmed by a head; the same private key reaches the gradebook from the new session."""
    auth, public = office.auth, office.pair().public
    made = office.confirm(office.ask())
    assert (office.ids["teacher"], "2026-10-06T09:00:00+05:00") == (made["person"]["id"], made["until"])
    secret = _choose_own(office, made["initial_password"])
    assert public == office.pair().public
    issued = auth.call("issue_token", {"secret": secret})
    session = auth.runtime.verifier.verify(issued["token"], auth.clock.machine()).session
    gradebook = read_private(auth.runtime.config.keys / "gradebook.key")
    assert public == take_over(issued["session_key"], session, gradebook).public
    assert public == key_pairs.open_with_password(office.pair().sealed, office.ids["teacher"], OWN).public
    assert auth.sign_in("teacher", OWN)


def test_the_forgotten_password_opens_nothing_more_and_sessions_end(office: Office, refusal_of: Refusing) -> None:
    """¶4, ¶5: at once, and the audit names each."""
    auth = office.auth
    secrets = [auth.sign_in()["secret"] for _ in range(2)]
    request = office.ask()
    assert all(auth.token_of(each) for each in secrets)
    made = office.confirm(request)
    codes = [refusal_of(lambda each=each: auth.token_of(each)).code for each in secrets]  # type: ignore[misc]
    assert ["session_ended"] * 2 == codes
    assert "sign_in_failed" == refusal_of(auth.sign_in).code
    sealed = office.pair().sealed
    with pytest.raises(SealBrokenError):
        key_pairs.open_with_password(sealed, office.ids["teacher"], PASSWORD)
    assert key_pairs.open_with_password(sealed, office.ids["teacher"], made["initial_password"])
    assert ("confirmed", 2) == (office.state(request), auth.actions().count("session.ended"))
    assert 1 == auth.actions().count("recovery_key.used")


def test_nothing_changes_until_a_head_confirms(office: Office) -> None:
    """¶4: asked, withdrawn or refused, the person's password and key are as before."""
    before = office.kept()
    withdrawn, refused = office.ask(), ""
    assert before == office.kept()
    office.do("it", "withdraw_password_request", request=withdrawn)
    refused = office.ask()
    office.do("head", "refuse_password_request", request=refused, reason="Ол мұны сұраған жоқ")
    assert (before, "withdrawn", "refused") == (office.kept(), office.state(withdrawn), office.state(refused))
    assert office.auth.sign_in()


def test_one_request_at_a_time(office: Office, refusal_of: Refusing) -> None:
    """¶4: the first is answered or withdrawn before there is another; a person's own page shows both."""
    first = office.ask()
    assert "password_request_waiting" == refusal_of(office.ask).code
    office.do("it", "withdraw_password_request", request=first)
    second = office.ask()
    page = office.do("moderator", "show_person", person=office.ids["teacher"])
    assert {first: "withdrawn", second: "open"} == {each["id"]: each["state"] for each in page["password_requests"]}


@pytest.mark.parametrize("by", ["teacher", "head", "moderator"])
def test_it_alone_asks_and_withdraws(office: Office, refusal_of: Refusing, by: str) -> None:
    """¶4: nobody else, whatever they head."""
    assert "role_required" == refusal_of(lambda: office.ask("other-head", by)).code
    request = office.ask()
    withdraw = refusal_of(lambda: office.do(by, "withdraw_password_request", request=request))
    assert ("role_required", "open") == (withdraw.code, office.state(request))


def test_it_asks_neither_for_itself_nor_without_a_reason(office: Office, refusal_of: Refusing) -> None:
    """¶4: nor for nobody."""
    body = {"person": office.ids["teacher"], "reason": " "}
    assert "own_account" == refusal_of(lambda: office.ask("it")).code
    assert "reason_required" == refusal_of(lambda: office.do("it", "ask_for_password", **body)).code
    body = {"person": "nobody", "reason": REASON}
    assert "person_unknown" == refusal_of(lambda: office.do("it", "ask_for_password", **body)).code


@pytest.mark.parametrize(
    ("by", "code"),
    [("it", "role_required"), ("moderator", "role_required"), ("other-head", "password_request_unknown")],
)
def test_only_a_head_of_the_persons_faculty_answers(office: Office, refusal_of: Refusing, by: str, code: str) -> None:
    """¶4, ¶5: confirming and refusing alike; nothing has changed then."""
    request, before = office.ask(), office.kept()
    refused = refusal_of(lambda: office.do(by, "refuse_password_request", request=request, reason="—"))
    assert (code, code) == (refusal_of(lambda: office.confirm(request, by)).code, refused.code)
    assert (before, "open") == (office.kept(), office.state(request))


def test_who_is_it_and_head_at_once_needs_another(office: Office, refusal_of: Refusing) -> None:
    """¶5: two roles are not two people."""
    roles = (Role(role="it_staff"), Role(role="faculty_head", faculty="f1"))
    office.ids["both"] = office.auth.register("both")["id"]
    with office.auth.runtime.unit.writing() as work:  # an account of before the two were kept apart
        attestation.attest(work, work.session.get_one(Person, office.ids["both"]), roles=roles)
        work.audit("person.roles_changed", "person/both")
    own, theirs = office.ask("both"), office.ask("teacher", "both")
    codes = [refusal_of(lambda each=each: office.confirm(each, "both")).code for each in (own, theirs)]  # type: ignore[misc]
    assert ["two_people_needed"] * 2 == codes
    assert office.confirm(theirs, "head")["initial_password"]


def test_somebody_of_no_faculty_is_confirmed_by_any_head(office: Office) -> None:
    """¶5: IT and moderators forget too."""
    request = office.ask("moderator")
    assert office.confirm(request, "other-head")["initial_password"]


def test_the_head_gives_the_password_again(office: Office, refusal_of: Refusing) -> None:
    """¶4: as for every decision that asks for it; a colleague's confirmation does not count."""
    request = office.ask()
    elsewhere = office.auth.runtime.verifier.verify(office.bearer("head"), office.auth.clock.machine())
    given = ["", confirmation(office.auth.keys, elsewhere, office.auth.clock)]
    codes = [
        refusal_of(lambda each=each: office.do("head", "confirm_password_request", request=request, confirmation=each))  # type: ignore[misc]
        for each in given
    ]
    assert ["confirmation_required", "confirmation_invalid"] == [each.code for each in codes]
    assert "open" == office.state(request)


def test_without_the_recovery_key_nothing_changes(office: Office, refusal_of: Refusing) -> None:
    """¶5: it lies on a medium of its own; the request waits until that is put in."""
    request, before = office.ask(), office.kept()
    with _without(_recovery_key(office.auth)):
        refusal = refusal_of(lambda: office.confirm(request))
    assert ("conflict", "recovery_key_absent", "¶5") == (refusal.kind, refusal.code, refusal.rule)
    assert (before, "open", "attempt.refused") == (office.kept(), office.state(request), office.auth.actions()[-1])
    assert office.confirm(request)["initial_password"]


@pytest.mark.parametrize(
    "content", [pytest.param(PrivateKey.generate().raw().hex(), id="another"), "no key", "ab" * 31, "", "ж"]
)
def test_another_academys_recovery_key_changes_nothing(office: Office, refusal_of: Refusing, content: str) -> None:
    """¶5: nor does a file that is none."""
    request, before, path = office.ask(), office.kept(), _recovery_key(office.auth)
    with _without(path):
        path.write_text(content, encoding="utf-8")
        refusal = refusal_of(lambda: office.confirm(request))
    assert ("conflict", "recovery_key_wrong") == (refusal.kind, refusal.code)
    assert (before, "open") == (office.kept(), office.state(request))


def test_a_key_pair_that_somebody_has_put_there_is_not_taken(office: Office, refusal_of: Refusing) -> None:
    """¶5: anybody can seal to the recovery key; what it opens has to be the half of the public one."""
    person, public = office.ids["teacher"], read_key(office.auth.runtime.config.keys / "recovery.pub")
    with office.auth.runtime.unit.writing() as work:
        foreign = key_pairs.make_key_pair(person, PASSWORD, public)[1]
        work.session.get_one(KeyPair, person).for_recovery = foreign.for_recovery
        work.audit("test.pair_replaced", f"person/{person}")
    request, before = office.ask(), office.kept()
    assert "recovery_key_wrong" == refusal_of(lambda: office.confirm(request)).code
    assert (before, "open") == (office.kept(), office.state(request))


def test_a_key_pair_made_meanwhile_is_not_locked_away(office: Office, refusal_of: Refusing) -> None:
    """¶5: who had none when the head began may have signed in since; the initial password would not open theirs."""
    auth, request, before = office.auth, office.ask(), office.kept()
    who = auth.runtime.verifier.verify(office.bearer("head"), auth.clock.machine())
    begun_without = ConfirmRequest(
        ForgottenPassword(office.ids["teacher"], None, None), Replacement("1", StoredPassword(b"hash", b"index"), None)
    )
    body = {"command_id": "confirm-1", "request": request, "confirmation": confirmation(auth.keys, who, auth.clock)}
    confirm = lambda: auth.runtime.run_command(begun_without, ConfirmPasswordRequest, body, who, Trace())  # noqa: E731
    assert "recovery_key_wrong" == refusal_of(confirm).code
    assert (before, "open") == (office.kept(), office.state(request))


def test_who_never_had_a_key_gets_an_initial_password_all_the_same(office: Office) -> None:
    """¶5: the recovery key is not needed; the pair is made with the first own password."""
    made = office.auth.register("newcomer", password=None, ready=False)
    office.ids["newcomer"] = made["id"]
    request = office.ask("newcomer")
    with _without(_recovery_key(office.auth)):
        again = office.confirm(request)
    assert "recovery_key.used" not in office.auth.actions()
    assert made["initial_password"] != again["initial_password"]
    _choose_own(office, again["initial_password"], "newcomer")
    assert key_pairs.open_with_password(office.pair("newcomer").sealed, made["id"], OWN)


def test_an_initial_password_opens_one_session(office: Office, refusal_of: Refusing) -> None:
    """¶5: who comes second is told so, and so is the audit; in the meantime the journals stay closed."""
    auth, made = office.auth, office.confirm(office.ask())
    secret = auth.sign_in("teacher", made["initial_password"])["secret"]
    assert "initial_password_used" == refusal_of(lambda: auth.sign_in("teacher", made["initial_password"])).code
    assert ["initial_password.used", "initial_password.refused"] == [
        each for each in auth.actions() if each.startswith("initial_password")
    ]
    bearer = auth.token_of(secret)
    assert "duties_outstanding" == refusal_of(lambda: auth.call("list_sessions", {}, bearer)).code


def test_an_initial_password_ends_after_a_day(office: Office, refusal_of: Refusing) -> None:
    """¶5: of academy time; IT asks anew, and the new one opens."""
    auth, first = office.auth, office.ask()
    made = office.confirm(first)
    auth.clock.move(hours=24)
    assert "initial_password_expired" == refusal_of(lambda: auth.sign_in("teacher", made["initial_password"])).code
    office.watch()
    assert ("expired", "password_request.expired") == (office.state(first), auth.actions()[-1])
    assert "initial_password_expired" == refusal_of(lambda: auth.sign_in("teacher", made["initial_password"])).code
    second = office.ask()
    _choose_own(office, office.confirm(second)["initial_password"])
    assert "done" == office.state(second)


def test_a_second_initial_password_ends_the_first(office: Office, refusal_of: Refusing) -> None:
    """¶5: lost on the way, it is of no use to whoever finds it; the key is still the person's."""
    public, first = office.pair().public, office.ask()
    lost = office.confirm(first)
    again = office.confirm(office.ask())
    assert "expired" == office.state(first)
    assert "sign_in_failed" == refusal_of(lambda: office.auth.sign_in("teacher", lost["initial_password"])).code
    _choose_own(office, again["initial_password"])
    assert public == key_pairs.open_with_password(office.pair().sealed, office.ids["teacher"], OWN).public


def test_a_request_that_nobody_answers_lapses(office: Office, refusal_of: Refusing) -> None:
    """¶4: after a week, noticed once; it stands in nobody's way."""
    auth, request = office.auth, office.ask()
    auth.clock.move(days=7)
    assert "password_request_closed" == refusal_of(lambda: office.confirm(request)).code
    office.watch()
    office.watch()
    assert (1, "expired") == (auth.actions().count("password_request.expired"), office.state(request))
    office.ask()
    auth.clock.move(days=7)
    assert "open" == office.state(office.ask())


def test_who_remembers_needs_nobody(office: Office, refusal_of: Refusing) -> None:
    """¶5: the own password changed with the old one ends the request."""
    request, secret = office.ask(), office.auth.sign_in()["secret"]
    body = {"command_id": str(uuid4()), "old": PASSWORD, "new": OWN, "secret": secret}
    office.auth.call("change_password", body, office.auth.token_of(secret))
    assert ("withdrawn", "password_request_closed") == (
        office.state(request),
        refusal_of(lambda: office.confirm(request)).code,
    )


def test_the_second_factor_stays(office: Office, refusal_of: Refusing) -> None:
    """¶4: so that who has seen the initial password cannot sign in with it alone; a code that is missing uses up
    nothing.
    """
    auth, bearer = office.auth, office.bearer("teacher")
    offer = auth.call("set_up_second_factor", {"password": PASSWORD}, bearer)
    secret = b32decode(offer["secret"])

    def code() -> str:
        return code_at(secret, int(auth.clock.machine().timestamp()) // STEP_SECONDS)

    auth.call("confirm_second_factor", {"code": code()}, bearer)
    made = office.confirm(office.ask())
    auth.clock.move(seconds=STEP_SECONDS)
    body = {"login": "teacher", "password": made["initial_password"], "address": "10.0.0.1"}
    assert "second_factor_required" == refusal_of(lambda: auth.call("sign_in", body)).code
    assert auth.call("sign_in", {**body, "code": code()})["user"]["second_factor"]


def test_the_initial_password_stands_nowhere(office: Office) -> None:
    """¶5: not in the audit, not in an event, not in the kept answer; the same command again does not say it."""
    auth, request = office.auth, office.ask()
    bearer = office.bearer("head")
    who = auth.runtime.verifier.verify(bearer, auth.clock.machine())
    body = {"command_id": "confirm-1", "request": request, "confirmation": confirmation(auth.keys, who, auth.clock)}
    first = auth.call("confirm_password_request", body, bearer)
    again = auth.call("confirm_password_request", body, bearer)
    assert json.loads(json.dumps({**first, "initial_password": ""})) == again
    assert 1 == auth.actions().count("password_request.confirmed")
    with auth.runtime.unit.reading() as work:
        answers = str(work.session.execute(select(command)).all())
        events = str(work.session.execute(select(outbox)).all())
    for form in (first["initial_password"], first["initial_password"].replace("-", "")):
        assert form
        assert form not in answers + events + auth.facts()
    assert REASON not in auth.facts()


def _at_once(*acts: Callable[[], Any]) -> list[str]:
    """What becomes of acts that go on beside each other, as a service's do: "done", or the code of the refusal."""

    def outcome(act: Callable[[], Any]) -> str:
        try:
            act()
        except Refused as refused:
            return refused.refusal.code
        return "done"

    with eventlet.Timeout(30):
        return sorted(eventlet.GreenPool(len(acts)).imap(outcome, acts))


def test_of_two_heads_at_once_one_hands_out_a_password(office: Office) -> None:
    """¶5: and it is the one that opens."""
    office.ids["deputy"] = office.auth.register("deputy", roles=[{"role": "faculty_head", "faculty": "f1"}])["id"]
    request, handed = office.ask(), []
    acts = [lambda by=by: handed.append(office.confirm(request, by)) for by in ("head", "deputy")]
    assert ["done", "password_request_closed"] == _at_once(*acts)
    assert [1, 1] == [office.auth.actions().count(f"{what}") for what in ("recovery_key.used", "key_pair.resealed")]
    _choose_own(office, handed[0]["initial_password"])


def test_confirmed_or_withdrawn_and_never_both(office: Office) -> None:
    """¶4: what IT takes back while the head confirms has happened, or has not."""
    request, before = office.ask(), office.kept()
    withdraw = lambda: office.do("it", "withdraw_password_request", request=request)  # noqa: E731
    outcomes = _at_once(lambda: office.confirm(request), withdraw)
    assert ["done", "password_request_closed"] == outcomes
    assert {"confirmed": True, "withdrawn": False}[office.state(request)] == (before != office.kept())


def test_who_answers_second_waits_for_the_first(office: Office) -> None:
    """¶4: and sees what the first has done, though it was not done when they began."""
    body = {"command_id": "refuse-1", "request": office.ask(), "reason": "Ол сұраған жоқ"}
    who = office.auth.runtime.verifier.verify(office.bearer("head"), office.auth.clock.machine())
    said: list[str] = []

    def second() -> None:
        try:
            office.auth.runtime.run_command(refuse_password_request, RefusePasswordRequest, body, who, Trace())
        except Refused as refused:
            said.append(refused.refusal.code)

    later = Thread(target=second)
    with office.auth.runtime.unit.writing(who) as work:
        refuse_password_request(work, RefusePasswordRequest(**body))
        later.start()
        later.join(0.5)
        assert later.is_alive()
    later.join(20)
    assert ["password_request_closed"] == said


def test_the_same_command_twice_at_once_says_one_password_once(office: Office) -> None:
    """¶5: the one that opens, and not one that was made for nothing; the other is answered without, or refused."""
    auth, request, bearer = office.auth, office.ask(), office.bearer("head")
    who = auth.runtime.verifier.verify(bearer, auth.clock.machine())
    body = {"command_id": "confirm-1", "request": request, "confirmation": confirmation(auth.keys, who, auth.clock)}
    said: list[str] = []
    acts = [lambda: said.append(auth.call("confirm_password_request", body, bearer)["initial_password"])] * 2
    assert _at_once(*acts)[1] in ("done", "password_request_closed")
    (initial,) = filter(None, said)
    _choose_own(office, initial)


def test_of_two_askers_at_once_one_asks(office: Office) -> None:
    """¶4: one open request for a person, the database itself sees to that."""
    office.ids["it-2"] = office.auth.register("it-2", roles=[{"role": "it_staff", "faculty": ""}])["id"]
    acts = [lambda by=by: office.ask("teacher", by) for by in ("it", "it-2")]
    assert ["done", "password_request_waiting"] == _at_once(*acts)


def test_of_two_who_sign_in_at_once_with_an_initial_password_one_does(office: Office) -> None:
    """¶5: it opens one session."""
    initial = office.confirm(office.ask())["initial_password"]
    acts = [lambda: office.auth.sign_in("teacher", initial)] * 2
    assert ["done", "initial_password_used"] == _at_once(*acts)


def test_who_is_switched_off_meanwhile_gets_nothing(office: Office, refusal_of: Refusing) -> None:
    """¶4: nor is anything asked for them."""
    request = office.ask()
    office.do("it", "set_active", person=office.ids["teacher"], active=False, reason="Жұмыстан шықты")
    assert "person_inactive" == refusal_of(lambda: office.confirm(request)).code
    office.do("it", "withdraw_password_request", request=request)
    assert "person_inactive" == refusal_of(office.ask).code


def test_who_sees_which_requests(office: Office, refusal_of: Refusing) -> None:
    """¶7: IT and moderators all, a head those to decide and those decided; each with what they may do."""
    request = office.ask()
    seen = {login: office.do(login, "list_password_requests") for login in ("it", "moderator", "head", "other-head")}
    may = {login: [[*each["may"]] for each in listed["requests"]] for login, listed in seen.items()}
    assert {"it": [["withdraw"]], "moderator": [[]], "head": [["confirm", "refuse"]], "other-head": []} == may
    assert {"it": 0, "moderator": 0, "head": 1, "other-head": 0} == {
        login: listed["waiting"] for login, listed in seen.items()
    }
    assert "role_required" == refusal_of(lambda: office.do("teacher", "list_password_requests")).code
    hidden = refusal_of(lambda: office.do("other-head", "show_password_request", request=request))
    assert "password_request_unknown" == hidden.code
    office.confirm(request)
    assert "confirmed" == office.do("head", "show_password_request", request=request)["state"]
    assert not office.do("head", "list_password_requests", open=True)["requests"]


def test_every_step_is_an_audit_event(office: Office) -> None:
    """¶4, ¶7: who did what with which request, by ids alone."""
    office.do("it", "withdraw_password_request", request=office.ask())
    office.do("head", "refuse_password_request", request=office.ask(), reason="Ол сұраған жоқ")
    _choose_own(office, office.confirm(office.ask())["initial_password"])
    steps = [each for each in office.auth.actions() if each.startswith("password_request")]
    wanted = ["asked", "withdrawn", "asked", "refused", "asked", "confirmed", "done"]
    assert [f"password_request.{step}" for step in wanted] == steps

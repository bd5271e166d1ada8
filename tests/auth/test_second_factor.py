"""¶4: a code of the telephone besides the password."""

from base64 import b32decode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from services.auth.contract import ConfirmIdentity, SetUpSecondFactor
from services.auth.domain.second_factor import DRIFT, STEP_SECONDS, is_due, step_refusal, steps
from services.auth.sealing import second_factor as codes
from services.auth.store.models import Person, RecoveryCode, SecondFactor
from services.auth.usecases.confirm_identity import RecordConfirmation, own_password_hash
from services.auth.usecases.set_up_second_factor import SetUpFactor
from services.common.errors import Refused
from services.common.messaging.envelope import Trace
from services.common.security.sealing import SealBrokenError
from tests.auth.conftest import PASSWORD, Auth, Refusing, password_of
from tests.support.runtimes import principal, token

#: RFC 6238, appendix B, the last six of its eight digits.
RFC_SECRET = b"12345678901234567890"
RFC_CODES = {59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"}


@dataclass
class Telephone:
    """What somebody's authenticator shows."""

    auth: Auth
    secret: bytes

    def code(self, later: int = 0) -> str:
        """The code of this step, or of one ``later``."""
        step = int(self.auth.clock.machine().timestamp()) // STEP_SECONDS
        return codes.code_at(self.secret, step + later)

    def next(self) -> str:
        """The code of the next step, once its time has come."""
        self.auth.clock.move(seconds=STEP_SECONDS)
        return self.code()


def _set_up(auth: Auth, login: str = "teacher", bearer: str = "", code: str = "") -> tuple[Telephone, list[str]]:
    """Somebody's telephone with a fresh secret, taken into use, and the recovery codes."""
    bearer = bearer or auth.token_of(auth.sign_in(login)["secret"])
    offer = auth.call("set_up_second_factor", {"password": password_of(login), "code": code}, bearer)
    telephone = Telephone(auth, b32decode(offer["secret"]))
    said = auth.call("confirm_second_factor", {"code": telephone.code()}, bearer)
    return telephone, list(said["codes"])


def _sign_in(auth: Auth, code: str = "", login: str = "teacher", password: str = "") -> Any:
    body = {"login": login, "password": password or password_of(login), "address": "10.0.0.1", "code": code}
    return auth.call("sign_in", body)


@pytest.fixture
def telephone(auth: Auth) -> Telephone:
    """A teacher's."""
    auth.register()
    made, _ = _set_up(auth)
    auth.clock.move(seconds=STEP_SECONDS)
    return made


@pytest.mark.parametrize(("moment", "code"), RFC_CODES.items())
def test_codes_are_those_of_the_standard(moment: int, code: str) -> None:
    """¶4: what any authenticator shows."""
    assert (code, moment // 30) == (codes.code_at(RFC_SECRET, moment // 30), codes.step_of(code, RFC_SECRET, moment))


@given(st.integers(min_value=10**6, max_value=2 * 10**9), st.integers(min_value=-5, max_value=5))
def test_a_clock_may_be_off_by_one_step(moment: int, off: int) -> None:
    """¶4: half a minute before and after, and no more."""
    assert (abs(off) <= DRIFT) == (moment // STEP_SECONDS + off in steps(moment))


@pytest.mark.parametrize(("step", "last", "allowed"), [(5, 4, True), (5, 5, False), (4, 5, False), (None, 0, False)])
def test_a_step_counts_once_and_none_before_it(step: int | None, last: int, allowed: bool) -> None:
    """¶4: who has looked over a shoulder comes too late."""
    refusal = step_refusal(step, last)
    assert (None if allowed else ("second_factor_wrong", "¶4")) == (refusal and (refusal.code, refusal.rule))


@pytest.mark.parametrize(
    ("roles", "held", "required", "due"),
    [
        (["faculty_head"], False, True, True),
        (["it_staff"], False, True, True),
        (["teacher", "moderator"], False, True, True),
        (["faculty_head"], True, True, False),
        (["faculty_head"], False, False, False),
        (["teacher", "methodist", "monitor"], False, True, False),
    ],
)
def test_heads_it_and_moderators_need_one_where_it_is_required(
    roles: list[str], held: bool, required: bool, due: bool
) -> None:
    """¶4: the others may have one."""
    assert due == is_due(roles, held, required)


def test_what_is_kept_opens_only_for_its_person_with_the_key() -> None:
    """¶4: moved to somebody else, or without the key, it opens nothing."""
    key = bytes(32)
    sealed = codes.seal(RFC_SECRET, "p1", key)
    assert (RFC_SECRET, False) == (codes.unseal(sealed, "p1", key), RFC_SECRET in sealed)
    for person, other in (("p2", key), ("p1", b"\1" * 32)):
        with pytest.raises(SealBrokenError):
            codes.unseal(sealed, person, other)


def test_signing_in_asks_for_the_code_after_the_password(
    auth: Auth, telephone: Telephone, refusal_of: Refusing
) -> None:
    """¶4: no session before it; without the right password nobody learns that there is a code."""
    missing = refusal_of(lambda: _sign_in(auth))
    assert ("unauthenticated", "second_factor_required", "¶4") == (missing.kind, missing.code, missing.rule)
    assert "sign_in_failed" == refusal_of(lambda: _sign_in(auth, telephone.code(), password="a wrong one")).code
    before = auth.actions().count("session.begun")
    signed_in = _sign_in(auth, telephone.code())
    assert (True, 1) == (signed_in["user"]["second_factor"], auth.actions().count("session.begun") - before)


def test_a_code_signs_in_once(auth: Auth, telephone: Telephone, refusal_of: Refusing) -> None:
    """¶4: neither the same again nor the one before it; the next one does."""
    used, earlier = telephone.code(), telephone.code(-1)
    _sign_in(auth, used)
    for code in (used, earlier):
        assert "second_factor_wrong" == refusal_of(lambda code=code: _sign_in(auth, code)).code  # type: ignore[misc]
    assert _sign_in(auth, telephone.next())


def test_the_code_that_set_it_up_signs_in_no_more(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: it has been used."""
    auth.register()
    made, _ = _set_up(auth)
    assert "second_factor_wrong" == refusal_of(lambda: _sign_in(auth, made.code())).code


def test_of_two_with_the_same_code_at_once_one_comes_in(auth: Auth, telephone: Telephone) -> None:
    """¶4: on both databases."""
    ready = Barrier(2, timeout=20)
    who = auth.runtime.verifier.verify(auth.token_of(_sign_in(auth, telephone.next())["secret"]), auth.clock.machine())
    code = telephone.next()
    with auth.runtime.unit.reading(who) as work:
        known_hash = work.session.get_one(Person, who.person).password_hash

    def outcome(_: int) -> str:
        ready.wait()
        body = {"password": PASSWORD, "code": code}
        try:
            auth.runtime.run_command(RecordConfirmation(known_hash), ConfirmIdentity, body, who, Trace())
        except Refused as refused:
            return refused.refusal.code
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert ["done", "second_factor_wrong"] == sorted(pool.map(outcome, range(2)))


def _wrong(telephone: Telephone) -> str:
    near = {telephone.code(later) for later in (-1, 0, 1)}
    return next(code for code in ("000000", "111111", "222222", "333333") if code not in near)


def _attempt(auth: Auth, code: str, address: str) -> str:
    """With what a sign-in with the right password is answered."""
    body = {"login": "teacher", "password": PASSWORD, "address": address, "code": code}
    try:
        auth.call("sign_in", body)
    except Refused as refused:
        return refused.refusal.code
    return "done"


def test_guessing_codes_is_slowed_down(auth: Auth, telephone: Telephone) -> None:
    """¶4: where the guesses come from, the right one waits too; each stands in the audit with the address."""
    assert ["second_factor_wrong"] * 5 == [_attempt(auth, _wrong(telephone), "10.6.6.6") for _ in range(5)]
    assert "too_many_attempts" == _attempt(auth, telephone.code(), "10.6.6.6")
    assert (5, True) == (auth.actions().count("second_factor.wrong"), "10.6.6.6" in auth.facts())
    auth.clock.move(seconds=2)
    assert "done" == _attempt(auth, telephone.code(), "10.6.6.6")


def test_guessing_codes_from_many_addresses_is_slowed_down(auth: Auth, telephone: Telephone) -> None:
    """¶4: at any address that is not known, and not for its owner, who sits where they always do."""
    guesses = [_attempt(auth, _wrong(telephone), f"10.6.6.{number}") for number in range(20)]
    assert ["second_factor_wrong"] * 20 == guesses
    assert "too_many_attempts" == _attempt(auth, telephone.code(), "10.7.7.7")
    assert "done" == _attempt(auth, telephone.code(), "10.0.0.1")


def test_others_guesses_bar_no_open_session(auth: Auth) -> None:
    """¶4: nor do the session's own bar the door."""
    auth.register()
    bearer = auth.token_of(auth.sign_in()["secret"])
    telephone, _ = _set_up(auth, bearer=bearer)
    for number in range(25):
        _attempt(auth, _wrong(telephone), f"10.6.6.{number}")
    asked = {"password": PASSWORD, "code": telephone.next()}
    assert auth.call("confirm_identity", asked, bearer)["confirmation"]
    for _ in range(6):
        with pytest.raises(Refused):
            auth.call("confirm_identity", {**asked, "code": _wrong(telephone)}, bearer)
    assert "done" == _attempt(auth, telephone.next(), "10.0.0.1")


def test_a_password_shown_without_a_code_is_seen_and_counted(auth: Auth, telephone: Telephone) -> None:
    """¶4: whoever tries a stolen one stands in the audit; an honest person types the code and is in."""
    assert ["second_factor_required"] * 50 == [_attempt(auth, "", "10.6.6.6") for _ in range(50)]
    assert (50, True) == (auth.actions().count("second_factor.asked"), "10.6.6.6" in auth.facts())
    assert "too_many_attempts" == _attempt(auth, "", "10.6.6.6")
    assert "second_factor_required" == _attempt(auth, "", "10.0.0.1")
    assert "done" == _attempt(auth, telephone.code(), "10.0.0.1")


def test_guesses_at_setting_one_up_count_one_after_another(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: one that was looked at before the others failed is judged again, as where one confirms."""
    auth.register()
    bearer = auth.token_of(auth.sign_in()["secret"])
    who = auth.runtime.verifier.verify(bearer, auth.clock.machine())
    with auth.runtime.unit.reading(who) as work:
        known_hash = own_password_hash(work, SetUpSecondFactor(password=PASSWORD))
    for _ in range(5):
        refusal_of(lambda: auth.call("set_up_second_factor", {"password": "wrong-wrong"}, bearer))
    right, body = SetUpFactor(known_hash), {"password": PASSWORD}
    run = lambda: auth.runtime.run_command(right, SetUpSecondFactor, body, who, Trace())  # noqa: E731
    assert "too_many_attempts" == refusal_of(run).code


def test_a_recovery_code_signs_in_once(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: as it is printed or without its dash; the audit says how many are left."""
    auth.register()
    _, recovery = _set_up(auth)
    assert (10, {11}) == (len({*recovery}), {len(each) for each in recovery})
    assert _sign_in(auth, recovery[0])
    assert "second_factor_wrong" == refusal_of(lambda: _sign_in(auth, recovery[0])).code
    assert _sign_in(auth, recovery[1].replace("-", " ").upper())
    assert '"left": 8' in auth.facts()


def test_neither_secret_nor_codes_are_kept_in_clear(auth: Auth) -> None:
    """¶4: not in a table, not in the audit, not in the answers that are kept."""
    auth.register()
    telephone, recovery = _set_up(auth)
    with auth.runtime.unit.reading() as work:
        kept = work.session.scalars(select(SecondFactor)).one()
        marks = list(work.session.scalars(select(RecoveryCode.mark)))
    assert telephone.secret not in bytes(kept.sealed or b"")
    assert not any(each.replace("-", "").encode() in mark for each in recovery for mark in marks)
    assert not any(each in auth.facts() for each in (*recovery, telephone.code(), codes.readable(telephone.secret)))


def test_setting_up_takes_the_password_and_a_right_code(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: who finds an open session sets up nothing; what was not confirmed is not asked for."""
    auth.register()
    bearer = auth.token_of(auth.sign_in()["secret"])
    first = refusal_of(lambda: auth.call("confirm_second_factor", {"code": "123456"}, bearer))
    assert ("conflict", "second_factor_not_offered") == (first.kind, first.code)
    wrong = refusal_of(lambda: auth.call("set_up_second_factor", {"password": "guess"}, bearer))
    assert "password_wrong" == wrong.code
    offer = auth.call("set_up_second_factor", {"password": PASSWORD}, bearer)
    stranger = Telephone(auth, bytes(20))
    other = refusal_of(lambda: auth.call("confirm_second_factor", {"code": stranger.code()}, bearer))
    assert "second_factor_wrong" == other.code
    assert _sign_in(auth)
    assert offer["address"].startswith("otpauth://totp/Jurnal:teacher?")


def test_one_is_confirmed_where_it_was_offered(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: who knew the password once plants no secret, to confirm it later at somebody's unlocked computer."""
    auth.register()
    thief, owner = (auth.token_of(auth.sign_in()["secret"]) for _ in range(2))
    offer = auth.call("set_up_second_factor", {"password": PASSWORD}, thief)
    code = Telephone(auth, b32decode(offer["secret"])).code()
    refusal = refusal_of(lambda: auth.call("confirm_second_factor", {"code": code}, owner))
    assert ("conflict", "second_factor_not_offered") == (refusal.kind, refusal.code)
    assert 10 == len(auth.call("confirm_second_factor", {"code": code}, thief)["codes"])


def test_setting_one_up_ends_all_other_sessions(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: a stolen cookie opens nothing any more; the session in which it was set up goes on."""
    auth.register()
    stolen, own = (auth.sign_in()["secret"] for _ in range(2))
    _set_up(auth, bearer=auth.token_of(own))
    assert auth.token_of(own)
    assert "session_ended" == refusal_of(lambda: auth.token_of(stolen)).code


def test_another_telephone_takes_the_place_of_the_first(
    auth: Auth, telephone: Telephone, refusal_of: Refusing
) -> None:
    """¶4: it takes a code of the first; then the first, and the former recovery codes, count no more."""
    bearer = auth.token_of(_sign_in(auth, telephone.code())["secret"])
    refusal = refusal_of(lambda: auth.call("set_up_second_factor", {"password": PASSWORD}, bearer))
    assert "second_factor_required" == refusal.code
    fresh, _ = _set_up(auth, bearer=bearer, code=telephone.next())
    assert "second_factor_wrong" == refusal_of(lambda: _sign_in(auth, telephone.next())).code
    assert _sign_in(auth, fresh.next())


def test_confirming_asks_for_the_code_too(auth: Auth, telephone: Telephone, refusal_of: Refusing) -> None:
    """¶4: before a decision; a wrong one confirms nothing."""
    bearer = auth.token_of(_sign_in(auth, telephone.code())["secret"])
    answers = [
        refusal_of(lambda body=body: auth.call("confirm_identity", {"password": PASSWORD, **body}, bearer)).code  # type: ignore[misc]
        for body in ({}, {"code": "abc"}, {"code": telephone.code()})
    ]
    assert ["second_factor_required", "second_factor_wrong", "second_factor_wrong"] == answers
    body = {"password": PASSWORD, "code": telephone.next()}
    assert auth.call("confirm_identity", body, bearer)["confirmation"]


def test_who_has_to_have_one_sets_it_up_before_anything_else(auth: Auth, refusal_of: Refusing) -> None:
    """¶4: a duty of the first sign-in where the academy requires it; a teacher has none."""
    auth.register("head", roles=[{"role": "faculty_head", "faculty": "f1"}])
    auth.register()
    auth.runtime = replace(auth.runtime, config=replace(auth.runtime.config, second_factor_required=True))
    assert () == _sign_in(auth)["user"]["duties"]
    signed_in = _sign_in(auth, login="head")
    assert ("enrol_second_factor",) == signed_in["user"]["duties"]
    bearer = auth.token_of(signed_in["secret"])
    assert "duties_outstanding" == refusal_of(lambda: auth.call("list_sessions", {}, bearer)).code
    _set_up(auth, "head", bearer)
    assert auth.call("list_sessions", {}, auth.token_of(signed_in["secret"]))["sessions"]


def test_it_takes_a_lost_one_back(auth: Auth, telephone: Telephone, refusal_of: Refusing) -> None:
    """¶4: with a reason that stays on the person's page; the sessions end, and the password alone signs in again."""
    it = auth.register("it.one", roles=[{"role": "it_staff", "faculty": ""}])["id"]
    bearer = auth.token_of(auth.sign_in("it.one")["secret"])
    mine = _sign_in(auth, telephone.code())
    person, secret = mine["user"]["id"], mine["secret"]

    def reset(who: str, reason: str = "Телефонын жоғалтты") -> Any:
        body = {"command_id": str(uuid4()), "person": who, "reason": reason}
        return auth.call("reset_second_factor", body, bearer)

    assert "reason_required" == refusal_of(lambda: reset(person, " ")).code
    assert "own_account" == refusal_of(lambda: reset(it)).code
    assert person == reset(person)["id"]
    assert "session_ended" == refusal_of(lambda: auth.token_of(secret)).code
    assert False is _sign_in(auth)["user"]["second_factor"]
    assert "second_factor_missing" == refusal_of(lambda: reset(person)).code
    page = auth.call("show_person", {"person": person}, bearer)
    assert ("factor_reset", "Телефонын жоғалтты") == (page["changes"][0]["what"], page["changes"][0]["reason"])
    assert "second_factor.reset" in auth.actions()


def test_nobody_but_it_takes_one_back(auth: Auth, telephone: Telephone, refusal_of: Refusing) -> None:
    """¶4: a head does not."""
    person = _sign_in(auth, telephone.code())["user"]["id"]
    head = auth.register("head", roles=[{"role": "faculty_head", "faculty": "f1"}])["id"]
    bearer = token(auth.keys, principal(head, ("faculty_head", "f1")), auth.clock)
    body = {"command_id": str(uuid4()), "person": person, "reason": "x"}
    assert "role_required" == refusal_of(lambda: auth.call("reset_second_factor", body, bearer)).code


def test_changing_the_password_asks_for_the_code(auth: Auth, telephone: Telephone, refusal_of: Refusing) -> None:
    """¶4, ¶5: who knows the password and finds an open session takes nothing over; a new one that is weak, or the
    colleague's, is no clue either.
    """
    bearer = auth.token_of(_sign_in(auth, telephone.code())["secret"])

    def change(code: str, new: str = "Қар жауды, таң атты") -> Any:
        body = {"command_id": str(uuid4()), "old": PASSWORD, "new": new, "code": code}
        return auth.call("change_password", body, bearer)

    for code, said in (("", "second_factor_required"), (telephone.code(), "second_factor_wrong")):
        for new in ("Қар жауды, таң атты", "Тұлпар Тұлпар 2026"):
            assert said == refusal_of(lambda code=code, new=new: change(code, new)).code  # type: ignore[misc]
    assert 2 == auth.actions().count("second_factor.wrong")
    change(telephone.next())
    telephone.next()
    assert _sign_in(auth, telephone.code(), password="Қар жауды, таң атты")


def test_a_password_that_is_refused_uses_up_no_code(auth: Auth, telephone: Telephone, refusal_of: Refusing) -> None:
    """¶5: the same code goes with the next try."""
    bearer = auth.token_of(_sign_in(auth, telephone.code())["secret"])
    body = {"old": PASSWORD, "code": telephone.next()}
    weak = {**body, "command_id": str(uuid4()), "new": "Әлиев Серік Болатұлы"}
    assert "password_not_allowed" == refusal_of(lambda: auth.call("change_password", weak, bearer)).code
    auth.call("change_password", {**body, "command_id": str(uuid4()), "new": "Қар жауды, таң атты"}, bearer)

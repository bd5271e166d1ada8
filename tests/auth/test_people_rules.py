"""¶4, ¶22: who may be registered, what is outstanding, how long a session lives, what looks shared."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.auth.contract import ACKNOWLEDGEMENT, ACKNOWLEDGEMENT_OF_CADETS, SCOPED_ROLES
from services.auth.domain.people import (
    acknowledged_text,
    as_typed,
    duties,
    faculty_refusal,
    login_refusal,
    role_refusal,
    roles_refusal,
)
from services.auth.domain.sessions import IDLE, IDLE_OF_ENTRUSTED, LONGEST, Life, ended, idle_of
from services.auth.domain.sharing import AT_ONCE, LATELY, MANY, Seen, signs_of_sharing
from services.common.security.tokens import Role

NOW = datetime(2026, 10, 5, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize("login", ["it", "s.aliev", "0-7_x", "a@b.kz", "a" * 60])
def test_a_plain_login_is_allowed(login: str) -> None:
    """¶4: small Latin letters, digits, dot, dash, underscore, at."""
    assert login_refusal(login) is None


@pytest.mark.parametrize("login", ["", "a", "Aliev", "әлиев", "a b", ".a", "a\n", "a" * 61])
def test_another_login_is_refused(login: str) -> None:
    """¶4: nothing that two people could read as the same."""
    refusal = login_refusal(login)
    assert ("login_malformed", "¶4") == (refusal and refusal.code, refusal and refusal.rule)


def test_a_login_is_found_as_a_telephone_types_it() -> None:
    """¶4: capitals and spaces around it do not matter."""
    assert "s.aliev" == as_typed(" S.Aliev ")


@pytest.mark.parametrize(
    ("role", "faculty", "code"),
    [
        ("teacher", "f1", None),
        ("it_staff", "", None),
        ("teacher", "", "role_needs_faculty"),
        ("faculty_head", "", "role_needs_faculty"),
        ("moderator", "f1", "role_has_no_faculty"),
        ("root", "", "role_unknown"),
    ],
)
def test_a_role_is_of_a_faculty_or_not(role: str, faculty: str, code: str | None) -> None:
    """¶4: teachers, methodists and heads are of one faculty, the others of none."""
    refusal = role_refusal(role, faculty)
    assert code == (refusal and refusal.code)


@pytest.mark.parametrize(
    ("names", "other"),
    [
        (["it_staff", "teacher"], "teacher"),
        (["methodist", "it_staff"], "methodist"),
        (["moderator", "faculty_head", "it_staff"], "faculty_head"),
        (["it_staff", "moderator", "monitor"], None),
        (["teacher", "methodist", "faculty_head", "moderator"], None),
        ([], None),
    ],
)
def test_it_stands_apart(names: list[str], other: str | None) -> None:
    """¶4: who carries out a decision in the database is not who teaches, draws up the act or decides."""
    refusal = roles_refusal(Role(role=each, faculty="f1" if each in SCOPED_ROLES else "") for each in names)
    expected = other and ("it_stands_apart", "¶4", {"role": other})
    assert expected == (refusal and (refusal.code, refusal.rule, refusal.params))


@pytest.mark.parametrize(
    ("faculties", "code"), [(["f1"], None), (["f1", "f2"], "faculty_unknown"), ([""], None), ([], None)]
)
def test_a_role_is_of_a_faculty_that_there_is(faculties: list[str], code: str | None) -> None:
    """¶4: else it would become one's the day somebody makes it."""
    refusal = faculty_refusal([Role(role="teacher", faculty=each) for each in faculties], {"f1", "f3"})
    assert code == (refusal and refusal.code)


def test_a_cadet_signs_words_for_cadets() -> None:
    """¶22: everybody else signs what speaks of those who work with the journal."""
    assert (ACKNOWLEDGEMENT_OF_CADETS, ACKNOWLEDGEMENT) == (
        acknowledged_text(["cadet"]),
        acknowledged_text(["teacher"]),
    )


def test_the_duties_of_the_first_sign_in() -> None:
    """¶22: an own password and the acknowledgement, each until it is done."""
    expected = [("change_password", "acknowledge"), ("acknowledge",), ("change_password",), ()]
    assert expected == [duties(True, False), duties(False, False), duties(True, True), duties(False, True)]


@pytest.mark.parametrize(
    ("begun", "seen", "is_over"),
    [
        (timedelta(), timedelta(), False),
        (LONGEST, timedelta(), False),
        (LONGEST + timedelta(seconds=1), timedelta(), True),
        (IDLE, IDLE, False),
        (IDLE, IDLE + timedelta(seconds=1), True),
    ],
)
def test_a_session_ends_when_idle_or_old(begun: timedelta, seen: timedelta, is_over: bool) -> None:
    """¶4: half an hour without use, or twelve hours after it began."""
    refusal = ended(Life(NOW - begun, NOW - seen, None), NOW)
    assert ("session_ended" if is_over else None) == (refusal and refusal.code)


@pytest.mark.parametrize(
    ("roles", "idle"),
    [
        (("teacher", "methodist", "monitor"), IDLE),
        ((), IDLE),
        (("teacher", "faculty_head"), IDLE_OF_ENTRUSTED),
        (("it_staff",), IDLE_OF_ENTRUSTED),
        (("moderator",), IDLE_OF_ENTRUSTED),
    ],
)
def test_who_may_do_more_is_signed_out_sooner(roles: tuple[str, ...], idle: timedelta) -> None:
    """¶4: a head's, IT's and a moderator's session ends after a quarter of an hour without use."""
    assert (idle, IDLE_OF_ENTRUSTED < IDLE) == (idle_of(roles), True)
    life = Life(NOW - idle, NOW - idle, None, idle_of(roles))
    assert (None, True) == (ended(life, NOW), ended(life, NOW + timedelta(seconds=1)) is not None)


def test_an_ended_session_stays_ended() -> None:
    """¶4: signing out is for good."""
    assert ended(Life(NOW, NOW, NOW), NOW) is not None


def test_one_person_at_two_addresses_at_once_is_a_sign() -> None:
    """¶22: an open session elsewhere, used within five minutes."""
    elsewhere = Seen("p1", "10.0.0.2", NOW - AT_ONCE, is_open=True)
    assert ("sign_in.two_places",) == signs_of_sharing("p1", "10.0.0.1", [elsewhere], NOW)


@pytest.mark.parametrize(
    "seen",
    [
        Seen("p1", "10.0.0.1", NOW, is_open=True),
        Seen("p1", "10.0.0.2", NOW, is_open=False),
        Seen("p1", "10.0.0.2", NOW - AT_ONCE - timedelta(seconds=1), is_open=True),
        Seen("p2", "10.0.0.2", NOW, is_open=True),
    ],
)
def test_one_person_here_or_gone_or_somebody_else_is_no_sign(seen: Seen) -> None:
    """¶22: the same address, a closed or quiet session, another person's."""
    assert () == signs_of_sharing("p1", "10.0.0.1", [seen], NOW)


@given(st.integers(0, 2 * MANY))
def test_many_accounts_at_one_address_are_a_sign(others: int) -> None:
    """¶22: five people within an hour, counting the one who signs in; closed sessions count too."""
    seen = [Seen(f"other{number}", "10.0.0.1", NOW - LATELY, is_open=False) for number in range(others)]
    expected = ("sign_in.many_accounts",) if others + 1 >= MANY else ()
    assert expected == signs_of_sharing("p1", "10.0.0.1", seen, NOW)

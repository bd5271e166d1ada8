"""Auth on a real broker, called by who is nobody, by the wrong people and with rubbish (¶4, ¶5)."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from services.auth import contract
from services.auth.service import Service
from services.common.runtime.app import Runtime
from tests.auth.conftest import IT
from tests.support.clocks import ShownClock
from tests.support.databases import Databases
from tests.support.hostile import (
    NO_FIELDS,
    NO_OBJECTS,
    NOBODY,
    Caller,
    Said,
    filled_with,
    listening,
    methods,
    said_to_cadets,
)
from tests.support.runtimes import cadet, principal, runtime

#: What is asked by who is not signed in yet, or with a session's secret.
BEFORE = ("sign_in", "issue_token", "rotate_session", "sign_out")
METHODS = [method for method in methods(Service) if method not in BEFORE]
FIELDLESS = ("list_sessions", "list_damages", "show_cadet_switch")
#: What somebody does with the own account and password, a cadet too.
OWN = (
    "list_sessions",
    "end_own_session",
    "end_other_sessions",
    "change_password",
    "confirm_identity",
    "set_up_second_factor",
    "confirm_second_factor",
    "acknowledge",
)
TEACHER = principal("teacher", ("teacher", "f1"))
PEOPLE = (
    IT,
    TEACHER,
    principal("methodist", ("methodist", "f1")),
    principal("head", ("faculty_head", "f1")),
    principal("moderator", ("moderator", "")),
)
PERSON = {"login": "newcomer", "family": "Әлиев", "given": "Серік", "as_new": True}


@pytest.fixture(scope="module")
def made(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    """Auth with an empty database."""
    return runtime("auth", databases, tmp_path_factory.mktemp("auth"), ShownClock())


@pytest.fixture(scope="module")
def caller(made: Runtime, broker: str) -> Iterator[Caller]:
    """Auth itself, on Monday."""
    with listening(made, broker) as called:
        yield called


@pytest.mark.parametrize("method", METHODS)
def test_nobody_is_answered(caller: Caller, method: str) -> None:
    """¶4, ¶5: without a token, with another's and with one that is over."""
    assert NOBODY == caller.said_to_nobody(method, {}, IT)


@pytest.mark.parametrize("method", METHODS)
def test_rubbish_is_refused_as_such(caller: Caller, method: str) -> None:
    """¶4, ¶5: what is no request, and fields of other types; the service lives on."""
    bodies = [*NO_OBJECTS, *(filled_with(contract, value) for value in NO_FIELDS if method not in FIELDLESS)]
    assert {("invalid", "malformed")} == {*caller.said(method, bodies, IT)}
    assert caller.process.ask("health", {})["database"]


def test_a_cadet_has_the_own_account_and_nothing_else(caller: Caller) -> None:
    """¶3: every other method, new ones too; a cadet who is anything else has not even that."""
    others = [method for method in METHODS if method not in OWN]
    assert {("forbidden", "not_for_cadets")} == said_to_cadets(caller, others)
    assert [("unauthenticated", "session_ended")] == caller.said("list_sessions", [{}], cadet("cadet-1", "aliev"))
    assert [("forbidden", "not_for_cadets")] == caller.said("list_sessions", [{}], cadet("c", "a", ("teacher", "f1")))


@pytest.mark.parametrize("method", BEFORE)
def test_rubbish_is_refused_before_a_session_too(caller: Caller, method: str) -> None:
    """¶4: what is no request, and fields of other types."""
    bodies = [*NO_OBJECTS, *(filled_with(contract, value) for value in NO_FIELDS)]
    assert {("invalid", "malformed")} == {*caller.said(method, bodies, TEACHER)}


@pytest.mark.parametrize("method", ["issue_token", "rotate_session"])
@pytest.mark.parametrize("secret", ["", "x", "0" * 64, "ж" * 5000])
def test_no_other_secret_is_a_session(caller: Caller, method: str, secret: str) -> None:
    """¶4: a sound token beside it helps nobody."""
    ((kind, _),) = caller.said(method, [{"secret": secret}], IT)
    assert kind in ("unauthenticated", "invalid")


def body(**other: Any) -> dict[str, Any]:
    """A command of its own."""
    return {"command_id": str(uuid4()), **other}


@pytest.mark.parametrize(
    ("method", "request_body", "allowed"),
    [
        ("register_person", PERSON, {"it-person"}),
        ("list_people", {}, {"it-person", "moderator"}),
        ("show_person", {"person": "teacher"}, {"it-person", "moderator"}),
        ("change_roles", {"person": "teacher", "roles": []}, set()),
        ("set_active", {"person": "teacher", "active": False, "reason": "Кетті."}, set()),
        ("reset_second_factor", {"person": "teacher", "reason": "Жоғалтты."}, set()),
        ("republish", {}, {"it-person"}),
        ("show_cadet_switch", {}, {"it-person", "moderator"}),
    ],
)
def test_accounts_are_its_alone(caller: Caller, method: str, request_body: dict[str, Any], allowed: set[str]) -> None:
    """¶4: a sound token of another role is refused; nor does it change one's account to have been of IT."""
    said = {who.person: caller.said(method, [body(**request_body)], who)[0] for who in PEOPLE}
    refused = {person for person, answer in said.items() if answer == ("forbidden", "role_required")}
    assert {who.person for who in PEOPLE} - allowed == refused


def test_who_has_duties_does_nothing_else(caller: Caller) -> None:
    """¶22: not even IT."""
    newcomer = principal("it-2", ("it_staff", ""), duties=("acknowledge",))
    for method in ("register_person", "list_people", "list_sessions"):
        assert [("forbidden", "duties_outstanding")] == caller.said(method, [body(**PERSON)], newcomer)


def test_a_commands_id_names_one_command(caller: Caller) -> None:
    """¶4: the same again is answered again, another body under its id is refused, and nobody else is registered."""
    first = body(**PERSON | {"login": "newer"})
    again: list[Said] = [("", ""), ("", ""), ("conflict", "command_reused")]
    assert again == caller.said("register_person", [first, first, {**first, "login": "another"}], IT)
    people = caller.answer("list_people", {}, IT)["people"]
    assert ["newer"] == [each["login"] for each in people if each["login"] in ("newer", "another")]

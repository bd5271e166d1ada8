"""Roster on a real broker, called by who is nobody, by the wrong people and with rubbish (¶11, ¶14)."""

from base64 import b64encode
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from services.common.security.tokens import Principal
from services.roster import contract
from services.roster.service import Service
from tests.roster.academy import Academy, csv_file, row
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
from tests.support.runtimes import principal, runtime

METHODS = methods(Service)
FIELDLESS = ("list_frame", "list_damages")
IT, MODERATOR = principal("it", ("it_staff", "")), principal("moderator", ("moderator", ""))
FILE = {"filename": "a.csv", "content": b64encode(csv_file([row()])).decode()}


@pytest.fixture(scope="module")
def academy(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Academy:
    """An academy with a group, on Monday 5 October 2026."""
    made = Academy(runtime("roster", databases, tmp_path_factory.mktemp("roster"), ShownClock()))
    made.applied(row())
    return made


@pytest.fixture(scope="module")
def caller(academy: Academy, broker: str) -> Iterator[Caller]:
    """Roster itself, on Monday."""
    with listening(academy.runtime, broker) as called:
        yield called


@pytest.mark.parametrize("method", METHODS)
def test_nobody_is_answered(caller: Caller, method: str) -> None:
    """¶11, ¶14: without a token, with another's and with one that is over."""
    assert NOBODY == caller.said_to_nobody(method, {}, IT)


def test_a_cadet_calls_nothing_of_it(caller: Caller) -> None:
    """¶3: new methods too."""
    assert {("forbidden", "not_for_cadets")} == said_to_cadets(caller, METHODS)


@pytest.mark.parametrize("method", METHODS)
def test_rubbish_is_refused_as_such(caller: Caller, method: str) -> None:
    """¶11, ¶14: what is no request, and fields of other types; the service lives on."""
    bodies = [*NO_OBJECTS, *(filled_with(contract, value) for value in NO_FIELDS if method not in FIELDLESS)]
    assert {("invalid", "malformed")} == {*caller.said(method, bodies, IT)}
    assert caller.process.ask("health", {})["database"]


def body(**other: Any) -> dict[str, Any]:
    """A command of its own."""
    return {"command_id": str(uuid4()), **other}


def people(academy: Academy) -> dict[str, Principal]:
    """One of each role, and a methodist of the other faculty."""
    teacher = principal("teacher", ("teacher", academy.law))
    other = principal("other", ("methodist", academy.command))
    head = principal("head", ("faculty_head", academy.law))
    everybody = [IT, MODERATOR, academy.methodist, other, teacher, head]
    return {who.person: who for who in everybody}


@pytest.mark.parametrize(
    ("method", "request_body", "allowed"),
    [
        ("create_faculty", {"name": "Жаңа факультет"}, {"it"}),
        ("create_term", {"name": "2", "starts": "2027-01-10", "ends": "2027-06-30"}, {"it"}),
        ("upload_contingent", FILE, {"it", "methodist", "other"}),
        ("submit_contingent", {"contingent": "draft"}, {"methodist"}),
        ("apply_contingent", {"contingent": "submitted"}, {"it"}),
        ("return_contingent", {"contingent": "submitted", "reason": "Қате."}, {"it"}),
        ("undo_contingent", {"contingent": "submitted"}, {"it"}),
        ("file_notice", {"kind": "expulsion", "since": "2026-10-05", "text": "№ 12 бұйрық"}, {"methodist"}),
        ("republish", {}, {"it"}),
    ],
)
def test_each_method_is_for_its_roles(
    caller: Caller, academy: Academy, method: str, request_body: dict[str, Any], allowed: set[str]
) -> None:
    """¶11, ¶14, ¶15: a sound token of another role or faculty is refused; what it may not see is not there for it."""
    draft = academy.upload_rows(row(cadet_number="7"))
    submitted = academy.submit(academy.upload_rows(row(cadet_number="8")))
    ids = {"draft": draft["id"], "submitted": submitted["id"]}
    sent = {name: ids.get(str(value), value) for name, value in request_body.items()}
    if method == "file_notice":
        sent |= {"group": academy.group(), "cadet": academy.cadet()}
    everybody = people(academy)
    said = {id: caller.said(method, [body(**sent)], who)[0][0] for id, who in everybody.items()}
    refused = {id for id, kind in said.items() if kind in ("forbidden", "not_found")}
    assert {*everybody} - allowed == refused


@pytest.mark.parametrize("content", ["", "not base64", "AAAA", b64encode(b"PK\x03\x04rubbish").decode(), "A" * 2000])
def test_a_file_of_rubbish_is_invalid(caller: Caller, academy: Academy, content: str) -> None:
    """¶14: it is an answer, not an accident."""
    sent = body(filename="a.xlsx", content=content)
    ((kind, _),) = caller.said("upload_contingent", [sent], academy.methodist)
    assert "invalid" == kind


def test_a_commands_id_names_one_command(caller: Caller) -> None:
    """¶4, ¶11: the same again is answered again, another body under its id is refused."""
    first = body(name="Бір факультет")
    again: list[Said] = [("", ""), ("", ""), ("conflict", "command_reused")]
    assert again == caller.said("create_faculty", [first, first, {**first, "name": "Екі факультет"}], IT)
    term = {**first, "starts": "2028-01-10", "ends": "2028-06-30"}
    assert [("conflict", "command_reused")] == caller.said("create_term", [term], IT)

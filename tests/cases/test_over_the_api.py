"""The whole way over HTTP, and every way around it that somebody may try: API, RPC, events (¶4, ¶10, ¶13)."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from kombu import Connection, Producer
from sqlalchemy import select

from deploy.keys import make_keys
from gateway.messaging.bus import Context
from services.common.errors import Refused
from services.common.messaging.envelope import EVENTS_EXCHANGE
from services.common.security import warrants
from services.common.storage.database import Database
from services.common.storage.tables import audit_entry
from services.corrections.contract import WARRANT_ISSUED
from services.corrections.store.models import Case
from tests.gateway.academy import Academy, open_academy
from tests.support.buses import connected
from tests.support.stack import START, Stack, command, password_of
from tests.support.waiting import until

pytestmark = pytest.mark.on_postgresql


@pytest.fixture(scope="module")
def academy(stack: Stack) -> Academy:
    """The small academy with a head and a moderator, and those of another faculty."""
    made = open_academy(stack)
    stack.register("head", ("faculty_head", made.faculty))
    stack.register("moderator", ("moderator", ""))
    with stack.it() as it:
        other = command(it, "POST", "/api/v1/faculties", {"name": "Басқа факультет"})["id"]
    stack.register("other.head", ("faculty_head", other))
    stack.wait_for_events()
    return made


@pytest.fixture(scope="module")
def locked(academy: Academy) -> Iterator[dict[str, str]]:
    """A locked cell that holds 58, and its lesson."""
    path = f"/api/v1/journals/{academy.journal}"
    with academy.teacher() as teacher:
        held = command(teacher, "POST", f"{path}/lessons", {"date": START.date().isoformat(), "kind": "lecture"})
        cadets = [cadet["id"] for cadet in teacher.get(path).json()["cadets"]]
        cells = [{"lesson": held["id"], "cadet": cadet, "value": 58, "version": 0} for cadet in cadets]
        command(teacher, "PUT", f"{path}/marks", {"marks": cells})
        academy.stack.move_clock((START + timedelta(days=3)).isoformat())
        yield {
            "journal": academy.journal,
            "lesson": held["id"],
            "cadet": cadets[0],
            "other": cadets[1],
            "third": cadets[2],
        }


@pytest.fixture
def case(academy: Academy, locked: dict[str, str]) -> Iterator[str]:
    """A case with its act, taken back afterwards."""
    with academy.teacher() as teacher:
        made = str(until(lambda: _reported(teacher, locked))["id"])
        with academy.client("methodist") as methodist:
            command(methodist, "POST", f"/api/v1/cases/{made}/act", {"text": "Салыстырылды."})
        yield made
        teacher.post(f"/api/v1/cases/{made}/withdraw", json={"reason": ""})


def test_the_whole_way(academy: Academy, locked: dict[str, str]) -> None:
    """¶4, ¶10, ¶13: four people, four papers' steps, and the mark changes at the last."""
    with academy.teacher() as teacher, academy.client("methodist") as methodist, academy.client("head") as head:
        made = until(lambda: _reported(teacher, {**locked, "cadet": locked["other"]}))["id"]
        command(methodist, "POST", f"/api/v1/cases/{made}/act", {"text": "Салыстырылды."})
        shown = command(head, "POST", f"/api/v1/cases/{made}/approve", {"password": password_of("head")})
        assert "approved" == shown["state"]
        assert {"before": 58, "after": 75} == _change(head, made)
        with academy.stack.it() as it:
            assert "applying" == command(it, "POST", f"/api/v1/cases/{made}/apply", {})["state"]
            assert until(lambda: it.get(f"/api/v1/cases/{made}").json()["state"] == "applied" or None)
            assert it.get(f"/api/v1/cases/{made}").json()["change"]["hidden"]
        place = f"{locked['lesson']}/{locked['other']}"
        history = teacher.get(f"/api/v1/journals/{academy.journal}/marks/{place}/history").json()["versions"]
        assert [75, 58] == [version["value"] for version in history]


@pytest.mark.parametrize("login", ["it", "t.first", "methodist", "moderator", "other.head"])
def test_nobody_else_approves(academy: Academy, case: str, login: str) -> None:
    """¶4: with a right password, but not the right office; who may not read it does not learn that there is one."""
    with academy.client(login) as client:
        answer = _post(client, case, "approve", {"password": password_of(login)})
        may_read = client.get(f"/api/v1/cases/{case}").is_success
        unknown = _post(client, str(uuid4()), "approve", {"password": password_of(login)})
    assert may_read == (login not in ("it", "other.head"))
    assert _refusal(answer) == ((403, "case_not_yours", "¶13") if may_read else _refusal(unknown))


def test_the_password_is_asked_again(academy: Academy, case: str) -> None:
    """¶4."""
    with academy.client("head") as head:
        assert 403 <= _post(head, case, "approve", {"password": "не тот пароль"}).status_code <= 422
        assert "act_drawn" == head.get(f"/api/v1/cases/{case}").json()["state"]


@pytest.mark.parametrize("login", ["it", "t.first", "methodist", "head", "moderator"])
def test_nothing_is_applied_without_a_decision(academy: Academy, case: str, login: str) -> None:
    """¶4, ¶10: IT least of all; its attempt is for moderators to see."""
    with academy.client(login) as client:
        status, code, rule = _refusal(_post(client, case, "apply", {}))
    expected = (409, "case_state_wrong", "¶13") if login == "it" else (403, "case_not_yours", "¶10")
    assert expected == (status, code, rule)


def test_rpc_is_no_way_around(academy: Academy, case: str) -> None:
    """¶4: on the bus itself the same rules hold, with IT's token, with a bad one, with none."""
    with academy.stack.it() as it:
        session = str(it.headers["Authorization"]).removeprefix("Bearer ")
    issued = ask(academy, "auth", "issue_token", {"secret": session}, "")
    body = {"command_id": str(uuid4()), "case": case}
    for token, expected in ((issued["token"], "case_state_wrong"), ("x.y.z", "token_invalid"), ("", "token_missing")):
        with pytest.raises(Refused) as caught:
            ask(academy, "corrections", "apply_case", body, token)
        assert expected == caught.value.refusal.code


def test_an_event_is_no_way_around(academy: Academy, case: str, locked: dict[str, str]) -> None:
    """¶4: who can publish on the bus has no key; what is made up there changes nothing."""
    _publish(academy, case, "eyJhbGciOiJub25lIn0.e30.", 1)
    _until_told(academy, case, "warrant.refused", ["warrant_invalid"])
    assert [58] == _values(academy, locked)
    with academy.teacher() as teacher:
        assert "act_drawn" == teacher.get(f"/api/v1/cases/{case}").json()["state"]


def test_a_warrant_on_the_bus_is_good_unaltered_and_once(
    academy: Academy, locked: dict[str, str], tmp_path: Path
) -> None:
    """¶4, ¶10: a byte of it altered, another key's, for another cell, sent again: only what IT applies is done."""
    cell = {**locked, "cadet": locked["third"]}
    with academy.teacher() as teacher:
        case = str(until(lambda: _reported(teacher, cell))["id"])
    command_as(academy, "methodist", f"/cases/{case}/act", {"text": "Салыстырылды."})
    command_as(academy, "head", f"/cases/{case}/approve", {"password": password_of("head")})
    statement = _statement(academy, case)
    right = warrants.verifier(academy.stack.data / "keys").verify(statement)
    make_keys(tmp_path)
    elsewhere = replace(right, id=str(uuid4()), cadet=locked["cadet"])
    codes = ["warrant_invalid", "change_unreadable", "warrant_invalid"]
    forged = (
        statement[:-20] + ("A" if statement[-20] != "A" else "B") + statement[-19:],
        warrants.signer(tmp_path).sign(right),
        warrants.signer(academy.stack.data / "keys").sign(elsewhere),
    )
    for place, each in enumerate(forged):
        _publish(academy, case, each, 10**9 + place)
    _until_told(academy, case, "warrant.refused", codes)
    _until_told(academy, case, "event.parked", ["UnknownKeyError"])
    assert [58] == _values(academy, cell)
    command_as(academy, "it", f"/cases/{case}/apply", {})
    with academy.teacher() as teacher:
        assert until(lambda: teacher.get(f"/api/v1/cases/{case}").json()["state"] == "applied" or None)
    for place in range(2):
        _publish(academy, case, statement, 2 * 10**9 + place)
    _until_told(academy, case, "warrant.refused", [*codes, "warrant_used", "warrant_used"])
    assert [75, 58] == _values(academy, cell)


def test_commands_are_done_once(academy: Academy, locked: dict[str, str]) -> None:
    """¶13: the same report again gets the first answer and no second number."""
    with academy.teacher() as teacher:
        body = {"command_id": str(uuid4()), **_report({**locked})}
        first, second = (teacher.post("/api/v1/cases", json=body).json() for _ in range(2))
        assert first == second
        other = teacher.post("/api/v1/cases", json={**body, "text": "Басқа мәтін."})
        assert (409, "command_reused", "") == _refusal(other)
        teacher.post(f"/api/v1/cases/{first['id']}/withdraw", json={})


def _report(place: dict[str, str]) -> dict[str, Any]:
    named = {name: place[name] for name in ("journal", "lesson", "cadet")}
    return {"kind": "mark_correction", "value": 75, "text": "Қате енгізілді.", **named}


def _reported(teacher: httpx.Client, place: dict[str, str]) -> Any:
    """The case, once the lesson's event has arrived."""
    answer = teacher.post("/api/v1/cases", json=_report(place))
    return answer.json() if answer.status_code == 201 else None


def _post(client: httpx.Client, case: str, action: str, body: dict[str, Any]) -> httpx.Response:
    return client.post(f"/api/v1/cases/{case}/{action}", json={"command_id": str(uuid4()), **body})


def _refusal(answer: httpx.Response) -> tuple[int, str, str]:
    error = answer.json()["error"]
    return answer.status_code, error["code"], error["rule"]


def _publish(academy: Academy, case: str, statement: str, sequence: int) -> None:
    """Put a warrant on the exchange, as corrections does."""
    event = {
        "id": str(uuid4()),
        "type": WARRANT_ISSUED,
        "source": "/jurnal/corrections",
        "subject": f"case/{case}",
        "time": START.isoformat(),
        "sequence": str(sequence),
        "data": {"case": case, "warrant": statement, "asked_by": "it"},
    }
    with Connection(academy.stack.environment["JURNAL_AMQP_URI"]) as connection:
        producer = Producer(connection.channel())
        producer.publish(json.dumps(event), exchange=EVENTS_EXCHANGE, routing_key=WARRANT_ISSUED)


def _until_told(academy: Academy, case: str, action: str, said: list[str]) -> None:
    """Wait until the gradebook's audit tells this of events for the case, in whatever order."""
    same = (audit_entry.c.action == action) & (audit_entry.c.subject == f"case/{case}")
    wanted = select(audit_entry.c.facts).where(same).order_by(audit_entry.c.sequence)

    def told() -> list[str] | None:
        with Database(academy.stack.environment["JURNAL_DB_GRADEBOOK"]).reading() as session:
            facts = [json.loads(each) for each in session.scalars(wanted)]
        found = [each.get("code") or each["error"] for each in facts]
        return found if len(found) >= len(said) else None

    assert sorted(said) == sorted(until(told))


def _statement(academy: Academy, case: str) -> str:
    """The case's warrant as corrections keeps it."""
    with Database(academy.stack.environment["JURNAL_DB_CORRECTIONS"]).reading() as session:
        return str(session.scalar(select(Case.warrant).where(Case.id == case)))


def _values(academy: Academy, cell: dict[str, str]) -> list[int]:
    """What the cell has held, newest first."""
    path = f"/api/v1/journals/{academy.journal}/marks/{cell['lesson']}/{cell['cadet']}/history"
    with academy.teacher() as teacher:
        return [version["value"] for version in teacher.get(path).json()["versions"]]


def command_as(academy: Academy, login: str, path: str, body: dict[str, Any]) -> Any:
    """What somebody may do."""
    with academy.client(login) as client:
        return command(client, "POST", f"/api/v1{path}", body)


def _change(client: httpx.Client, case: str) -> dict[str, Any]:
    change = client.get(f"/api/v1/cases/{case}").json()["change"]
    return {name: change[name] for name in ("before", "after")}


def ask(academy: Academy, service: str, method: str, body: dict[str, Any], token: str | Context) -> Any:
    """Call a service without the gateway."""
    context = token if isinstance(token, Context) else Context(auth_token=token)

    async def call() -> Any:
        async with connected(academy.stack.environment["JURNAL_AMQP_URI"], 10) as bus:
            return await bus.call(service, method, body, context=context)

    return asyncio.run(call())

"""A notice on the running system (¶15, ¶11): filed and applied over the API, seen in two journals."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.gateway.document import check
from tests.roster.academy import LAW, row
from tests.roster.test_on_the_bus import applied
from tests.support.stack import Stack, command
from tests.support.waiting import until

FROM, TO = "ІҚ-21-1", "ІҚ-21-2"


@pytest.fixture(scope="module")
def academy(stack: Stack) -> Stack:
    """A cadet in each of two groups, who are taught one subject."""
    with stack.it() as it:
        faculty = str(command(it, "POST", "/api/v1/faculties", {"name": LAW})["id"])
        command(it, "POST", "/api/v1/terms", {"name": "1", "starts": "2026-09-01", "ends": "2026-12-31"})
    stack.register("ospanov", ("teacher", faculty))
    stack.register("methodist", ("methodist", faculty))
    applied(stack, row(), row(group=TO, cadet_number="2", family="Баев"))
    return stack


@pytest.fixture
def clients(academy: Stack) -> Iterator[dict[str, httpx.Client]]:
    """Everybody, whose answers are held against the API's document."""
    opened = {login: academy.client(login) for login in ("methodist", "it", "ospanov")}
    for client in opened.values():
        client.event_hooks = {"response": [check]}
    yield opened
    for client in opened.values():
        client.close()


def journal(teacher: httpx.Client, group: str) -> Any:
    """The journal of a group, once it is there."""
    found = teacher.get("/api/v1/journals").json()["journals"]
    ids = [each["id"] for each in found if each["group"]["name"] == group]
    return teacher.get(f"/api/v1/journals/{ids[0]}").json() if ids else None


def cadet(shown: Any, family: str) -> Any:
    """A row of a journal."""
    named = [each for each in (shown or {"cadets": []})["cadets"] if each["names"][0]["name"].startswith(family)]
    return named[0] if named else None


def test_a_transfer_and_a_rename_reach_the_journals(academy: Stack, clients: dict[str, httpx.Client]) -> None:
    """¶15: the old journal keeps the mark and the old name; the new one takes marks from the day on."""
    methodist, it, teacher = clients["methodist"], clients["it"], clients["ospanov"]
    old = until(lambda: journal(teacher, FROM) if cadet(journal(teacher, FROM), "Әбдірахманов") else None)
    who = cadet(old, "Әбдірахманов")["id"]
    mark(teacher, old["id"], hold(teacher, old["id"], "2026-10-05"), who, 90)

    to_group = until(lambda: journal(teacher, TO))["group"]["id"]
    move = {"kind": "transfer", "cadet": who, "group": old["group"]["id"], "to_group": to_group, "since": "2026-10-06"}
    filed = command(methodist, "POST", "/api/v1/notices", {**move, "text": "№ 12"})
    name = {"kind": "rename", "cadet": who, "group": to_group, "since": "2026-10-07", "family": "Оспан", "given": "Н"}
    assert "applied" == command(it, "POST", f"/api/v1/notices/{filed['id']}/apply", {})["state"]
    renamed = command(methodist, "POST", "/api/v1/notices", {**name, "text": "№ 13"})
    assert [filed["id"]] != [renamed["id"]] == [each["id"] for each in waiting(it)]
    command(it, "POST", f"/api/v1/notices/{renamed['id']}/apply", {})

    row = until(lambda: _named_twice(journal(teacher, FROM)))
    assert ("2026-10-05", [{"from": "2026-09-01", "to": "2026-10-05"}]) == (row["to"], row["stays"])
    assert ["Әбдірахманов Н. С.", "Оспан Н."] == [each["name"] for each in row["names"]]
    academy.move_clock("2026-10-06T09:00")
    _check_marks(teacher, old["id"], until(lambda: _arrived(journal(teacher, TO))), who)


def _named_twice(shown: Any) -> Any:
    row = cadet(shown, "Әбдірахманов")
    return row if row and len(row["names"]) == 2 else None


def _arrived(shown: Any) -> Any:
    return shown["id"] if cadet(shown, "Әбдірахманов") else None


def _check_marks(teacher: httpx.Client, old: str, new: str, who: str) -> None:
    """The mark stays; today's lesson takes one in the new journal and none in the old."""
    refused = mark(teacher, old, hold(teacher, old, "2026-10-06"), who, 80)["refused"]
    assert [("cadet_not_member", "¶15")] == [(each["code"], each["rule"]) for each in refused]
    assert [90] == [each["value"] for each in teacher.get(f"/api/v1/journals/{old}").json()["marks"]]
    assert 1 == len(mark(teacher, new, hold(teacher, new, "2026-10-06"), who, 80)["saved"])


def hold(teacher: httpx.Client, journal: str, day: str) -> str:
    """Add a lesson; its id."""
    body = {"date": day, "kind": "lecture", "topic": ""}
    return str(command(teacher, "POST", f"/api/v1/journals/{journal}/lessons", body)["id"])


def mark(teacher: httpx.Client, journal: str, lesson: str, cadet: str, value: int) -> Any:
    """Record a mark."""
    marks = [{"lesson": lesson, "cadet": cadet, "value": value, "version": 0}]
    return command(teacher, "PUT", f"/api/v1/journals/{journal}/marks", {"marks": marks})


def waiting(client: httpx.Client) -> list[Any]:
    """The notices that wait for IT."""
    return list(client.get("/api/v1/notices", params={"state": "filed"}).json()["notices"])


def test_what_is_refused_says_why(academy: Stack, clients: dict[str, httpx.Client]) -> None:
    """¶15, ¶11: over the API, with the paragraph and in words; who may not is told so."""
    methodist, it, teacher = clients["methodist"], clients["it"], clients["ospanov"]
    shown = until(lambda: journal(teacher, TO) if cadet(journal(teacher, TO), "Баев") else None)
    group = shown["group"]["id"]
    body = {"kind": "transfer", "cadet": cadet(shown, "Баев")["id"], "group": group, "to_group": group}
    body |= {"since": "2026-10-06", "text": "№ 14"}
    assert (409, "same_group", "¶15") == fault(methodist.post("/api/v1/notices", json=body))
    assert (403, "role_required", "¶15") == fault(it.post("/api/v1/notices", json=body))
    filed = command(methodist, "POST", "/api/v1/notices", {**body, "kind": "expulsion"})
    where = f"/api/v1/notices/{filed['id']}"
    assert (422, "reason_required", "¶15") == fault(it.post(f"{where}/return", json={"reason": ""}))
    assert (403, "role_required", "¶11") == fault(methodist.post(f"{where}/apply", json={}))
    assert "withdrawn" == command(methodist, "POST", f"{where}/withdraw", {})["state"]
    assert (409, "notice_not_filed", "¶11") == fault(it.post(f"{where}/apply", json={}))
    assert filed | {"state": "withdrawn"} == shown_without_end(it, where)


def fault(answer: httpx.Response) -> tuple[int, str, str]:
    """Status, code and paragraph of a refusal."""
    error = answer.json()["error"]
    return answer.status_code, error["code"], error["rule"]


def shown_without_end(client: httpx.Client, where: str) -> Any:
    """A notice as it was filed, but for its state."""
    return client.get(where).json() | {"decided_by": None, "decided_at": None}

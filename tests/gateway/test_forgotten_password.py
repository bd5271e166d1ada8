"""A forgotten password over the API (¶4, ¶5): every answer is one that the document promises."""

from base64 import b32decode
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any
from uuid import uuid4

import httpx
import pytest

from services.auth.domain.second_factor import STEP_SECONDS
from services.auth.sealing.second_factor import code_at
from tests.gateway.document import check
from tests.support.clocks import machine_now
from tests.support.stack import Stack, command, password_of
from tests.support.waiting import until

REASON = "Демалыстан кейін құпиясөзін ұмытты"
OWN = "Жаңбырдан кейінгі көк аспан"
PATH = "/api/v1/password-requests"


@pytest.fixture(scope="module")
def faculty(stack: Stack) -> str:
    """A faculty with a head; there is a moderator and the head of another."""
    with stack.it() as it:
        made, other = (command(it, "POST", "/api/v1/faculties", {"name": name})["id"] for name in ("Тергеу", "Құқық"))
    stack.register("head", ("faculty_head", made))
    stack.register("other-head", ("faculty_head", other))
    stack.register("moderator", ("moderator", ""))
    return str(made)


@pytest.fixture
def clients(stack: Stack, faculty: str) -> Iterator[dict[str, httpx.Client]]:
    """IT, the heads and the moderator, whose answers are held against the document."""
    del faculty
    with ExitStack() as opened:
        made = {
            login: opened.enter_context(stack.client(login)) for login in ("it", "head", "other-head", "moderator")
        }
        for client in made.values():
            client.event_hooks = {"response": [check]}
        yield made


@pytest.fixture
def person(stack: Stack, faculty: str) -> dict[str, str]:
    """A teacher of the test's own: ``id`` and ``login``."""
    login = f"teacher-{uuid4().hex[:8]}"
    return {"id": stack.register(login, ("teacher", faculty)), "login": login}


def _ask(clients: dict[str, httpx.Client], person: dict[str, str]) -> str:
    return str(
        command(clients["it"], "POST", f"/api/v1/people/{person['id']}/password-requests", {"reason": REASON})["id"]
    )


def _confirm(client: httpx.Client, request: str, login: str = "head", **more: Any) -> httpx.Response:
    return client.post(f"{PATH}/{request}/confirm", json={"password": password_of(login), **more})


def _code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def test_asked_confirmed_and_used(stack: Stack, clients: dict[str, httpx.Client], person: dict[str, str]) -> None:
    """¶5: the initial password is in the head's answer alone; the person chooses an own one and works on."""
    request = _ask(clients, person)
    listed = clients["head"].get(PATH, params={"open": "true"}).json()
    assert (request, REASON) == (listed["requests"][0]["id"], listed["requests"][0]["reason"])
    made = _confirm(clients["head"], request).json()
    initial = made["initial_password"]
    shown = [clients[login].get(f"{PATH}/{request}").text for login in ("it", "head", "moderator")]
    assert (3, []) == (len(shown), [text for text in shown if initial in text])
    with stack.client(person["login"], initial, anew=True) as client:
        body = {"old": initial, "new": OWN}
        assert "duties_outstanding" == client.get("/api/v1/journals").json()["error"]["code"]
        assert 204 == client.post("/api/v1/me/password", json=body).status_code
        assert 200 == client.get("/api/v1/journals").status_code
    page = clients["moderator"].get(f"/api/v1/people/{person['id']}").json()
    assert ["done"] == [each["state"] for each in page["password_requests"]]


def test_an_open_session_ends_at_once(stack: Stack, clients: dict[str, httpx.Client], person: dict[str, str]) -> None:
    """¶4: the next request is refused, though the access token lives on."""
    with stack.client(person["login"], anew=True) as client:
        request = _ask(clients, person)
        assert 200 == client.get("/api/v1/journals").status_code
        assert 200 == _confirm(clients["head"], request).status_code
        assert 401 == until(lambda: _ended(client))


def _ended(client: httpx.Client) -> int | None:
    return 401 if client.get("/api/v1/journals").status_code == 401 else None


def test_a_second_confirmation_shows_nothing(clients: dict[str, httpx.Client], person: dict[str, str]) -> None:
    """¶5: neither the same command nor another brings the initial password back."""
    request, same = _ask(clients, person), f"confirm-{person['login']}"
    assert _confirm(clients["head"], request, command_id=same).json()["initial_password"]
    again = _confirm(clients["head"], request, command_id=same)
    assert again.status_code in (200, 409)
    assert not again.json().get("initial_password")
    assert (409, "password_request_closed") == _code(_confirm(clients["head"], request))


def test_who_may_not_is_told_so(clients: dict[str, httpx.Client], person: dict[str, str]) -> None:
    """¶4, ¶5: each refusal with the status of its kind."""
    request = _ask(clients, person)
    again = clients["it"].post(f"/api/v1/people/{person['id']}/password-requests", json={"reason": REASON})
    assert (409, "password_request_waiting") == _code(again)
    assert (404, "password_request_unknown") == _code(_confirm(clients["other-head"], request, "other-head"))
    assert (403, "role_required") == _code(_confirm(clients["it"], request, "it"))
    assert (403, "password_wrong") == _code(_confirm(clients["head"], request, "it"))
    assert (422, "reason_required") == _code(clients["head"].post(f"{PATH}/{request}/refuse", json={"reason": ""}))
    assert (404, "password_request_unknown") == _code(clients["other-head"].get(f"{PATH}/{request}"))
    assert (404, "password_request_unknown") == _code(clients["it"].post(f"{PATH}/nothing/withdraw", json={}))
    assert 200 == clients["head"].post(f"{PATH}/{request}/refuse", json={"reason": "Ол сұраған жоқ"}).status_code
    assert (409, "password_request_closed") == _code(clients["it"].post(f"{PATH}/{request}/withdraw", json={}))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_without_the_recovery_key_one_reads_what_to_do(
    stack: Stack, clients: dict[str, httpx.Client], person: dict[str, str], language: str
) -> None:
    """¶5: in one's own language; the request waits."""
    request, key = _ask(clients, person), stack.data / "keys" / "recovery" / "recovery.key"
    away = key.rename(key.with_suffix(".away"))
    clients["head"].headers["Accept-Language"] = language
    answer = _confirm(clients["head"], request)
    away.rename(key)
    assert (409, "recovery_key_absent") == _code(answer)
    assert "recovery/recovery.key" in answer.json()["error"]["message"]
    assert "open" == clients["it"].get(f"{PATH}/{request}").json()["state"]


def test_a_head_with_a_second_factor_gives_a_code_too(
    stack: Stack, clients: dict[str, httpx.Client], faculty: str, person: dict[str, str]
) -> None:
    """¶4: as for approving; without one nothing has changed."""
    login = f"head-{uuid4().hex[:8]}"
    stack.register(login, ("faculty_head", faculty))
    request = _ask(clients, person)
    with stack.client(login) as guarded:
        offer = guarded.post("/api/v1/me/second-factor", json={"password": password_of(login)}).json()
        step = int(machine_now().timestamp()) // STEP_SECONDS
        first = {"code": code_at(b32decode(offer["secret"]), step)}
        codes = guarded.post("/api/v1/me/second-factor/confirmation", json=first).json()["codes"]
        assert (401, "second_factor_required") == _code(_confirm(guarded, request, login))
        assert (403, "second_factor_wrong") == _code(_confirm(guarded, request, login, code="000-000"))
        assert "open" == clients["it"].get(f"{PATH}/{request}").json()["state"]
        assert _confirm(guarded, request, login, code=codes[0]).json()["initial_password"]


def test_a_late_initial_password_is_told_from_a_wrong_one(
    stack: Stack, clients: dict[str, httpx.Client], person: dict[str, str]
) -> None:
    """¶5: only to who knows it."""
    initial = _confirm(clients["head"], _ask(clients, person)).json()["initial_password"]
    stack.client(person["login"], initial, anew=True).close()
    with stack.client() as nobody:
        body = {"login": person["login"], "password": initial}
        assert (403, "initial_password_used") == _code(nobody.post("/api/v1/sessions", json=body))
        wrong = {**body, "password": "қате құпиясөз"}
        assert (401, "sign_in_failed") == _code(nobody.post("/api/v1/sessions", json=wrong))


def test_no_file_holds_the_initial_password(
    stack: Stack, clients: dict[str, httpx.Client], person: dict[str, str]
) -> None:
    """¶5: no process's log, and nothing else that the system has put into its folder."""
    initial = _confirm(clients["head"], _ask(clients, person)).json()["initial_password"]
    stack.client(person["login"], initial, anew=True).close()
    files = [path for path in stack.data.rglob("*") if path.is_file()]
    assert any(path.suffix == ".log" for path in files)
    assert [] == [path for path in files if initial.encode() in path.read_bytes()]

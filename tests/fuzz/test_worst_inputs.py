"""Each input of the API is grown to a megabyte of the worst characters, and nobody else waits more than a second (¶9).

No proxy stands in front. The others ask each service something, over and over, while it is tried.
"""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import delete

from services.auth.store.models import FailedSignIns
from services.common.storage.database import Database
from tests.fuzz.growing import put, sound, texts
from tests.gateway.academy import Academy, open_academy
from tests.gateway.document import DOCUMENT
from tests.support.stack import START, Stack, command, password_of

API = "/api/v1"
MEGABYTE = 1_000_000
LONGEST_SECONDS = 1.0
#: How long the machine is looked at before, and how often the others ask.
QUIET_SECONDS, PAUSE_SECONDS = 1.0, 0.1
#: Within the bound of a head, so that it is looked at.
HEAD_BYTES = 28_000
#: Marks whose order has to be mended, what is quoted, what is folded and trimmed; in JSON some take two bytes.
WORST = ("a" + "\u0301\u0327" * 100_000, "\\" * 60_000, '"' * 60_000, "Σ'" * 40_000, " \u00a0" * 40_000, "9" * 60_000)
#: What a page and a service of each kind is asked meanwhile.
ASKED = ("/healthz", f"{API}/me/sessions", f"{API}/groups", f"{API}/journals", f"{API}/cases?limit=1")
HEADERS = (
    "Accept-Language", "Authorization", "Content-Type", "Cookie", "Host", "If-None-Match", "Origin", "Sec-Fetch-Site",
    "Traceparent", "User-Agent", "X-Csrf-Token", "X-Forwarded-For", "X-Quiet", "X-Anything",
)  # fmt: skip
VALUES = (
    b'jurnal_session="' + b"\\" * HEAD_BYTES + b'"',
    b'"' * HEAD_BYTES,
    b"a," * (HEAD_BYTES // 2),
    b"a;q=" * (HEAD_BYTES // 4),
    "a\u0301\u0327".encode() * (HEAD_BYTES // 5),
)


@pytest.fixture(scope="module")
def academy(stack: Stack) -> Academy:
    """A small academy, with somebody who is much and somebody who waits."""
    academy = open_academy(stack)
    for login in ("staff", "waiting"):
        stack.register(login, *((role, academy.faculty) for role in ("teacher", "methodist", "faculty_head")))
    return academy


@pytest.fixture(scope="module")
def callers(academy: Academy) -> Iterator[list[httpx.Client]]:
    """Who sends it: the first whose endpoint it is."""
    with academy.stack.client("t.first") as teacher, academy.stack.client("staff") as staff, academy.stack.it() as it:
        yield [teacher, staff, it]


@pytest.fixture(scope="module")
def known(academy: Academy, callers: list[httpx.Client]) -> dict[str, str]:
    """Ids and words that exist, by the fields that take them."""
    body = {"date": START.date().isoformat(), "kind": "lecture", "topic": ""}
    lesson = command(callers[0], "POST", f"{API}/journals/{academy.journal}/lessons", body)["id"]
    cadet = callers[0].get(f"{API}/journals/{academy.journal}").json()["cadets"][0]["id"]
    group = callers[2].get(f"{API}/groups").json()["groups"][0]["id"]
    person = callers[2].get(f"{API}/people?search=staff").json()["people"][0]["id"]
    told = {"journal": academy.journal, "lesson": lesson, "cadet": cadet, "group": group, "person": person}
    right = password_of("t.first")
    told |= {"login": "t.first", "password": right, "old": right, "new": "Көк аспан астында жүр"}
    return told | {"kind": "mark_correction", "role": "teacher", "faculty": academy.faculty}


@contextmanager
def nobody_else_waits(academy: Academy) -> Iterator[None]:
    """Others ask all the while; none of them waits a second longer than before it began, nor in vain."""
    ended, begun = threading.Event(), threading.Barrier(len(ASKED) + 1)
    statuses: set[int] = set()
    waits: dict[str, list[float]] = {path: [] for path in ASKED}

    def ask(other: httpx.Client, path: str) -> None:
        with other:
            begun.wait()
            while not ended.wait(PAUSE_SECONDS) or not waits[path]:
                began = time.monotonic()
                statuses.add(other.get(path).status_code)
                waits[path].append(time.monotonic() - began)

    asking = [threading.Thread(target=ask, args=[academy.stack.client("waiting"), path]) for path in ASKED]
    for each in asking:
        each.start()
    begun.wait()
    time.sleep(QUIET_SECONDS)
    quiet = {path: max(waits[path], default=0.0) for path in ASKED}
    try:
        yield
    finally:
        ended.set()
        for each in asking:
            each.join()
    assert {200} == statuses
    longer = {path: max(each) - quiet[path] for path, each in waits.items()}
    assert max(longer.values()) < LONGEST_SECONDS, longer


def _operations() -> Iterator[tuple[str, str, Any]]:
    for path, methods in DOCUMENT["paths"].items():
        for method, told in methods.items():
            yield method.upper(), path, told


def _bodies(known: dict[str, str]) -> Iterator[tuple[str, str, bytes]]:
    """Every text of every body, grown; a command's id, which all have, of two."""
    for method, path, told in _operations():
        schema = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
        body: dict[str, Any] = sound(schema, known) if schema else {}
        for place in texts(body):
            if place != ("command_id",) or path.endswith(("/marks", "/me/password")):
                fresh = {"command_id": str(uuid4())} if "command_id" in body and place != ("command_id",) else {}
                yield method, path, json.dumps(put(body, place, "".join(WORST)) | fresh, ensure_ascii=False).encode()


def _placed(path: str, known: dict[str, str]) -> str:
    """The path with ids that exist where some are known."""
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    return path.format(**{name: known.get(name) or str(uuid4()) for name in names})


def _send(callers: list[httpx.Client], method: str, path: str, body: bytes) -> None:
    """By the first who may; what is wrong with it is said with a code."""
    for caller in callers:
        answer = caller.request(method, path, content=body)
        if answer.status_code != 403 or answer.json()["error"]["code"] != "role_required":
            break
    assert answer.status_code < 500, (method, path, answer.text[:500])


def test_no_text_of_a_body_makes_others_wait(
    academy: Academy, callers: list[httpx.Client], known: dict[str, str]
) -> None:
    """Passwords and codes, names and words, ids and numbers, the id of a command."""
    auth = Database(academy.stack.environment["JURNAL_DB_AUTH"])
    bodies = list(_bodies(known))
    assert len(bodies) > 80
    assert all(MEGABYTE * 0.9 < len(body) < MEGABYTE for _, _, body in bodies)
    with nobody_else_waits(academy):
        for method, path, body in bodies:
            with auth.writing() as session:  # what failed before shall not be why it is refused
                session.execute(delete(FailedSignIns))
                session.commit()
            _send(callers, method, _placed(path, known), body)


def test_no_header_makes_others_wait(academy: Academy) -> None:
    """Cookies above all: on a page and on the API, as much as is let in, and a megabyte, which is not."""
    with academy.stack.client() as nobody, nobody_else_waits(academy):
        for name in HEADERS:
            for path in ("/sign-in", f"{API}/me"):
                for value in VALUES:
                    assert nobody.get(path, headers={name.encode(): value}).status_code < 500
            with suppress(httpx.TransportError):  # it is told while it sends still
                long = {name.encode(): VALUES[0] * (MEGABYTE // HEAD_BYTES)}
                assert 431 == nobody.get("/sign-in", headers=long).status_code


def test_no_address_makes_others_wait(academy: Academy, callers: list[httpx.Client], known: dict[str, str]) -> None:
    """Every value of every query, every place of every path."""
    grown = [quote(text[:4_000])[: HEAD_BYTES // 3 * 3] for text in WORST]
    asked = [(path, told) for method, path, told in _operations() if method == "GET"]
    with nobody_else_waits(academy):
        for path, told in asked:
            names = [each["name"] for each in told.get("parameters", ()) if each["in"] == "query"]
            for name in names:
                answer = callers[1].get(f"{_placed(path, known)}?{name}={''.join(grown)[:HEAD_BYTES]}")
                assert answer.status_code < 500, answer.url
            if "{" in path:
                assert callers[1].get(path[: path.index("{")] + grown[0]).status_code < 500
        with suppress(httpx.TransportError):
            assert 431 == callers[1].get(f"{API}/groups?search={'a' * 60_000}").status_code


def _form(head: bytes, content: bytes) -> bytes:
    return b"--b\r\n" + head + b"\r\n\r\n" + content + b"\r\n--b--\r\n"


NAMED = b'Content-Disposition: form-data; name="file"; filename="a.csv"'
WORST_BYTES = "".join(WORST).encode()
FORMS = {
    "a file of one cell": _form(NAMED, WORST_BYTES * 8),
    "a file of many cells": _form(NAMED, (WORST[0][:1_000] + ";").encode() * 1_500),
    "a file of line breaks": _form(NAMED, b"\n" * 8_000_000),
    "a file of quotes": _form(NAMED, b'"' * 8_000_000),
    "a file of what is almost the end": _form(NAMED, b"\r\n--" * 2_000_000),
    "a file's name": _form(NAMED.replace(b"a.csv", b'\\"' * (MEGABYTE // 2)), b"a"),
    "a part's header": _form(NAMED + b"; x=" + b'"\\' * (MEGABYTE // 2), b"a"),
    "many headers": _form(NAMED + b"\r\nX: a" * 100_000, b"a"),
    "a field's name": _form(NAMED.replace(b"file", b";" * MEGABYTE), b"a"),
    "a field": _form(b'Content-Disposition: form-data; name="term"', WORST_BYTES),
    "many fields": b"--b\r\n" + b'Content-Disposition: form-data; name="a"\r\n\r\n\r\n--b\r\n' * 20_000 + b"--b--\r\n",
    "no form": WORST_BYTES,
}


def test_no_file_makes_others_wait(academy: Academy, callers: list[httpx.Client]) -> None:
    """What it holds, what it is called, and what stands around it."""
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    with nobody_else_waits(academy):
        for name, form in FORMS.items():
            answer = callers[1].post(f"{API}/contingents", content=form, headers=headers)
            assert answer.status_code < 500, (name, answer.text)
        slow = {"Content-Type": "multipart/form-data; boundary=b; charset=punycode"}
        term = _form(b'Content-Disposition: form-data; name="term"', b"a-" + b"b" * MEGABYTE)
        assert 422 == callers[1].post(f"{API}/contingents", content=term, headers=slow).status_code

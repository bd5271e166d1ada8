"""The API from end to end. Every answer is held against the API's own document (tests/gateway/document.py).

Bad input gets a clear refusal with its code and paragraph; the rest of a batch is saved; nothing is lost.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from string import Formatter
from typing import Any, get_type_hints
from uuid import uuid4

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.api.endpoint import Endpoint
from gateway.api.table import ENDPOINTS, PREFIX
from services.auth.contract import ACKNOWLEDGEMENT
from tests.gateway.academy import Academy, open_academy
from tests.support.cadets import admitted_cadet
from tests.support.records import close_term, issue
from tests.support.stack import START, Stack, command, password_of

NOWHERE = str(uuid4())


@pytest.fixture(scope="module")
def academy(stack: Stack) -> Academy:
    """The academy of this file's tests."""
    return open_academy(stack)


@pytest.fixture(scope="module")
def teacher(academy: Academy) -> Iterator[httpx.Client]:
    """The first teacher."""
    with academy.teacher() as client:
        yield client


@pytest.fixture(scope="module")
def cadets(academy: Academy, teacher: httpx.Client) -> list[str]:
    """The cadets of the first teacher's journal."""
    return [each["id"] for each in teacher.get(f"/api/v1/journals/{academy.journal}").json()["cadets"]]


@pytest.fixture(scope="module")
def lesson(academy: Academy, teacher: httpx.Client) -> str:
    """Today's lesson."""
    held = _hold(teacher, academy.journal, START.date().isoformat(), "lecture").json()
    academy.stack.wait_for_events()
    return str(held["id"])


def _hold(client: httpx.Client, journal: str, date: object, kind: object, **more: object) -> httpx.Response:
    body = {"command_id": str(uuid4()), "date": date, "kind": kind, "topic": "", **more}
    return client.post(f"/api/v1/journals/{journal}/lessons", json=body)


def _fault(answer: httpx.Response) -> tuple[int, str, str]:
    error = answer.json()["error"]
    return answer.status_code, error["code"], error["rule"]


def _put(client: httpx.Client, journal: str, marks: str, command_id: str = "") -> httpx.Response:
    """Marks as the text of their JSON, for ``1e2`` has to arrive as it is written."""
    body = f'{{"command_id": "{command_id or uuid4()}", "marks": [{marks}]}}'
    return client.put(f"/api/v1/journals/{journal}/marks", content=body.encode())


def _cell(lesson: str, cadet: str, value: object, version: object = 0) -> str:
    return json.dumps({"lesson": lesson, "cadet": cadet, "value": value, "version": version})


def _version(client: httpx.Client, journal: str, lesson: str, cadet: str) -> int:
    marks = client.get(f"/api/v1/journals/{journal}").json()["marks"]
    return next((mark["version"] for mark in marks if (mark["lesson"], mark["cadet"]) == (lesson, cadet)), 0)


def _refused(answer: httpx.Response) -> list[tuple[str, str, str]]:
    assert 200 == answer.status_code, answer.text
    return [(each["cadet"], each["code"], each["rule"]) for each in answer.json()["refused"]]


@pytest.mark.parametrize(
    "value",
    [
        "101",
        "-1",
        "50.5",
        '"5"',
        "true",
        "false",
        '"B"',
        "1e2",
        "50.0",
        '"a"',
        '"A"',
        '"Ж"',
        '""',
        "[]",
        "{}",
        "9" * 40,
    ],
)
def test_what_is_no_mark_is_refused_alone(
    academy: Academy, teacher: httpx.Client, lesson: str, cadets: list[str], value: str
) -> None:
    """¶6: not a whole number 0 to 100, not one of the codes; the good cell of the batch is saved."""
    good, bad = cadets[0], cadets[1]
    version = _version(teacher, academy.journal, lesson, good)
    wrong = f'{{"lesson": "{lesson}", "cadet": "{bad}", "value": {value}, "version": 0}}'
    answer = _put(teacher, academy.journal, f"{_cell(lesson, good, 77, version)}, {wrong}")
    assert [(bad, "not_a_mark", "¶6")] == _refused(answer)
    assert [{"lesson": lesson, "cadet": good, "version": version + 1}] == answer.json()["saved"]


@pytest.mark.parametrize("version", [-1, 10**30, "0", None, 1.5])
def test_a_version_that_is_none_is_refused_alone(
    academy: Academy, teacher: httpx.Client, lesson: str, cadets: list[str], version: object
) -> None:
    """A cell without a sound version cannot be written."""
    answer = _put(teacher, academy.journal, _cell(lesson, cadets[1], 50, version))
    assert [(cadets[1], "cell_malformed", "")] == _refused(answer)


def test_a_refused_cells_message_is_in_the_callers_language(academy: Academy, lesson: str, cadets: list[str]) -> None:
    """What the teacher reads says what to do, in Russian when asked so."""
    with academy.teacher("ru") as client:
        refused = _put(client, academy.journal, _cell(lesson, cadets[1], 101)).json()["refused"]
    assert (
        "Это не оценка. Введите целое число от 0 до 100 или отметку ж, а, дс, д, қ (кириллицей)."
        == refused[0]["message"]
    )


def test_a_stale_version_is_answered_with_what_is_there(
    academy: Academy, teacher: httpx.Client, lesson: str, cadets: list[str]
) -> None:
    """¶4: the cell in conflict says its value, version, author and instant; the other is saved."""
    _put(teacher, academy.journal, _cell(lesson, cadets[2], 60))
    other = _version(teacher, academy.journal, lesson, cadets[0])
    answer = _put(teacher, academy.journal, f"{_cell(lesson, cadets[2], 90)}, {_cell(lesson, cadets[0], 88, other)}")
    assert [(cadets[2], "version_stale", "¶4")] == _refused(answer)
    current = answer.json()["refused"][0]["current"]
    assert (60, 1) == (current["value"], current["version"])
    assert 1 == len(answer.json()["saved"])


def test_a_cadet_of_another_group_is_refused_alone(
    academy: Academy, teacher: httpx.Client, lesson: str, cadets: list[str]
) -> None:
    """¶15: marks are of the group's own cadets."""
    with academy.client("t.second") as second:
        stranger = second.get(f"/api/v1/journals/{academy.foreign}").json()["cadets"][0]["id"]
    version = _version(teacher, academy.journal, lesson, cadets[0])
    answer = _put(teacher, academy.journal, f"{_cell(lesson, stranger, 50)}, {_cell(lesson, cadets[0], 51, version)}")
    assert [(stranger, "cadet_unknown", "¶3")] == _refused(answer)
    assert 1 == len(answer.json()["saved"])


@pytest.mark.parametrize(
    ("date", "kind", "expected"),
    [
        ("2026-10-06", "lecture", (422, "lesson_in_future", "¶18")),
        ("2026-08-31", "lecture", (422, "lesson_outside_term", "¶18")),
        ("2026-10-02", "lecture", (409, "lesson_window_closed", "¶17")),
        ("2026-10-05", "party", (422, "lesson_kind_unknown", "¶2")),
        ("yesterday", "lecture", (422, "malformed", "")),
        ("2026-02-30", "lecture", (422, "malformed", "")),
        (20261005, "lecture", (422, "malformed", "")),
        (None, None, (422, "malformed", "")),
    ],
)
def test_a_lesson_that_cannot_be_is_refused(
    academy: Academy, teacher: httpx.Client, date: object, kind: object, expected: tuple[int, str, str]
) -> None:
    """¶17, ¶18: of tomorrow, outside the term, too late, of no kind, of no date."""
    assert expected == _fault(_hold(teacher, academy.journal, date, kind))


def test_a_lesson_twice_is_refused(academy: Academy, teacher: httpx.Client) -> None:
    """¶18: one lesson of a kind on a date."""
    _hold(teacher, academy.journal, "2026-10-04", "seminar")
    assert (409, "lesson_exists", "¶18") == _fault(_hold(teacher, academy.journal, "2026-10-04", "seminar"))


def test_a_journal_of_somebody_else_is_refused(academy: Academy, teacher: httpx.Client) -> None:
    """¶3: neither to look at, nor to add a lesson, nor to enter a mark, nor to see a history."""
    journal, cell = academy.foreign, _cell(NOWHERE, NOWHERE, 5)
    answers = [
        teacher.get(f"/api/v1/journals/{journal}"),
        _hold(teacher, journal, "2026-10-05", "lecture"),
        _put(teacher, journal, cell),
        teacher.get(f"/api/v1/journals/{journal}/marks/{NOWHERE}/{NOWHERE}/history"),
    ]
    assert [(403, "not_your_journal", "¶3")] * 4 == [_fault(answer) for answer in answers]


@pytest.mark.parametrize("journal", [pytest.param(NOWHERE, id="nowhere"), "x", "%00", "%D0%B6", "'%20OR%201=1"])
def test_a_journal_that_is_not_there_is_not_found(academy: Academy, teacher: httpx.Client, journal: str) -> None:
    """An id of nothing, and what is no id; to a teacher it is one of somebody else (¶3)."""
    with academy.stack.it() as it:
        assert _fault(it.get(f"/api/v1/journals/{journal}"))[0] in (404, 422)
    assert _fault(teacher.get(f"/api/v1/journals/{journal}"))[0] in (403, 422)


def test_a_closed_column_is_refused(academy: Academy, teacher: httpx.Client, lesson: str, cadets: list[str]) -> None:
    """¶17: on the third day nobody writes; the message says since when and what to do."""
    academy.stack.move_clock("2026-10-08T00:00")
    try:
        answer = _put(teacher, academy.journal, _cell(lesson, cadets[1], 50))
    finally:
        academy.stack.move_clock(START.isoformat())
    assert [(cadets[1], "window_closed", "¶17")] == _refused(answer)
    message = answer.json()["refused"][0]["message"]
    assert message.startswith("The entry window passed on 07.10.2026 23:59 and the column is closed.")


def test_the_same_command_again_gets_the_first_answer(
    academy: Academy, teacher: httpx.Client, lesson: str, cadets: list[str]
) -> None:
    """A repeat after a lost answer changes nothing; the same id with another body is a conflict."""
    version = _version(teacher, academy.journal, lesson, cadets[0])
    command_id = str(uuid4())
    first = _put(teacher, academy.journal, _cell(lesson, cadets[0], 70, version), command_id)
    again = _put(teacher, academy.journal, _cell(lesson, cadets[0], 70, version), command_id)
    other = _put(teacher, academy.journal, _cell(lesson, cadets[0], 71, version), command_id)
    assert first.json() == again.json()
    assert version + 1 == _version(teacher, academy.journal, lesson, cadets[0])
    assert (409, "command_reused", "") == _fault(other)


@pytest.mark.parametrize("command_id", ["", "short", "ы" * 10, "x" * 81, "with space in it"])
def test_a_command_id_has_a_shape(academy: Academy, teacher: httpx.Client, command_id: str) -> None:
    """8 to 80 printable ASCII characters."""
    answer = _hold(teacher, academy.journal, "2026-10-05", "practical", command_id=command_id)
    assert (422, "malformed", "") == _fault(answer)


@pytest.mark.parametrize(
    "body",
    [
        b'{"command_id": "12345678", "marks": [{"lesson": "\xff"}]}',
        b'{"command_id": "12345678", "marks": [{"value": {"__type__": "uuid", "__value__": "x"}}]}',
        b'{"command_id": "12345678", "marks": [NaN]}',
        b'{"command_id": "12345678", "marks": 5}',
        b'{"command_id": "12345678"}',
        b'{"command_id": "12345678", "marks": [{"lesson": "\\u0000"}]}',
        b"",
    ],
)
def test_a_body_that_is_no_batch_is_malformed(academy: Academy, teacher: httpx.Client, body: bytes) -> None:
    """Broken UTF-8, a trap for the bus, no list, nothing: refused whole, in our shape."""
    answer = teacher.put(f"/api/v1/journals/{academy.journal}/marks", content=body)
    assert answer.status_code in (200, 422)
    if answer.status_code == 422:
        assert "malformed" == answer.json()["error"]["code"]
    else:
        assert ["cell_malformed"] == [each["code"] for each in answer.json()["refused"]]


def test_more_cells_than_a_batch_holds_are_refused(academy: Academy, teacher: httpx.Client) -> None:
    """501 cells are too many, and so are none."""
    many = ", ".join(_cell(NOWHERE, NOWHERE, 5) for _ in range(501))
    faults = [_fault(_put(teacher, academy.journal, cells)) for cells in (many, "")]
    assert [(422, "too_many_marks", "")] * 2 == faults


def test_a_history_has_every_version(academy: Academy, teacher: httpx.Client, cadets: list[str]) -> None:
    """A cleared cell keeps what stood in it."""
    lesson = _hold(teacher, academy.journal, "2026-10-03", "practical").json()["id"]
    for version, value in enumerate([40, "қ", None]):
        assert [] == _refused(_put(teacher, academy.journal, _cell(lesson, cadets[0], value, version)))
    path = f"/api/v1/journals/{academy.journal}/marks/{lesson}/{cadets[0]}/history"
    assert [(3, None), (2, "қ"), (1, 40)] == [(v["version"], v["value"]) for v in teacher.get(path).json()["versions"]]


def test_an_upload_that_is_no_spreadsheet_is_refused(academy: Academy) -> None:
    """A picture, an empty file, a form without a file, 10 MB."""
    with academy.client("methodist") as client:
        answers = [
            client.post("/api/v1/contingents", files={"file": ("x.xlsx", b"\x89PNG\r\n" + bytes(100))}),
            client.post("/api/v1/contingents", files={"file": ("x.csv", b"")}),
            client.post("/api/v1/contingents", data={"term": ""}),
            client.post("/api/v1/contingents", files={"file": ("x.csv", b" " * 10_000_000)}),
        ]
    codes = ["file_unreadable", "file_empty", "malformed", "too_large"]
    assert codes == [answer.json()["error"]["code"] for answer in answers]


def test_a_discrepancy_goes_to_the_methodist_and_is_closed(
    academy: Academy, teacher: httpx.Client, lesson: str, cadets: list[str]
) -> None:
    """¶20: filed from a cell, closed with a reason, and not twice."""
    body: dict[str, Any] = {"journal": academy.journal, "lesson": lesson, "cadet": cadets[0], "text": "Қағазда 75"}
    filed = command(teacher, "POST", "/api/v1/discrepancies", body)["id"]
    with academy.client("methodist") as methodist:
        empty = methodist.post(f"/api/v1/discrepancies/{filed}/close", json={"reason": " "})
        closed = command(methodist, "POST", f"/api/v1/discrepancies/{filed}/close", {"reason": "Түзетілді"})
        again = methodist.post(f"/api/v1/discrepancies/{filed}/close", json={"reason": "Түзетілді"})
    assert (422, "reason_required", "¶20") == _fault(empty)
    assert ("closed", "Түзетілді") == (closed["state"], closed["reason"])
    assert (409, "discrepancy_closed", "¶20") == _fault(again)


@pytest.fixture(scope="module")
def askers(academy: Academy, known: dict[str, Any]) -> Iterator[list[httpx.Client]]:
    """A teacher, a methodist, IT, a cadet, and somebody who has not signed in."""
    cadet = admitted_cadet(academy.stack, known["group"], known["cadet"])
    with ExitStack() as opened:
        yield [opened.enter_context(academy.client(login)) for login in ("t.first", "methodist", "it", cadet, None)]


@pytest.fixture(scope="module")
def known(academy: Academy, teacher: httpx.Client, lesson: str, cadets: list[str]) -> dict[str, Any]:
    """Something of each kind that a path may name."""
    body = {"journal": academy.journal, "lesson": lesson, "cadet": None, "text": "Қағазда жоқ"}
    with academy.client("methodist") as methodist:
        contingents = methodist.get("/api/v1/contingents").json()["contingents"]
        shown = teacher.get(f"/api/v1/journals/{academy.journal}").json()
        group, term = shown["group"]["id"], shown["term"]["id"]
        leave = {"kind": "leave", "cadet": cadets[-1], "group": group, "since": "2026-12-01", "text": "№ 1"}
        notice = command(methodist, "POST", "/api/v1/notices", leave)["id"]
        admission = {"journal": academy.journal, "kind": "admission", "lesson": ""}
        sheet = command(methodist, "POST", "/api/v1/sheets", admission)["id"]
    person = academy.stack.register("somebody", ("teacher", academy.faculty))
    academy.stack.register("head", ("faculty_head", academy.faculty))
    with academy.stack.it() as it:
        asked = command(it, "POST", f"/api/v1/people/{person}/password-requests", {"reason": "Ұмытты"})["id"]
        session = it.get("/api/v1/me/sessions").json()["sessions"][0]["id"]
        policies = it.get("/api/v1/policies").json()
        proposal = {"holds_from": policies["terms"][0]["starts"], "terms": policies["versions"][-1]["terms"]}
        policy = command(it, "POST", "/api/v1/policies", proposal)["number"]
    academy.stack.wait_for_events()
    close_term(academy.stack, academy.foreign, "t.second", START.date().isoformat())
    return {
        "journal": academy.journal,
        "lesson": lesson,
        "cadet": cadets[0],
        "group": group,
        "term": term,
        "notice": notice,
        "contingent": contingents[0]["id"],
        "person": person,
        "request": asked,
        "discrepancy": command(teacher, "POST", "/api/v1/discrepancies", body)["id"],
        "case": command(teacher, "POST", "/api/v1/cases", {**body, "kind": "removal"})["id"],
        "kind": "report",
        "year": "2026",
        "session": session,
        "number": str(policy),
        "sheet": sheet,
        "record": issue(academy.stack, academy.foreign)["id"],
    }


def _placed(endpoint: Endpoint) -> list[str]:
    """The names of what the path holds."""
    return [name for _, name, _, _ in Formatter().parse(endpoint.path) if name]


#: What has to be asked for, and is refused while no sheet of this cadet's is closed.
ASKED = {"/records/preview": "?cadet={cadet}"}
#: One that ends: what goes on for ever is tried in test_live.
QUESTIONS = [each for each in ENDPOINTS if each.method == "GET" and each.reply_media_type != "text/event-stream"]


@pytest.mark.parametrize("endpoint", QUESTIONS, ids=lambda each: each.path)
def test_every_question_is_answered_as_described(
    askers: list[httpx.Client], known: dict[str, Any], endpoint: Endpoint
) -> None:
    """Whoever may ask gets 200, whoever may not a refusal; all in the shapes of the document."""
    path = PREFIX + (endpoint.path + ASKED.get(endpoint.path, "")).format(**known)
    *signed_in, nobody = (client.get(path).status_code for client in askers)
    assert 401 == nobody
    fine = 409 if endpoint.path in ASKED else 200
    assert {fine} <= set(signed_in) <= {fine, 403, 404}


@pytest.fixture(scope="module")
def strangers(academy: Academy) -> Iterator[dict[str, httpx.Client]]:
    """Two of another faculty, by login: one with each of its roles, and a teacher. What is ``known`` is not theirs."""
    with academy.stack.it() as it:
        elsewhere = command(it, "POST", "/api/v1/faculties", {"name": "Заң факультеті"})["id"]
    for login, roles in (("far", ("methodist", "faculty_head", "teacher")), ("plain", ("teacher",))):
        academy.stack.register(login, *((role, elsewhere) for role in roles))
    with ExitStack() as opened:
        yield {login: opened.enter_context(academy.client(login)) for login in ("far", "plain")}


#: A year is nobody's; which papers a case may have, and which policies there are, is no secret.
_OPEN = ("year", "kind", "number")
#: What only changes from one answer to the next.
_VARYING = ("x-request-id", "date")


_WITH_IDS = [each for each in ENDPOINTS if {*_placed(each)} - {*_OPEN}]


@pytest.mark.parametrize("endpoint", _WITH_IDS, ids=lambda each: f"{each.method} {each.path}")
def test_what_one_may_not_see_is_not_told_to_exist(
    strangers: dict[str, httpx.Client], known: dict[str, Any], endpoint: Endpoint
) -> None:
    """¶4, ¶5: status, body and headers are those of what is not there, whichever id of the path is wrong."""
    nowhere = [{**known, name: NOWHERE} for name in _placed(endpoint) if name not in _OPEN]
    for login, stranger in strangers.items():
        body = _sound_body(endpoint, known | {"value": 5, "choices": []})
        body |= {"password": password_of(login)} if "confirmation" in get_type_hints(endpoint.request) else {}
        there, *elsewhere = [_answered(stranger, endpoint, places, body) for places in (known, *nowhere)]
        assert there[0] in (403, 404), there
        assert [there] * len(nowhere) == elsewhere


def _answered(
    client: httpx.Client, endpoint: Endpoint, places: dict[str, Any], body: Any
) -> tuple[int, str, dict[str, str]]:
    path, own = PREFIX + endpoint.path.format(**places), {**body, "command_id": str(uuid4())}
    answer = client.request(endpoint.method, path, content=json.dumps(own).encode() if endpoint.is_command else None)
    return answer.status_code, answer.text, {k: v for k, v in answer.headers.items() if k not in _VARYING}


def _sound_body(endpoint: Endpoint, known: dict[str, Any]) -> dict[str, Any]:
    """One that is refused for nothing but what it asks for."""
    cell = {"lesson": known["lesson"], "cadet": known["cadet"], "value": 5, "version": 0}
    sound = _SOUND | known | _KINDS.get(endpoint.path, {}) | {"marks": [cell], "command_id": str(uuid4())}
    return {name: sound[name] for name in get_type_hints(endpoint.request) if name in sound}


def test_a_head_request_has_no_body(teacher: httpx.Client) -> None:
    """HEAD is GET without its body (RFC 9110, 9.3.2)."""
    answer = teacher.head("/api/v1/me")
    assert (200, b"") == (answer.status_code, answer.content)


_JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([0, -1, 2**31, 2**63, 2**64, 10**30, 1.5, 1e300, "", " ", "\0", "x" * 5000, "2026-10-05"])
    | st.text(max_size=20)
    | st.uuids().map(str),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=8), inner, max_size=2),
    max_leaves=4,
)


#: A sound value for every field of a command; the places of ``known`` are added.
_SOUND: dict[str, Any] = {
    "revision": 0,
    "date": "2026-10-05",
    "kind": "lecture",
    "topic": "Тақырып",
    "text": "Мәтін",
    "reason": "Себеп",
    "name": "Атауы",
    "starts": "2027-02-01",
    "ends": "2027-06-01",
    "login": "x.y",
    "family": "Ә",
    "given": "Ә",
    "patronymic": "",
    "roles": [{"role": "moderator", "faculty": ""}],
    "password": None,
    "ready": False,
    "old": "not the password",
    "new": "Бір жаңа құпиясөз",
    "text_version": ACKNOWLEDGEMENT,
    "since": "2026-10-05",
    "until": "2026-11-05",
    "to_group": "",
    "number": "1",
    "version": 0,
    "people": ["nobody"],
    "cadets": ["nobody"],
    "on": True,
}


#: What ``kind`` is where it is not a lesson's.
_KINDS = {"/notices": {"kind": "rename"}}


@pytest.mark.parametrize("endpoint", [each for each in ENDPOINTS if each.is_command], ids=lambda each: each.path)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_body_breaks_a_service(
    askers: list[httpx.Client], known: dict[str, Any], endpoint: Endpoint, data: st.DataObject
) -> None:
    """Whatever a signed-in caller puts into a sound command, the answer is one of the document, and no failure."""
    body = _sound_body(endpoint, known)
    if "marks" in body:
        body["marks"] = [cell | data.draw(_some_of(cell)) for cell in body["marks"]]
    body |= data.draw(_some_of(body))
    for client in askers[:3]:
        answer = client.request(
            endpoint.method, PREFIX + endpoint.path.format(**known), content=json.dumps(body).encode()
        )
        assert answer.status_code < 500, answer.text


def _some_of(sound: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from([*sound]), _JUNK, max_size=2)

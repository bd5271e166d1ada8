"""Whatever arrives at the running system: it is refused with a code, nothing fails, and the next request is served."""

import json
from base64 import b32decode
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sqlalchemy import delete

from gateway.http.sessions import COOKIE, CSRF_COOKIE
from services.auth.domain.second_factor import STEP_SECONDS
from services.auth.sealing.second_factor import code_at
from services.auth.store.models import FailedSignIns
from services.common.storage.database import Database
from tests.fuzz.altering import altered, altered_base64, bounded, few, other_types
from tests.gateway.academy import Academy, open_academy
from tests.support.clocks import machine_now
from tests.support.stack import START, Stack, command, password_of

API = "/api/v1"
#: What stands in no header's value (RFC 9110, 5.5).
CONTROLS = frozenset([*map(chr, range(32)), "\x7f"]) - {"\t"}
#: Our own client sends none of these.
UNSENT = frozenset("\r\n\0\v\f")
LONGEST_HEADER = 8_000


@pytest.fixture(scope="module")
def academy(stack: Stack) -> Academy:
    """A small academy."""
    return open_academy(stack)


@pytest.fixture(scope="module")
def teacher(academy: Academy) -> Iterator[httpx.Client]:
    """A tool of the teacher's."""
    with academy.stack.client("t.first") as client:
        yield client


@pytest.fixture(scope="module")
def lesson(academy: Academy, teacher: httpx.Client) -> str:
    """Today's lesson."""
    body = {"date": START.date().isoformat(), "kind": "lecture", "topic": ""}
    return str(command(teacher, "POST", f"{API}/journals/{academy.journal}/lessons", body)["id"])


@pytest.fixture(scope="module")
def nobody(academy: Academy) -> Iterator[httpx.Client]:
    """Somebody who has not signed in."""
    with academy.stack.client() as client:
        yield client


@pytest.fixture(autouse=True)
def still_there(academy: Academy, teacher: httpx.Client) -> Iterator[None]:
    """After each test the journal opens as before."""
    yield
    assert 200 == teacher.get(f"{API}/journals/{academy.journal}").status_code


def refused(answer: httpx.Response, *statuses: int) -> None:
    """A refusal of what was sent with its code, not of how often; and nothing of what is inside."""
    assert answer.status_code in statuses if statuses else 400 <= answer.status_code < 500, answer.text
    assert answer.status_code != 429, answer.text
    assert answer.json()["error"]["code"]
    quiet(answer)


def quiet(answer: httpx.Response) -> None:
    """No failure, and no word of the program's inside."""
    assert answer.status_code < 500, answer.text
    assert not [word for word in ("Traceback", 'File "', "sqlalchemy", "nameko", "Exception") if word in answer.text]


def send(
    client: httpx.Client, method: str, path: str, body: Any, headers: dict[bytes, bytes] | None = None
) -> httpx.Response:
    """JSON in ASCII: it can say what UTF-8 cannot, half a pair of surrogates."""
    return client.request(method, path, content=json.dumps(body).encode(), headers=headers)


def _header(text: str) -> bytes:
    """The text as a header's value; what cannot stand in one is passed over."""
    assume(not CONTROLS & {*text})
    raw = text.encode(errors="replace").strip()
    assume(len(raw) <= LONGEST_HEADER)
    return raw


@bounded
@given(data=st.data())
def test_a_tools_altered_secret_is_nobodys(nobody: httpx.Client, teacher: httpx.Client, data: st.DataObject) -> None:
    """¶5: as a Bearer."""
    sound = teacher.headers["Authorization"].partition(" ")[2]
    raw = _header(data.draw(altered(sound)))
    assume(raw.strip() != sound.encode())
    refused(nobody.get(f"{API}/me", headers={b"Authorization": (b"Bearer " + raw).strip()}), 401)


@bounded
@given(sign=st.sampled_from(sorted(CONTROLS - UNSENT)))
def test_a_control_character_in_a_header_is_no_request(nobody: httpx.Client, sign: str) -> None:
    """RFC 9110, 5.5: refused before anybody is asked who it is."""
    answer = nobody.get(f"{API}/me", headers={b"Authorization": f"Bearer a{sign}b".encode()})
    assert 400 == answer.status_code
    quiet(answer)


@bounded
@given(data=st.data())
def test_a_browsers_altered_cookie_is_nobodys(
    nobody: httpx.Client, teacher: httpx.Client, data: st.DataObject
) -> None:
    """¶5: on the API and on a page, which sends to the sign-in."""
    sound = teacher.headers["Authorization"].partition(" ")[2]
    raw = _header(data.draw(altered(sound)))
    assume(raw.strip(b' "') != sound.encode() and b";" not in raw)
    cookie = {b"Cookie": COOKIE.encode() + b"=" + raw}
    refused(nobody.get(f"{API}/me", headers=cookie), 401)
    page = nobody.get("/journals", headers=cookie)
    quiet(page)
    assert 303 == page.status_code


@bounded
@given(data=st.data())
def test_an_altered_word_against_forgery_does_nothing(
    nobody: httpx.Client, teacher: httpx.Client, academy: Academy, lesson: str, data: st.DataObject
) -> None:
    """A browser's session alone changes nothing: the page has to repeat what only it can read."""
    sound = teacher.headers["Authorization"].partition(" ")[2]
    cookie = {b"Cookie": f"{COOKIE}={sound}; {CSRF_COOKIE}=x".encode()}
    word = {b"X-CSRF-Token": _header(data.draw(altered("0" * 64)))}
    path = f"{API}/journals/{academy.journal}/marks"
    refused(send(nobody, "PUT", path, _marks(lesson), cookie | word), 403)


@pytest.fixture(scope="module")
def forget(academy: Academy) -> Callable[[], None]:
    """Lets auth forget what failed before, so that the next attempt is looked at at once."""
    database = Database(academy.stack.environment["JURNAL_DB_AUTH"])

    def forget() -> None:
        with database.writing() as session:
            session.execute(delete(FailedSignIns))
            session.commit()

    return forget


@pytest.fixture(scope="module")
def enrolled(academy: Academy) -> dict[str, str]:
    """Who has a second factor: login and right password."""
    academy.stack.register("guarded", ("teacher", academy.faculty))
    given = {"login": "guarded", "password": password_of("guarded")}
    with academy.stack.client("guarded") as client:
        offer = client.post(f"{API}/me/second-factor", json={"password": given["password"]}).json()
        code = code_at(b32decode(offer["secret"]), int(machine_now().timestamp()) // STEP_SECONDS)
        assert client.post(f"{API}/me/second-factor/confirmation", json={"code": code}).is_success
    return given


@few
@given(code=altered("123456") | altered("abcde-fghjk") | other_types())
def test_whatever_is_sent_as_a_code_signs_nobody_in(
    nobody: httpx.Client, enrolled: dict[str, str], forget: Callable[[], None], code: Any
) -> None:
    """¶4: TOTP codes and recovery codes; with the right password, and with a wrong one."""
    forget()
    right = send(nobody, "POST", f"{API}/sessions", {**enrolled, "code": code})
    refused(right)
    assert right.json()["error"]["code"] in ("second_factor_required", "second_factor_wrong", "malformed")
    refused(send(nobody, "POST", f"{API}/sessions", {**enrolled, "password": "not this one", "code": code}))


@few
@given(login=altered("t.first") | other_types(), password=altered(password_of("t.first")) | other_types())
def test_whatever_is_sent_as_a_password_signs_nobody_in(
    nobody: httpx.Client, forget: Callable[[], None], login: Any, password: Any
) -> None:
    """¶5: neither long nor strange ones fail."""
    forget()
    refused(send(nobody, "POST", f"{API}/sessions", {"login": login, "password": password}))


@bounded
@given(data=st.data())
def test_whatever_is_sent_as_a_code_takes_no_second_factor_into_use(
    teacher: httpx.Client, forget: Callable[[], None], data: st.DataObject
) -> None:
    """¶4: of one that was never offered."""
    forget()
    body = {"command_id": str(uuid4()), "code": data.draw(altered("123456") | other_types())}
    refused(send(teacher, "POST", f"{API}/me/second-factor/confirmation", body))


@bounded
@given(data=st.data())
def test_a_strange_place_in_an_address_is_unknown(
    teacher: httpx.Client, academy: Academy, data: st.DataObject
) -> None:
    """Ids of journals, cases, people, papers, on the API and on pages."""
    name = data.draw(altered(academy.journal)).encode(errors="replace")[:2_000]
    place = quote(name, safe="")
    quiet(teacher.get(f"/cases/{place}"))
    assume(name and place not in (".", "..") and b"/" not in name)
    refused(teacher.get(f"{API}/journals/{place}"))
    refused(teacher.get(f"{API}/cases/{place}"))
    refused(teacher.get(f"{API}/journals/{academy.journal}/marks/{place}/{place}/history"))


@bounded
@given(data=st.data())
def test_a_strange_place_in_a_list_is_refused_or_empty(teacher: httpx.Client, data: st.DataObject) -> None:
    """Where a list goes on, how much of it, and what is looked for."""
    strange = altered("20").map(lambda text: text.encode(errors="replace")[:2_000])
    names = ("state", "kind", "search", "waiting", "overdue", "journal", "limit", "offset")
    query = data.draw(st.dictionaries(st.sampled_from(names), strange, min_size=1, max_size=3))
    text = "&".join(f"{name}={quote(value, safe='')}" for name, value in query.items())
    quiet(teacher.get(f"{API}/cases?{text}"))
    quiet(teacher.get(f"/cases?{text}"))
    quiet(teacher.get(f"/journals?term={quote(data.draw(strange), safe='')}"))


@bounded
@given(data=st.data())
def test_a_strange_mark_is_refused_alone(
    teacher: httpx.Client, academy: Academy, lesson: str, data: st.DataObject
) -> None:
    """¶6: what a page sends from what it kept: any part of a cell, of the batch or its id."""
    cell = _marks(lesson)["marks"][0] | {
        data.draw(st.sampled_from(["lesson", "cadet", "value", "version"])): data.draw(
            altered("aliev") | other_types()
        )
    }
    answer = send(teacher, "PUT", f"{API}/journals/{academy.journal}/marks", _marks(lesson) | {"marks": [cell]})
    quiet(answer)
    assert [] == answer.json().get("saved", [])


@bounded
@given(data=st.data())
def test_a_strange_command_id_or_body_is_refused(
    teacher: httpx.Client, academy: Academy, lesson: str, data: st.DataObject
) -> None:
    """Of another type, too long, or not JSON at all."""
    path = f"{API}/journals/{academy.journal}/marks"
    quiet(
        send(teacher, "PUT", path, _marks(lesson) | {"command_id": data.draw(altered(str(uuid4())) | other_types())})
    )
    refused(send(teacher, "PUT", path, data.draw(other_types())))
    refused(teacher.put(path, content=data.draw(st.binary(max_size=60))))


@bounded
@given(data=st.data())
def test_a_strange_sealed_change_is_refused(
    teacher: httpx.Client, academy: Academy, lesson: str, data: st.DataObject
) -> None:
    """¶5: a report that brings something of its own where the gradebook's sealed mark stands."""
    cadet = teacher.get(f"{API}/journals/{academy.journal}").json()["cadets"][0]["id"]
    body = {"kind": "mark_correction", "journal": academy.journal, "lesson": lesson, "cadet": cadet, "text": "Себеп"}
    strange = data.draw(altered_base64("AgABAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA") | other_types())
    refused(send(teacher, "POST", f"{API}/cases", body | {"sealed": strange, "value": 5, "command_id": str(uuid4())}))
    refused(send(teacher, "POST", f"{API}/cases", body | {"value": strange, "command_id": str(uuid4())}))


def _marks(lesson: str) -> dict[str, Any]:
    cell = {"lesson": lesson, "cadet": str(uuid4()), "value": 5, "version": 0}
    return {"command_id": str(uuid4()), "marks": [cell]}

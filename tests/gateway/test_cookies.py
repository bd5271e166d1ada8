"""¶4: what a browser keeps of a session, over http and https, and how its secret changes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.auth.store.models import Person, SignInSession
from services.common.storage.database import open_engine
from tests.gateway.document import check
from tests.gateway.gateways import another_gateway
from tests.support.stack import Stack, password_of


@pytest.fixture
def login(stack: Stack) -> str:
    """A moderator of the test's own."""
    made = f"moderator-{uuid4().hex[:8]}"
    stack.register(made, ("moderator", ""))
    return made


@pytest.fixture
def browser(stack: Stack, login: str) -> Iterator[httpx.Client]:
    """Signed in by cookie, sending what our scripts send."""
    with stack.client() as client:
        client.event_hooks = {"response": [check]}
        _sign_in(client, login)
        yield client


def _sign_in(client: httpx.Client, login: str) -> httpx.Response:
    given = {"login": login, "password": password_of(login)}
    return client.post("/api/v1/sessions", json=given, headers={"X-CSRF-Token": ""})


def _csrf(client: httpx.Client) -> dict[str, str]:
    return {"X-CSRF-Token": client.cookies["jurnal_csrf"]}


def _grow_old(stack: Stack, login: str) -> None:
    """As if the person's sessions had begun more than an hour ago."""
    engine = open_engine(stack.environment["JURNAL_DB_AUTH"])
    with Session(engine.execution_options(writes=True)) as session:
        person = session.scalar(select(Person.id).where(Person.login == login))
        hour_ago = datetime.now(UTC) - timedelta(minutes=61)
        session.execute(update(SignInSession).where(SignInSession.person == person).values(begun_at=hour_ago))
        session.commit()
    engine.dispose()


@pytest.mark.parametrize("path", ["/account", "/api/v1/me"])
def test_an_old_secret_is_changed_with_the_next_answer(
    stack: Stack, browser: httpx.Client, login: str, path: str
) -> None:
    """¶4: the former one still serves a request that was on its way, and what scripts repeat goes with the new one."""
    _grow_old(stack, login)
    old = browser.cookies["jurnal_session"]
    assert 200 == browser.get(path).status_code
    assert old != browser.cookies["jurnal_session"]
    assert 200 == httpx.get(f"{stack.address}/api/v1/me", cookies={"jurnal_session": old}).status_code
    assert 204 == browser.delete("/api/v1/sessions/current", headers=_csrf(browser)).status_code
    assert 401 == httpx.get(f"{stack.address}/api/v1/me", cookies={"jurnal_session": old}).status_code


def test_a_tools_secret_stays(stack: Stack, login: str) -> None:
    """¶4: a tool keeps what it was told; it has no cookie that could be changed."""
    with stack.client(login) as tool:
        _grow_old(stack, login)
        answers = [tool.get("/api/v1/me") for _ in range(2)]
    assert [(200, False)] * 2 == [(each.status_code, "set-cookie" in each.headers) for each in answers]


def test_a_new_password_changes_the_secret(browser: httpx.Client, login: str) -> None:
    """¶5: and the session goes on."""
    old = browser.cookies["jurnal_session"]
    body = {"old": password_of(login), "new": f"Күзгі жапырақ {uuid4().hex[:8]}"}
    assert 204 == browser.post("/api/v1/me/password", json=body, headers=_csrf(browser)).status_code
    assert old != browser.cookies["jurnal_session"]
    assert login == browser.get("/api/v1/me").json()["login"]


@pytest.fixture(scope="module")
def behind_a_proxy(stack: Stack) -> str:
    """The address of a gateway that believes its proxy."""
    return another_gateway(stack, "gateway-proxied", JURNAL_TRUSTED_PROXIES="127.0.0.1")


def test_over_https_the_cookie_is_tied_to_the_host(behind_a_proxy: str, login: str) -> None:
    """¶4: behind a proxy, too; a cookie of the plain name, which a neighbour could have set, is passed over."""
    https = {"X-Forwarded-Proto": "https"}
    with httpx.Client(base_url=behind_a_proxy, headers=https) as client:
        cookies = _sign_in(client, login).headers.get_list("set-cookie")
        session = next(each for each in cookies if each.startswith("__Host-jurnal_session="))
        assert {"Secure", "HttpOnly", "SameSite=strict", "Path=/"} <= {*session.split("; ")}
        assert "Domain" not in session
        cookies.append(client.get("/sign-in?language=ru").headers["set-cookie"])
        named = {each.split("=")[0] for each in cookies}
        assert {"__Host-jurnal_session", "__Host-jurnal_csrf", "__Host-jurnal_language"} == named
        assert all("; Secure" in each and "; Path=/" in each for each in cookies)
        secret = session.split(";")[0].partition("=")[2]
        client.cookies.clear()
        statuses = [
            client.get("/api/v1/me", headers={"Cookie": f"{name}={secret}"}).status_code
            for name in ("__Host-jurnal_session", "jurnal_session")
        ]
    assert [200, 401] == statuses

"""Sessions over HTTP: cookies for browsers, Bearer for tools, duties of the first sign-in."""

import asyncio
from base64 import b32decode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import select, update
from starlette.responses import Response

from gateway.http.sessions import Sessions, set_cookies
from gateway.messaging.bus import Context
from services.auth.domain.second_factor import STEP_SECONDS
from services.auth.sealing.second_factor import code_at
from services.auth.store.models import SignInSession
from services.common.storage.database import Database
from tests.gateway.document import check
from tests.support.buses import connected
from tests.support.clocks import StillClock, machine_now
from tests.support.stack import Stack, command, password_of

#: As a page asks by itself.
QUIETLY = {"X-Quiet": "1"}


@pytest.fixture(scope="module", autouse=True)
def _people(stack: Stack) -> None:
    stack.register("moderator", ("moderator", ""))


@pytest.fixture
def browser(stack: Stack) -> Iterator[httpx.Client]:
    """What keeps cookies and sends no Authorization, as a browser does."""
    with stack.client() as client:
        client.event_hooks = {"response": [check]}
        yield client


def _sign_in(client: httpx.Client, login: str = "moderator", password: str = "") -> httpx.Response:
    given = {"login": login, "password": password or password_of(login)}
    return client.post("/api/v1/sessions", json=given, headers={"X-CSRF-Token": ""})


def _code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def test_a_browsers_session_is_a_cookie_that_no_script_reads(browser: httpx.Client) -> None:
    """HttpOnly and SameSite; the other cookie is the one that scripts repeat."""
    cookies = _sign_in(browser).headers.get_list("set-cookie")
    session, csrf = (
        next(each for each in cookies if each.startswith(name)) for name in ("jurnal_session", "jurnal_csrf")
    )
    assert (True, True, False) == ("HttpOnly" in session, "SameSite=strict" in session, "HttpOnly" in csrf)


def test_a_cookie_signs_in(browser: httpx.Client) -> None:
    """What the browser keeps says who one is."""
    _sign_in(browser)
    assert "moderator" == browser.get("/api/v1/me").json()["login"]


def test_who_signs_in_again_has_no_other_session_in_this_browser(browser: httpx.Client, stack: Stack) -> None:
    """The one before ends, whosever it was; with a cookie that opens nothing one signs in all the same."""
    _sign_in(browser)
    former = browser.cookies["jurnal_session"]
    _sign_in(browser)
    with stack.client() as tool:
        tool.headers["Authorization"] = f"Bearer {former}"
        assert (401, "session_ended") == _code(tool.get("/api/v1/me"))
    assert 200 == browser.get("/api/v1/me").status_code
    browser.cookies.set("jurnal_session", former)
    assert 201 == _sign_in(browser).status_code


def test_a_tools_session_is_a_bearer(stack: Stack) -> None:
    """The token of the answer, sent by the tool itself."""
    with stack.client("moderator") as tool:
        assert "moderator" == tool.get("/api/v1/me").json()["login"]


SAID_BY_BROWSERS = (
    {"X-CSRF-Token": ""},
    {"Origin": "{address}"},
    {"Sec-Fetch-Site": "same-origin"},
    {"Cookie": "jurnal_session=of-before"},
)


@pytest.mark.parametrize("said", SAID_BY_BROWSERS, ids=str)
def test_a_browser_that_signs_in_reads_no_secret(browser: httpx.Client, said: dict[str, str]) -> None:
    """What no script can read as a cookie does not stand in the answer either, whichever page asks."""
    credentials = {"login": "moderator", "password": password_of("moderator")}
    headers = {name: value.format(address=str(browser.base_url).rstrip("/")) for name, value in said.items()}
    answer = browser.post("/api/v1/sessions", json=credentials, headers=headers)
    assert (201, "") == (answer.status_code, answer.json()["token"])
    assert browser.cookies["jurnal_session"] not in answer.text


def test_a_tool_that_signs_in_gets_no_cookie(stack: Stack) -> None:
    """A secret is in one place."""
    with stack.client() as tool:
        answer = tool.post("/api/v1/sessions", json={"login": "moderator", "password": password_of("moderator")})
    assert (201, True, False) == (answer.status_code, bool(answer.json()["token"]), "set-cookie" in answer.headers)


def test_no_answer_to_a_browser_holds_a_secret(stack: Stack) -> None:
    """Signing in, a second factor, another password: each changes the cookie, and says it nowhere else."""
    stack.register("browsing", ("moderator", ""))
    answers: list[httpx.Response] = []
    with stack.client() as browser:
        browser.event_hooks = {"response": [check, answers.append]}
        _sign_in(browser, "browsing")
        given = {"password": password_of("browsing")}
        offer = _as_page(browser, "/me/second-factor", given).json()
        code = code_at(b32decode(offer["secret"]), int(machine_now().timestamp()) // STEP_SECONDS)
        recovery = _as_page(browser, "/me/second-factor/confirmation", {"code": code}).json()["codes"]
        _as_page(browser, "/me/confirmation", {**given, "code": recovery[0]})
        _as_page(browser, "/me/password", {"old": given["password"], "new": "Қар-Жауды-Таң-Атты", "code": recovery[1]})
        for path in ("/api/v1/me", "/api/v1/me/sessions", "/account"):
            browser.get(path)
        assert all(each.is_success for each in answers), answers
    said = [each for answer in answers for each in answer.headers.get_list("set-cookie")]
    secrets = {each.split(";")[0].partition("=")[2] for each in said if each.startswith("jurnal_session=")}
    assert len(secrets) > 2
    assert [] == [answer.url for answer in answers if any(secret in answer.text for secret in secrets)]


def _as_page(browser: httpx.Client, path: str, body: dict[str, str]) -> httpx.Response:
    return browser.post(f"/api/v1{path}", json=body, headers={"X-CSRF-Token": browser.cookies["jurnal_csrf"]})


def test_a_cookie_alone_changes_nothing(browser: httpx.Client) -> None:
    """Without the token that only our pages know, an unsafe request is refused."""
    _sign_in(browser)
    assert (403, "forged_request") == _code(browser.delete("/api/v1/sessions/current"))


def test_signing_out_ends_the_session_at_once(browser: httpx.Client) -> None:
    """The secret is worth nothing afterwards, though the gateway had kept an access token."""
    _sign_in(browser)
    token = browser.cookies["jurnal_session"]
    browser.get("/api/v1/me")
    answer = browser.delete("/api/v1/sessions/current", headers={"X-CSRF-Token": browser.cookies["jurnal_csrf"]})
    assert (204, False) == (answer.status_code, "jurnal_session" in browser.cookies)
    assert (401, "session_ended") == _code(browser.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}))


def test_a_changed_password_ends_the_other_sessions_at_once(stack: Stack) -> None:
    """¶5: who knew the old password is out, though the gateway had kept an access token."""
    stack.register("changer", ("moderator", ""))
    with stack.client("changer") as mine, stack.client("changer", anew=True) as other:
        assert 200 == other.get("/api/v1/me").status_code
        change = {"command_id": str(uuid4()), "old": password_of("changer"), "new": "Күзгі-Жапырақ-2026"}
        assert 204 == mine.post("/api/v1/me/password", json=change).status_code
        assert (200, 401) == tuple(client.get("/api/v1/me").status_code for client in (mine, other))


def test_a_stolen_cookie_opens_nothing_after_a_change_of_password(browser: httpx.Client, stack: Stack) -> None:
    """¶4, ¶5: the browser that changed it goes on with another one."""
    stack.register("robbed", ("moderator", ""))
    _sign_in(browser, "robbed")
    stolen = browser.cookies["jurnal_session"]
    change = {"command_id": str(uuid4()), "old": password_of("robbed"), "new": "Қысқы-Боран-Соқты-26"}
    with stack.client() as thief:
        thief.headers["Cookie"] = f"jurnal_session={stolen}"
        assert 200 == thief.get("/api/v1/me").status_code
        headers = {"X-CSRF-Token": browser.cookies["jurnal_csrf"]}
        assert 204 == browser.post("/api/v1/me/password", json=change, headers=headers).status_code
        assert [200, 401] == [client.get("/api/v1/me").status_code for client in (browser, thief)]


def test_what_a_page_asks_by_itself_keeps_no_session_alive(stack: Stack) -> None:
    """¶4: an open page is told of others' cases, and looks; its owner may have gone."""
    database, then = Database(stack.environment["JURNAL_DB_AUTH"]), datetime.now(UTC) - timedelta(minutes=10)
    with stack.client("moderator", anew=True) as client:
        own = client.get("/api/v1/me/sessions", headers=QUIETLY).json()["sessions"]
        mine = SignInSession.id == next(each["id"] for each in own if each["is_this"])
        with database.writing() as work:
            work.execute(update(SignInSession).where(mine).values(seen_at=then))
            work.commit()
        for headers, is_used in ((QUIETLY, False), ({}, True)):
            for path in ("/api/v1/cases?limit=1", "/cases"):
                assert client.get(path, headers=headers).is_success
            with database.reading() as work:
                assert is_used == (then != work.scalar(select(SignInSession.seen_at).where(mine)))


def test_the_password_again_gives_a_confirmation(stack: Stack) -> None:
    """¶4: over HTTP and the bus; a wrong one is refused, and so is who has not signed in."""
    stack.register("decider", ("moderator", ""))
    with stack.client("decider") as client, stack.client() as nobody:
        client.event_hooks = nobody.event_hooks = {"response": [check]}
        given, wrong, unknown = (
            each.post("/api/v1/me/confirmation", json={"password": password})
            for each, password in (
                (client, password_of("decider")),
                (client, "wrong"),
                (nobody, password_of("decider")),
            )
        )
    assert (201, {"confirmation", "expires_at"}) == (given.status_code, set(given.json()))
    assert ((403, "password_wrong"), (401, "sign_in_required")) == (_code(wrong), _code(unknown))


def test_who_is_switched_off_is_out_at_once(stack: Stack) -> None:
    """¶4: though the gateway had kept an access token; switched on again, the person signs in anew."""
    person = stack.register("leaver", ("moderator", ""))
    with stack.it() as it, stack.client("leaver") as client:
        it.event_hooks = client.event_hooks = {"response": [check]}
        assert 200 == client.get("/api/v1/people").status_code
        off = it.post(f"/api/v1/people/{person}/switch-off", json={"reason": "Жұмыстан шықты"})
        assert (200, False) == (off.status_code, off.json()["active"])
        assert (401, "session_ended") == _code(client.get("/api/v1/people"))
        assert (401, "sign_in_failed") == _code(_sign_in(client, "leaver"))
        assert it.post(f"/api/v1/people/{person}/switch-on", json={}).json()["active"]
        assert 201 == _sign_in(client, "leaver").status_code


def test_the_address_says_whether_off_or_on(stack: Stack) -> None:
    """¶4: what the body says of it is passed over."""
    person = stack.register("stayer", ("moderator", ""))
    with stack.it() as it:
        it.event_hooks = {"response": [check]}
        body = {"reason": "Жұмыстан шықты", "active": True, "person": "somebody else"}
        assert it.post(f"/api/v1/people/{person}/switch-off", json=body).json()["active"] is False


def test_a_role_taken_away_is_gone_at_once_and_one_given_is_there(stack: Stack) -> None:
    """¶4: the next request of an open session; the other services have learned of it, too."""
    person = stack.register("mover", ("moderator", ""))
    with stack.it() as it, stack.client("mover") as client:
        it.event_hooks = client.event_hooks = {"response": [check]}
        assert 200 == client.get("/api/v1/people").status_code
        faculty = command(it, "POST", "/api/v1/faculties", {"name": "Заң факультеті"})["id"]
        roles = [{"role": "methodist", "faculty": faculty}]
        assert roles == command(it, "PUT", f"/api/v1/people/{person}/roles", {"roles": roles})["roles"]
        assert (403, "role_required") == _code(client.get("/api/v1/people"))
        assert (roles, 200) == (client.get("/api/v1/me").json()["roles"], client.get("/api/v1/groups").status_code)


def test_only_it_changes_accounts_and_nobody_the_own(stack: Stack) -> None:
    """¶4: refused by auth itself, with the paragraph."""
    person, _ = stack.register("witness", ("moderator", "")), stack.register("it.colleague", ("it_staff", ""))
    with stack.it() as it, stack.client("witness") as client:
        it.event_hooks = client.event_hooks = {"response": [check]}
        me, wish = it.get("/api/v1/me").json()["id"], {"roles": [{"role": "moderator", "faculty": ""}]}
        answers = [
            client.put(f"/api/v1/people/{person}/roles", json=wish),
            client.post(f"/api/v1/people/{me}/switch-off", json={"reason": "x"}),
            it.put(f"/api/v1/people/{me}/roles", json=wish),
            it.post(f"/api/v1/people/{me}/switch-off", json={"reason": "x"}),
            it.post(f"/api/v1/people/{person}/switch-off", json={"reason": " "}),
            it.get("/api/v1/people/nobody"),
        ]
    assert [
        (403, "role_required"),
        (403, "role_required"),
        (403, "own_account"),
        (403, "own_account"),
        (422, "reason_required"),
        (404, "person_unknown"),
    ] == [_code(answer) for answer in answers]


def test_a_page_gives_the_token_back_to_a_browser_that_lost_it(browser: httpx.Client) -> None:
    """A session never stands without the means to end it."""
    _sign_in(browser)
    token = browser.cookies["jurnal_csrf"]
    browser.cookies.delete("jurnal_csrf")
    browser.get("/account")
    assert token == browser.cookies["jurnal_csrf"]


@pytest.mark.parametrize("body", [{"login": "moderator", "password": "wrong"}, {"login": "nobody", "password": "x"}])
def test_a_wrong_password_and_an_unknown_login_look_the_same(browser: httpx.Client, body: dict[str, str]) -> None:
    """¶4: nobody learns which logins exist."""
    assert (401, "sign_in_failed") == _code(browser.post("/api/v1/sessions", json=body))


@pytest.mark.parametrize(
    "body", [{}, {"login": "moderator"}, {"login": 5, "password": []}, {"login": "\0", "password": ""}]
)
def test_a_sign_in_without_its_parts_is_malformed(browser: httpx.Client, body: dict[str, object]) -> None:
    """Both are needed, and both are text."""
    assert (422, "malformed") == _code(browser.post("/api/v1/sessions", json=body))


@pytest.mark.parametrize("token", ["nonsense", "ы", "x" * 5000])
def test_a_secret_that_is_none_signs_nobody_in(browser: httpx.Client, token: str) -> None:
    """Guessing gets the answer that an ended session gets."""
    headers = {b"Authorization": f"Bearer {token}".encode()}
    assert (401, "session_ended") == _code(browser.get("/api/v1/me", headers=headers))


def test_a_role_that_may_not_is_told_so(browser: httpx.Client) -> None:
    """The service decides, not the gateway: a moderator registers nobody."""
    _sign_in(browser)
    body = {"command_id": str(uuid4()), "login": "x.y", "family": "Ә", "given": "Ә"}
    answer = _as_page(browser, "/people", body)
    assert (403, "role_required") == _code(answer)


def test_nobody_else_sees_how_the_parts_are(stack: Stack) -> None:
    """¶8: neither on the page nor by the API; a tool that watches sees both."""
    with stack.it() as it:
        faculty = command(it, "POST", "/api/v1/faculties", {"name": "Сырттай оқу факультеті"})["id"]
    statuses = {}
    for login, role in (("onlooker", ("teacher", faculty)), ("watcher", ("monitor", ""))):
        stack.register(login, role)
        with stack.client(login) as client:
            statuses[login] = [client.get(path).status_code for path in ("/health", "/api/v1/health")]
    assert {"onlooker": [403, 403], "watcher": [200, 200]} == statuses


def test_moderators_see_how_every_part_is(browser: httpx.Client) -> None:
    """¶7, ¶8: services, their databases, the bus; on the page, too."""
    _sign_in(browser)
    assert 200 == browser.get("/health").status_code
    health = browser.get("/api/v1/health").json()
    assert (True, True, [], 4) == (health["ready"], health["bus"], health["missing"], len(health["services"]))


def test_a_first_sign_in_has_duties_before_anything_else(stack: Stack) -> None:
    """¶5, ¶22: an own password and the acknowledgement; then, at once, everything."""
    body = {
        "login": "new.comer",
        "family": "Жұмабаев",
        "given": "Мағжан",
        "roles": [{"role": "moderator", "faculty": ""}],
    }
    with stack.it() as it:
        initial = command(it, "POST", "/api/v1/people", body)["initial_password"]
    with stack.client("new.comer", initial) as client:
        client.event_hooks = {"response": [check]}
        for path in ("journals", "health", "events"):
            assert (403, "duties_outstanding") == _code(client.get(f"/api/v1/{path}"))
        client.post(
            "/api/v1/me/password", json={"command_id": str(uuid4()), "old": initial, "new": "Көктем-Келді-2026"}
        )
        assert ["acknowledge"] == client.get("/api/v1/me").json()["duties"]
        text = {"command_id": str(uuid4()), "text_version": "paragraph-22/1"}
        assert 204 == client.post("/api/v1/me/acknowledgement", json=text).status_code
        assert 200 == client.get("/api/v1/journals").status_code


def test_guessing_is_slowed_down_with_the_time_to_wait(browser: httpx.Client) -> None:
    """¶4: after several failures the answer is 429 with Retry-After, right password or not."""
    answers = [_sign_in(browser, "victim", f"wrong {number}") for number in range(12)]
    throttled = next(answer for answer in answers if answer.status_code == 429)
    assert "too_many_attempts" == throttled.json()["error"]["code"]
    assert int(throttled.headers["retry-after"]) > 0


def test_an_access_token_is_used_again_until_shortly_before_its_end(stack: Stack) -> None:
    """Auth is asked once in minutes, not at each request; and not so late that a token ends on its way."""
    secret = httpx.post(
        f"{stack.address}/api/v1/sessions",
        json={"login": "moderator", "password": password_of("moderator")},
        timeout=30,
    ).json()["token"]
    clock = StillClock(real=datetime.now(UTC))

    async def use() -> list[str]:
        async with connected(stack.environment["JURNAL_AMQP_URI"], 10) as bus:
            sessions = Sessions(bus, clock)
            first = await sessions.access(secret, Context())
            ends_in = (datetime.fromisoformat(first["expires_at"]) - clock.machine()).total_seconds()
            clock.move(seconds=ends_in - 31)
            second = await sessions.access(secret, Context())
            clock.move(seconds=2)
            third = await sessions.access(secret, Context())
            return [issued["expires_at"] for issued in (first, second, third)]

    first, second, third = asyncio.run(use())
    assert first == second
    assert first != third


def test_over_https_both_cookies_are_secure() -> None:
    """No cookie of a session leaves over plain http."""
    response = Response()
    set_cookies(response, "secret", secure=True)
    assert [True, True] == ["Secure" in each for each in response.headers.getlist("set-cookie")]


def test_a_second_factor_over_the_api(stack: Stack) -> None:
    """¶4: set up with the password, taken into use with a code, then asked for at the door and before a decision."""
    stack.register("factored", ("moderator", ""))
    given = {"login": "factored", "password": password_of("factored")}
    with stack.client("factored") as client, stack.client() as nobody:
        client.event_hooks = nobody.event_hooks = {"response": [check]}
        offer = client.post("/api/v1/me/second-factor", json={"password": given["password"]}).json()
        assert offer["qr"].startswith("data:image/svg+xml")
        secret, step = b32decode(offer["secret"]), int(machine_now().timestamp()) // STEP_SECONDS
        assert (403, "second_factor_wrong") == _code(
            client.post("/api/v1/me/second-factor/confirmation", json={"code": "abc"})
        )
        path, first = "/api/v1/me/second-factor/confirmation", {"code": code_at(secret, step)}
        recovery = client.post(path, json=first).json()["codes"]
        assert client.get("/api/v1/me").json()["second_factor"]
        assert (401, "second_factor_required") == _code(nobody.post("/api/v1/sessions", json=given))
        assert 201 == nobody.post("/api/v1/sessions", json={**given, "code": recovery[0]}).status_code
        confirm = {"password": given["password"]}
        assert (401, "second_factor_required") == _code(client.post("/api/v1/me/confirmation", json=confirm))
        assert 201 == client.post("/api/v1/me/confirmation", json={**confirm, "code": recovery[1]}).status_code

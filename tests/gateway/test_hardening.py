"""What a stranger tries first, on the whole running system without a proxy before it."""

import re

import httpx
import pytest

from tests.support.stack import Stack, password_of

FORGED = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", "X-Real-IP": "203.0.113.9"}


@pytest.fixture(scope="module", autouse=True)
def _people(stack: Stack) -> None:
    stack.register("moderator", ("moderator", ""))


@pytest.mark.parametrize("path", ["/", "/api/v1/me", "/static/js/api.js", "/healthz"])
def test_nothing_is_traced(stack: Stack, path: str) -> None:
    """TRACE would send back what a browser hides from scripts."""
    answer = httpx.request("TRACE", stack.address + path, headers={"Cookie": "jurnal_session=secret"})
    assert answer.status_code in (404, 405)
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    "path", ["/static/", "/static/js/", "/static/js", "/.git/config", "/static/../../.git/config"]
)
def test_no_folder_is_listed_nor_what_lies_beside(stack: Stack, path: str) -> None:
    """Neither names of files nor what a checkout holds."""
    answer = httpx.get(stack.address + path, follow_redirects=True)
    assert 404 == answer.status_code, answer.text
    assert "api.js" not in answer.text


@pytest.mark.parametrize(
    "path", ["/sign-in", "/api/v1/me", "/static/js/api.js", "/static/css/base.css", "/static/icon.svg"]
)
def test_text_says_its_encoding(stack: Stack, path: str) -> None:
    """JSON is UTF-8 by itself (RFC 8259)."""
    said = httpx.get(stack.address + path).headers["content-type"]
    assert said == "application/json" or said.endswith("charset=utf-8")


def test_a_strangers_word_for_a_proxys_is_not_believed(stack: Stack) -> None:
    """¶4: neither the address that throttling and the list of sessions go by, nor https."""
    account = {"login": "moderator", "password": password_of("moderator")}
    with httpx.Client(base_url=stack.address, headers=FORGED) as client:
        signed_in = client.post("/api/v1/sessions", json=account)
        client.headers["Authorization"] = f"Bearer {signed_in.json()['token']}"
        sessions = client.get("/api/v1/me/sessions").json()["sessions"]
    assert "strict-transport-security" not in signed_in.headers
    assert {"127.0.0.1"} == {each["address"] for each in sessions}


def test_lines_of_logs_say_their_instant_with_its_zone(stack: Stack) -> None:
    """What happened on several hosts can be put in order."""
    logs = [*(stack.data / "log").glob("*.log")]
    lines = [line for log in logs for line in log.read_text(encoding="utf-8").splitlines() if " INFO " in line]
    assert len(logs) == 5
    assert len(lines) >= len(logs)
    assert [] == [line for line in lines if not re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} ", line)]

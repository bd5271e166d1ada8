"""The gateway as a process of its own on a real broker, with no service behind it."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from deploy.processes import Child
from gateway.http.middleware import CONTENT_SECURITY_POLICY
from gateway.web.assets import ADDRESS, KEPT
from tests.gateway.document import check
from tests.support.node import Node
from tests.support.stack import free_port

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Gateway:
    """The process, and a client of it."""

    child: Child
    client: httpx.Client

    def log_until(self, text: str) -> str:
        """The log once it holds the text."""
        deadline = time.monotonic() + 10
        while text not in self.log() and time.monotonic() < deadline:
            time.sleep(0.05)
        return self.log()

    def log(self) -> str:
        """What has been logged."""
        return self.child.log.read_text(encoding="utf-8")


@contextmanager
def _running(folder: Path, broker: str, **told: str) -> Iterator[Gateway]:
    port = free_port()
    environment = {"JURNAL_AMQP_URI": broker, "JURNAL_DATA": str(folder), "JURNAL_PORT": str(port), "JURNAL_DEMO": "1"}
    child = Child("gateway", [sys.executable, "-m", "gateway"], os.environ | environment | told, folder / "log")
    child.start()
    assert child.process is not None
    client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20, headers={"Accept-Language": "en"})
    with client:
        gateway = Gateway(child, client)
        gateway.log_until("connected to the bus")
        yield gateway
    child.signal(signal.SIGKILL)
    child.process.wait()


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory, node: Node) -> Iterator[Gateway]:
    """A gateway in demo mode that believes no proxy."""
    with _running(tmp_path_factory.mktemp("gateway"), node.uri) as started:
        yield started


@pytest.fixture(scope="module")
def behind_proxy(tmp_path_factory: pytest.TempPathFactory, node: Node) -> Iterator[Gateway]:
    """A gateway outside demo mode that believes the proxy on this machine."""
    told = {"JURNAL_TRUSTED_PROXIES": "127.0.0.1", "JURNAL_DEMO": ""}
    with _running(tmp_path_factory.mktemp("proxied"), node.uri, **told) as started:
        yield started


def _code(answer: httpx.Response) -> tuple[int, Any]:
    return answer.status_code, answer.json()["error"]["code"]


@pytest.mark.parametrize("path", ["/sign-in", "/nowhere", "/static/css/base.css", "/api/v1/me", "/healthz"])
def test_every_answer_has_the_security_headers(gateway: Gateway, path: str) -> None:
    """Pages, files, the API and failures alike: strict policy, no sniffing, a request id."""
    headers = gateway.client.get(path).headers
    expected = (CONTENT_SECURITY_POLICY, "nosniff", "same-origin", 32)
    names = ("content-security-policy", "x-content-type-options", "referrer-policy")
    assert expected == (*(headers[name] for name in names), len(headers["x-request-id"]))


def test_the_policy_allows_nothing_inline() -> None:
    """No script or style but from files of ours."""
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY


def test_the_api_is_kept_by_nobody(gateway: Gateway) -> None:
    """Answers of the API are not stored on the way."""
    assert "no-store" == gateway.client.get("/api/v1/me").headers["cache-control"]


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/api/v1/nowhere", (404, "path_unknown")),
        ("GET", "/api/v2/me", (404, "path_unknown")),
        ("POST", "/api/v1/me", (405, "method_not_allowed")),
        ("GET", "/api/v1/me", (401, "sign_in_required")),
        ("DELETE", "/api/v1/sessions/current", (401, "sign_in_required")),
    ],
)
def test_what_is_not_routed_is_answered_in_our_shape(
    gateway: Gateway, method: str, path: str, expected: tuple[int, str]
) -> None:
    """Unknown paths and methods, and who has not signed in."""
    assert expected == _code(gateway.client.request(method, path))


@pytest.mark.parametrize("sign", ["%0A", "%0D", "%00", "%1F", "%7F"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/v1/me"),
        ("GET", "/api/v1/people/x"),
        ("POST", "/api/v1/people/x/switch-on"),
        ("GET", "/api/v1/journals/x"),
    ],
)
def test_no_path_holds_a_control_character(gateway: Gateway, method: str, path: str, sign: str) -> None:
    """Neither at its end, where a route would take it for the end, nor as an id or in one."""
    for place in (path + sign, path.replace("/v1/", f"/v1/{sign}"), f"{path}{sign}x", f"{path}/{sign}"):
        answer = gateway.client.request(method, place)
        assert (422, "malformed") == _code(answer)
        assert "{" not in answer.json()["error"]["message"]
        check(answer)


def test_nothing_but_files_is_kept(gateway: Gateway) -> None:
    """Pages, redirects, failures and the API: no computer that is shared has them afterwards."""
    paths = ("/", "/sign-in", "/nowhere", "/contingents/1/errors.csv", "/api/v1/me", "/healthz", "/static")
    assert {"no-store"} == {gateway.client.get(path).headers["cache-control"] for path in paths}


def test_an_unknown_page_is_a_page(gateway: Gateway) -> None:
    """A person gets a page, in the language chosen."""
    answer = gateway.client.get("/nowhere?language=ru")
    assert (404, "text/html; charset=utf-8") == (answer.status_code, answer.headers["content-type"])
    assert 'lang="ru"' in answer.text


def test_a_method_not_allowed_says_which_are(gateway: Gateway) -> None:
    """The header Allow names what the path takes (RFC 9110, 15.5.6)."""
    assert {"GET", "HEAD", "POST"} == {*gateway.client.delete("/api/v1/people").headers["allow"].split(", ")}


def test_nobody_signed_in_is_told_how_to(gateway: Gateway) -> None:
    """A 401 names the scheme (RFC 9110, 11.6.1)."""
    assert gateway.client.get("/api/v1/me").headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("path", ["css/base.css", "i18n/kk.js"])
@pytest.mark.parametrize(
    ("address", "kept"),
    [(ADDRESS, KEPT), ("/static", "no-cache"), ("/static/0123456789abcdef", "no-cache")],
    ids=["of this release", "of none", "of another"],
)
def test_a_file_known_already_is_not_sent_again(gateway: Gateway, address: str, kept: str, path: str) -> None:
    """A file of this release is kept; at another address it is asked about each time, and sent when it has changed."""
    first = gateway.client.get(f"{address}/{path}")
    again = gateway.client.get(f"{address}/{path}", headers={"If-None-Match": first.headers["etag"]})
    assert (200, kept, 304, b"") == (
        first.status_code,
        first.headers["cache-control"],
        again.status_code,
        again.content,
    )


def test_a_page_names_the_release_of_its_files(gateway: Gateway) -> None:
    """Whatever it is drawn with is asked for once a release."""
    named = re.findall(r'(?:src|href)="(/static/[^"]+)"', gateway.client.get("/sign-in").text)
    assert len(named) > 5
    assert [] == [each for each in named if not each.startswith(f"{ADDRESS}/")]


def test_no_file_outside_the_folder_is_served(gateway: Gateway) -> None:
    """A path cannot climb out."""
    for address in (ADDRESS, "/static"):
        assert 404 == gateway.client.get(f"{address}/%2e%2e/app.py").status_code


def test_no_catalogue_of_an_unknown_language_is_served(gateway: Gateway) -> None:
    """There are three."""
    assert 404 == gateway.client.get("/static/i18n/de.js").status_code


def test_a_language_is_remembered(gateway: Gateway) -> None:
    """The choice in the query is kept in a cookie that scripts of other sites do not send."""
    cookie = gateway.client.get("/sign-in?language=ru").headers["set-cookie"]
    assert cookie.startswith("jurnal_language=ru;")
    assert "SameSite=lax" in cookie


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_of_10_mb_is_refused(gateway: Gateway, chunked: bool) -> None:
    """More than a megabyte of JSON is not taken in, whether announced or not."""
    body = b" " * (10 * MEGABYTE)
    parts = (body[at : at + MEGABYTE] for at in range(0, len(body), MEGABYTE))
    answer = gateway.client.post("/api/v1/sessions", content=parts if chunked else body)
    assert (413, "too_large") == _code(answer)


@pytest.mark.parametrize("body", [b'{"login": "\xff"}', b"{", b"[1]", b'{"login": NaN}', b'{"a": 1, "a": 2}'])
def test_a_body_that_cannot_be_read_is_malformed(gateway: Gateway, body: bytes) -> None:
    """Broken UTF-8, broken JSON, no object, no number, a key twice."""
    assert (422, "malformed") == _code(gateway.client.post("/api/v1/sessions", content=body))


def test_without_its_service_a_call_is_unavailable(gateway: Gateway) -> None:
    """Nothing was done, and no inner text says why."""
    answer = gateway.client.get("/api/v1/me", headers={"Authorization": "Bearer secret-of-somebody"})
    expected = "A service is not answering and nothing was changed. Try again in a minute."
    assert (502, expected) == (answer.status_code, answer.json()["error"]["message"])


def test_a_page_without_its_service_says_so(gateway: Gateway) -> None:
    """A page fails as a page."""
    answer = gateway.client.get("/", headers={"Cookie": "jurnal_session=secret-of-somebody"})
    assert (502, "text/html; charset=utf-8") == (answer.status_code, answer.headers["content-type"])


def test_the_process_is_healthy_and_not_ready_without_services(gateway: Gateway) -> None:
    """Liveness is of this process; readiness names every part that does not answer."""
    alive, ready = gateway.client.get("/healthz"), gateway.client.get("/readyz")
    expected = (200, 503, ["auth", "roster", "gradebook", "corrections"])
    assert expected == (alive.status_code, ready.status_code, ready.json()["missing"])
    for answer in (alive, ready):
        check(answer)


def test_the_log_has_the_request_id_and_no_secret(gateway: Gateway) -> None:
    """One line for each request: method, path, status, time, id; no query, no credential."""
    headers = {"Authorization": "Bearer the-secret-itself"}
    answer = gateway.client.get("/api/v1/people?search=Somebody", headers=headers)
    log = gateway.log_until(answer.headers["x-request-id"])
    assert "GET '/api/v1/people' 502" in log
    assert not any(secret in log for secret in ("the-secret-itself", "Somebody"))


def test_a_demos_clock_is_moved(gateway: Gateway) -> None:
    """Academy time starts where it is put, and runs on."""
    moved = gateway.client.post("/api/v1/demo/clock", json={"now": "2026-10-05T09:00"})
    shown = gateway.client.get("/api/v1/demo/clock").json()["now"]
    assert 200 == moved.status_code
    assert shown.startswith("2026-10-05T09:00")
    assert shown.endswith("+05:00")


@pytest.mark.parametrize("now", ["", "tomorrow", 5, None, "0001-01-01", "9999-12-31T23:59", "2026-13-01"])
def test_a_demos_clock_is_not_moved_to_nowhere(gateway: Gateway, now: object) -> None:
    """What is no instant, or one that dates cannot be counted from, is malformed."""
    assert (422, "malformed") == _code(gateway.client.post("/api/v1/demo/clock", json={"now": now}))


def test_another_site_cannot_move_the_clock(gateway: Gateway) -> None:
    """A page of elsewhere can make a browser send this, so it is refused."""
    headers = {"Origin": "https://evil.example"}
    answer = gateway.client.post("/api/v1/demo/clock", json={"now": "2026-10-05T09:00"}, headers=headers)
    assert (403, "forged_request") == _code(answer)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_outside_demo_mode_there_is_no_such_clock(behind_proxy: Gateway, method: str) -> None:
    """The routes do not exist, in the document neither."""
    assert (404, "path_unknown") == _code(behind_proxy.client.request(method, "/api/v1/demo/clock"))
    assert "/api/v1/demo/clock" not in behind_proxy.client.get("/api/v1/openapi.json").json()["paths"]


def test_over_https_browsers_are_told_to_stay_there(gateway: Gateway, behind_proxy: Gateway) -> None:
    """HSTS when the trusted proxy says https; a header that anybody can send is not believed."""
    headers = {"X-Forwarded-Proto": "https"}
    told, not_told = (each.client.get("/healthz", headers=headers).headers for each in (behind_proxy, gateway))
    assert "strict-transport-security" in told
    assert "strict-transport-security" not in not_told


def test_sigterm_ends_it_well(tmp_path: Path, node: Node) -> None:
    """The process stops by itself when asked to."""
    with _running(tmp_path, node.uri) as started:
        started.child.signal(signal.SIGTERM)
        assert started.child.process is not None
        assert started.child.process.wait(15) in (0, -signal.SIGTERM)


def test_without_a_bus_named_it_says_what_is_missing() -> None:
    """A deployment's fault is said at start, in a line."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JURNAL_")}
    done = subprocess.run(
        [sys.executable, "-m", "gateway"], env=environment, capture_output=True, text=True, check=False
    )
    assert (1, True) == (done.returncode, done.stderr.startswith("JURNAL_AMQP_URI is not set"))

"""The API as the demo's people use it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import httpx

from deploy.address import trust
from deploy.demo.people import Account

TIMEOUT_SECONDS = 60
#: How long an answer that came too late is asked for again.
PATIENCE_SECONDS = 300


class RefusedError(Exception):
    """The system refused what was asked: a code for programs, the paragraph, and words for people."""

    def __init__(self, asked: str, code: str, rule: str, message: str) -> None:
        super().__init__(f"{asked}: {code} {message}")
        self.code, self.rule, self.message = code, rule, message


@dataclass(frozen=True)
class Client:
    """Somebody signed in. Command ids are made of their meaning, so a repeated load changes nothing."""

    http: httpx.Client

    @classmethod
    def nobody(cls, address: str, language: str = "kk") -> "Client":
        """Nobody signed in; a gateway with a certificate of its own is known by it."""
        said = {"Accept-Language": language}
        return cls(httpx.Client(base_url=address, verify=trust(os.environ), timeout=TIMEOUT_SECONDS, headers=said))

    @classmethod
    def sign_in(cls, address: str, login: str, password: str, language: str = "kk") -> "Client":
        """Sign in; what people are told comes in the language."""
        client = cls.nobody(address, language)
        body = {"login": login, "password": password}
        token = _checked(client.http.post("/api/v1/sessions", json=body))["token"]
        client.http.headers["Authorization"] = f"Bearer {token}"
        return client

    def get(self, path: str) -> Any:
        """Read."""
        return _checked(_heard(lambda: self.http.get(f"/api/v1{path}")))

    def download(self, path: str) -> bytes:
        """Read a file."""
        return _answered(self.http.get(f"/api/v1{path}")).content

    def command(self, meaning: str, method: str, path: str, body: dict[str, Any]) -> Any:
        """Do something once, however often it is asked."""
        named = {"command_id": _command_id(meaning), **body}
        return _checked(_heard(lambda: self.http.request(method, f"/api/v1{path}", json=named)))

    def upload(self, meaning: str, filename: str, content: bytes, term: str) -> Any:
        """Upload a contingent."""
        form = {"command_id": _command_id(meaning), "term": term}
        file = {"file": (filename, content)}
        return _checked(_heard(lambda: self.http.post("/api/v1/contingents", data=form, files=file)))


def make_first_account(account: Account) -> None:
    """Make the IT account with the command that a real academy uses; one that is there already is fine."""
    words = ["--login", account.login, "--family", account.name.family, "--given", account.name.given]
    command = [sys.executable, "-m", "services.auth.bootstrap", *words, "--password", account.password, "--ready"]
    subprocess.run(command, capture_output=True, check=False)


def _command_id(meaning: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"demo:{meaning}"))


def _heard(ask: Callable[[], httpx.Response]) -> httpx.Response:
    """The answer; on a slow machine it may come too late, and then is asked for again: nothing is done twice."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (answer := ask()).status_code == httpx.codes.GATEWAY_TIMEOUT and time.monotonic() < deadline:
        time.sleep(1)
    return answer


def _checked(answer: httpx.Response) -> Any:
    return _answered(answer).json() if answer.content else None


def _answered(answer: httpx.Response) -> httpx.Response:
    if answer.is_error:
        asked = f"{answer.request.method} {answer.request.url.path}"
        raise RefusedError(asked, **_fault(answer))
    return answer


def _fault(answer: httpx.Response) -> dict[str, str]:
    """Why; something in between may have answered in another form."""
    try:
        told = answer.json()["error"]
        return {name: str(told[name]) for name in ("code", "rule", "message")}
    except (ValueError, KeyError, TypeError):
        return {"code": f"http_{answer.status_code}", "rule": "", "message": answer.text}

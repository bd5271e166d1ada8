"""The API as the demo's people use it."""

import subprocess
import sys
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import httpx

from deploy.demo.plan import Account

TIMEOUT_SECONDS = 60


class RefusedError(Exception):
    """The system refused what the demo asked; a defect of the demo."""


@dataclass(frozen=True)
class Client:
    """Somebody signed in. Command ids are made of their meaning, so a repeated load changes nothing."""

    http: httpx.Client

    @classmethod
    def sign_in(cls, address: str, account: Account) -> "Client":
        """Sign in as the account."""
        http = httpx.Client(base_url=address, timeout=TIMEOUT_SECONDS, headers={"Accept-Language": "kk"})
        body = {"login": account.login, "password": account.password}
        token = _checked(http.post("/api/v1/sessions", json=body))["token"]
        http.headers["Authorization"] = f"Bearer {token}"
        return cls(http)

    def get(self, path: str) -> Any:
        """Read."""
        return _checked(self.http.get(f"/api/v1{path}"))

    def command(self, meaning: str, method: str, path: str, body: dict[str, Any]) -> Any:
        """Do something once, however often it is asked."""
        named = {"command_id": _command_id(meaning), **body}
        return _checked(self.http.request(method, f"/api/v1{path}", json=named))

    def upload(self, meaning: str, filename: str, content: bytes, term: str) -> Any:
        """Upload a contingent."""
        form = {"command_id": _command_id(meaning), "term": term}
        return _checked(self.http.post("/api/v1/contingents", data=form, files={"file": (filename, content)}))


def make_first_account(account: Account) -> None:
    """Make the IT account with the command that a real academy uses; one that is there already is fine."""
    words = ["--login", account.login, "--family", account.name.family, "--given", account.name.given]
    command = [sys.executable, "-m", "services.auth.bootstrap", *words, "--password", account.password, "--ready"]
    subprocess.run(command, capture_output=True, check=False)


def _command_id(meaning: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"demo:{meaning}"))


def _checked(answer: httpx.Response) -> Any:
    if answer.is_error:
        raise RefusedError(f"{answer.request.method} {answer.request.url.path}: {answer.text}")
    return answer.json() if answer.content else None

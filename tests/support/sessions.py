"""People's sessions, each begun once in a run and used on while it lasts: signing in is slow on purpose (¶5)."""

import ssl
from dataclasses import dataclass

import httpx

from gateway.http.sessions import cookies

_kept: dict[tuple[str, str, str], "SignedIn"] = {}


@dataclass(frozen=True)
class SignedIn:
    """A session: its secret for a tool, and what a browser would keep as cookies."""

    token: str
    cookies: dict[str, str]


def signed_in(
    address: str, login: str, password: str, trust: ssl.SSLContext | bool = False, *, anew: bool = False
) -> SignedIn:
    """Somebody's session; with ``anew`` another one."""
    with httpx.Client(base_url=address, verify=trust, timeout=30) as client:
        kept = _kept.get((address, login, password))
        if anew or kept is None or not _lasts(client, kept):
            kept = _kept[address, login, password] = _begin(client, login, password)
        return kept


def _lasts(client: httpx.Client, kept: SignedIn) -> bool:
    return client.get("/api/v1/me", headers={"Authorization": f"Bearer {kept.token}"}).status_code == 200


def _begin(client: httpx.Client, login: str, password: str) -> SignedIn:
    answer = client.post("/api/v1/sessions", json={"login": login, "password": password})
    assert 201 == answer.status_code, answer.text
    token = answer.json()["token"]
    pairs = (each.split(";")[0].partition("=") for each in cookies(token, secure=client.base_url.scheme == "https"))
    return SignedIn(token, {name: value for name, _, value in pairs})

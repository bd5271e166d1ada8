"""What people's and journals' keys cost (¶5): a sign-in, and the first opening of a journal in a session."""

from functools import partial

import bcrypt
import httpx

from services.common.security.key_derivation import FULL, SALT_BYTES, stretched
from tests.bench.columns import make_columns
from tests.bench.figures import Beside, beside
from tests.bench.stopwatch import took
from tests.support.stack import Stack, password_of

_HASH = bcrypt.hashpw(b"somebody", bcrypt.gensalt(FULL.rounds))


def measure(stack: Stack, rounds: int) -> list[Beside]:
    """Turn by turn: the floor of a sign-in, a sign-in, its journal's first opening, and the second one.

    A sign-in goes beside bare bcrypt and Argon2id with the same settings; a first opening, in which the gradebook
    opens the session's key and the journal's, beside the second one.
    """
    columns, _ = make_columns(stack)
    path = f"/api/v1/journals/{columns[0].journal}"
    floor, signed_in, first, again = [], [], [], []
    for _ in range(rounds):
        floor.append(took(_bare))
        with httpx.Client(base_url=stack.address, timeout=30) as client:
            signed_in.append(took(partial(_sign_in, client)))
            client.get("/api/v1/me").raise_for_status()
            first.append(took(partial(_open, client, path)))
            again.append(took(partial(_open, client, path)))
    return [beside("sign-in", signed_in, floor), beside("first opening", first, again)]


def _bare() -> None:
    bcrypt.checkpw(b"somebody", _HASH)
    stretched(b"somebody", bytes(SALT_BYTES))


def _sign_in(client: httpx.Client) -> None:
    answer = client.post("/api/v1/sessions", json={"login": "teacher", "password": password_of("teacher")})
    assert 201 == answer.status_code, answer.text
    client.headers["Authorization"] = f"Bearer {answer.json()['token']}"
    client.cookies.clear()


def _open(client: httpx.Client, path: str) -> None:
    client.get(path).raise_for_status()

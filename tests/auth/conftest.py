"""auth's own methods on a real database, without the bus in between."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.auth.service import Service
from services.common.errors import Refusal, Refused
from services.common.messaging.envelope import Trace
from services.common.runtime.app import Calls, Runtime
from services.common.storage.tables import audit_entry
from tests.support.clocks import StillClock
from tests.support.databases import Databases
from tests.support.runtimes import principal, runtime, token

PASSWORD = "Тұлпар-Қыран-2026"
#: What roster would say there are.
FACULTIES = ("f1", "f2", "f3")
#: The group as roster would show it: Baev has left.
CADETS = [
    {
        "id": id,
        "number": number,
        "family": family,
        "given": "Айбек",
        "patronymic": "",
        "since": "2026-09-01",
        "until": until,
    }
    for id, number, family, until in (
        ("c-aliev", "21-001", "Әлиев", None),
        ("c-asan", "21/001", "Асан", "2027-06-30"),
        ("c-baev", "21-003", "Баев", "2026-10-01"),
        ("c-danin", "№", "Данин", None),
    )
]
IT = principal("it-person", ("it_staff", ""))


def password_of(login: str) -> str:
    """The password with which the login is registered, each another (¶5)."""
    plain = login.strip().lower()
    return PASSWORD if plain == "teacher" else f"{PASSWORD}-{sha256(plain.encode()).hexdigest()[:8]}"


@dataclass
class Auth:
    """The service as the bus calls it."""

    runtime: Runtime
    clock: StillClock

    def call(self, method: str, body: dict[str, Any], as_token: str | None = None) -> Any:
        """Call a method with an access token."""
        service: Any = Service()
        service.app = Calls(self.runtime, as_token, "", Trace(), "kk", lambda: None)
        service.roster = SimpleNamespace(
            list_frame=lambda _: {"faculties": [{"id": each} for each in FACULTIES]},
            show_group=lambda _: {"id": "g1", "name": "ҚҚ-21", "faculty": {"id": "f1"}, "cadets": CADETS},
        )
        return getattr(service, method)(body)

    def as_it(self, method: str, **body: Any) -> Any:
        """Call a command as IT, with a fresh id unless one is given."""
        return self.call(method, {"command_id": str(uuid4()), **body}, token(self.keys, IT, self.clock))

    def register(self, login: str = "teacher", **other: Any) -> Any:
        """Register a teacher, ready to work unless said otherwise, and another one whatever they are called."""
        roles = [{"role": "teacher", "faculty": "f1"}]
        named = {"family": "Әлиев", "given": "Серік", "patronymic": "Болатұлы", "roles": roles}
        ready = {"password": password_of(login), "ready": True, "as_new": True}
        return self.as_it("register_person", login=login, **{**named, **ready, **other})

    def sign_in(self, login: str = "teacher", password: str = "", address: str = "10.0.0.1") -> Any:
        """Sign in."""
        typed = password or password_of(login)
        return self.call("sign_in", {"login": login, "password": typed, "address": address})

    def token_of(self, secret: str) -> str:
        """An access token for a session."""
        issued: str = self.call("issue_token", {"secret": secret})["token"]
        return issued

    def actions(self) -> list[str]:
        """What the audit says has happened."""
        with self.runtime.unit.reading() as work:
            return list(work.session.scalars(select(audit_entry.c.action).order_by(audit_entry.c.sequence)))

    def facts(self) -> str:
        """Everything that the audit holds, as one text."""
        with self.runtime.unit.reading() as work:
            return "\n".join(str(tuple(row)) for row in work.session.execute(select(audit_entry)))

    @property
    def keys(self) -> Path:
        """The folder over the keys."""
        return self.runtime.config.data


@pytest.fixture
def auth(databases: Databases, tmp_path: Path, clock: StillClock) -> Auth:
    """Auth with an empty database."""
    return Auth(runtime("auth", databases, tmp_path, clock), clock)


Refusing = Callable[[Callable[[], Any]], Refusal]


@pytest.fixture
def refusal_of() -> Refusing:
    """Why something is refused."""

    def reason(does: Callable[[], Any]) -> Refusal:
        with pytest.raises(Refused) as caught:
            does()
        return caught.value.refusal

    return reason

"""The file that says who can sign in to a demo: written when it is loaded, read by who starts or plays in it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from deploy.demo.people import Account
from deploy.demo.plan import FACULTIES

FILE = "demo-accounts.json"


@dataclass(frozen=True)
class SignIn:
    """Somebody who can sign in; ``faculty`` is its name, "" for who has none."""

    login: str
    password: str
    role: str
    faculty: str


def write_down(data: Path, accounts: Sequence[Account]) -> None:
    """Keep them in the data folder, all at once: the file says that the demo is loaded."""
    rows = [asdict(_sign_in(each)) for each in accounts]
    fresh = (data / FILE).with_suffix(".new")
    fresh.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    fresh.replace(data / FILE)


def written_down(data: Path) -> list[SignIn]:
    """Those of a data folder; none when no demo is loaded there."""
    path = data / FILE
    return [SignIn(**row) for row in json.loads(path.read_text(encoding="utf-8"))] if path.is_file() else []


def _sign_in(account: Account) -> SignIn:
    faculty = "" if account.faculty is None else FACULTIES[account.faculty][0]
    return SignIn(account.login, account.password, account.role, faculty)

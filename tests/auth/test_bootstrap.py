"""The first account of an academy, made by its command."""

import subprocess
import sys
from pathlib import Path

from sqlalchemy import create_engine, select

from deploy.keys import make_keys
from services.common.storage.tables import audit_entry
from tests.support.databases import Databases

ACCOUNT = ("--login", "it", "--family", "Ахметов", "--given", "Ерлан")


def _bootstrap(databases_url: str, folder: Path, *words: str, demo: bool = False) -> tuple[int, str]:
    told = {
        "JURNAL_DATA": str(folder),
        "JURNAL_DEMO": "1" if demo else "",
        "JURNAL_DB_AUTH": databases_url,
    }
    command = [sys.executable, "-m", "services.auth.bootstrap", *ACCOUNT, *words]
    done = subprocess.run(command, env=told, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.strip() or done.stderr.strip()


def test_it_prints_the_initial_password_once(databases: Databases, tmp_path: Path) -> None:
    """¶4: a second one is refused: IT registers the others."""
    make_keys(tmp_path / "keys")
    url = databases.fresh("auth")
    code, said = _bootstrap(url, tmp_path)
    assert (0, 19) == (code, len(said))
    code, said = _bootstrap(url, tmp_path)
    assert (1, True) == (code, said.startswith("there is an account of IT already"))


def test_another_is_made_when_nobody_of_it_can_sign_in(databases: Databases, tmp_path: Path) -> None:
    """¶4: who may run commands on the server makes it, and the audit says who that was; the first one stays."""
    make_keys(tmp_path / "keys")
    url = databases.fresh("auth")
    _bootstrap(url, tmp_path)
    code, said = _bootstrap(url, tmp_path, "--another", "--login", "it-2")
    assert (0, 19) == (code, len(said))
    with create_engine(url).connect() as connection:
        actors = connection.scalars(select(audit_entry.c.actor).where(audit_entry.c.action == "person.registered"))
        assert ["operator", "operator"] == list(actors)


def test_a_chosen_password_is_a_demos(databases: Databases, tmp_path: Path) -> None:
    """¶4: outside a demo it is refused, inside it is taken."""
    make_keys(tmp_path / "keys")
    url, words = databases.fresh("auth"), ("--password", "Тұлпар-Қыран-2026", "--ready")
    code, said = _bootstrap(url, tmp_path, *words)
    assert (1, True) == (code, "malformed" in said)
    assert (0, "Тұлпар-Қыран-2026") == _bootstrap(url, tmp_path, *words, demo=True)

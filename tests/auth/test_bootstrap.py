"""The first account of an academy, made by its command."""

import subprocess
import sys
from pathlib import Path

from deploy.keys import make_keys
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
    assert (1, "there is an account of IT already: it registers the others") == _bootstrap(url, tmp_path)


def test_a_chosen_password_is_a_demos(databases: Databases, tmp_path: Path) -> None:
    """¶4: outside a demo it is refused, inside it is taken."""
    make_keys(tmp_path / "keys")
    url, words = databases.fresh("auth"), ("--password", "Тұлпар-Қыран-2026", "--ready")
    code, said = _bootstrap(url, tmp_path, *words)
    assert (1, True) == (code, "malformed" in said)
    assert (0, "Тұлпар-Қыран-2026") == _bootstrap(url, tmp_path, *words, demo=True)

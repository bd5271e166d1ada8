"""¶22: what is acknowledged at a first sign-in is said in words for those who read it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request

from gateway.i18n.texts import translate
from gateway.web.pages.sign_in import first_sign_in
from gateway.web.pages.visit import Visit
from services.auth.contract import ACKNOWLEDGEMENT, ACKNOWLEDGEMENT_OF_CADETS
from tests.support.clocks import ALMATY, StillClock


@dataclass(frozen=True)
class _Visit(Visit):
    """Somebody's who has only to acknowledge."""

    role: str = ""

    @property
    def user(self) -> Mapping[str, Any]:
        names = {"id": "p", "login": "p", "family": "Әлиев", "given": "Серік", "patronymic": ""}
        return {**names, "roles": [{"role": self.role, "faculty": ""}], "duties": ["acknowledge"]}


def _page(role: str, language: str) -> str:
    app = Starlette()
    app.state.clock, app.state.config = StillClock(), SimpleNamespace(demo=False, zone=ALMATY)
    headers = [(b"host", b"jurnal"), (b"cookie", f"jurnal_language={language}".encode())]
    place = {"path": "/first-sign-in", "query_string": b"", "server": ("jurnal", 80), "scheme": "http"}
    request = Request({"type": "http", "method": "GET", "headers": headers, "app": app, **place})
    return bytes(asyncio.run(first_sign_in(_Visit(request, None, role))).body).decode().replace("&#39;", "'")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize(
    ("role", "words", "version"),
    [("cadet", "cadets", ACKNOWLEDGEMENT_OF_CADETS), ("teacher", "clauses", ACKNOWLEDGEMENT)],
)
def test_a_cadet_reads_words_for_cadets(role: str, words: str, version: str, language: str) -> None:
    """¶22: not of entries made in the journal, nor of a substitute; and signs the text that was shown."""
    page, other = _page(role, language), {"cadets": "clauses", "clauses": "cadets"}[words]
    for clause in ("own", "keep", "foreign"):
        said = [translate(language, f"ui.acknowledgement.{each}.{clause}") in page for each in (words, other)]
        assert [True, False] == said
    assert f'data-text-version="{version}"' in page

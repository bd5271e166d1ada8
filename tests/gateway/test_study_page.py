"""¶3: a cadet's page shows the own marks also while the service of cases does not answer."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request

from gateway.errors import OutcomeUnknown, Unavailable
from gateway.i18n.texts import translate
from gateway.web.pages.study import study
from gateway.web.pages.visit import Visit
from services.common.errors import Refused
from services.common.refusals import Reasons
from tests.support.clocks import ALMATY, StillClock

SILENT = translate("kk", "ui.start.cases.silent")
NOTHING: Mapping[str, Any] = {"term": "", "terms": (), "journals": (), "weeks": (), "now": ""}
WEEK = {
    "monday": "2026-10-05",
    "given": 2,
    "mean": "80.5",
    "lower": "71",
    "median": "80.5",
    "upper": "90",
    "codes": {},
}


@dataclass(frozen=True)
class _Visit(Visit):
    """The gradebook answers, corrections as it is said to."""

    about: Any = None
    shown: Mapping[str, Any] = field(default_factory=lambda: NOTHING)

    @property
    def user(self) -> Mapping[str, Any]:
        names = {"id": "account-a", "family": "Әлиев", "given": "Серік", "patronymic": ""}
        return {**names, "roles": [{"role": "cadet", "faculty": ""}], "duties": []}

    async def ask(self, service: str, method: str, **query: object) -> Any:
        if service == "gradebook":
            return self.shown
        if isinstance(self.about, Exception):
            raise self.about
        return self.about


def _page(about: Any, shown: Mapping[str, Any] = NOTHING) -> str:
    app = Starlette()
    app.state.clock, app.state.config = StillClock(), SimpleNamespace(demo=False, zone=ALMATY)
    headers = [(b"host", b"jurnal"), (b"cookie", b"jurnal_language=kk")]
    place = {"path": "/study", "query_string": b"", "server": ("jurnal", 80), "scheme": "http"}
    request = Request({"type": "http", "method": "GET", "headers": headers, "app": app, **place})
    return bytes(asyncio.run(study(_Visit(request, None, about, shown))).body).decode()


@pytest.mark.parametrize("failure", [Unavailable(), OutcomeUnknown(), TimeoutError()], ids=repr)
def test_a_page_without_the_service_of_cases_says_so_and_shows_the_rest(failure: Exception) -> None:
    """¶3: as the start page of everybody else does."""
    page = _page(failure)
    assert (True, True) == (SILENT in page, translate("kk", "ui.study.none") in page)
    assert SILENT not in _page({"cases": (), "damaged": 0})


def test_the_trend_is_drawn_beside_its_table() -> None:
    """¶1: the median of each week, and the same in numbers."""
    page = _page({"cases": (), "damaged": 0}, {**NOTHING, "weeks": (WEEK, {**WEEK, "monday": "2026-10-12"})})
    assert (1, 2) == (page.count('<polyline class="plot-median"'), page.count('<td class="num">80,5</td>') // 2)
    assert "plot-drawing" not in _page({"cases": (), "damaged": 0})


def test_what_is_refused_is_no_silence() -> None:
    """¶3: who is no cadet sees no page."""
    with pytest.raises(Refused):
        _page(Reasons.role_required.refused(under="¶3", role="cadet"))

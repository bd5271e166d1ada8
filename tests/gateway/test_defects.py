"""A defect of the gateway itself is answered without a word of what it was."""

import asyncio
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.app import create_app
from services.common.runtime import config


async def _broken(_request: Request) -> Response:
    raise RuntimeError("the marks are 5, 4 and 3")


def _ask(folder: Path, path: str) -> httpx.Response:
    app = create_app(config.load({"JURNAL_AMQP_URI": "amqp://127.0.0.1/", "JURNAL_DATA": str(folder)}))
    app.router.routes.insert(0, Route(path, _broken))

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://jurnal") as client:
            return await client.get(path, headers={"Accept-Language": "en"})

    return asyncio.run(ask())


def test_on_the_api_it_is_our_shape(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The answer has a code and a request id; the log has the rest, under the same id."""
    answer = _ask(tmp_path, "/api/v1/broken")
    assert (500, "internal_error") == (answer.status_code, answer.json()["error"]["code"])
    assert "marks" not in answer.text
    assert answer.headers["x-request-id"] in caplog.text


def test_on_a_page_it_is_a_page(tmp_path: Path) -> None:
    """A person is told what to do, and nothing of the inside."""
    answer = _ask(tmp_path, "/broken")
    assert (500, "text/html; charset=utf-8") == (answer.status_code, answer.headers["content-type"])
    assert "marks" not in answer.text

"""How answers look: JSON, and one shape for everything that went wrong, on the API and on pages."""

import json
import logging
from datetime import datetime
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from gateway.errors import STATUS, Rejected
from gateway.http.language import language_of
from gateway.i18n.texts import translate
from services.common.errors import Refused

log = logging.getLogger(__name__)

#: Whether this process answers, and whether the whole system does: programs ask, also where pages are full.
HEALTH = ("/healthz", "/readyz")


class Json(Response):
    """JSON in UTF-8, kept by nobody."""

    media_type = "application/json"

    def __init__(self, content: Any, status: int = 200, headers: dict[str, str] | None = None) -> None:
        super().__init__(content, status, {"Cache-Control": "no-store", **(headers or {})})

    def render(self, content: Any) -> bytes:
        """The body; text that is not Unicode (half a surrogate pair in somebody's input) is replaced."""
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")


def message(language: str, code: str, params: dict[str, str]) -> str:
    """What a refusal says to a person, and what to do next."""
    return translate(language, f"refusals.{code}", **{name: _readable(value) for name, value in params.items()})


def warning(language: str, code: str, params: dict[str, str]) -> str:
    """What somebody ought to look at, though nothing is refused; what people wrote is shown as they did."""
    if "first" in params:
        params = {**params, "first": row_of(language, params["first"], params.get("sheet", ""))}
    return translate(language, f"warnings.{code}", **params)


def row_of(language: str, row: object, sheet: str) -> str:
    """A spreadsheet's row, with its sheet when there is one to name."""
    return translate(language, "ui.contingent.sheet_row", sheet=sheet, row=row) if sheet else str(row)


def _readable(value: str) -> str:
    """An ISO date or instant as people write it; anything else as it is."""
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        return value
    return instant.strftime("%d.%m.%Y %H:%M" if "T" in value else "%d.%m.%Y")


async def refused(request: Request, error: Exception) -> Response:
    """The answer to a service's refusal."""
    assert isinstance(error, Refused)
    refusal = error.refusal
    return await failure(request, STATUS[refusal.kind], refusal.code, refusal.rule, refusal.params)


async def rejected(request: Request, error: Exception) -> Response:
    """The answer to the gateway's own refusal."""
    assert isinstance(error, Rejected)
    return await failure(request, error.status, error.code, "", error.params)


async def not_routed(request: Request, error: Exception) -> Response:
    """The answer when no route takes the request, or not with this method."""
    assert isinstance(error, HTTPException)
    codes = {404: "path_unknown", 405: "method_not_allowed"}
    if error.status_code not in codes:
        return await rejected(request, Rejected("malformed", detail=error.detail))
    answer = await failure(request, error.status_code, codes[error.status_code], "", {})
    answer.headers.update(error.headers or {})
    return answer


async def failure(request: Request, status: int, code: str, rule: str, params: dict[str, str]) -> Response:
    """JSON on the API, a page elsewhere; never more than code, paragraph and message."""
    if not request.url.path.startswith(("/api/", *HEALTH)):
        text = message(language_of(request), code, params)
        page: Response = await request.app.state.failure_page(request, status, code, text)
        page.headers.update(_retry_after(params))
        return page
    headers = {401: {"WWW-Authenticate": 'Bearer realm="jurnal"'}, 429: _retry_after(params)}.get(status)
    return Json(fault(language_of(request), code, rule, params), status, headers)


def fault(language: str, code: str, rule: str, params: dict[str, str]) -> dict[str, Any]:
    """The one shape of everything that went wrong, as JSON."""
    return {"error": {"code": code, "rule": rule, "message": message(language, code, params), "params": params}}


def _retry_after(params: dict[str, str]) -> dict[str, str]:
    return {"Retry-After": params["retry_after_seconds"]} if "retry_after_seconds" in params else {}


HANDLERS = {Refused: refused, Rejected: rejected, HTTPException: not_routed}

"""Who may come in at which page, and where everybody else is sent."""

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from gateway.http.sessions import credential
from gateway.web.pages.visit import Visit

Page = Callable[[Visit], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]

#: Failures with a page of their own; of the others, the nearest of these speaks.
TOLD = (403, 404, 422, 500, 502, 504)


#: Asks the browser for the same page once more, now of itself.
ONCE_MORE = '<!doctype html><meta charset="utf-8"><title>Jurnal</title><meta http-equiv="refresh" content="0">'


def open_to_all(page: Page) -> Endpoint:
    """A page for anybody."""

    async def endpoint(request: Request) -> Response:
        return await page(Visit.of(request))

    return endpoint


def newcomer(page: Page) -> Endpoint:
    """A page for who is signed in, duties of the first sign-in outstanding or not."""

    async def endpoint(request: Request) -> Response:
        visit = Visit.of(request)
        return await page(visit) if visit.user else _ask_who(request)

    return endpoint


def signed_in(page: Page) -> Endpoint:
    """A page for who is signed in and has done the first sign-in's duties (¶22)."""

    async def endpoint(request: Request) -> Response:
        visit = Visit.of(request)
        if not visit.user:
            return _ask_who(request)
        return _go("/first-sign-in", request) if visit.user["duties"] else await page(visit)

    return endpoint


async def failure_page(request: Request, status: int, code: str, message: str) -> Response:
    """What a person sees instead of the page asked for; an ended session leads to signing in."""
    if status == 401:
        return _go("/sign-in", request)
    told = status if status in TOLD else 500 if status > 500 else 422
    said_already = code == "path_unknown" or told >= 500
    return Visit.of(request).render("error.html", status, told=told, message="" if said_already else message)


def _ask_who(request: Request) -> Response:
    """To signing in; but a link on another site or in a paper comes without the session's cookie (SameSite=Strict)."""
    is_from_elsewhere = request.headers.get("sec-fetch-site") == "cross-site"
    if is_from_elsewhere and not credential(request)[0]:
        return HTMLResponse(ONCE_MORE, headers={"Cache-Control": "no-store"})
    return _go("/sign-in", request)


def _go(path: str, request: Request) -> Response:
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"{path}?next={quote(wanted, safe='/')}" if wanted != "/" else path, 303)

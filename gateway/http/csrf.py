"""Another site may not make a signed-in browser do something (CSRF)."""

import hmac
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from gateway.errors import Rejected
from gateway.http.callers import Caller
from gateway.http.sessions import credential, csrf_token

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def rule_out_forgery(request: HTTPConnection, caller: Caller) -> None:
    """Raises ``Rejected(forged_request)``: an unsafe request of another site, or one without the session's token.

    A tool that sends its session itself (``Authorization``) cannot be made to by a page, so it is let through.
    """
    _, browser_sent_it = credential(request)
    if request.scope["method"] in SAFE or not browser_sent_it:
        return
    if not _of_this_site(request):
        raise Rejected("forged_request")
    sent = request.headers.get("x-csrf-token", "").encode()
    if caller.by_cookie and not hmac.compare_digest(sent, csrf_token(caller.secret).encode()):
        raise Rejected("forged_request")


def _of_this_site(request: HTTPConnection) -> bool:
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    same = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    return same and site in ("same-origin", "none")

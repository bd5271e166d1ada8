"""Cookies: what they are called, over https by a name that ties them to this very host, and what a browser sent.

Python's own parser, which Starlette calls, costs the square of a quoted value's length before 3.11.10 and 3.12.6. Ours
are never quoted, and so nothing is unquoted here.
"""

from starlette.requests import HTTPConnection


def is_secure(request: HTTPConnection) -> bool:
    """Whether the browser speaks https, behind a proxy too, where that is believed."""
    return request.url.scheme == "https"


def cookie_name(name: str, *, secure: bool) -> str:
    """A browser takes ``__Host-`` only from the host itself, for all of it, and sends it over https alone."""
    return f"__Host-{name}" if secure else name


def read_cookie(request: HTTPConnection, name: str) -> str:
    """A cookie's value, "" without one; over https a plain name, which a neighbour can set, is passed over."""
    return _sent(request).get(cookie_name(name, secure=is_secure(request)), "")


def _sent(request: HTTPConnection) -> dict[str, str]:
    """What the browser sent, by name (RFC 6265, 5.4); of two with one name the first, whose path is the longest."""
    pairs = (pair.partition("=") for line in request.headers.getlist("cookie") for pair in line.split(";"))
    made: dict[str, str] = {}
    for name, _, value in pairs:
        made.setdefault(name.strip(), value.strip())
    return made

"""What cookies are called: over https by a name that ties them to this very host."""

from starlette.requests import HTTPConnection


def is_secure(request: HTTPConnection) -> bool:
    """Whether the browser speaks https, behind a proxy too, where that is believed."""
    return request.url.scheme == "https"


def cookie_name(name: str, *, secure: bool) -> str:
    """A browser takes ``__Host-`` only from the host itself, for all of it, and sends it over https alone."""
    return f"__Host-{name}" if secure else name


def read_cookie(request: HTTPConnection, name: str) -> str:
    """A cookie's value, "" without one; over https a plain name, which a neighbour can set, is passed over."""
    return request.cookies.get(cookie_name(name, secure=is_secure(request)), "")

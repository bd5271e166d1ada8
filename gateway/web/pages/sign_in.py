"""Signing in and out, and what a first sign-in asks for."""

from urllib.parse import urlsplit

from starlette.responses import RedirectResponse, Response

from gateway.web.pages.visit import Visit
from services.auth.contract import ACKNOWLEDGEMENT, ACKNOWLEDGEMENT_OF_CADETS, CADET

_DUTIES = ("change_password", "acknowledge", "enrol_second_factor")


def same_site(path: str) -> str:
    """The path to go on to; "/" for anything that could lead elsewhere."""
    parts = urlsplit(path)
    safe = (
        path.startswith("/") and not path.startswith("//") and "\\" not in path and not (parts.scheme or parts.netloc)
    )
    return path if safe and path.isprintable() else "/"


def _next(visit: Visit) -> str:
    return same_site(visit.argument("next", "/"))


async def sign_in(visit: Visit) -> Response:
    """GET /sign-in: who is signed in already goes on at once."""
    if visit.user:
        return RedirectResponse(_next(visit), 303)
    notice = "needed" if visit.argument("next", "/") != "/" else ""
    return visit.render("sign_in.html", next=_next(visit), notice=notice)


async def signed_out(visit: Visit) -> Response:
    """GET /signed-out."""
    return visit.render("signed_out.html")


async def first_sign_in(visit: Visit) -> Response:
    """GET /first-sign-in: an own password, the acknowledgement of ¶22, and a second factor where it is required.

    Who has acknowledged already is here because of the password alone: it was forgotten, or is somebody else's too.
    """
    duties = visit.known_user["duties"]
    if not duties:
        return RedirectResponse(_next(visit), 303)
    names = [name for name in _DUTIES if name != "enrol_second_factor" or name in duties]
    current = next(name for name in names if name in duties)
    steps = [{"name": name, "done": name not in duties, "current": name == current} for name in names]
    is_first = "acknowledge" in duties or "change_password" not in duties
    is_cadet = visit.has(CADET)
    return visit.render(
        "first_sign_in.html",
        steps=steps,
        is_first=is_first,
        next=_next(visit),
        is_cadet=is_cadet,
        text_version=ACKNOWLEDGEMENT_OF_CADETS if is_cadet else ACKNOWLEDGEMENT,
    )

"""In which language a request is answered."""

from starlette.requests import HTTPConnection

from gateway.http.cookies import read_cookie
from gateway.i18n.texts import DEFAULT, LANGUAGES

COOKIE = "jurnal_language"


def language_of(request: HTTPConnection) -> str:
    """The language to answer in: asked for in the query, or chosen before, or Kazakh.

    On the API ``Accept-Language`` comes before the cookie: there it is said by a program, not by a browser.
    """
    asked, chosen = request.query_params.get("language"), read_cookie(request, COOKIE)
    accepted = request.headers.get("accept-language", "") if request.url.path.startswith("/api/") else ""
    wishes = [asked, *_accepted(accepted), chosen]
    return next((wish for wish in wishes if wish in LANGUAGES), DEFAULT)


def _accepted(header: str) -> list[str]:
    """Primary subtags in the order of preference (RFC 9110, 12.5.4)."""
    ranked = []
    for place, part in enumerate(header.split(",")):
        tag, _, weight = part.partition(";q=")
        ranked.append((-_quality(weight), place, tag.strip().split("-")[0].lower()))
    return [tag for quality, _, tag in sorted(ranked) if quality < 0]


def _quality(text: str) -> float:
    try:
        return float(text) if text.strip() else 1.0
    except ValueError:
        return 0.0

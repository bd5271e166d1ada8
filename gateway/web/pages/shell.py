"""What stands around every page: navigation, languages, who is signed in, and the academy's time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request

from services.auth.contract import CADET
from services.common.storage.checks import WATCHERS

LANGUAGES = {"kk": ("Қазақша", "Қаз"), "ru": ("Русский", "Рус"), "en": ("English", "Eng")}

#: Path, catalogue key, and the roles the link is for (none named: all but cadets). A service decides again.
NAVIGATION = (
    ("/study", "ui.navigation.study", ("cadet",)),
    ("/", "ui.navigation.start", ()),
    ("/journals", "ui.navigation.journals", ("teacher", "methodist", "faculty_head", "it_staff", "moderator")),
    ("/insights", "ui.navigation.insights", ("teacher", "methodist", "faculty_head")),
    ("/sheets", "ui.navigation.sheets", ("teacher", "methodist", "faculty_head", "it_staff", "moderator")),
    ("/records", "ui.navigation.records", ("methodist", "faculty_head", "it_staff", "moderator")),
    ("/cases", "ui.navigation.cases", ("teacher", "methodist", "faculty_head", "it_staff", "moderator")),
    ("/substitutions", "ui.navigation.substitutions", ("teacher", "methodist", "faculty_head")),
    ("/discrepancies", "ui.navigation.discrepancies", ("teacher", "methodist", "faculty_head", "moderator")),
    ("/contingents", "ui.navigation.contingents", ("methodist", "it_staff", "moderator")),
    ("/notices", "ui.navigation.notices", ("methodist", "it_staff", "moderator")),
    ("/groups", "ui.navigation.groups", ("methodist", "faculty_head", "it_staff", "moderator")),
    ("/oversight", "ui.navigation.oversight", ("it_staff", "moderator")),
    ("/password-requests", "ui.navigation.password_requests", ("faculty_head",)),
    ("/people", "ui.navigation.people", ("it_staff", "moderator")),
    ("/frame", "ui.navigation.frame", ("it_staff",)),
    ("/calendar", "ui.navigation.calendar", ("it_staff",)),
    ("/policies", "ui.navigation.policies", ("methodist", "faculty_head", "it_staff", "moderator")),
    ("/health", "ui.navigation.health", WATCHERS),
)


@dataclass(frozen=True)
class NavigationLink:
    """``current`` is the value of aria-current: "page" for this very page, "true" for one below it.

    ``count``: what a script counts beside it: "waiting", "overdue" or nothing; ``source`` is where it asks.
    """

    href: str
    key: str
    current: str
    count: str = ""
    source: str = ""


@dataclass(frozen=True)
class LanguageLink:
    """The same page in another language."""

    code: str
    name: str
    short: str
    href: str
    current: bool


@dataclass(frozen=True)
class Shell:
    """The context ``page`` of every template."""

    language: str
    languages: list[LanguageLink]
    navigation: list[NavigationLink]
    user: Mapping[str, Any] | None
    path: str
    now: datetime
    demo: bool


def roles_of(user: Mapping[str, Any]) -> set[str]:
    """The names of somebody's roles."""
    return {held["role"] for held in user["roles"]}


def shell(request: Request, language: str, user: Mapping[str, Any] | None, now: datetime, *, demo: bool) -> Shell:
    """The surroundings of the page asked for, for who asks."""
    path = request.url.path
    return Shell(language, _languages(request, language), _navigation(user, path), user, path, now, demo)


def _languages(request: Request, language: str) -> list[LanguageLink]:
    def href(code: str) -> str:
        url = request.url.include_query_params(language=code)
        return f"{url.path}?{url.query}"

    return [LanguageLink(code, name, short, href(code), code == language) for code, (name, short) in LANGUAGES.items()]


def _navigation(user: Mapping[str, Any] | None, path: str) -> list[NavigationLink]:
    if not user or user["duties"]:
        return []
    roles = roles_of(user)
    return [
        NavigationLink(href, key, _current(href, path), *_count(href, roles))
        for href, key, needed in NAVIGATION
        if roles & {*needed} or (not needed and CADET not in roles)
    ]


#: Where a script counts what waits, and for whom (none named: everybody).
COUNTED = {
    "/cases": ("/api/v1/cases?limit=1", ()),
    "/discrepancies": ("/api/v1/discrepancies?limit=0", ("methodist",)),
    "/notices": ("/api/v1/notices?limit=0", ("methodist", "it_staff")),
}


def _count(href: str, roles: set[str]) -> tuple[str, str]:
    """Nothing waits for a moderator, who sees what others leave undone (¶7)."""
    source, needed = COUNTED.get(href, ("", ()))
    if not source or (needed and not roles & {*needed}):
        return "", ""
    return "overdue" if roles == {"moderator"} else "waiting", source


def _current(href: str, path: str) -> str:
    if href == path:
        return "page"
    return "true" if href != "/" and path.startswith(f"{href}/") else ""

"""What holds on every page: a screen reader can use it, it is translated, it fits a phone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from gateway.i18n.texts import LANGUAGES
from tests.pages.academy import Academy, apply_contingent, contingent, make_academy, sign_in, upload
from tests.pages.accessibility import barriers
from tests.support.cadets import admitted_cadet
from tests.support.stack import Stack, command


@dataclass(frozen=True)
class Address:
    """A page and who looks at it ("" for nobody)."""

    login: str
    path: str


Show = Callable[[Address, str], None]

ADDRESSES = [
    Address("", "/sign-in"),
    Address("", "/signed-out"),
    Address("", "/check"),
    Address("newcomer", "/first-sign-in"),
    *(Address("teacher", path) for path in ("/", "/journals", "/discrepancies", "/account", "/nowhere", "/people")),
    *(Address("methodist", path) for path in ("/", "/contingents", "/contingents/new", "{faulty}", "{checked}")),
    *(Address("methodist", path) for path in ("/notices", "/notices/new", "/insights", "/sheets", "/records")),
    *(Address("head", path) for path in ("/", "/password-requests", "{forgotten}")),
    *(Address("it", path) for path in ("/", "/people", "/people/new", "/groups", "{group}", "/frame", "/health")),
    *(Address(login, path) for login in ("it", "moderator") for path in ("/oversight", "/oversight/cases")),
    *(Address("it", path) for path in ("/policies", "/policies/new", "/policies/0")),
    *(Address("it", path) for path in ("{changed}", "{switched_off}", "{own}", "{forgetful}")),
    *(Address("it", path) for path in ("/people/cadets", "{group}/accounts")),
    Address("methodist", "{group}/accounts"),
    Address("26-001", "/study"),
    *(Address("moderator", path) for path in ("/", "{changed}", "{forgetful}", "/password-requests", "{forgotten}")),
]


@pytest.fixture(scope="module")
def places(stack: Stack) -> dict[str, str]:
    """An academy at work; the addresses of its contingents and group, and the newcomer's password."""
    academy = make_academy(stack)
    apply_contingent(stack, contingent(("ҚҚ-26-1", "26-001", "Әлімжанов", "Бақыт")))
    with stack.client("methodist") as client:
        faulty = upload(client, contingent(("ҚҚ-26-2", "26-002", "", "Айгүл")))["id"]
        checked = upload(client, contingent(("ҚҚ-26-3", "26-003", "Серікова", "Айгүл")))["id"]
        group = client.get("/api/v1/groups").json()["groups"][0]["id"]
        admitted_cadet(stack, group, client.get(f"/api/v1/groups/{group}").json()["cadets"][0]["id"])
    body = {"command_id": academy.faculty, "login": "newcomer", "family": "Жаңа", "given": "Адам"}
    with stack.it() as client:
        password = client.post("/api/v1/people", json=body).json()["initial_password"]
        own = client.get("/api/v1/me").json()["id"]
    contingents = {"faulty": f"/contingents/{faulty}", "checked": f"/contingents/{checked}"}
    people = {"own": f"/people/{own}", **_changed_people(stack, academy), **_forgotten_password(stack, academy)}
    return {**contingents, **people, "group": f"/groups/{group}", "password": password}


def _changed_people(stack: Stack, academy: Academy) -> dict[str, str]:
    """The pages of who got another role, and of who was switched off."""
    changed, switched_off = (stack.register(login, ("teacher", academy.faculty)) for login in ("deputy", "leaver"))
    roles = [{"role": "faculty_head", "faculty": academy.faculty}, {"role": "moderator", "faculty": ""}]
    with stack.it() as it:
        command(it, "PUT", f"/api/v1/people/{changed}/roles", {"roles": roles})
        command(it, "POST", f"/api/v1/people/{switched_off}/switch-off", {"reason": "2026-08"})
    return {"changed": f"/people/{changed}", "switched_off": f"/people/{switched_off}"}


def _forgotten_password(stack: Stack, academy: Academy) -> dict[str, str]:
    """The pages of who has forgotten the password, and of the request for another; a former one was refused."""
    person = stack.register("forgetful", ("teacher", academy.faculty))
    with stack.it() as it, stack.client("head") as head:
        path = f"/api/v1/people/{person}/password-requests"
        former = command(it, "POST", path, {"reason": "2026-08"})["id"]
        command(head, "POST", f"/api/v1/password-requests/{former}/refuse", {"reason": "2026-09"})
        request = command(it, "POST", path, {"reason": "2026-10"})["id"]
    return {"forgetful": f"/people/{person}", "forgotten": f"/password-requests/{request}"}


@pytest.fixture(scope="module")
def sessions() -> dict[str, list[Any]]:
    """The cookies of who has signed in already."""
    return {}


@pytest.fixture
def show(page: Page, places: dict[str, str], sessions: dict[str, list[Any]]) -> Show:
    """Open an address in a language, as who looks at it."""

    def open_page(address: Address, language: str) -> None:
        if address.login and address.login not in sessions:
            sign_in(page, address.login, places["password"] if address.login == "newcomer" else "")
            sessions[address.login] = list(page.context.cookies())
        page.context.add_cookies(sessions.get(address.login, []))
        page.goto(f"{address.path.format(**places)}?language={language}")
        expect(page.locator("[aria-busy=true]")).to_have_count(0)

    return open_page


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: f"{address.login}{address.path}")
def test_every_page_can_be_used_by_everybody(page: Page, show: Show, address: Address) -> None:
    """In each language nothing of another stands there; axe finds nothing serious, and a phone's screen holds it."""
    for language in LANGUAGES:
        show(address, language)
        assert [] == barriers(page, language)

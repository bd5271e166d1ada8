"""¶3, ¶5: a cadet over HTTP: the own study and account, and not a word of anybody else, wherever asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from starlette.routing import Route

from gateway.api.table import ENDPOINTS
from gateway.http.sessions import COOKIE
from gateway.web.pages import routes
from tests.gateway.academy import Academy, open_academy
from tests.support.cadets import admitted_cadet
from tests.support.stack import Stack, command, password_of

API = "/api/v1"
OWN, OTHERS = 73, 91
#: What a cadet reads, beside what anybody may.
READ = {"/study", "/study/cases", "/me", "/me/sessions"}
#: A journal's page is empty until its script has asked, which is refused.
PAGES = {"/", "/study", "/account", "/check", "/sign-in", "/signed-out", "/first-sign-in", "/journals/{id}"}


@dataclass(frozen=True)
class Known:
    """A journal with a mark of 73 of one cadet, and 91 of another."""

    academy: Academy
    ids: dict[str, str]
    login: str

    def client(self) -> httpx.Client:
        """The first cadet's, for the API and for pages."""
        client = self.academy.client(self.login)
        client.headers["Cookie"] = f"{COOKIE}={client.headers['Authorization'].partition(' ')[2]}"
        return client


@pytest.fixture(scope="module")
def known(stack: Stack) -> Known:
    """Marks entered before cadets may sign in; then the teacher opens the journal again."""
    academy = open_academy(stack)
    path = f"{API}/journals/{academy.journal}"
    with academy.teacher() as teacher:
        lesson = command(teacher, "POST", f"{path}/lessons", {"date": "2026-10-05", "kind": "lecture"})["id"]
        shown = teacher.get(path).json()
        own, other = (each["id"] for each in shown["cadets"][:2])
        marks = [
            {"lesson": lesson, "cadet": who, "value": value, "version": 0}
            for who, value in ((own, OWN), (other, OTHERS))
        ]
        command(teacher, "PUT", f"{path}/marks", {"marks": marks})
        login = admitted_cadet(stack, shown["group"]["id"], own)
        with academy.client(login) as cadet:
            assert "waiting" == cadet.get(f"{API}/study").json()["journals"][0]["state"]
        teacher.get(path)
    ids = {"journal": academy.journal, "lesson": lesson, "cadet": other, "group": shown["group"]["id"]}
    return Known(academy, ids, login)


def test_a_cadet_reads_the_own_marks(known: Known) -> None:
    """¶3: in JSON and on the page, which is where a cadet starts."""
    with known.client() as cadet:
        (journal,) = cadet.get(f"{API}/study").json()["journals"]
        page = cadet.get("/", follow_redirects=True)
    assert ([OWN], f"{OWN}.00") == ([each["value"] for each in journal["marks"]], journal["result"]["current"])
    assert page.url.path == "/study"
    assert re.search(rf"\b{OWN}\b", page.text)
    links = re.findall(r'<li><a href="([^"]+)"', page.text)
    assert {"/study"} == {link for link in links if "language=" not in link}


def _questions(known: Known) -> Iterator[tuple[str, str]]:
    ids: dict[str, Any] = known.ids
    for endpoint in ENDPOINTS:
        if endpoint.method == "GET" and endpoint.path != "/events":
            yield endpoint.path, API + endpoint.path.format(**{name: ids.get(name, "1") for name in endpoint.in_path})
    for route in routes:
        assert isinstance(route, Route)
        path = re.sub(r"{id}", known.ids["journal" if "journals" in route.path else "group"], route.path)
        yield route.path, re.sub(r"{\w+}", "report", path)


def test_a_cadet_reads_nothing_else(known: Known) -> None:
    """¶3, ¶5: no endpoint and no page answers, and none says the other cadet's mark."""
    with known.client() as cadet:
        answers = {name: cadet.get(path) for name, path in _questions(known)}
    read = {name for name, answer in answers.items() if answer.status_code not in (401, 403, 404)}
    assert READ | PAGES == read
    shown = [name for name, answer in answers.items() if re.search(rf"(?<![\w.:-]){OTHERS}(?![\w.:-])", answer.text)]
    assert [] == shown


def test_a_cadet_changes_nothing(known: Known) -> None:
    """¶3: every command but those of the own account is refused."""
    own = ("/me/", "/sessions")
    with known.client() as cadet:
        for endpoint in ENDPOINTS:
            if endpoint.is_command and not endpoint.path.startswith(own):
                path = API + endpoint.path.format(**{name: known.ids.get(name, "1") for name in endpoint.in_path})
                answer = cadet.request(endpoint.method, path, json={"command_id": "hostile-1"})
                assert answer.status_code in (403, 404, 422), f"{path}: {answer.text}"


def test_switched_off_a_cadet_is_signed_out(known: Known, stack: Stack) -> None:
    """¶3, ¶4: at once, and told why at the next sign-in."""
    with known.client() as cadet, stack.it() as it:
        command(it, "PUT", f"{API}/cadet-sign-in", {"on": False})
        stack.wait_for_events()
        assert 401 == cadet.get(f"{API}/me").status_code
        said = cadet.post(f"{API}/sessions", json={"login": known.login, "password": password_of(known.login)})
        assert (403, "cadets_switched_off") == (said.status_code, said.json()["error"]["code"])

"""A paper asked for over HTTP: who gets it, with which marks, in which language; the whole system behind it."""

from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.gateway.academy import Academy, open_academy
from tests.gateway.gateways import another_gateway
from tests.gateway.papers import reading
from tests.support.hands import by_hand
from tests.support.stack import Stack, command, password_of

CADET = "Қасымов Б."


@dataclass(frozen=True)
class Story:
    """A mark corrected from 65 to 75: reported, sent back, reported anew, an act drawn up, approved."""

    academy: Academy
    case: str

    def paper(self, login: str, kind: str, asked: str = "", language: str = "kk") -> httpx.Response:
        """A paper as somebody gets it on the API."""
        with self.academy.client(login, language) as client:
            return client.get(f"/api/v1/cases/{self.case}/papers/{kind}{asked}")


@pytest.fixture(scope="module")
def story(stack: Stack) -> Story:
    """The case as four people made it."""
    academy = open_academy(stack)
    stack.register("head", ("faculty_head", academy.faculty), family="Өмірзақ", given="Ерлан")
    stack.register("moderator", ("moderator", ""))
    stack.wait_for_events()
    with academy.teacher() as teacher, academy.client("methodist") as methodist, academy.client("head") as head:
        report = _report(stack, academy, teacher)
        stack.wait_for_events()
        case = command(teacher, "POST", "/api/v1/cases", report)["id"]
        way = f"/api/v1/cases/{case}"
        command(methodist, "POST", f"{way}/return", {"reason": "Себебін толығырақ жазыңыз."})
        command(teacher, "POST", f"{way}/amend", {"text": "Жолды шатастырдым; #қате \\ «қағазда» 75.", "value": 75})
        command(methodist, "POST", f"{way}/act", {"text": "Қағаз журналмен салыстырдым."})
        command(head, "POST", f"{way}/approve", {"password": password_of("head"), "reason": "Негізді."})
    return Story(academy, case)


def _report(stack: Stack, academy: Academy, teacher: httpx.Client) -> dict[str, Any]:
    way = f"/api/v1/journals/{academy.journal}"
    lesson = command(teacher, "POST", f"{way}/lessons", {"date": "2026-10-05", "kind": "seminar", "topic": ""})["id"]
    cadets = teacher.get(way).json()["cadets"]
    cadet = next(each["id"] for each in cadets if each["name"] == CADET)
    mark = {"lesson": lesson, "cadet": cadet, "value": 65, "version": 0}
    assert 1 == len(command(teacher, "PUT", f"{way}/marks", {"marks": [mark]})["saved"])
    stack.move_clock("2026-10-09T10:30")
    place = {"journal": academy.journal, "lesson": lesson, "cadet": cadet}
    return {"kind": "mark_correction", **place, "value": 70, "text": "Қате."}


def test_a_party_gets_the_paper_with_its_marks(story: Story) -> None:
    """¶13: the author, the methodist and the head read what was asked for, from what to what."""
    told = {login: reading.words(story.paper(login, "report").content) for login in ("t.first", "methodist", "head")}
    assert {"t.first": True, "methodist": True, "head": True} == {
        login: "бағасын 65 балдан 75 балға өзгертуге рұқсат" in text for login, text in told.items()
    }


@pytest.mark.parametrize("login", ["it", "moderator"])
def test_who_sees_no_marks_gets_the_paper_without_them(story: Story, login: str) -> None:
    """¶5: the decision is theirs to read, the marks are not."""
    printed = reading.words(story.paper(login, "decision").content)
    assert "Өзгеріс (жасырын) → (жасырын)" in printed
    assert not {"65", "75"} & set(printed.split())


def test_who_may_not_read_the_case_gets_no_paper_of_it(story: Story) -> None:
    """¶13: to a colleague the case does not exist, on the API as on the page."""
    refused = story.paper("t.second", "report")
    assert (404, "case_unknown") == (refused.status_code, refused.json()["error"]["code"])
    with story.academy.client("t.second") as client:
        assert 404 == client.get(f"/cases/{story.case}/papers/report.pdf").status_code


def test_the_course_of_the_case_is_printed_too(story: Story) -> None:
    """¶13: by who may read the case, each step with its number; a colleague gets none."""
    answer = story.paper("moderator", "course")
    assert answer.headers["content-disposition"].startswith(
        'inline; filename="course-report-1-2026.pdf"; filename*=UTF-8'
    )
    printed = reading.words(answer.content)
    with story.academy.client("moderator") as client:
        taken = client.get(f"/api/v1/cases/{story.case}").json()["steps"]
    assert [*range(1, len(taken) + 1)] == [each["number"] for each in taken]
    assert all(f"1/2026-{each['number']} " in printed for each in taken)
    assert 404 == story.paper("t.second", "course").status_code


def test_nobody_gets_a_paper_without_a_session(story: Story) -> None:
    """The API says so, the page leads to signing in."""
    with story.academy.client() as client:
        assert 401 == client.get(f"/api/v1/cases/{story.case}/papers/report").status_code
        led = client.get(f"/cases/{story.case}/papers/report.pdf")
    assert (303, f"/sign-in?next=/cases/{story.case}/papers/report.pdf") == (led.status_code, led.headers["location"])


def test_the_page_shows_it_in_the_browser_and_keeps_nothing(story: Story) -> None:
    """It is looked at, has a name to be saved under, stays in no cache, and its code leads back to the case."""
    with story.academy.client("head") as client:
        answer = client.get(f"/cases/{story.case}/papers/decision.pdf")
    assert (200, "application/pdf", "no-store") == (
        answer.status_code,
        answer.headers["content-type"],
        answer.headers["cache-control"],
    )
    assert answer.headers["content-disposition"].startswith('inline; filename="decision-1-2026.pdf"; filename*=UTF-8')
    assert [f"{story.academy.stack.address}/cases/{story.case}"] == reading.codes(answer.content)


def test_the_code_leads_to_the_public_address(story: Story) -> None:
    """A paper printed on the server itself is found by who has it in hand, whatever the page was called there."""
    stack = story.academy.stack
    own = another_gateway(stack, "gateway-addressed", JURNAL_ADDRESS="https://journal.academy.kz/")
    with story.academy.client("head") as client:
        answers = [
            client.get(f"{own}{path}")
            for path in (f"/cases/{story.case}/papers/decision.pdf", f"/api/v1/cases/{story.case}/papers/decision")
        ]
    assert [[f"https://journal.academy.kz/cases/{story.case}"]] * 2 == [
        reading.codes(each.content) for each in answers
    ]


def test_the_fingerprint_is_the_warrants(story: Story) -> None:
    """¶4: the decision carries the fingerprint that the case tells."""
    with story.academy.client("head") as client:
        fingerprint = client.get(f"/api/v1/cases/{story.case}").json()["fingerprint"]
    assert fingerprint in reading.words(story.paper("head", "decision").content).replace(" ", "")
    assert fingerprint not in reading.words(story.paper("head", "report").content).replace(" ", "")


def test_what_was_typed_prints_as_it_is(story: Story) -> None:
    """From the form through two services to the paper."""
    assert "Жолды шатастырдым; #қате \\ «қағазда» 75." in reading.words(story.paper("head", "report").content)


def test_an_older_paper_can_be_asked_for(story: Story) -> None:
    """¶13: the first report says that another took its place, and shows no mark of the other."""
    first, second = (reading.words(story.paper("head", "report", f"?revision={each}").content) for each in (1, 2))
    assert ("№ 2/2026 баянат" in first, "75" in first.split()) == (True, False)
    assert second == reading.words(story.paper("head", "report").content)


@pytest.mark.parametrize(
    "asked", ["permission", "report?revision=3", "report?revision=0", "report?revision=x", "course?revision=1", "x"]
)
def test_a_paper_that_is_not_there_is_refused(story: Story, asked: str) -> None:
    """¶13: no such kind, no such revision."""
    kind, _, query = asked.partition("?")
    refused = story.paper("head", kind, f"?{query}" if query else "")
    assert (404, "paper_unknown") == (refused.status_code, refused.json()["error"]["code"])


@pytest.mark.parametrize(
    ("asked", "language", "heading"),
    [("", "kk", "ШЕШІМ"), ("", "ru", "РЕШЕНИЕ"), ("", "en", "ШЕШІМ"), ("?language=ru", "kk", "РЕШЕНИЕ")],
)
def test_it_is_in_the_language_wanted(story: Story, asked: str, language: str, heading: str) -> None:
    """Kazakh or Russian, as asked for or as the reader reads; there is no English one."""
    assert heading in reading.words(story.paper("head", "decision", asked, language).content)


def test_a_paper_in_another_language_leaves_the_pages_in_theirs(story: Story) -> None:
    """Who looks at the Russian paper goes on reading Kazakh."""
    with story.academy.client("head") as client:
        answer = client.get(f"/cases/{story.case}/papers/decision.pdf?language=ru")
        assert "РЕШЕНИЕ" in reading.words(answer.content)
    assert "jurnal_language" not in answer.headers.get("set-cookie", "")


def test_a_paper_whose_text_was_altered_is_refused(story: Story) -> None:
    """¶7, ¶13: nothing is printed in the place of what was signed; the case's other papers and its course are."""
    url = story.academy.stack.environment["JURNAL_DB_CORRECTIONS"]
    by_hand(url, "paper", "UPDATE paper SET sealed_text = :junk WHERE kind = 'act'", junk=b"\x01" + b"!" * 60)
    altered = "UPDATE case_step SET sealed_reason = :junk WHERE action = 'returned'"
    by_hand(url, "case_step", altered, junk=b"\x01" + b"!" * 60)
    refused = story.paper("head", "act")
    assert (409, "paper_damaged") == (refused.status_code, refused.json()["error"]["code"])
    with story.academy.client("head") as client:
        page = client.get(f"/cases/{story.case}/papers/act.pdf")
    assert (409, False) == (page.status_code, page.headers["content-type"].startswith("application/pdf"))
    for kind in ("report", "decision"):
        assert 200 == story.paper("head", kind).status_code
    printed = reading.words(story.paper("head", "course").content)
    assert "(мәтіні бүлінген)" in printed
    assert "Акт № 1/2026" in printed
    with story.academy.client("moderator") as moderator:
        told = {(each["service"], each["kind"]) for each in moderator.get("/api/v1/damages").json()["damages"]}
    assert {("corrections", "words_broken")} == told

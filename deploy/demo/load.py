"""Fills a running system with the demo academy, day by day, inside every window of the regulation."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime
from datetime import time as clock_time
from pathlib import Path
from threading import Lock
from typing import Any

from deploy.demo.begun import Begun, begin
from deploy.demo.client import Client, make_first_account
from deploy.demo.contingent_files import contingent_rows, text, xlsx
from deploy.demo.courses import Column, Course, Sheet, Term
from deploy.demo.people import Account, Group
from deploy.demo.plan import FACULTIES, RECORDS, WEIGHED, WEIGHTS, Academy, plan
from services.auth.contract import ACKNOWLEDGEMENT_OF_CADETS

WORKERS = 4
#: Lessons are entered on the afternoon of their day.
HOUR = clock_time(15)
EVENTS_SECONDS = 60


@dataclass
class Loader:
    """One load: who is signed in, and what the system called the things that were made."""

    address: str
    academy: Academy
    begun: Begun
    clients: dict[str, Client] = field(default_factory=dict)
    faculties: list[str] = field(default_factory=list)
    terms: dict[str, str] = field(default_factory=dict)
    journals: dict[tuple[str, str, str], Any] = field(default_factory=dict)
    _signing_in: Lock = field(default_factory=Lock)

    def run(self) -> None:
        """Make everything, or what is still missing; the clock ends as if nobody had moved it."""
        make_first_account(self._account("it"))
        it = self._client(self._account("it"))
        try:
            self._move(it, self.begun.day)
            self._people(it)
            self._contingents(it)
            self._history(it)
            self._move(it, self.begun.day)
            self._day(self.academy.today)
            self._discrepancies()
            self._policy(it)
            for faculty in range(len(FACULTIES)):
                self._records(faculty)
            self._cadet(it)
        finally:
            self._move(it, self.begun.now())

    def _move(self, it: Client, now: datetime) -> None:
        it.command("", "POST", "/demo/clock", {"now": now.isoformat()})

    def _account(self, login: str) -> Account:
        return next(each for each in self.academy.accounts if each.login == login)

    def _client(self, account: Account) -> Client:
        with self._signing_in:
            if account.login not in self.clients:
                self.clients[account.login] = Client.sign_in(self.address, account.login, account.password)
            return self.clients[account.login]

    def _people(self, it: Client) -> None:
        _say("people, faculties, terms")
        for name, _, _ in FACULTIES:
            self.faculties.append(it.command(name, "POST", "/faculties", {"name": name})["id"])
        for term in self.academy.terms:
            days = {"starts": str(term.starts), "ends": str(term.ends)}
            self.terms[term.name] = it.command(term.name, "POST", "/terms", {"name": term.name, **days})["id"]
        others = [each for each in self.academy.accounts if each.role not in ("it_staff", "cadet")]
        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(lambda account: self._register(it, account), others))

    def _register(self, it: Client, account: Account) -> None:
        faculty = "" if account.faculty is None else self.faculties[account.faculty]
        body = {
            "login": account.login,
            "password": account.password,
            "ready": True,
            "as_new": True,
            "family": account.name.family,
            "given": account.name.given,
            "patronymic": account.name.patronymic,
            "roles": [{"role": account.role, "faculty": faculty}],
        }
        it.command(account.login, "POST", "/people", body)

    def _contingents(self, it: Client) -> None:
        for term in self.academy.terms:
            for faculty in range(len(FACULTIES)):
                _say(f"contingent of {FACULTIES[faculty][0]}, {term.name}")
                self._contingent(it, term, faculty)
        self._wait_for_journals()

    def _contingent(self, it: Client, term: Term, faculty: int) -> None:
        methodist, named = self._methodist(faculty), f"{term.name}/{faculty}"
        rows = contingent_rows(self.academy, term, faculty)
        filename, content = ("контингент.xlsx", xlsx(rows)) if faculty else ("контингент.csv", text(rows))
        sent = self._uploaded(methodist, term, f"contingent/{named}", filename, content)
        for client, step in ((methodist, "submit"), (it, "apply")):
            client.command(f"{step}/{named}", "POST", f"/contingents/{sent['id']}/{step}", {})

    def _methodist(self, faculty: int) -> Client:
        return self._client(self._account(f"methodist{faculty + 1}"))

    def _uploaded(self, methodist: Client, term: Term, meaning: str, filename: str, content: bytes) -> Any:
        """Upload; right after their registration the teachers may not have reached the roster yet."""
        deadline = time.monotonic() + EVENTS_SECONDS
        attempt = 0
        while True:
            sent = methodist.upload(f"{meaning}/{attempt}", filename, content, self.terms[term.name])
            if not sent["errors"]:
                return sent
            if time.monotonic() > deadline:
                raise RuntimeError(f"the contingent has errors: {sent['errors'][:3]}")
            attempt += 1
            time.sleep(0.5)

    def _wait_for_journals(self) -> None:
        """Until roster's events have opened every journal in the gradebook."""
        deadline = time.monotonic() + EVENTS_SECONDS
        while len(self.journals) < len(self.academy.courses):
            for account in self.academy.accounts:
                if account.role == "methodist":
                    for row in self._client(account).get("/journals")["journals"]:
                        self.journals[row["term"]["name"], row["group"]["name"], row["subject"]["name"]] = row["id"]
            if time.monotonic() > deadline:
                raise RuntimeError("the journals have not been opened")
            time.sleep(0.2)
        for key, journal in self.journals.items():
            course = next(each for each in self.academy.courses if each.key == key)
            self.journals[key] = self._client(course.teacher).get(f"/journals/{journal}")

    def _history(self, it: Client) -> None:
        days = [day for day in self.academy.days() if day < self.academy.today]
        for number, day in enumerate(days, 1):
            if number % 7 == 1:
                _say(f"lessons and marks, {day:%d.%m.%Y} ({number} of {len(days)} days)")
            self._move(it, datetime.combine(day, HOUR))
            self._day(day)

    def _day(self, day: date) -> None:
        """What is held on a day. Today's lessons are open and empty: they are the visitor's to fill."""
        for course in self.academy.examined(day):
            self._name_examiners(course)
        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(lambda column: self._column(day, column), self.academy.columns(day)))

    def _name_examiners(self, course: Course) -> None:
        """The methodist names the teacher and the colleague."""
        journal = self.journals[course.key]["id"]
        people = [self._client(each).get("/me")["id"] for each in (course.teacher, course.examiner) if each]
        path, methodist = f"/examinations/{journal}/examiners", self._methodist(course.group.faculty)
        methodist.command(f"examiners/{journal}", "PUT", path, {"people": people})

    def _column(self, day: date, column: Column) -> None:
        journal, author = self.journals[column.course.key], self._client(column.author)
        meaning = f"{journal['id']}/{day}"
        body = {"date": str(day), "kind": column.kind, "topic": column.topic}
        lesson = author.command(f"lesson/{meaning}", "POST", f"/journals/{journal['id']}/lessons", body)["id"]
        barred = self._not_admitted(author, journal["id"]) if column.examined else set()
        marks = [
            {"lesson": lesson, "cadet": cadet["id"], "value": value, "version": 0}
            for cadet, value in zip(journal["cadets"], column.values, strict=True)
            if value is not None and cadet["id"] not in barred
        ]
        if marks:
            author.command(f"marks/{meaning}", "PUT", f"/journals/{journal['id']}/marks", {"marks": marks})
        if column.sheet:
            self._sheet(column.course, column.sheet, journal["id"], lesson)

    def _sheet(self, course: Course, sheet: Sheet, journal: str, lesson: str) -> None:
        """The methodist opens it, the colleague who examines and the head sign."""
        faculty, meaning = course.group.faculty, f"{sheet.kind}/{journal}"
        body = {"journal": journal, "kind": sheet.kind, "lesson": lesson}
        opened = self._methodist(faculty).command(f"sheet/{meaning}", "POST", "/sheets", body)["id"]
        signers = (course.examiner or course.teacher, self._account(f"head{faculty + 1}"))
        for revision, signer in enumerate(signers[: sheet.signatures]):
            said = {"revision": revision, "password": signer.password}
            self._client(signer).command(f"sign/{meaning}/{revision}", "POST", f"/sheets/{opened}/sign", said)

    def _not_admitted(self, examiner: Client, journal: str) -> set[str]:
        """Who does not sit the examination, by the journal's own word."""
        results = examiner.get(f"/journals/{journal}")["results"]
        return {each["cadet"] for each in results if not each["admitted"]}

    def _policy(self, it: Client) -> None:
        """Other weights for a subject, proposed and not in force."""
        known = it.get("/policies")
        subject = next(each["id"] for each in known["subjects"] if each["name"] == WEIGHED)
        terms, begins = {**known["versions"][-1]["terms"], **WEIGHTS}, str(self.academy.terms[1].starts)
        it.command("policy", "POST", "/policies", {"subject": subject, "holds_from": begins, "terms": terms})

    def _records(self, faculty: int) -> None:
        """The head issues the past group's first cadets their records, and revokes one (¶2)."""
        course = next(each for each in self.academy.courses if each.group.faculty == faculty and each.term.over)
        head = self._account(f"head{faculty + 1}")
        issued = []
        for cadet in self.journals[course.key]["cadets"][:RECORDS]:
            body = {"cadet": cadet["id"], "password": head.password}
            issued.append(self._client(head).command(f"record/{cadet['id']}", "POST", "/records", body)["id"])
        said = {"reason": "Анықтама қате мекемеге берілді.", "password": head.password}
        self._client(head).command(f"revoke/{faculty}", "POST", f"/records/{issued[-1]}/revoke", said)

    def _cadet(self, it: Client) -> None:
        """IT lets cadets sign in; a methodist registers one, who signs in for the first time (¶3, ¶22)."""
        account = next(each for each in self.academy.accounts if each.role == "cadet")
        course = next(each for each in self.academy.courses if each.group.cadets[0].number == account.login)
        journal = self.journals[course.key]
        it.command("cadets", "PUT", "/cadet-sign-in", {"on": True})
        own = next(each["id"] for each in journal["cadets"] if each["number"] == account.login)
        path, body = f"/groups/{journal['group']['id']}/accounts", {"cadets": [own]}
        (made,) = self._methodist(course.group.faculty).command("cadet", "POST", path, body)["accounts"]
        if initial := made["initial_password"]:
            cadet = Client.sign_in(self.address, made["login"], initial)
            cadet.command("own password", "POST", "/me/password", {"old": initial, "new": account.password})
            cadet.command("read", "POST", "/me/acknowledgement", {"text_version": ACKNOWLEDGEMENT_OF_CADETS})
        self._share(course.group, self._client(account))

    def _share(self, group: Group, cadet: Client) -> None:
        """The group's teachers look into their journals, which shares what is the cadet's with the cadet (¶5)."""
        deadline = time.monotonic() + EVENTS_SECONDS
        terms = [each["id"] for each in cadet.get("/study")["terms"]]
        while any(
            each["state"] == "waiting" for term in terms for each in cadet.get(f"/study?term={term}")["journals"]
        ):
            if time.monotonic() > deadline:
                raise RuntimeError("nothing has been shared with the cadet")
            for course in self.academy.courses:
                if course.group == group:
                    self._client(course.teacher).get(f"/journals/{self.journals[course.key]['id']}")

    def _discrepancies(self) -> None:
        """Two notices a faculty, one of them closed (¶20)."""
        for faculty in range(len(FACULTIES)):
            courses = [each for each in self.academy.courses if each.group.faculty == faculty and not each.term.over]
            texts = ("Қағаз журналда 75, электрондық журналда басқа баға тұр.", "Қағаз журналда «а» белгісі қойылған.")
            notices = [self._notice(course, words) for course, words in zip(courses, texts, strict=False)]
            reason = {"reason": "Қағаз журналмен салыстырылды: жазбалар сәйкес келеді."}
            self._methodist(faculty).command(f"close/{faculty}", "POST", f"/discrepancies/{notices[-1]}/close", reason)

    def _notice(self, course: Course, words: str) -> str:
        teacher = self._client(course.teacher)
        journal = teacher.get(f"/journals/{self.journals[course.key]['id']}")
        body = {
            "journal": journal["id"],
            "lesson": journal["lessons"][0]["id"],
            "cadet": journal["cadets"][2]["id"],
            "text": words,
        }
        return str(teacher.command(f"notice/{journal['id']}", "POST", "/discrepancies", body)["id"])


def load(address: str, data: Path) -> Academy:
    """Load the academy for the day that the system's clock shows, or go on with the one that was begun."""
    now = datetime.fromisoformat(Client.nobody(address).get("/demo/clock")["now"])
    begun = begin(data, now)
    academy = plan(begun.day.date())
    Loader(address, academy, begun).run()
    return academy


def _say(what: str) -> None:
    print(f"demo: {what} …", flush=True)

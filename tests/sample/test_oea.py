"""Real data: a whole academy's contingent and marks go through the API and are counted back."""

from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.sample.oea import FOLDER, Column, Sample
from tests.support.stack import Stack, command, password_of
from tests.support.waiting import until

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the sample is not at {FOLDER}: set JURNAL_SAMPLES")

WORKERS = 4
TERM = {"name": "2021-2022, 2", "starts": "2022-01-03", "ends": "2022-05-31"}


@dataclass
class Academy:
    """The sample inside a running system."""

    stack: Stack
    sample: Sample
    faculties: dict[str, str] = field(default_factory=dict)
    journals: dict[str, Any] = field(default_factory=dict)
    teachers: dict[str, httpx.Client] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.it = self.stack.it()
        self.methodists: list[httpx.Client] = []

    def close(self) -> None:
        """Close every connection."""
        for client in (self.it, *self.methodists, *self.teachers.values()):
            client.close()

    def frame(self) -> None:
        """Faculties, the term, and everybody who signs in."""
        for school in self.sample.schools:
            made = command(self.it, "POST", "/api/v1/faculties", {"name": school["SchoolName"]})
            self.faculties[school["SchoolName"]] = made["id"]
        self.term = command(self.it, "POST", "/api/v1/terms", TERM)["id"]
        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(self._register, self.sample.instructors))
        for number, faculty in enumerate(self.faculties.values()):
            self._person(f"methodist{number}", ("methodist", faculty))
            self.methodists.append(self.stack.client(f"methodist{number}"))

    def contingents(self) -> list[Any]:
        """Each school's contingent, uploaded and submitted by its methodist, applied by IT."""
        return [self._contingent(number, school) for number, school in enumerate(self.faculties)]

    def read_journals(self) -> None:
        """Every journal as its faculty's methodist sees it, by the name of its group."""
        self.journals = {}
        for methodist in self.methodists:
            for row in methodist.get("/api/v1/journals").json()["journals"]:
                page = methodist.get(f"/api/v1/journals/{row['id']}").json()
                self.journals[page["group"]["name"]] = page

    def is_complete(self) -> bool | None:
        """True once every journal and every enrolment has come by event."""
        self.read_journals()
        enrolled = sum(len(page["cadets"]) for page in self.journals.values())
        return (len(self.journals), enrolled) == (87, 3600) or None

    def enter(self, column: Column) -> int:
        """Hold the lesson and record its marks as the section's teacher; how many were saved."""
        section = self.sample.sections[column.section]
        journal = self.journals[section["SectionName"]]
        teacher = self.teachers[self.sample.teacher_of[column.section]]
        path = f"/api/v1/journals/{journal['id']}"
        body = {"date": column.day.isoformat(), "kind": column.kind, "topic": ""}
        lesson = command(teacher, "POST", f"{path}/lessons", body)["id"]
        cadets = self._cadets(journal, column)
        marks = [
            {"lesson": lesson, "cadet": cadets[student], "value": value, "version": 0}
            for student, value in column.marks.items()
        ]
        return len(command(teacher, "PUT", f"{path}/marks", {"marks": marks})["saved"]) if marks else 0

    def sign_in_teachers(self) -> None:
        """Everybody who has marks to enter."""
        for instructor in self.sample.instructors:
            self.teachers[instructor] = self.stack.client(self.sample.login(instructor))

    def _register(self, instructor: str) -> None:
        row = self.sample.instructors[instructor]
        roles = [("teacher", self.faculties[school]) for school in sorted(self.sample.schools_of[instructor])]
        login = self.sample.login(instructor)
        self._person(login, *roles, family=row["LastName"], given=row["FirstName"])

    def _person(self, login: str, *roles: tuple[str, str], family: str = "Methodist", given: str = "M") -> None:
        held = [{"role": role, "faculty": faculty} for role, faculty in roles]
        body: dict[str, Any] = {"login": login, "family": family, "given": given, "roles": held, "ready": True}
        body |= {"password": password_of(login), "as_new": True}
        command(self.it, "POST", "/api/v1/people", body)

    def _contingent(self, number: int, school: str) -> Any:
        form = {"term": self.term}
        files = {"file": ("contingent.csv", self.sample.contingent(school))}

        def uploaded() -> Any:
            data = {**form, "command_id": str(uuid4())}
            answer = methodist.post("/api/v1/contingents", files=files, data=data).json()
            return None if answer["errors"] else answer

        methodist = self.methodists[number]
        sent = until(uploaded)
        command(methodist, "POST", f"/api/v1/contingents/{sent['id']}/submit", {})
        return command(self.it, "POST", f"/api/v1/contingents/{sent['id']}/apply", {})

    def _cadets(self, journal: Any, column: Column) -> dict[str, str]:
        """Students to cadets, by the group page of roster: it knows the numbers."""
        group = self.it.get(f"/api/v1/groups/{journal['group']['id']}").json()
        numbers = {row["number"]: row["id"] for row in group["cadets"]}
        return {student: numbers[student] for student in column.marks}


def test_a_whole_academy_goes_in_and_comes_back(stack: Stack) -> None:
    """¶6, ¶14, ¶17: 5 schools, 87 sections, 3,600 enrolments and 2,616 marks, not one more or less."""
    academy = Academy(stack, Sample())
    try:
        _goes_in_and_comes_back(academy)
    finally:
        academy.close()


def _goes_in_and_comes_back(academy: Academy) -> None:
    academy.frame()
    applied = academy.contingents()
    assert 3600 == sum(each["rows"] for each in applied)
    until(academy.is_complete)

    academy.sign_in_teachers()
    saved = 0
    for day, columns in academy.sample.columns().items():
        academy.stack.move_clock(f"{day}T18:00")
        with ThreadPoolExecutor(WORKERS) as pool:
            saved += sum(pool.map(academy.enter, columns))
    assert 2616 == saved

    academy.read_journals()
    assert _given(academy.sample) == _shown(academy)


def _given(sample: Sample) -> dict[str, Counter[tuple[str, int]]]:
    """Per group, how often each cadet's name goes with each value in the files."""
    found: dict[str, Counter[tuple[str, int]]] = defaultdict(Counter)
    for columns in sample.columns().values():
        for column in columns:
            name = sample.sections[column.section]["SectionName"]
            found[name].update((sample.name_of(student), value) for student, value in column.marks.items())
    return {name: counts for name, counts in found.items() if counts}


def _shown(academy: Academy) -> dict[str, Counter[tuple[str, int]]]:
    """The same as the journals show it."""
    found: dict[str, Counter[tuple[str, int]]] = {}
    for name, page in academy.journals.items():
        names = {cadet["id"]: cadet["name"] for cadet in page["cadets"]}
        counts = Counter((names[mark["cadet"]], mark["value"]) for mark in page["marks"])
        if counts:
            found[name] = counts
    return found

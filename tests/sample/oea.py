"""The OpenEduAnalytics higher-education set, read as an academy: schools are faculties, sections groups."""

import csv
import io
import os
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

FOLDER = Path(os.environ.get("JURNAL_SAMPLES", Path(__file__).parents[3] / "shared" / "samples")) / "oea-higher-ed"
KINDS = ("lecture", "seminar", "practical")
HEADERS = (
    "Faculty", "Department", "Group", "Cadet number", "Family name", "Given name", "Patronymic", "Subject",
    "Teacher's login",
)  # fmt: skip

Row = dict[str, str]


@dataclass(frozen=True)
class Column:
    """An assignment as a lesson: its section, its due date, a kind, and the marks by student."""

    section: str
    day: date
    kind: str
    marks: dict[str, int]


class Sample:
    """The set's files. Every mark is of an enrolled student, by the section's instructor, once per assignment."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self.schools = self._read("schools")
        self.sections = {row["SectionID"]: row for row in self._read("sections")}
        self.students = {row["StudentID"]: row for row in self._read("students")}
        self.instructors = {row["InstructorID"]: row for row in self._read("instructors")}
        self.enrolments = self._read("enrollment")
        self.grades = self._read("assign_grades")

    @cached_property
    def teacher_of(self) -> dict[str, str]:
        """Each section's instructor."""
        return {row["InstructsClass_SectionId"]: row["InstructorId"] for row in self._read("instructors_enroll")}

    @cached_property
    def schools_of(self) -> dict[str, set[str]]:
        """The schools in which each instructor teaches."""
        found: dict[str, set[str]] = defaultdict(set)
        for section, instructor in self.teacher_of.items():
            found[instructor].add(self.sections[section]["SchoolName"])
        return found

    def login(self, instructor: str) -> str:
        """The part of the address before the @."""
        return self.instructors[instructor]["Email"].partition("@")[0].lower()

    def contingent(self, school: str) -> bytes:
        """The school's enrolments as a contingent's CSV file."""
        file = io.StringIO()
        table = csv.writer(file)
        table.writerow(HEADERS)
        table.writerows(self._line(row) for row in self.enrolments if row["SchoolName"] == school)
        return file.getvalue().encode()

    def columns(self) -> dict[date, list[Column]]:
        """The assignments by due date; a second one of a section on a day is of another kind (¶18)."""
        marks: dict[str, dict[str, int]] = defaultdict(dict)
        for row in self.grades:
            marks[row["assignment"]][row["userid"]] = int(row["grade"])
        held: dict[tuple[str, date], int] = defaultdict(int)
        found: dict[date, list[Column]] = defaultdict(list)
        for row in self._read("assign"):
            day = date.fromisoformat(row["duedate"][:10])
            kind = KINDS[held[row["course"], day]]
            held[row["course"], day] += 1
            found[day].append(Column(row["course"], day, kind, marks[row["id"]]))
        return dict(sorted(found.items()))

    def name_of(self, student: str) -> str:
        """The student's name as a journal shows it."""
        row = self.students[student]
        initials = [f"{part[0].upper()}." for part in (row["FirstName"], row["MiddleName"]) if part.strip()]
        return " ".join([row["LastName"], *initials])

    def _line(self, row: Row) -> tuple[str, ...]:
        student, section = self.students[row["StudentID"]], self.sections[row["SectionID"]]
        return (
            row["SchoolName"],
            section["SectionSubject"],
            section["SectionName"],
            row["StudentID"],
            student["LastName"],
            student["FirstName"],
            student["MiddleName"],
            section["CourseName"],
            self.login(self.teacher_of[row["SectionID"]]),
        )

    def _read(self, name: str) -> list[Row]:
        with (self._folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

"""What the demo academy is made of, before any of it is sent: faculties, accounts, groups, lessons, marks."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from deploy.demo.people import Name, names, passwords

WEEKS = 7
TERM_WEEKS = 18
KINDS = ("lecture", "seminar", "practical")

FACULTIES = (
    ("Құқық қорғау қызметі факультеті", "Қылмыстық құқық кафедрасы", "ҚҚ"),
    ("Жедел-іздестіру қызметі факультеті", "Жедел-іздестіру қызметі кафедрасы", "ЖІ"),
)
SUBJECTS = (
    ("Қылмыстық құқық", "Криминалистика", "Әкімшілік құқық"),
    ("Жедел-іздестіру қызметі", "Қылмыстық іс жүргізу", "Қазақ тілі"),
)
TOPICS = (
    "Кіріспе", "Негізгі ұғымдар", "Құқық көздері", "Қылмыс құрамы", "Дәлелдемелер", "Оқиға болған жерді қарау",
    "Тергеу әрекеттері", "Іс қағаздарын рәсімдеу", "Қайталау", "Бақылау сұрақтары",
)  # fmt: skip


@dataclass(frozen=True)
class Account:
    """Somebody who signs in; ``faculty`` is the index of a faculty or None."""

    login: str
    password: str
    role: str
    name: Name
    faculty: int | None


@dataclass(frozen=True)
class Cadet:
    """A learner: the number is the academy's own."""

    number: str
    name: Name


@dataclass(frozen=True)
class Group:
    """A group of a faculty."""

    name: str
    faculty: int
    cadets: tuple[Cadet, ...]


@dataclass(frozen=True)
class Course:
    """A journal to be: a group's subject with its teacher."""

    group: Group
    subject: str
    teacher: Account


@dataclass(frozen=True)
class Column:
    """A lesson and what its cells hold, in the order of the group's cadets; None for a cell left empty."""

    course: Course
    kind: str
    topic: str
    values: tuple[int | str | None, ...]


@dataclass
class Academy:
    """Everything, the same for the same day."""

    today: date
    accounts: list[Account] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)

    @property
    def term(self) -> tuple[str, date, date]:
        """The term around today: its name and both its days."""
        starts = self.today - timedelta(days=self.today.weekday(), weeks=WEEKS)
        year = starts.year if starts.month >= 7 else starts.year - 1
        half = 1 if starts.month >= 7 else 2
        return f"{year}–{year + 1}, {half}-семестр", starts, starts + timedelta(weeks=TERM_WEEKS)

    def teachers(self, faculty: int) -> list[Account]:
        """The faculty's teachers."""
        return [each for each in self.accounts if each.role == "teacher" and each.faculty == faculty]

    def days(self) -> Iterator[date]:
        """The term's days up to today, without Sundays."""
        _, starts, _ = self.term
        for number in range((self.today - starts).days + 1):
            day = starts + timedelta(days=number)
            if day.weekday() < 6:
                yield day

    def columns(self, day: date) -> list[Column]:
        """The lessons held on a day."""
        return [
            _column(course, day, self.today)
            for number, course in enumerate(self.courses)
            if (day.weekday() - number) % 3 == 0
        ]


def plan(today: date) -> Academy:
    """The academy as it is on a day."""
    academy = Academy(today)
    academy.accounts = list(_accounts())
    cadets = names(7)
    for faculty, (_, _, prefix) in enumerate(FACULTIES):
        teachers = academy.teachers(faculty)
        for number in range(3):
            size = 22 + (faculty * 3 + number * 2) % 7
            people = [next(cadets) for _ in range(size)]
            numbers = (f"26-{faculty + 1}{number + 1}{place:02d}" for place in range(1, size + 1))
            learners = tuple(Cadet(*pair) for pair in zip(numbers, people, strict=True))
            group = Group(f"{prefix}-2{number + 1}", faculty, learners)
            for place, subject in enumerate(SUBJECTS[faculty]):
                academy.courses.append(Course(group, subject, teachers[(place + number) % len(teachers)]))
    return academy


def _accounts() -> Iterator[Account]:
    known, secret = names(3), passwords(5)
    for faculty in range(len(FACULTIES)):
        roles = ["teacher"] * 3 + ["methodist", "faculty_head"]
        for number, role in enumerate(roles, 1):
            short = {"teacher": f"teacher{faculty + 1}{number}", "methodist": f"methodist{faculty + 1}"}
            yield Account(short.get(role, f"head{faculty + 1}"), next(secret), role, next(known), faculty)
    for login in ("moderator1", "moderator2"):
        yield Account(login, next(secret), "moderator", next(known), None)
    yield Account("it", next(secret), "it_staff", next(known), None)


def _column(course: Course, day: date, today: date) -> Column:
    chance = random.Random(f"{course.group.name}/{course.subject}/{day}")  # noqa: S311 - a demo's marks
    forgotten = 0.0 if chance.random() < 0.85 else 0.2
    values = [_value(chance, cadet, forgotten) for cadet in course.group.cadets]
    if day == today:
        values = [None] * len(values)
    topic = TOPICS[(day.toordinal() // 3 + len(course.subject)) % len(TOPICS)]
    return Column(course, KINDS[(day.toordinal() // 2) % len(KINDS)], topic, tuple(values))


def _value(chance: random.Random, cadet: Cadet, forgotten: float) -> int | str | None:
    """A cadet's mark: around a level of the cadet's own, now and then an absence or a cell left empty."""
    level = 58 + int(cadet.number[-2:]) * 17 % 34
    if chance.random() < forgotten:
        return None
    if chance.random() < 0.07:
        return chance.choice(("ж", "а", "а", "дс", "д", "қ"))
    return max(20, min(100, round(chance.gauss(level, 9))))

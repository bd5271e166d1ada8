"""What the demo academy is made of, before any of it is sent: faculties, accounts, terms, groups, columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from deploy.demo import marks
from deploy.demo.courses import EXAMINED, LESSONS, TERM_WEEKS, Column, Course, Sheet, Term
from deploy.demo.marks import Value
from deploy.demo.people import Account, Cadet, Group, Name, names, passwords

#: How many weeks of the present term are over, and how many lie between two terms.
WEEKS = 7
BREAK_WEEKS = 7
#: The week in which a methodist names the examiners.
NAMING_WEEK = 16
#: How many sign a past term's grade sheets, subject by subject; None: there is none.
SIGNATURES: Mapping[str, tuple[int | None, ...]] = {
    "admission": (2, None, None),
    "examination": (2, 2, 2),
    "retake": (2, 1, 0),
    "final_attestation": (2, None, None),
}

#: How many cadets of a faculty get an electronic record; that of the last one is revoked.
RECORDS = 3

FACULTIES = (
    ("Құқық қорғау қызметі факультеті", "Қылмыстық құқық кафедрасы", "ҚҚ"),
    ("Жедел-іздестіру қызметі факультеті", "Жедел-іздестіру қызметі кафедрасы", "ЖІ"),
)
SUBJECTS = (
    ("Қылмыстық құқық", "Криминалистика", "Әкімшілік құқық"),
    ("Жедел-іздестіру қызметі", "Қылмыстық іс жүргізу", "Қазақ тілі"),
)
#: The subject whose policy is to change, and its weights.
WEIGHED, WEIGHTS = SUBJECTS[0][0], {"rating_weight": "0.72", "examination_weight": "0.28"}
TOPICS = (
    "Кіріспе", "Негізгі ұғымдар", "Құқық көздері", "Қылмыс құрамы", "Дәлелдемелер", "Оқиға болған жерді қарау",
    "Тергеу әрекеттері", "Іс қағаздарын рәсімдеу", "Қайталау", "Бақылау сұрақтары",
)  # fmt: skip


@dataclass
class Academy:
    """Everything, the same for the same day."""

    today: date
    accounts: list[Account] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)

    @property
    def terms(self) -> tuple[Term, Term]:
        """The term before, and the one around today."""
        starts = self.today - timedelta(days=self.today.weekday(), weeks=WEEKS)
        year = starts.year if starts.month >= 7 else starts.year - 1
        half = 1 if starts.month >= 7 else 2
        before = (year, 1) if half == 2 else (year - 1, 2)
        began = starts - timedelta(weeks=TERM_WEEKS + BREAK_WEEKS)
        return Term(_term_name(*before), began, over=True), Term(_term_name(year, half), starts, over=False)

    def teachers(self, faculty: int) -> list[Account]:
        """The faculty's teachers."""
        return [each for each in self.accounts if each.role == "teacher" and each.faculty == faculty]

    def days(self) -> list[date]:
        """The days up to today on which something is held."""
        return [day for term in self.terms for day in term.days(self.today) if any(self._meeting(day))]

    def columns(self, day: date) -> list[Column]:
        """What is held on a day."""
        return [_column(course, day, self.today) for course in self._meeting(day)]

    def examined(self, day: date) -> list[Course]:
        """The courses whose examiners are named on a day."""
        return [each for each in self._meeting(day) if each.examiner and each.term.week(day) == NAMING_WEEK]

    def _meeting(self, day: date) -> Iterator[Course]:
        return (course for course in self.courses if course.meets(day))


def plan(today: date) -> Academy:
    """The academy as it is on a day."""
    known = [*_groups()]
    academy = Academy(today, [*_accounts(known[0][0].cadets[0])])
    for groups in known:
        for number, group in enumerate(groups):
            academy.courses += _present_courses(academy, group, number)
        academy.courses += _past_courses(academy, groups[0])
    return academy


def _groups() -> Iterator[list[Group]]:
    """Each faculty's."""
    cadets = names(7)
    for faculty in range(len(FACULTIES)):
        yield [_group(faculty, number, cadets) for number in range(3)]


def _group(faculty: int, number: int, cadets: Iterator[Name]) -> Group:
    size = 22 + (faculty * 3 + number * 2) % 7
    people = [next(cadets) for _ in range(size)]
    numbers = (f"26-{faculty + 1}{number + 1}{place:02d}" for place in range(1, size + 1))
    learners = tuple(Cadet(*pair) for pair in zip(numbers, people, strict=True))
    return Group(f"{FACULTIES[faculty][2]}-2{number + 1}", faculty, learners)


def _present_courses(academy: Academy, group: Group, number: int) -> Iterator[Course]:
    """Twice a week."""
    teachers, term = academy.teachers(group.faculty), academy.terms[1]
    for place, subject in enumerate(SUBJECTS[group.faculty]):
        yield Course(term, group, subject, teachers[(place + number) % len(teachers)], (place, place + 3))


def _past_courses(academy: Academy, group: Group) -> Iterator[Course]:
    """Once a week, and examined."""
    teachers, term = academy.teachers(group.faculty), academy.terms[0]
    for place, subject in enumerate(SUBJECTS[group.faculty]):
        teacher, colleague = (teachers[(place + more) % len(teachers)] for more in (0, 1))
        yield Course(term, group, subject, teacher, (place % 2 * 3,), colleague, attested=not place)


def _accounts(cadet: Cadet) -> Iterator[Account]:
    """Everybody who signs in; of the cadets this one, with the number for a login as auth gives it."""
    known, secret = names(3), passwords(5)
    for faculty in range(len(FACULTIES)):
        roles = ["teacher"] * 3 + ["methodist", "faculty_head"]
        for number, role in enumerate(roles, 1):
            short = {"teacher": f"teacher{faculty + 1}{number}", "methodist": f"methodist{faculty + 1}"}
            yield Account(short.get(role, f"head{faculty + 1}"), next(secret), role, next(known), faculty)
    for login in ("moderator1", "moderator2"):
        yield Account(login, next(secret), "moderator", next(known), None)
    yield Account("it", next(secret), "it_staff", next(known), None)
    yield Account(cadet.number, next(secret), "cadet", cadet.name, None)


def _term_name(year: int, half: int) -> str:
    return f"{year}–{year + 1}, {half}-семестр"


def _column(course: Course, day: date, today: date) -> Column:
    control, cadets = course.control(day), course.group.cadets
    author = course.examiner if control in EXAMINED else None
    values = (None,) * len(cadets) if day == today else _values(course, day, control)
    kind, topic = (control, "") if control else _lesson(course, day)
    return Column(course, kind, topic, author or course.teacher, values, _sheet(course, day, control))


def _sheet(course: Course, day: date, control: str | None) -> Sheet | None:
    """That of the admission as soon as there are examiners, of an examination on its day."""
    kind = "admission" if course.term.week(day) == NAMING_WEEK else control or ""
    if not course.term.over or kind not in SIGNATURES:
        return None
    signatures = SIGNATURES[kind][SUBJECTS[course.group.faculty].index(course.subject)]
    return None if signatures is None else Sheet(kind, signatures)


def _lesson(course: Course, day: date) -> tuple[str, str]:
    """Its kind and topic."""
    topic = TOPICS[(day.toordinal() // 3 + len(course.subject)) % len(TOPICS)]
    return LESSONS[(day.toordinal() // 2) % len(LESSONS)], topic


def _values(course: Course, day: date, kind: str | None) -> tuple[Value, ...]:
    cadets, seed = course.group.cadets, course.seed(day)
    sat = marks.examination_values(course.seed("examination"), cadets)
    if kind == "examination":
        return sat
    if kind == "final_attestation":
        return marks.examination_values(seed, cadets)
    if kind == "retake":
        return marks.retake_values(seed, cadets, sat)
    weak = marks.weak_cadets(course.seed("weak"), cadets) if course.term.over else ()
    made = marks.complete_values if kind or course.term.over else marks.lesson_values
    return made(seed, cadets, weak)

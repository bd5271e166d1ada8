"""When the demo's journals have which columns: lessons on the same days of each week, controls, examinations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from deploy.demo.marks import Value
from deploy.demo.people import Account, Group
from services.gradebook.domain.columns import COLUMNS, counts_as, is_examined

#: The kinds of columns that are lessons.
LESSONS = tuple(each.name for each in COLUMNS.values() if each.counts_as == "current")
#: Those that are their examiners'.
EXAMINED = tuple(each.name for each in COLUMNS.values() if is_examined(each.name))
#: How many weeks a term has.
TERM_WEEKS = 18
#: By week of a term, what is held instead of its last lesson.
CONTROLS: Mapping[int, str] = {
    4: "midterm_control",
    7: "rating_control",
    11: "midterm_control",
    15: "rating_control",
    17: "examination",
    18: "retake",
}


@dataclass(frozen=True)
class Term:
    """A term, both days included. ``over``: it is past, and all of it is there."""

    name: str
    starts: date
    over: bool

    @property
    def ends(self) -> date:
        """Its last Sunday."""
        return self.starts + timedelta(weeks=TERM_WEEKS, days=-1)

    def week(self, day: date) -> int:
        """The number of a day's week, from 1."""
        return (day - self.starts).days // 7 + 1

    def days(self, last: date) -> Iterator[date]:
        """Its days up to the last one."""
        for number in range((min(last, self.ends) - self.starts).days + 1):
            yield self.starts + timedelta(days=number)


@dataclass(frozen=True)
class Course:
    """A journal to be: a group's subject in a term with its teacher, on the same days of each week.

    ``examiner``: the colleague who examines beside the teacher, and enters the marks; of a past term alone.
    """

    term: Term
    group: Group
    subject: str
    teacher: Account
    weekdays: tuple[int, ...]
    examiner: Account | None = None
    attested: bool = False

    @property
    def attestation(self) -> date | None:
        """The day of its final attestation: the term's last Friday."""
        return self.term.ends - timedelta(days=2) if self.attested else None

    @property
    def key(self) -> tuple[str, str, str]:
        """By what the system's journals are found."""
        return self.term.name, self.group.name, self.subject

    def meets(self, day: date) -> bool:
        """Whether it has a column of the day."""
        is_in_term = self.term.starts <= day <= self.term.ends
        return is_in_term and (day.weekday() in self.weekdays or day == self.attestation)

    def control(self, day: date) -> str | None:
        """The kind of what is held instead of a lesson; None for a lesson."""
        if day == self.attestation:
            return "final_attestation"
        return CONTROLS.get(self.term.week(day)) if day.weekday() == max(self.weekdays) else None

    def seed(self, what: object) -> str:
        """Whence the chance of its marks comes."""
        return f"{self.group.name}/{self.subject}/{what}"


@dataclass(frozen=True)
class Sheet:
    """A grade sheet; so many sign it: nobody, the examiner, then the head."""

    kind: str
    signatures: int


@dataclass(frozen=True)
class Column:
    """A lesson, control or examination and what its cells hold, in the order of the group's cadets; None: empty.

    ``author`` enters them; at an examination or a retake of who is admitted alone. ``sheet`` is opened afterwards.
    """

    course: Course
    kind: str
    topic: str
    author: Account
    values: tuple[Value, ...]
    sheet: Sheet | None = None

    @property
    def examined(self) -> bool:
        """Whether it asks for the admission."""
        return counts_as(self.kind) == "examination"

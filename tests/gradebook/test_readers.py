"""Who sees a journal: the rule, the list of journals, and the SQL by which keys are handed out.

Every set of roles is compared with every tie to a journal of the own faculty and of another, not some.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import combinations, product
from typing import Any

import pytest

from services.common.messaging.envelope import Trace
from services.common.regulation.spans import Span
from services.common.security.tokens import Principal
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import ListJournals
from services.gradebook.domain.access import SUBSTITUTE_SEES, AccessLevel, StandIn, access_level
from services.gradebook.store import entitlement
from services.gradebook.store.models import Journal, JournalTeacher, Lesson, Opening, Substitute, Warrant
from services.gradebook.usecases.list_journals import list_journals
from tests.gradebook.academy import Academy
from tests.gradebook.permitting import statement
from tests.support.runtimes import principal

HERE, ELSEWHERE = "faculty-1", "faculty-2"
ROLES = (
    ("teacher", HERE),
    ("methodist", HERE),
    ("faculty_head", HERE),
    ("methodist", ELSEWHERE),
    ("it_staff", ""),
    ("moderator", ""),
)
#: Everybody, each with another set of roles.
EVERYBODY = [
    principal(f"person-{size}-{number}", *held)
    for size in range(len(ROLES) + 1)
    for number, held in enumerate(combinations(ROLES, size))
]
TODAY, DAY = date(2026, 10, 5), timedelta(days=1)


@dataclass(frozen=True)
class Tie:
    """What everybody has to do with a journal. ``teaches``: the days by the rule; ``entitled``: to its key."""

    teaches: tuple[Span, ...]
    entitled: bool
    assigned: tuple[date, date | None] | None = None
    substitutes: tuple[date, date] | None = None
    revoked: bool = False
    opened_until: timedelta | None = None


def _assigned(since: date, until: date | None, *, entitled: bool) -> Tie:
    return Tie((Span(since, until),), entitled, assigned=(since, until))


def _substitute(since: date, until: date, *, sees: bool, entitled: bool, revoked: bool = False) -> Tie:
    teaches = (StandIn(since, until + DAY),) if sees else ()
    return Tie(teaches, entitled, substitutes=(since, until), revoked=revoked)


_LATELY = TODAY - SUBSTITUTE_SEES
#: Former teachers see what they entered; with keys of their time. Who is to stand in gets the key before.
TIES: Mapping[str, Tie] = {
    "nothing": Tie((), False),
    "teaches": _assigned(TODAY - DAY, None, entitled=True),
    "taught until yesterday": _assigned(TODAY - 9 * DAY, TODAY, entitled=False),
    "teaches from tomorrow on": _assigned(TODAY + DAY, None, entitled=True),
    "stands in today": _substitute(TODAY, TODAY, sees=True, entitled=True),
    "stood in two weeks ago": _substitute(_LATELY, _LATELY, sees=True, entitled=True),
    "stood in before": _substitute(_LATELY - DAY, _LATELY - DAY, sees=False, entitled=False),
    "stands in from tomorrow on": _substitute(TODAY + DAY, TODAY + DAY, sees=False, entitled=True),
    "no longer stands in": _substitute(TODAY, TODAY, sees=False, entitled=False, revoked=True),
    "enters late": Tie((Span(TODAY, TODAY + DAY),), True, opened_until=DAY),
    "entered late": Tie((), False, opened_until=-DAY),
}
JOURNALS = [*product(TIES, (HERE, ELSEWHERE))]


def _rows(academy: Academy, journal: str, tie: Tie, now: datetime) -> Iterator[Any]:
    """What the store holds of everybody's tie to the journal."""
    for who in EVERYBODY:
        person, warrant = who.person, f"{journal[:20]}/{who.person}"
        if tie.assigned:
            since, until = tie.assigned
            yield JournalTeacher(journal=journal, person=person, since=since, until=until, name="")
        if tie.substitutes:
            since, until = tie.substitutes
            named = {"person": person, "since": since, "until": until}
            signed = {"id": warrant, "journals": (journal,), **named}
            yield _warrant(warrant, "substitution", statement(academy, "substitution", now, **signed), now)
            yield Substitute(warrant=warrant, journal=journal, revoked=tie.revoked, **named)
        if tie.opened_until:
            signed = {"id": warrant, "journals": (journal,), "person": person, "lesson": journal}
            yield _warrant(warrant, "late_entry", statement(academy, "late_entry", now, **signed), now)
            yield Opening(warrant=warrant, lesson=journal, person=person, until=now + tie.opened_until)


def _warrant(name: str, kind: str, signed: str, now: datetime) -> Warrant:
    return Warrant(id=name, case="case-1", kind=kind, statement=signed, at=now)


def _put(academy: Academy, work: Work) -> dict[str, tuple[Tie, str]]:
    """A journal for each tie in each faculty, with a lesson of the same id; each by its id."""
    made = {f"journal-{number:02}": (TIES[tie], faculty) for number, (tie, faculty) in enumerate(JOURNALS)}
    known = work.session.get_one(Journal, academy.journal)
    columns = {column.key: getattr(known, column.key) for column in Journal.__table__.columns}
    for journal, (_, faculty) in made.items():
        work.session.add(Journal(**{**columns, "id": journal, "faculty_id": faculty, "subject_id": journal}))
        lesson = Lesson(id=journal, journal=journal, date=TODAY, kind="lecture", topic="", author="", at=work.now)
        lesson.removed = False
        work.session.add(lesson)
    work.session.flush()
    rows = [row for journal, (tie, _) in made.items() for row in _rows(academy, journal, tie, work.now)]
    work.session.add_all(row for row in rows if isinstance(row, Warrant))
    work.session.flush()
    work.session.add_all(row for row in rows if not isinstance(row, Warrant))
    return made


def _level(who: Principal, tie: Tie, faculty: str) -> AccessLevel:
    in_faculty = who.has("methodist", faculty) or who.has("faculty_head", faculty)
    oversees = who.has("it_staff") or who.has("moderator")
    return access_level(tie.teaches if who.has("teacher") else (), in_faculty=in_faculty, oversees=oversees)


@pytest.fixture
def journals(academy: Academy) -> dict[str, tuple[Tie, str]]:
    """Everybody is known, and tied to each journal."""
    academy.knows(*EVERYBODY)
    with academy.runtime.unit.writing() as work:
        made = _put(academy, work)
        work.audit("journals.put", "academy")
    return made


def test_a_journal_is_listed_to_who_sees_it(academy: Academy, journals: dict[str, tuple[Tie, str]]) -> None:
    """¶3, ¶5, ¶7, ¶21: what the list finds by SQL is what the rule lets somebody see."""
    for who in EVERYBODY:
        body: dict[str, Any] = {"term": ""}
        found = academy.runtime.run_query(list_journals, ListJournals, body, who, Trace())["journals"]
        seen = {name for name, each in journals.items() if _level(who, *each) is not AccessLevel.NONE}
        assert seen == {row["id"] for row in found} & journals.keys()


def test_a_key_is_handed_to_who_sees_marks(academy: Academy, journals: dict[str, tuple[Tie, str]]) -> None:
    """¶3, ¶5, ¶21: or will see them as a teacher; to former teachers, who have theirs, no new one."""
    with academy.runtime.unit.reading() as work:
        found = entitlement.entitled(work.session, [*journals], work.now)
        for name, (tie, faculty) in journals.items():
            ahead = replace(tie, teaches=(Span(TODAY, None),) if tie.entitled else ())
            seeing = {who.person for who in EVERYBODY if _level(who, ahead, faculty) is AccessLevel.MARKS}
            assert seeing == {*found.get(name, {})} & {who.person for who in EVERYBODY}


def test_the_days_of_a_tie_are_those_of_the_rule(academy: Academy, journals: dict[str, tuple[Tie, str]]) -> None:
    """¶3, ¶4, ¶21: what SQL finds of assignments and permissions is what the rule is asked with."""
    with academy.runtime.unit.reading() as work:
        for name, (tie, _) in journals.items():
            person = EVERYBODY[0].person
            assert [*tie.teaches] == entitlement.teaching_spans(work.session, name, person, work.now)

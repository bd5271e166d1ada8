"""Who reads a case or a notice, and who is waited for: the rule, its copy in SQL, and who is told when it changes.

Every combination of roles, states and parties is compared, not some.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, product
from typing import Any, get_args

import pytest
from sqlalchemy import insert, select

from gateway.live.streams import Interest
from services.common.security.tokens import Principal
from services.common.storage.unit_of_work import Work
from services.corrections.contract import CaseKind, CaseState
from services.corrections.domain import cases
from services.corrections.domain.cases import CaseFacts
from services.corrections.domain.discrepancies import may_read
from services.corrections.domain.kinds import KINDS
from services.corrections.store import case_facts, discrepancies
from services.corrections.store.case_search import CaseSearch
from services.corrections.store.models import Case, Discrepancy, Substitution
from services.corrections.usecases import case_transitions
from services.corrections.views.discrepancies import reads_faculty
from tests.corrections.academy import JOURNAL, LESSON, Academy
from tests.support.runtimes import principal

HERE, ELSEWHERE = "faculty-1", "faculty-2"
ME, OTHER, ANOTHER = "me", "other", "another"
ROLES = (
    ("teacher", HERE),
    ("methodist", HERE),
    ("faculty_head", HERE),
    ("methodist", ELSEWHERE),
    ("it_staff", ""),
    ("moderator", ""),
)
#: Every set of roles that somebody can have.
EVERYBODY = [principal(ME, *held) for size in range(len(ROLES) + 1) for held in combinations(ROLES, size)]
SECOND = timedelta(seconds=1)
#: Who is absent, and who stands in.
PEOPLE = [(ME, OTHER), (OTHER, ME), (OTHER, ANOTHER)]
#: What of a case has nothing to do with who reads it.
NOTHING: dict[str, Any] = {
    **dict.fromkeys(("cadet_name", "cadet_full_name", "cadet_number", "author_name", "faculty_name"), ""),
    **dict.fromkeys(("number", "sealed", "warrant", "words", "text", "waits_for"), ""),
    **dict.fromkeys(("open_days", "version"), 0),
    "overdue_told": False,
}


@dataclass(frozen=True)
class Known:
    """What is known of a case, by which each of the copies decides."""

    facts: CaseFacts
    case: Case
    told: Mapping[str, Any]


def _rows(kind: CaseKind, now: datetime) -> Iterator[tuple[dict[str, Any], tuple[str, str] | None]]:
    """Cases of a kind, each with who is absent and who stands in."""
    named = PEOPLE if kind == "substitution" else [None]
    for (state, back), author, act, people in product(_where(kind), (ME, OTHER), ("", ME, OTHER), named):
        said = {"kind": kind, "state": state, "returned_to": back, "author": author, "act_author": act}
        ends = (None, now - SECOND, now - SECOND / 2, now) if state == "approved" else (None,)
        for decided, expires, faculty in product((None, now), ends, (HERE, ELSEWHERE)):
            when = {"at": now, "decided_at": decided, "expires_at": expires}
            yield {**NOTHING, **said, **when, "faculty_id": faculty}, people


def _where(kind: CaseKind) -> Iterator[tuple[CaseState, str]]:
    """Where such a case can stand; only an act goes back to its methodist."""
    yield from ((state, "") for state in get_args(CaseState) if state != "returned")
    yield "returned", "author"
    if KINDS[kind].needs_act:
        yield "returned", "methodist"


def _known(work: Work, kind: CaseKind) -> dict[str, Known]:
    """All of them in the database, by id, each waiting for whom the rule says."""
    made = {f"{kind}-{place}": row for place, row in enumerate(_rows(kind, work.now))}
    work.session.execute(insert(Case), [{"id": name, **row} for name, (row, _) in made.items()])
    terms = [_terms(name, people) for name, (_, people) in made.items() if people]
    if terms:
        work.session.execute(insert(Substitution), terms)
    found = {}
    for case in work.session.scalars(select(Case).where(Case.kind == kind)):
        facts = case_facts.case_facts(work.session, case, work.now.tzinfo)
        case.waits_for = cases.waits_for(facts)
        found[case.id] = Known(facts, case, case_transitions.audit_facts(case, facts))
    work.session.flush()
    return found


def _terms(case: str, people: tuple[str, str]) -> dict[str, Any]:
    absent, substitute = people
    names = {"absent_name": absent, "substitute_name": substitute}
    days = {"since": date(2026, 10, 5), "until": date(2026, 10, 9)}
    return {"case": case, "absent": absent, "substitute": substitute, **names, **days}


def _user(who: Principal) -> dict[str, Any]:
    return {"id": who.person, "roles": [{"role": held.role, "faculty": held.faculty} for held in who.roles]}


@pytest.mark.parametrize("kind", get_args(CaseKind))
def test_a_case_is_found_by_who_may_read_it_and_waits_for_whose_turn_it_is(academy: Academy, kind: CaseKind) -> None:
    """¶4, ¶7, ¶10, ¶13: and its news are told to the same people; a permission that is over waits for nobody."""
    with academy.runtime.unit.writing() as work:
        known = _known(work, kind)
        work.audit("cases.made", "academy")
        for who in EVERYBODY:
            actors = {name: case_facts.actor(who, each.case) for name, each in known.items()}
            read = {name for name, each in known.items() if cases.may_read(actors[name], each.facts)}
            turns = {name for name in known if cases.is_turn_of(actors[name], known[name].facts, work.now)}
            interest, search = Interest.of(_user(who)), CaseSearch(who, work.now)
            found = search.readable().where(Case.kind == kind).with_only_columns(Case.id)
            assert read == {*work.session.scalars(found)}
            assert read & turns == {*work.session.scalars(found.where(search.waits()))}
            assert read == {name for name, each in known.items() if interest.has(f"case/{name}", each.told)}


def test_a_notice_is_found_by_who_may_read_it(academy: Academy) -> None:
    """¶7, ¶20: and its news are told to the same people."""
    made = {f"{faculty}-{author}": (faculty, author) for faculty in (HERE, ELSEWHERE) for author in (ME, OTHER)}
    with academy.runtime.unit.writing() as work:
        work.session.add_all(_notice(name, *about) for name, about in made.items())
        work.audit("notices.made", "academy")
        for who in EVERYBODY:
            read = {name for name, about in made.items() if _may_read(who, *about)}
            found = work.session.scalars(select(Discrepancy.id).where(discrepancies.readable(who)))
            assert read == {*found}
            interest = Interest.of(_user(who))
            told = {name: {"faculty": faculty, "author": author} for name, (faculty, author) in made.items()}
            assert read == {name for name, facts in told.items() if interest.has(f"discrepancy/{name}", facts)}


def _may_read(who: Principal, faculty: str, author: str) -> bool:
    in_faculty = reads_faculty(who, faculty)
    return may_read(in_faculty=in_faculty, is_author=author == who.person, moderates=who.has("moderator"))


def _notice(name: str, faculty: str, author: str) -> Discrepancy:
    made = Discrepancy(id=name, journal=JOURNAL, faculty_id=faculty, lesson=LESSON, author=author)
    made.lesson_date, made.at = date(2026, 10, 5), datetime(2026, 10, 5, tzinfo=UTC)
    made.cadet_name = made.author_name = made.closed_by_name = ""
    return made

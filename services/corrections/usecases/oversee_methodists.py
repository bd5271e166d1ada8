"""How methodists work with the journal (¶12): what waits for them, and since when."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.common.text.people import People
from services.corrections.contract import MethodistsWork, OverseeMethodists
from services.corrections.domain.cases import UNFINISHED
from services.corrections.domain.kinds import KINDS
from services.corrections.domain.oversight import (
    OpenNotice,
    Oversight,
    Post,
    Standing,
    faculties_work,
    overseeing_refusal,
)
from services.corrections.models import Case, CaseStep, Discrepancy, Journal, Person
from services.corrections.views import utc

WITH_ACT = [kind for kind, rules in KINDS.items() if rules.needs_act]


def oversee_methodists(work: Work, request: OverseeMethodists) -> MethodistsWork:
    """Each faculty with its methodists; IT and moderators."""
    del request
    if refusal := overseeing_refusal({held.role for held in work.principal.roles}):
        raise Refused(refusal)
    session = work.session
    people, told = session.scalars(select(Person)).all(), People(session, Person)
    told.read(person.name for person in people)
    named = {person.id: told.named(person.id, person.name) for person in people}
    known = Oversight(
        posts=[post for person in people if person.active for post in _posts(person)],
        standings=_standings(session),
        notices=_notices(session),
        names=_faculty_names(session) | {id: each["name"] for id, each in named.items()},
        full_names={id: each["full_name"] for id, each in named.items()},
    )
    return MethodistsWork(faculties=faculties_work(known, work.now))


def _posts(person: Person) -> list[Post]:
    """Of who is a methodist; one whose row does not read is none here."""
    held = person.roles if isinstance(person.roles, list) else []
    return [Post(each["faculty"], person.id) for each in held if each["role"] == "methodist"]


def _standings(session: Session) -> list[Standing]:
    last = func.max(CaseStep.at).label("since")
    wanted = (
        select(Case.faculty_id, Case.act_author, Case.waits_for, Case.due_at, last)
        .join(CaseStep, CaseStep.case == Case.id)
        .where(or_(Case.kind.in_(WITH_ACT), Case.waits_for == "author"))
        .where(Case.state.in_(UNFINISHED), or_(Case.waits_for != "", Case.due_at.is_not(None)))
        .group_by(Case.id)
    )
    return [
        Standing(row.faculty_id, row.act_author, row.waits_for, utc(row.since), row.due_at and utc(row.due_at))
        for row in session.execute(wanted)
    ]


def _notices(session: Session) -> list[OpenNotice]:
    rows = session.execute(select(Discrepancy.faculty_id, Discrepancy.at).where(Discrepancy.closed_at.is_(None)))
    return [OpenNotice(row.faculty_id, utc(row.at)) for row in rows]


def _faculty_names(session: Session) -> dict[str, str]:
    rows = session.execute(select(Journal.faculty_id, Journal.faculty_name).distinct())
    return {row.faculty_id: row.faculty_name for row in rows}

"""Gathers the facts that a contingent's rows are checked against."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.common.names import Called, Company
from services.roster.contract import Named
from services.roster.domain.facts import Facts, KnownCadet, KnownGroup, KnownSubject, Teacher
from services.roster.domain.memberships import DatedName, Span, TermDays, name_on
from services.roster.domain.names import key
from services.roster.domain.rows import Row
from services.roster.models import (
    Cadet,
    CadetName,
    Department,
    Faculty,
    Group,
    Journal,
    Membership,
    Person,
    Subject,
    TeachingAssignment,
    Term,
)
from services.roster.selecting import chunks


def gather(session: Session, rows: Iterable[Row], term: Term, own: frozenset[str] | None, today: date) -> Facts:
    """What the roster holds of what the rows speak of."""
    rows = list(rows)
    groups = {row.key: KnownGroup(id=row.id, faculty=row.faculty) for row in session.scalars(select(Group))}
    ids = [groups[name].id for name in {key(row.group) for row in rows} & groups.keys()]
    days = TermDays(term.starts, term.ends)
    return Facts(
        term=days,
        own=own,
        faculties={row.key: Named(id=row.id, name=row.name) for row in session.scalars(select(Faculty))},
        teachers=_teachers(session),
        departments={(row.faculty, row.key): row.id for row in session.scalars(select(Department))},
        groups=groups,
        subjects=_subjects(session),
        cadets=_cadets(session, {key(row.cadet_number) for row in rows}, max(today, term.starts)),
        members=_members(session, ids),
        taught=_taught(session, term.id),
        left=_left(session, ids, days),
    )


def _teachers(session: Session) -> dict[str, Teacher]:
    """Whom a file may name, each told apart from the others."""
    people = session.scalars(select(Person).where(Person.active)).all()
    names = {person.id: Called(person.name, person.full_name) for person in people}
    company = Company(names.items())
    return {
        person.login.casefold(): Teacher(
            person=person.id, name=company.shown(person.id, names[person.id]), faculties=_taught_in(person.roles)
        )
        for person in people
    }


def _taught_in(roles: list[dict[str, str]]) -> frozenset[str]:
    return frozenset(held["faculty"] for held in roles if held["role"] == "teacher")


def _subjects(session: Session) -> dict[tuple[str, str], KnownSubject]:
    query = select(Subject, Department.key).join(Department, Subject.department == Department.id)
    return {
        (subject.faculty, subject.key): KnownSubject(id=subject.id, department=department)
        for subject, department in session.execute(query)
    }


def _cadets(session: Session, numbers: set[str], day: date) -> dict[str, KnownCadet]:
    names: dict[tuple[str, str], list[DatedName]] = defaultdict(list)
    for some in chunks(numbers):
        query = select(Cadet, CadetName).join(CadetName, CadetName.cadet == Cadet.id).where(Cadet.key.in_(some))
        for cadet, name in session.execute(query):
            names[cadet.key, cadet.id].append(DatedName(name.since, name.family, name.given, name.patronymic))
    return {number: KnownCadet(id=id, names=name_on(held, day).parts) for (number, id), held in names.items()}


def _members(session: Session, groups: list[str]) -> dict[tuple[str, str], tuple[Span, ...]]:
    members: dict[tuple[str, str], tuple[Span, ...]] = defaultdict(tuple)
    for some in chunks(groups):
        query = select(Membership, Group.key, Cadet.key).join(Group).join(Cadet).where(Group.id.in_(some))
        for held, group, cadet in session.execute(query):
            members[group, cadet] += (Span(held.since, held.until),)
    return members


def _left(session: Session, groups: list[str], term: TermDays) -> frozenset[tuple[str, str]]:
    """Whose last membership of those begun by the term's end was ended by a notice before it (¶15)."""
    last: dict[tuple[str, str], Membership] = {}
    for some in chunks(groups):
        query = select(Membership, Group.key, Cadet.key).join(Group).join(Cadet).where(Group.id.in_(some))
        for row, group, cadet in session.execute(query.order_by(Membership.since)):
            if row.since <= term.ends:
                last[group, cadet] = row
    return frozenset(
        who for who, row in last.items() if row.ended_by and row.until is not None and row.until <= term.ends
    )


def _taught(session: Session, term: str) -> dict[tuple[str, str, str], frozenset[str]]:
    query = (
        select(Group.key, Subject.faculty, Subject.key, TeachingAssignment.person)
        .select_from(Journal)
        .join(Group, Journal.group == Group.id)
        .join(Subject, Journal.subject == Subject.id)
        .outerjoin(TeachingAssignment, TeachingAssignment.journal == Journal.id)
        .where(Journal.term == term)
    )
    taught: dict[tuple[str, str, str], frozenset[str]] = defaultdict(frozenset)
    for group, faculty, subject, person in session.execute(query):
        taught[group, faculty, subject] |= frozenset(filter(None, [person]))
    return dict(taught)

"""Reads the facts against which a contingent's rows are checked (¶14)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.common.regulation.spans import Span
from services.common.text.looks import rough_look
from services.common.text.names import Called, Company
from services.roster.contract import Named
from services.roster.domain.alphabets import key_on_record, mended
from services.roster.domain.contingent_facts import Alike, Facts, KnownCadet, KnownGroup, KnownSubject, Teacher
from services.roster.domain.memberships import DatedName, TermDays, name_on
from services.roster.domain.names import key
from services.roster.domain.rows import Row
from services.roster.store.chunks import chunks
from services.roster.store.models import (
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


def load_facts(session: Session, rows: Iterable[Row], term: Term, own: frozenset[str] | None, today: date) -> Facts:
    """What is on record of the groups, cadets, subjects and teachers that the rows name."""
    rows = list(rows)
    groups = {key_on_record(row.name): row for row in session.scalars(select(Group))}
    ids = {groups[name].id: name for name in {key(row.group) for row in rows} & groups.keys()}
    days, day = TermDays(term.starts, term.ends), max(today, term.starts)
    faculties = [Named(id=row.id, name=mended(row.name)) for row in session.scalars(select(Faculty))]
    teachers = _teachers(session)
    return Facts(
        term=days,
        own=own,
        faculties={key(faculty.name): faculty for faculty in faculties},
        teachers=teachers,
        departments=_departments(session),
        groups={name: KnownGroup(id=row.id, faculty=row.faculty) for name, row in groups.items()},
        subjects=_subjects(session),
        cadets=_cadets(session, {key(row.cadet_number) for row in rows}, day),
        members=_members(session, ids),
        taught=_taught(session, term.id),
        left=_left(session, ids, days),
        alike=Alike(
            faculties={rough_look(faculty.name): faculty.name for faculty in faculties},
            teachers={rough_look(login): login for login in teachers},
            groups={rough_look(row.name): mended(row.name) for row in groups.values()},
            members=_members_alike(session, ids, day),
            numbers=_numbers_alike(session),
            departments=_within(session.scalars(select(Department))),
            subjects=_within(session.scalars(select(Subject))),
        ),
    )


def _numbers_alike(session: Session) -> dict[str, str]:
    """The cadets' numbers, by how they look (¶14)."""
    return {rough_look(number): number for number in session.scalars(select(Cadet.number))}


def _members_alike(session: Session, groups: Mapping[str, str], day: date) -> dict[tuple[str, str], str]:
    """The numbers of the groups' members on a day or later, by the group's key and the look of the full name (¶14)."""
    names: dict[tuple[str, str, str], list[DatedName]] = defaultdict(list)
    lasts = Membership.until.is_(None) | (Membership.until > day)
    for some in chunks(groups):
        query = select(Membership.group, Cadet.number, CadetName).join(Cadet, Membership.cadet == Cadet.id)
        query = query.join(CadetName, CadetName.cadet == Cadet.id).where(Membership.group.in_(some), lasts)
        for group, number, name in session.execute(query):
            names[groups[group], number, name.cadet].append(_dated(name))
    return {
        (group, rough_look(" ".join(name_on(held, day).parts))): number for (group, number, _), held in names.items()
    }


def _within(rows: Iterable[Department] | Iterable[Subject]) -> dict[tuple[str, str], str]:
    """The names, by their faculty and by how they look."""
    return {(row.faculty, rough_look(row.name)): mended(row.name) for row in rows}


def _departments(session: Session) -> dict[tuple[str, str], str]:
    return {(row.faculty, key_on_record(row.name)): row.id for row in session.scalars(select(Department))}


def _teachers(session: Session) -> dict[str, Teacher]:
    """The people whom a file may name, by login, with names that nobody can mix up."""
    people = session.scalars(select(Person).where(Person.active)).all()
    names = {person.id: Called(person.name, person.full_name, login=person.login) for person in people}
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
    query = select(Subject, Department.name).join(Department, Subject.department == Department.id)
    return {
        (subject.faculty, key_on_record(subject.name)): KnownSubject(
            id=subject.id, department=key_on_record(department)
        )
        for subject, department in session.execute(query)
    }


def _cadets(session: Session, numbers: set[str], day: date) -> dict[str, KnownCadet]:
    names: dict[tuple[str, str], list[DatedName]] = defaultdict(list)
    for some in chunks(numbers):
        query = select(Cadet, CadetName).join(CadetName, CadetName.cadet == Cadet.id).where(Cadet.key.in_(some))
        for cadet, name in session.execute(query):
            names[cadet.key, cadet.id].append(_dated(name))
    return {number: KnownCadet(id=id, names=name_on(held, day).parts) for (number, id), held in names.items()}


def _dated(name: CadetName) -> DatedName:
    return DatedName(name.since, name.family, name.given, name.patronymic)


def _members(session: Session, groups: Mapping[str, str]) -> dict[tuple[str, str], tuple[Span, ...]]:
    members: dict[tuple[str, str], tuple[Span, ...]] = defaultdict(tuple)
    for some in chunks(groups):
        query = select(Membership, Cadet.key).join(Cadet).where(Membership.group.in_(some))
        for held, cadet in session.execute(query):
            members[groups[held.group], cadet] += (Span(held.since, held.until),)
    return members


def _left(session: Session, groups: Mapping[str, str], term: TermDays) -> frozenset[tuple[str, str]]:
    """The members who left by a notice before the term's end and are not back in the group (¶15)."""
    last: dict[tuple[str, str], Membership] = {}
    for some in chunks(groups):
        query = select(Membership, Cadet.key).join(Cadet).where(Membership.group.in_(some))
        for row, cadet in session.execute(query.order_by(Membership.since)):
            if row.since <= term.ends:
                last[groups[row.group], cadet] = row
    return frozenset(
        who for who, row in last.items() if row.ended_by and row.until is not None and row.until <= term.ends
    )


def _taught(session: Session, term: str) -> dict[tuple[str, str, str], frozenset[str]]:
    query = (
        select(Group.name, Subject.faculty, Subject.name, TeachingAssignment.person)
        .select_from(Journal)
        .join(Group, Journal.group == Group.id)
        .join(Subject, Journal.subject == Subject.id)
        .outerjoin(TeachingAssignment, TeachingAssignment.journal == Journal.id)
        .where(Journal.term == term)
    )
    taught: dict[tuple[str, str, str], frozenset[str]] = defaultdict(frozenset)
    for group, faculty, subject, person in session.execute(query):
        taught[key_on_record(group), faculty, key_on_record(subject)] |= frozenset(filter(None, [person]))
    return dict(taught)

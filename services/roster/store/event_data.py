"""Reads the data of roster's events: groups and journals as the other services know them."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.roster.contract import GroupState, JournalState, MemberState, Named, NameState, TeacherState, TermRow
from services.roster.store.chunks import chunks
from services.roster.store.models import (
    Cadet,
    CadetName,
    Faculty,
    Group,
    Journal,
    Membership,
    Person,
    Subject,
    TeachingAssignment,
    Term,
)

Names = dict[str, tuple[NameState, ...]]


def group_states(session: Session, groups: Iterable[str]) -> list[GroupState]:
    """The whole state of each of these groups."""
    found = [
        row
        for some in chunks(groups)
        for row in session.execute(
            select(Group.id, Group.name, Faculty.id, Faculty.name)
            .join(Faculty, Group.faculty == Faculty.id)
            .where(Group.id.in_(some))
        )
    ]
    members = _members(session, [id for id, *_ in found])
    return [
        GroupState(id=id, name=name, faculty=Named(id=faculty, name=faculty_name), members=tuple(members[id]))
        for id, name, faculty, faculty_name in found
    ]


def _members(session: Session, groups: list[str]) -> dict[str, list[MemberState]]:
    members: dict[str, list[MemberState]] = defaultdict(list)
    for some in chunks(groups):
        of_group = Membership.group.in_(some)
        names = names_of(session, select(Membership.cadet).where(of_group))
        rows = select(Membership, Cadet.number).join(Cadet).where(of_group)
        for held, number in session.execute(rows.order_by(Membership.since, Membership.cadet)):
            members[held.group].append(
                MemberState(
                    cadet=held.cadet,
                    number=number,
                    names=names.get(held.cadet, ()),
                    since=held.since,
                    until=held.until,
                )
            )
    return members


def names_of(session: Session, cadets: object) -> Names:
    """Every name of the cadets that a query selects, oldest first (¶15)."""
    names: dict[str, list[NameState]] = defaultdict(list)
    query = select(CadetName).where(CadetName.cadet.in_(cadets)).order_by(CadetName.since)  # type: ignore[arg-type]
    for name in session.scalars(query):
        names[name.cadet].append(
            NameState(family=name.family, given=name.given, patronymic=name.patronymic, since=name.since)
        )
    return {cadet: tuple(held) for cadet, held in names.items()}


def journal_states(session: Session, journals: Iterable[str], withdrawn: bool = False) -> list[JournalState]:
    """The whole state of each of these journals."""
    return [state for some in chunks(journals) for state in _journal_states(session, some, withdrawn)]


def _journal_states(session: Session, journals: list[str], withdrawn: bool) -> list[JournalState]:
    teachers = _teachers(session, journals)
    query = (
        select(Journal.id, Group, Faculty, Subject, Term)
        .join(Group, Journal.group == Group.id)
        .join(Faculty, Group.faculty == Faculty.id)
        .join(Subject, Journal.subject == Subject.id)
        .join(Term, Journal.term == Term.id)
        .where(Journal.id.in_(journals))
    )
    return [
        JournalState(
            id=id,
            group=group.id,
            group_name=group.name,
            faculty=Named(id=faculty.id, name=faculty.name),
            subject=Named(id=subject.id, name=subject.name),
            term=term_row(term),
            teachers=tuple(teachers[id]),
            withdrawn=withdrawn,
        )
        for id, group, faculty, subject, term in session.execute(query)
    ]


def term_row(term: Term) -> TermRow:
    """A term as the contract has it."""
    return TermRow(id=term.id, name=term.name, starts=term.starts, ends=term.ends)


def _teachers(session: Session, journals: list[str]) -> dict[str, list[TeacherState]]:
    query = select(TeachingAssignment, Person.name).join(Person).where(TeachingAssignment.journal.in_(journals))
    teachers: dict[str, list[TeacherState]] = defaultdict(list)
    for held, name in session.execute(query.order_by(TeachingAssignment.since, Person.name)):
        teachers[held.journal].append(TeacherState(person=held.person, name=name, since=held.since, until=held.until))
    return teachers

"""Writes what a contingent adds. The number of statements does not grow with the number of rows."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from services.roster.domain.additions import Additions
from services.roster.domain.contingent_facts import Facts
from services.roster.domain.journals import journal_id
from services.roster.store.models import (
    Base,
    Cadet,
    CadetName,
    Department,
    Group,
    Journal,
    Membership,
    Subject,
    TeachingAssignment,
    Term,
)


@dataclass(frozen=True)
class Written:
    """The groups whose composition has changed, and the journals that are new or have new teachers."""

    groups: frozenset[str]
    journals: frozenset[str]


class ContingentWriter:
    """Writes one contingent's additions. The facts give the ids of what exists; new ids are made here."""

    def __init__(self, session: Session, contingent: str, term: Term, facts: Facts) -> None:
        self._session = session
        self._contingent = contingent
        self._term = term
        self._facts = facts
        self._departments = dict(facts.departments)
        self._groups = {name: group.id for name, group in facts.groups.items()}
        self._subjects = {name: subject.id for name, subject in facts.subjects.items()}
        self._cadets = {number: cadet.id for number, cadet in facts.cadets.items()}

    def write(self, new: Additions) -> Written:
        """Write all additions. What others refer to is written first."""
        self._write_departments(new)
        self._write_subjects(new)
        self._write_groups(new)
        self._write_cadets(new)
        self._write_members(new)
        journals = self._write_journals(new)
        composed = {*new.groups, *(group for group, _ in new.members)}
        return Written(frozenset(self._groups[name] for name in composed), journals)

    def _write_departments(self, new: Additions) -> None:
        fresh = {where: str(uuid4()) for where in new.departments}
        self._departments |= fresh
        self._insert(
            Department,
            [
                {"id": id, "faculty": where[0], "key": where[1], "name": new.departments[where].department}
                for where, id in fresh.items()
            ],
        )

    def _write_subjects(self, new: Additions) -> None:
        rows = []
        for (faculty, name), (department, row) in new.subjects.items():
            id = self._subjects[faculty, name] = str(uuid4())
            department_id = self._departments[faculty, department]
            rows.append({"id": id, "faculty": faculty, "department": department_id, "key": name, "name": row.subject})
        self._insert(Subject, rows)

    def _write_groups(self, new: Additions) -> None:
        rows = []
        for name, (faculty, row) in new.groups.items():
            id = self._groups[name] = str(uuid4())
            rows.append({"id": id, "faculty": faculty, "key": name, "name": row.group})
        self._insert(Group, rows)

    def _write_cadets(self, new: Additions) -> None:
        fresh = {number: str(uuid4()) for number in new.cadets}
        self._cadets |= fresh
        asked = [(id, number, new.cadets[number]) for number, id in fresh.items()]
        self._insert(Cadet, [{"id": id, "key": number, "number": row.cadet_number} for id, number, row in asked])
        names = [
            {"cadet": id, "since": self._term.starts}
            | dict(zip(("family", "given", "patronymic"), row.names, strict=True))
            for id, _, row in asked
        ]
        if names:
            self._session.execute(insert(CadetName), names)

    def _write_members(self, new: Additions) -> None:
        self._insert(
            Membership,
            [
                {
                    "cadet": self._cadets[cadet],
                    "group": self._groups[group],
                    "since": span.since,
                    "until": span.until,
                }
                for (group, cadet), (span, _) in new.members.items()
            ],
        )

    def _write_journals(self, new: Additions) -> frozenset[str]:
        journals, assignments, touched = [], [], set()
        for (group, faculty, subject), (teachers, _) in new.journals.items():
            row = {"group": self._groups[group], "subject": self._subjects[faculty, subject], "term": self._term.id}
            id = journal_id(**row)
            touched.add(id)
            if (group, faculty, subject) not in self._facts.taught:
                journals.append({"id": id, **row})
            assignments += [
                {"journal": id, "person": person, "since": self._term.starts, "until": None}
                for person in {each.person for each in teachers.values()}
            ]
        self._insert(Journal, journals)
        self._insert(TeachingAssignment, assignments)
        return frozenset(touched)

    def _insert(self, table: type[Base], rows: list[dict[str, Any]]) -> None:
        if rows:
            self._session.execute(insert(table), [{**row, "contingent": self._contingent} for row in rows])

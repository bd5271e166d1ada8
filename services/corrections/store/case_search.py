"""Finding cases: those that somebody may read, that wait for that person, that match a search."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select
from sqlalchemy.orm import Session

from services.common.regulation.deadlines import latest_over, oldest_open_day
from services.common.security.tokens import Principal
from services.corrections.contract import ListCases
from services.corrections.domain.cases import NOT_DONE
from services.corrections.domain.discrepancies import READERS
from services.corrections.store.models import Case, Substitution, SubstitutionJournal

_STEP = re.compile(r"^(\d+/\d{4})-\d+$")


@dataclass(frozen=True)
class CaseSearch:
    """What one person may find, now."""

    caller: Principal
    now: datetime

    def rows(self, session: Session, request: ListCases) -> Sequence[Case]:
        """A page of cases: first those that wait for the caller; then by due time, then newest first."""
        mine_first = case((self.waits(), 0), else_=1)
        due = case((Case.state == "approved", Case.due_at), else_=None)
        wanted = self._matching(request).order_by(mine_first, due.is_(None), due, Case.at.desc(), Case.id)
        return session.scalars(wanted.limit(request.limit).offset(request.offset)).all()

    def total(self, session: Session, request: ListCases) -> int:
        """How many cases match."""
        return _count(session, self._matching(request))

    def waiting(self, session: Session) -> int:
        """How many cases wait for the caller."""
        return _count(session, self.readable().where(self.waits()))

    def overdue(self, session: Session) -> int:
        """How many readable cases IT should have applied by now (¶10)."""
        return _count(session, self.readable().where(self._is_overdue()))

    def one(self, session: Session, case_id: str) -> Case | None:
        """The case, if the caller may read it."""
        found: Case | None = session.scalar(self.readable().where(Case.id == case_id))
        return found

    def substitutions(self, session: Session, day: date | None, search: str) -> Sequence[Case]:
        """Substitutions that match, newest first; only those in force on the day, where one is named (¶21)."""
        wanted = _with_words(self.readable().join(Substitution, Substitution.case == Case.id), search)
        if day:
            in_force = (
                Substitution.since <= day,
                Substitution.until >= oldest_open_day(day),
                Substitution.revoked_at.is_(None),
            )
            wanted = wanted.where(Case.state == "applied", *in_force)
        return session.scalars(wanted.order_by(Case.at.desc(), Case.id)).all()

    def _matching(self, request: ListCases) -> Select[Any]:
        wanted = self.readable()
        for column, value in (
            (Case.state, request.state),
            (Case.kind, request.kind),
            (Case.faculty_id, request.faculty),
            (Case.act_author, request.methodist),
            (Case.waits_for, request.waits_for),
        ):
            wanted = wanted.where(column == value) if value else wanted
        if request.journal:
            of_journal = select(SubstitutionJournal.case).where(SubstitutionJournal.journal == request.journal)
            wanted = wanted.where(or_(Case.journal == request.journal, Case.id.in_(of_journal)))
        wanted = _with_words(wanted, request.search)
        wanted = wanted.where(self.waits()) if request.waiting else wanted
        return wanted.where(self._is_overdue()) if request.overdue else wanted

    def readable(self) -> Select[Any]:
        """The cases of which ``cases.may_read`` is true (¶7, ¶10, ¶13)."""
        if self.caller.has("moderator"):
            return select(Case)
        faculties = frozenset().union(*(self.caller.faculties(role) for role in READERS))
        may = or_(Case.faculty_id.in_(faculties), Case.author == self.caller.person, Case.id.in_(self._named()))
        if self.caller.has("it_staff"):
            may = or_(may, and_(Case.decided_at.is_not(None), Case.state != "rejected"))
        return select(Case).where(may)

    def _named(self) -> Select[Any]:
        """Substitutions in which the caller is absent or stands in."""
        person = self.caller.person
        return select(Substitution.case).where(or_(Substitution.absent == person, Substitution.substitute == person))

    def waits(self) -> ColumnElement[bool]:
        """The cases that wait for the caller: ``cases.is_turn_of`` for many cases at once (¶4, ¶13)."""
        person, named = self.caller.person, self._named()
        own = Case.author == person
        methodist = Case.faculty_id.in_(self.caller.faculties("methodist"))
        head = Case.faculty_id.in_(self.caller.faculties("faculty_head"))
        in_time = or_(Case.expires_at.is_(None), Case.expires_at > latest_over(self.now))
        return or_(
            and_(Case.waits_for == "author", own),
            and_(Case.waits_for == "teacher", own, in_time),
            and_(Case.waits_for == "methodist", methodist, ~own),
            and_(Case.waits_for == "faculty_head", head, ~own, Case.act_author != person, Case.id.not_in(named)),
            and_(Case.waits_for == "it_staff", in_time) if self.caller.has("it_staff") else false(),
        )

    def _is_overdue(self) -> ColumnElement[bool]:
        return and_(Case.state.in_(NOT_DONE), Case.due_at <= latest_over(self.now))


def _with_words(wanted: Select[Any], search: str) -> Select[Any]:
    for word in _searched(search):
        wanted = wanted.where(Case.words.contains(word, autoescape=True))
    return wanted


def _searched(search: str) -> list[str]:
    """The searched words as cases store them: people write "№ 12/2026", and "12/2026-3" for a step."""
    return [_STEP.sub(r"\1", word) for word in search.casefold().replace("№", " ").split()]


def _count(session: Session, wanted: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(wanted.subquery())) or 0

"""corrections' tables: discrepancies, cases with their papers, and its copies of what others own.

What people write is sealed (``sealed_texts``); ``text`` and ``reason`` beside it are the former release's, in clear.
"""

from datetime import date, datetime
from typing import Any, get_args

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from services.common.storage.database import Instant
from services.common.storage.tolerant import Day, Json, OneOf, Sealed
from services.corrections.contract import CaseKind, CaseState, PaperKind


class Base(DeclarativeBase):
    """corrections' tables."""


class Journal(Base):
    """A copy of roster's journals; ``teachers`` is a list of {person, since, until}.

    ``term_ends`` is None of one that was told of before it was kept.
    """

    __tablename__ = "journal"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    group_id: Mapped[str] = mapped_column(String(36))
    group_name: Mapped[str] = mapped_column(String(120))
    subject_name: Mapped[str] = mapped_column(String(200))
    faculty_id: Mapped[str] = mapped_column(String(36))
    faculty_name: Mapped[str] = mapped_column(String(200))
    teachers: Mapped[list[dict[str, str | None]]] = mapped_column(Json)
    term_ends: Mapped[date | None] = mapped_column(Day)
    withdrawn: Mapped[bool]


class Member(Base):
    """A copy of roster's memberships; ``names`` is a list of {family, given, patronymic, since}."""

    __tablename__ = "member"

    group_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    cadet: Mapped[str] = mapped_column(String(36), primary_key=True)
    since: Mapped[date] = mapped_column(Day, primary_key=True)
    until: Mapped[date | None] = mapped_column(Day)
    number: Mapped[str] = mapped_column(String(40), server_default="")
    names: Mapped[list[dict[str, str]]] = mapped_column(Json)


class Lesson(Base):
    """A copy of gradebook's lessons."""

    __tablename__ = "lesson"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    journal: Mapped[str] = mapped_column(String(36))
    date: Mapped[date] = mapped_column(Day)


class Examiner(Base):
    """A copy of gradebook's examiners of journals (¶3)."""

    __tablename__ = "examiner"

    journal: Mapped[str] = mapped_column(String(36), primary_key=True)
    person: Mapped[str] = mapped_column(String(36), primary_key=True)


class Discrepancy(Base):
    """A discrepancy between paper and journal (¶20), with the names as they were when it was filed."""

    __tablename__ = "discrepancy"
    __table_args__ = (
        CheckConstraint(
            "(closed_at IS NULL) = (reason = '' AND sealed_reason IS NULL)", name="closed_with_a_sealed_reason"
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    journal: Mapped[str] = mapped_column(ForeignKey("journal.id"))
    faculty_id: Mapped[str] = mapped_column(String(36), index=True)
    lesson: Mapped[str] = mapped_column(String(36))
    lesson_date: Mapped[date] = mapped_column(Day)
    cadet: Mapped[str | None] = mapped_column(String(36))
    cadet_name: Mapped[str] = mapped_column(String(200))
    cadet_full_name: Mapped[str] = mapped_column(String(400), server_default="")
    cadet_number: Mapped[str] = mapped_column(String(40), server_default="")
    text: Mapped[str] = mapped_column(String(1000), default="")
    sealed_text: Mapped[bytes | None] = mapped_column(Sealed)
    author: Mapped[str] = mapped_column(String(36), index=True)
    author_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(String(1000), default="")
    sealed_reason: Mapped[bytes | None] = mapped_column(Sealed)
    closed_by: Mapped[str | None] = mapped_column(String(36))
    closed_by_name: Mapped[str] = mapped_column(String(200))
    closed_at: Mapped[datetime | None] = mapped_column(Instant)


class Person(Base):
    """A copy of auth's people; ``roles`` is a list of {role, faculty}.

    Those who look alike are found by ``look``; ``login`` tells two of one full name apart.
    """

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    login: Mapped[str] = mapped_column(String(60), server_default="")
    name: Mapped[str] = mapped_column(String(200))
    full_name: Mapped[str] = mapped_column(String(400), server_default="")
    look: Mapped[str] = mapped_column(String(400), server_default="", index=True)
    roles: Mapped[list[dict[str, str]]] = mapped_column(Json)
    active: Mapped[bool] = mapped_column(Boolean)


class Case(Base):
    """A case (¶4, ¶13), with names as they were when it was reported.

    ``open_place`` names what it is about while it is unfinished: nothing is asked for twice at a time. ``sealed`` is
    the new mark as the gradebook sealed it, ``version`` the cell's before; ``warrant`` the signed statement.
    ``lesson_kind`` and ``topic`` are a late lesson's, which has no ``lesson`` until it was added.
    ``words`` is what a search looks in, case folded; ``waits_for`` is kept from ``domain.cases.waits_for``.
    """

    __tablename__ = "correction_case"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[CaseKind] = mapped_column(OneOf(20, get_args(CaseKind)))
    state: Mapped[CaseState] = mapped_column(OneOf(12, get_args(CaseState)), index=True)
    number: Mapped[str] = mapped_column(String(20))
    faculty_id: Mapped[str] = mapped_column(String(36), index=True)
    faculty_name: Mapped[str] = mapped_column(String(200))
    journal: Mapped[str | None] = mapped_column(String(36), index=True)
    lesson: Mapped[str | None] = mapped_column(String(36))
    lesson_date: Mapped[date | None] = mapped_column(Day)
    lesson_kind: Mapped[str | None] = mapped_column(String(20))
    topic: Mapped[str | None] = mapped_column(String(300))
    cadet: Mapped[str | None] = mapped_column(String(36), index=True)
    cadet_name: Mapped[str] = mapped_column(String(200))
    cadet_full_name: Mapped[str] = mapped_column(String(400), server_default="")
    cadet_number: Mapped[str] = mapped_column(String(40), server_default="")
    open_place: Mapped[str | None] = mapped_column(String(120), unique=True)
    author: Mapped[str] = mapped_column(String(36), index=True)
    author_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    text: Mapped[str] = mapped_column(String(1000), default="")
    sealed_text: Mapped[bytes | None] = mapped_column(Sealed)
    open_days: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer)
    sealed: Mapped[str] = mapped_column(String(200))
    discrepancy: Mapped[str | None] = mapped_column(ForeignKey("discrepancy.id"))
    act_author: Mapped[str] = mapped_column(String(36))
    returned_to: Mapped[str] = mapped_column(String(12))
    waits_for: Mapped[str] = mapped_column(String(12), index=True)
    decided_by: Mapped[str | None] = mapped_column(String(36))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    due_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    expires_at: Mapped[datetime | None] = mapped_column(Instant)
    overdue_told: Mapped[bool] = mapped_column(Boolean)
    warrant_id: Mapped[str | None] = mapped_column(String(36), unique=True)
    warrant: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)


class CaseStep(Base):
    """One thing that happened to a case; never changed."""

    __tablename__ = "case_step"

    case: Mapped[str] = mapped_column(ForeignKey("correction_case.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    action: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(80))
    by_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(String(1000), default="")
    sealed_reason: Mapped[bytes | None] = mapped_column(Sealed)


class Paper(Base):
    """A document of a case, never changed; numbered without gaps in its faculty, kind and year.

    ``terms``: what it named beside the cell, for the case may be amended; None in rows of the former release.
    """

    __tablename__ = "paper"
    __table_args__ = (UniqueConstraint("faculty_id", "kind", "year", "number"),)

    case: Mapped[str] = mapped_column(ForeignKey("correction_case.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    faculty_id: Mapped[str] = mapped_column(String(36))
    kind: Mapped[PaperKind] = mapped_column(OneOf(12, get_args(PaperKind)))
    year: Mapped[int] = mapped_column(Integer)
    number: Mapped[int] = mapped_column(Integer)
    author: Mapped[str] = mapped_column(String(36))
    author_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(Instant)
    text: Mapped[str] = mapped_column(String(1000), default="")
    sealed_text: Mapped[bytes | None] = mapped_column(Sealed)
    approved: Mapped[bool | None] = mapped_column(Boolean)
    terms: Mapped[dict[str, Any] | None] = mapped_column(Json(none_as_null=True))


class PaperCounter(Base):
    """The last number given to a faculty's papers of a kind in a year."""

    __tablename__ = "paper_counter"

    faculty_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[PaperKind] = mapped_column(OneOf(12, get_args(PaperKind)), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    value: Mapped[int] = mapped_column(Integer)


class Substitution(Base):
    """What a substitution's case asks for: both days included (¶21)."""

    __tablename__ = "substitution"
    __table_args__ = (CheckConstraint("since <= until", name="substitution_ends_after_it_begins"),)

    case: Mapped[str] = mapped_column(ForeignKey("correction_case.id"), primary_key=True)
    absent: Mapped[str] = mapped_column(String(36), index=True)
    absent_name: Mapped[str] = mapped_column(String(200))
    substitute: Mapped[str] = mapped_column(String(36), index=True)
    substitute_name: Mapped[str] = mapped_column(String(200))
    since: Mapped[date] = mapped_column(Day)
    until: Mapped[date] = mapped_column(Day)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)


class SubstitutionJournal(Base):
    """A journal that a substitution opens."""

    __tablename__ = "substitution_journal"

    case: Mapped[str] = mapped_column(ForeignKey("substitution.case"), primary_key=True)
    journal: Mapped[str] = mapped_column(ForeignKey("journal.id"), primary_key=True, index=True)


class CalendarDay(Base):
    """A day of which IT has said whether it is a working day (¶10)."""

    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(Day, primary_key=True)
    working: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[str] = mapped_column(String(1000))
    by: Mapped[str] = mapped_column(String(36))
    by_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(Instant)

"""roster's tables.

``key`` columns hold ``domain.names.key`` of the name beside them and make it unique; a letter can become three when
case is folded, so they have room for that. ``contingent`` columns name the submission that added a row, so that it
can be undone (¶14), ``notice`` columns the notice that did (¶15).
"""

from datetime import date, datetime
from typing import Any, get_args

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Integer, String, UniqueConstraint, false
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from services.common.storage.database import Instant
from services.common.storage.tolerant import Day, Json, OneOf, Words
from services.roster.contract import ContingentState, NoticeKind, NoticeState


class Base(DeclarativeBase):
    """roster's own tables."""


class Faculty(Base):
    """A faculty of the academy."""

    __tablename__ = "faculty"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(Words(200))
    key: Mapped[str] = mapped_column(Words(600), unique=True)


class Term(Base):
    """A semester, both days included; terms share no day."""

    __tablename__ = "term"
    __table_args__ = (CheckConstraint("starts <= ends", name="term_ends_after_it_starts"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(Words(200))
    starts: Mapped[date] = mapped_column(Day, unique=True)
    ends: Mapped[date] = mapped_column(Day, unique=True)


class Person(Base):
    """A copy of auth's person, who may be named as a teacher. ``roles`` is a list of {role, faculty}.

    People who look alike are found by ``look``.
    """

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    login: Mapped[str] = mapped_column(String(60), index=True)
    name: Mapped[str] = mapped_column(Words(200))
    full_name: Mapped[str] = mapped_column(Words(400), server_default="")
    look: Mapped[str] = mapped_column(Words(400), server_default="", index=True)
    roles: Mapped[list[dict[str, str]]] = mapped_column(Json)
    active: Mapped[bool] = mapped_column(Boolean)


class Contingent(Base):
    """A submission (¶14). ``undoing``: its undo has begun, and nothing else is applied until it has ended."""

    __tablename__ = "contingent"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    state: Mapped[ContingentState] = mapped_column(OneOf(12, get_args(ContingentState)), index=True)
    filename: Mapped[str] = mapped_column(Words(200))
    term: Mapped[str] = mapped_column(ForeignKey("term.id"))
    faculties: Mapped[list[str]] = mapped_column(Json)
    rows: Mapped[int] = mapped_column(Integer)
    error_count: Mapped[int] = mapped_column(Integer)
    uploaded_by: Mapped[str] = mapped_column(String(80), index=True)
    uploaded_by_name: Mapped[str] = mapped_column(Words(200))
    uploaded_at: Mapped[datetime] = mapped_column(Instant, index=True)
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_by_name: Mapped[str | None] = mapped_column(Words(200))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(Words(2000), default="")
    undoing: Mapped[bool] = mapped_column(Boolean, default=False)


class ContingentContent(Base):
    """The rows of a submission's file and what was found in them. It is a table of its own: lists do not need it."""

    __tablename__ = "contingent_content"

    contingent: Mapped[str] = mapped_column(ForeignKey("contingent.id"), primary_key=True)
    rows: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    errors: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    difference: Mapped[dict[str, Any]] = mapped_column(Json)
    warnings: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list, server_default="[]")
    notes: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list, server_default="[]")


class Department(Base):
    """A department of a faculty."""

    __tablename__ = "department"
    __table_args__ = (UniqueConstraint("faculty", "key"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    faculty: Mapped[str] = mapped_column(ForeignKey("faculty.id"))
    name: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(600))
    contingent: Mapped[str] = mapped_column(ForeignKey("contingent.id"), index=True)


class Subject(Base):
    """A subject of a faculty, taught by one department."""

    __tablename__ = "subject"
    __table_args__ = (UniqueConstraint("faculty", "key"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    faculty: Mapped[str] = mapped_column(ForeignKey("faculty.id"))
    department: Mapped[str] = mapped_column(ForeignKey("department.id"), index=True)
    name: Mapped[str] = mapped_column(Words(200))
    key: Mapped[str] = mapped_column(Words(600))
    contingent: Mapped[str] = mapped_column(ForeignKey("contingent.id"), index=True)


class Group(Base):
    """A group of a faculty; its name is unique in the academy."""

    __tablename__ = "group"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    faculty: Mapped[str] = mapped_column(ForeignKey("faculty.id"), index=True)
    name: Mapped[str] = mapped_column(Words(60))
    key: Mapped[str] = mapped_column(Words(180), unique=True)
    contingent: Mapped[str] = mapped_column(ForeignKey("contingent.id"), index=True)


class Cadet(Base):
    """A learner, known by the number for the whole of the study; on record by a contingent or a notice."""

    __tablename__ = "cadet"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    number: Mapped[str] = mapped_column(Words(40))
    key: Mapped[str] = mapped_column(Words(120), unique=True)
    contingent: Mapped[str | None] = mapped_column(ForeignKey("contingent.id"), index=True)


class CadetName(Base):
    """A cadet's name from a day on (¶15)."""

    __tablename__ = "cadet_name"

    cadet: Mapped[str] = mapped_column(ForeignKey("cadet.id"), primary_key=True)
    since: Mapped[date] = mapped_column(Day, primary_key=True)
    family: Mapped[str] = mapped_column(Words(100))
    given: Mapped[str] = mapped_column(Words(100))
    patronymic: Mapped[str] = mapped_column(Words(100))
    notice: Mapped[str | None] = mapped_column(ForeignKey("notice.id"), index=True)


class Membership(Base):
    """A cadet in a group from a day on; ``until`` is the first day out of it (¶15).

    It began by a contingent or a notice; ``ended_by`` is the notice that ended it.
    """

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("until IS NULL OR since < until", name="membership_ends_after_it_begins"),
        CheckConstraint("(contingent IS NULL) <> (notice IS NULL)", name="membership_has_one_source"),
    )

    cadet: Mapped[str] = mapped_column(ForeignKey("cadet.id"), primary_key=True)
    group: Mapped[str] = mapped_column(ForeignKey("group.id"), primary_key=True, index=True)
    since: Mapped[date] = mapped_column(Day, primary_key=True)
    until: Mapped[date | None] = mapped_column(Day)
    contingent: Mapped[str | None] = mapped_column(ForeignKey("contingent.id"), index=True)
    notice: Mapped[str | None] = mapped_column(ForeignKey("notice.id"), index=True)
    ended_by: Mapped[str | None] = mapped_column(ForeignKey("notice.id"), index=True)


class Notice(Base):
    """A change of a group's composition, as a methodist files it (¶15) and IT decides on it (¶11).

    ``cadet`` of an admission of somebody new is known once it is applied.
    """

    __tablename__ = "notice"
    __table_args__ = (CheckConstraint("until IS NULL OR since < until", name="notice_ends_after_it_begins"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[NoticeKind] = mapped_column(OneOf(12, get_args(NoticeKind)))
    state: Mapped[NoticeState] = mapped_column(OneOf(12, get_args(NoticeState)), index=True)
    faculty: Mapped[str] = mapped_column(ForeignKey("faculty.id"), index=True)
    group: Mapped[str] = mapped_column(ForeignKey("group.id"), index=True)
    to_group: Mapped[str | None] = mapped_column(ForeignKey("group.id"), index=True)
    cadet: Mapped[str | None] = mapped_column(ForeignKey("cadet.id"), index=True)
    number: Mapped[str] = mapped_column(Words(40))
    family: Mapped[str] = mapped_column(Words(100))
    given: Mapped[str] = mapped_column(Words(100))
    patronymic: Mapped[str] = mapped_column(Words(100))
    since: Mapped[date] = mapped_column(Day)
    until: Mapped[date | None] = mapped_column(Day)
    text: Mapped[str] = mapped_column(Words(1000))
    author: Mapped[str] = mapped_column(String(80))
    author_name: Mapped[str] = mapped_column(Words(200))
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_by_name: Mapped[str | None] = mapped_column(Words(200))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(Words(1000), default="")
    as_new: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())


class Journal(Base):
    """A group with a subject in a term; the id is ``domain.journals.journal_id``."""

    __tablename__ = "journal"
    __table_args__ = (UniqueConstraint("group", "subject", "term"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    group: Mapped[str] = mapped_column(ForeignKey("group.id"))
    subject: Mapped[str] = mapped_column(ForeignKey("subject.id"), index=True)
    term: Mapped[str] = mapped_column(ForeignKey("term.id"), index=True)
    contingent: Mapped[str] = mapped_column(ForeignKey("contingent.id"), index=True)


class TeachingAssignment(Base):
    """A teacher for a journal from a day on; ``until`` is the first day without the journal."""

    __tablename__ = "teaching_assignment"

    journal: Mapped[str] = mapped_column(ForeignKey("journal.id"), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    since: Mapped[date] = mapped_column(Day, primary_key=True)
    until: Mapped[date | None] = mapped_column(Day)
    contingent: Mapped[str] = mapped_column(ForeignKey("contingent.id"), index=True)

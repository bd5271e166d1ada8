"""gradebook's tables: its own, and its copies of what roster and auth own."""

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from services.common.database import Instant
from services.gradebook.contract import Kind


class Base(DeclarativeBase):
    """gradebook's tables."""


class Journal(Base):
    """One group × one subject × one term (¶3); ``sealed_key`` seals its marks and is made with the first lesson."""

    __tablename__ = "journal"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    group_id: Mapped[str] = mapped_column(String(36), index=True)
    group_name: Mapped[str] = mapped_column(String(120))
    faculty_id: Mapped[str] = mapped_column(String(36), index=True)
    faculty_name: Mapped[str] = mapped_column(String(200))
    subject_id: Mapped[str] = mapped_column(String(36))
    subject_name: Mapped[str] = mapped_column(String(200))
    term_id: Mapped[str] = mapped_column(String(36))
    term_name: Mapped[str] = mapped_column(String(120))
    term_starts: Mapped[date] = mapped_column(Date)
    term_ends: Mapped[date] = mapped_column(Date)
    withdrawn: Mapped[bool] = mapped_column(Boolean)
    sealed_key: Mapped[bytes | None] = mapped_column(LargeBinary(80))


class JournalTeacher(Base):
    """A copy of roster's teaching assignments; ``until`` is the first day no longer."""

    __tablename__ = "journal_teacher"

    journal: Mapped[str] = mapped_column(ForeignKey("journal.id"), primary_key=True)
    person: Mapped[str] = mapped_column(String(36), primary_key=True, index=True)
    since: Mapped[date] = mapped_column(Date, primary_key=True)
    until: Mapped[date | None] = mapped_column(Date)
    name: Mapped[str] = mapped_column(String(200))


class Member(Base):
    """A copy of roster's memberships; ``names`` is a list of {family, given, patronymic, since}."""

    __tablename__ = "member"

    group_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    cadet: Mapped[str] = mapped_column(String(36), primary_key=True)
    since: Mapped[date] = mapped_column(Date, primary_key=True)
    until: Mapped[date | None] = mapped_column(Date)
    names: Mapped[list[dict[str, str]]] = mapped_column(JSON)


class Person(Base):
    """A copy of auth's people: who wrote a mark."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))


class Lesson(Base):
    """A held class; ``removed`` ones stay, struck out (¶19)."""

    __tablename__ = "lesson"
    __table_args__ = (
        CheckConstraint("kind IN ('lecture', 'seminar', 'practical')", name="lesson_kind"),
        Index(
            "lesson_once_a_day",
            "journal",
            "date",
            "kind",
            unique=True,
            sqlite_where=text("NOT removed"),
            postgresql_where=text("NOT removed"),
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    journal: Mapped[str] = mapped_column(ForeignKey("journal.id"))
    date: Mapped[date] = mapped_column(Date)
    kind: Mapped[Kind] = mapped_column(String(20))
    topic: Mapped[str] = mapped_column(String(300))
    author: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Instant)
    removed: Mapped[bool] = mapped_column(Boolean)


class MarkVersion(Base):
    """Every version of every cell, for ever; the database refuses to change one. ``sealed`` holds the value."""

    __tablename__ = "mark_version"
    __table_args__ = (CheckConstraint("version >= 1", name="mark_version_counts_from_one"),)

    lesson: Mapped[str] = mapped_column(ForeignKey("lesson.id"), primary_key=True)
    cadet: Mapped[str] = mapped_column(String(36), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    sealed: Mapped[bytes] = mapped_column(LargeBinary(80))
    author: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Instant)


class Mark(Base):
    """Which version a cell is at, found without reading history. ``filled`` is False once it was cleared."""

    __tablename__ = "mark"
    __table_args__ = (
        ForeignKeyConstraint(
            ["lesson", "cadet", "version"], ["mark_version.lesson", "mark_version.cadet", "mark_version.version"]
        ),
    )

    lesson: Mapped[str] = mapped_column(String(36), primary_key=True)
    cadet: Mapped[str] = mapped_column(String(36), primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    filled: Mapped[bool] = mapped_column(Boolean)

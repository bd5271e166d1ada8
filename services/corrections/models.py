"""corrections' tables: discrepancies, and its copies of journals, groups, lessons and people."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from services.common.database import Instant


class Base(DeclarativeBase):
    """corrections' tables."""


class Journal(Base):
    """A copy of roster's journals; ``teachers`` is a list of {person, since, until}."""

    __tablename__ = "journal"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    group_id: Mapped[str] = mapped_column(String(36))
    group_name: Mapped[str] = mapped_column(String(120))
    subject_name: Mapped[str] = mapped_column(String(200))
    faculty_id: Mapped[str] = mapped_column(String(36))
    faculty_name: Mapped[str] = mapped_column(String(200))
    teachers: Mapped[list[dict[str, str | None]]] = mapped_column(JSON)
    withdrawn: Mapped[bool]


class Member(Base):
    """A copy of roster's memberships; ``names`` is a list of {family, given, patronymic, since}."""

    __tablename__ = "member"

    group_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    cadet: Mapped[str] = mapped_column(String(36), primary_key=True)
    since: Mapped[date] = mapped_column(Date, primary_key=True)
    until: Mapped[date | None] = mapped_column(Date)
    names: Mapped[list[dict[str, str]]] = mapped_column(JSON)


class Lesson(Base):
    """A copy of gradebook's lessons."""

    __tablename__ = "lesson"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    journal: Mapped[str] = mapped_column(String(36))
    date: Mapped[date] = mapped_column(Date)


class Discrepancy(Base):
    """A notice that paper and journal differ (¶20), with the names as they were when it was filed."""

    __tablename__ = "discrepancy"
    __table_args__ = (CheckConstraint("(closed_at IS NULL) = (reason = '')", name="closed_with_a_reason"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    journal: Mapped[str] = mapped_column(ForeignKey("journal.id"))
    faculty_id: Mapped[str] = mapped_column(String(36), index=True)
    lesson: Mapped[str] = mapped_column(String(36))
    lesson_date: Mapped[date] = mapped_column(Date)
    cadet: Mapped[str | None] = mapped_column(String(36))
    cadet_name: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(String(1000))
    author: Mapped[str] = mapped_column(String(36), index=True)
    author_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(String(1000))
    closed_by: Mapped[str | None] = mapped_column(String(36))
    closed_by_name: Mapped[str] = mapped_column(String(200))
    closed_at: Mapped[datetime | None] = mapped_column(Instant)

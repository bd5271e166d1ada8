"""gradebook's tables: its own, and its copies of what roster and auth own."""

from datetime import date, datetime
from typing import Any, get_args

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
    true,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from services.common.storage.database import Instant
from services.common.storage.tolerant import Day, Json, OneOf, Sealed, Words
from services.gradebook.contract import Kind, SheetKind, SheetRole


class Base(DeclarativeBase):
    """gradebook's tables."""


class Journal(Base):
    """One group × one subject × one term (¶3); ``sealed_key`` is the key of one begun under the first release."""

    __tablename__ = "journal"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    group_id: Mapped[str] = mapped_column(String(36), index=True)
    group_name: Mapped[str] = mapped_column(Words(120))
    faculty_id: Mapped[str] = mapped_column(String(36), index=True)
    faculty_name: Mapped[str] = mapped_column(Words(200))
    subject_id: Mapped[str] = mapped_column(String(36))
    subject_name: Mapped[str] = mapped_column(Words(200))
    term_id: Mapped[str] = mapped_column(String(36))
    term_name: Mapped[str] = mapped_column(Words(120))
    term_starts: Mapped[date] = mapped_column(Day)
    term_ends: Mapped[date] = mapped_column(Day)
    withdrawn: Mapped[bool] = mapped_column(Boolean)
    sealed_key: Mapped[bytes | None] = mapped_column(Sealed(80))


class JournalTeacher(Base):
    """A copy of roster's teaching assignments; ``until`` is the first day no longer."""

    __tablename__ = "journal_teacher"

    journal: Mapped[str] = mapped_column(ForeignKey("journal.id"), primary_key=True)
    person: Mapped[str] = mapped_column(String(36), primary_key=True, index=True)
    since: Mapped[date] = mapped_column(Day, primary_key=True)
    until: Mapped[date | None] = mapped_column(Day)
    name: Mapped[str] = mapped_column(Words(200))


class Member(Base):
    """A copy of roster's memberships; ``names`` is a list of {family, given, patronymic, since}."""

    __tablename__ = "member"

    group_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    cadet: Mapped[str] = mapped_column(String(36), primary_key=True, index=True)
    since: Mapped[date] = mapped_column(Day, primary_key=True)
    until: Mapped[date | None] = mapped_column(Day)
    number: Mapped[str] = mapped_column(Words(40), server_default="")
    names: Mapped[list[dict[str, str]]] = mapped_column(Json)


class JournalKeyCopy(Base):
    """A generation of a journal's key, sealed to a person's ``public`` key (¶5).

    ``kept_until``: though the person is not entitled yet, a substitution is about to begin (¶21).
    """

    __tablename__ = "journal_key_copy"

    journal: Mapped[str] = mapped_column(ForeignKey("journal.id"), primary_key=True)
    generation: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    person: Mapped[str] = mapped_column(String(36), primary_key=True, index=True)
    public: Mapped[bytes] = mapped_column(Sealed(32))
    sealed: Mapped[bytes] = mapped_column(Sealed(120))
    kept_until: Mapped[date | None] = mapped_column(Day)


class JournalKeyGeneration(Base):
    """Since when a generation of a journal's key is in use, and in whose session it was begun (¶5)."""

    __tablename__ = "journal_key_generation"

    journal: Mapped[str] = mapped_column(ForeignKey("journal.id"), primary_key=True)
    generation: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    author: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Instant)


class Person(Base):
    """A copy of auth's people: who wrote a mark, and to whom journals' keys can be sealed.

    ``teaches``: whether they hold the role teacher, in whichever faculty; None until auth has told it. ``voucher``:
    auth's signature of the key and the roles, without which nothing is sealed to them (¶5). ``look`` is that of the
    name, by which those who look alike are found; ``login`` tells two of one full name apart. ``cadet``: whose account
    it is, None for all who are no cadets.
    """

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    login: Mapped[str] = mapped_column(Words(60), server_default="")
    name: Mapped[str] = mapped_column(Words(200))
    full_name: Mapped[str] = mapped_column(Words(400), server_default="")
    look: Mapped[str] = mapped_column(Words(400), server_default="", index=True)
    public_key: Mapped[bytes | None] = mapped_column(Sealed(32))
    active: Mapped[bool] = mapped_column(Boolean, server_default=true())
    teaches: Mapped[bool | None] = mapped_column(Boolean)
    voucher: Mapped[str | None] = mapped_column(Text)
    cadet: Mapped[str | None] = mapped_column(String(36), index=True)


class CadetSwitch(Base):
    """A copy of auth's switch: whether cadets may sign in, so that marks are sealed for them too. One row."""

    __tablename__ = "cadet_switch"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    on: Mapped[bool] = mapped_column(Boolean)


class CadetKeyCopy(Base):
    """A generation of what opens a cadet's own marks in a journal, sealed to the cadet's ``public`` key (¶5)."""

    __tablename__ = "cadet_key_copy"

    journal: Mapped[str] = mapped_column(ForeignKey("journal.id"), primary_key=True)
    cadet: Mapped[str] = mapped_column(String(36), primary_key=True)
    generation: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    person: Mapped[str] = mapped_column(String(36))
    public: Mapped[bytes] = mapped_column(Sealed(32))
    sealed: Mapped[bytes] = mapped_column(Sealed(120))


class CadetMarkCopy(Base):
    """A mark that was not sealed for its cadet when it was written, sealed once more under the cadet's key (¶5).

    ``number``: of the cell's version, or with ``make_up`` of the make-up beside it.
    """

    __tablename__ = "cadet_copy"

    lesson: Mapped[str] = mapped_column(ForeignKey("lesson.id"), primary_key=True)
    cadet: Mapped[str] = mapped_column(String(36), primary_key=True)
    make_up: Mapped[bool] = mapped_column(Boolean, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    sealed: Mapped[bytes] = mapped_column(Sealed(80))


class Officer(Base):
    """A copy of auth's roles: the methodists and the heads of a faculty."""

    __tablename__ = "officer"

    person: Mapped[str] = mapped_column(String(36), primary_key=True)
    faculty: Mapped[str] = mapped_column(String(36), primary_key=True, index=True)


class Lesson(Base):
    """A held class, a control or an examination; ``removed`` ones stay, struck out (¶19).

    ``correction``: the number of the last correction of its kind and topic; None: it is as it was added.
    """

    __tablename__ = "lesson"
    __table_args__ = (
        CheckConstraint(f"kind IN {get_args(Kind)}", name="lesson_kind"),
        ForeignKeyConstraint(
            ["id", "correction"],
            ["lesson_correction.lesson", "lesson_correction.number"],
            name="lesson_is_as_corrected",
        ),
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
    journal: Mapped[str] = mapped_column(ForeignKey("journal.id"), index=True)
    date: Mapped[date] = mapped_column(Day)
    kind: Mapped[Kind] = mapped_column(OneOf(20, get_args(Kind)))
    topic: Mapped[str] = mapped_column(Words(300))
    author: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Instant)
    removed: Mapped[bool] = mapped_column(Boolean)
    correction: Mapped[int | None] = mapped_column(Integer)


class LessonCorrection(Base):
    """A lesson's kind and topic as its teacher has put them right, and what they were before, for ever (¶18).

    The lesson refers to the last one; none refers to the lesson.
    """

    __tablename__ = "lesson_correction"
    __table_args__ = (CheckConstraint("number >= 1", name="lesson_correction_counts_from_one"),)

    lesson: Mapped[str] = mapped_column(String(36), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[Kind] = mapped_column(OneOf(20, get_args(Kind)))
    topic: Mapped[str] = mapped_column(Words(300))
    former_kind: Mapped[Kind] = mapped_column(OneOf(20, get_args(Kind)))
    former_topic: Mapped[str] = mapped_column(Words(300))
    author: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Instant)


class Examiner(Base):
    """Who was named to examine a journal's group, by whom and when, for ever; the newest naming holds (¶3)."""

    __tablename__ = "examiner"
    __table_args__ = (CheckConstraint("naming >= 1", name="examiner_naming_counts_from_one"),)

    journal: Mapped[str] = mapped_column(ForeignKey("journal.id"), primary_key=True)
    naming: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    person: Mapped[str] = mapped_column(String(36), primary_key=True, index=True)
    author: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Instant)


class MarkVersion(Base):
    """Every version of every cell, for ever; the database refuses to change one. ``sealed`` holds the value.

    ``warrant`` is that of a version written after the window (¶4).
    """

    __tablename__ = "mark_version"
    __table_args__ = (CheckConstraint("version >= 1", name="mark_version_counts_from_one"),)

    lesson: Mapped[str] = mapped_column(ForeignKey("lesson.id"), primary_key=True)
    cadet: Mapped[str] = mapped_column(String(36), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    sealed: Mapped[bytes] = mapped_column(Sealed(80))
    author: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Instant)
    warrant: Mapped[str | None] = mapped_column(String(36))


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


class Warrant(Base):
    """A warrant that was accepted, once: what it says is in ``statement``, signed (¶4)."""

    __tablename__ = "warrant"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    case: Mapped[str] = mapped_column(String(36))
    kind: Mapped[str] = mapped_column(String(20))
    statement: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)


class Opening(Base):
    """A late entry: a lesson's column is open again to one person until an instant (¶4)."""

    __tablename__ = "opening"

    warrant: Mapped[str] = mapped_column(ForeignKey("warrant.id"), primary_key=True)
    lesson: Mapped[str] = mapped_column(ForeignKey("lesson.id"), index=True)
    person: Mapped[str] = mapped_column(String(36), index=True)
    until: Mapped[datetime] = mapped_column(Instant)


class MakeUpPermit(Base):
    """One person may enter one make-up mark for one cell (¶19); ``version`` is the cell's that is made up."""

    __tablename__ = "make_up_permit"

    warrant: Mapped[str] = mapped_column(ForeignKey("warrant.id"), primary_key=True)
    lesson: Mapped[str] = mapped_column(ForeignKey("lesson.id"), index=True)
    cadet: Mapped[str] = mapped_column(String(36))
    person: Mapped[str] = mapped_column(String(36), index=True)
    version: Mapped[int] = mapped_column(Integer)
    until: Mapped[datetime] = mapped_column(Instant)


class MakeUp(Base):
    """A make-up mark beside its cell, for ever; the last one counts instead of it (¶19). ``sealed`` holds it."""

    __tablename__ = "make_up"

    lesson: Mapped[str] = mapped_column(ForeignKey("lesson.id"), primary_key=True)
    cadet: Mapped[str] = mapped_column(String(36), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    sealed: Mapped[bytes] = mapped_column(Sealed(80))
    author: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Instant)
    warrant: Mapped[str] = mapped_column(ForeignKey("warrant.id"), unique=True)


class Substitute(Base):
    """Somebody stands in for a journal's teacher: lessons of these days, both included, until revoked (¶21)."""

    __tablename__ = "substitute"

    warrant: Mapped[str] = mapped_column(ForeignKey("warrant.id"), primary_key=True)
    journal: Mapped[str] = mapped_column(ForeignKey("journal.id"), primary_key=True, index=True)
    person: Mapped[str] = mapped_column(String(36), index=True)
    since: Mapped[date] = mapped_column(Day)
    until: Mapped[date] = mapped_column(Day)
    revoked: Mapped[bool] = mapped_column(Boolean)


class Policy(Base):
    """A version of how marks become results, for ever (¶2); ``subject`` "": for every subject without its own."""

    __tablename__ = "policy"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    subject: Mapped[str] = mapped_column(String(36), index=True)
    holds_from: Mapped[date] = mapped_column(Day)
    terms: Mapped[dict[str, Any]] = mapped_column(Json)
    author: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Instant)


class PolicyInForce(Base):
    """A version by which results are made since then, for ever (¶2)."""

    __tablename__ = "policy_in_force"

    number: Mapped[int] = mapped_column(ForeignKey("policy.number"), primary_key=True, autoincrement=False)
    author: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Instant)


class Sheet(Base):
    """A grade sheet, numbered in its faculty and year, for ever (¶2); ``lesson``: a retake's column, else "".

    ``opening``: 1, and one more for each that is opened after the former one of its kind was annulled.
    """

    __tablename__ = "sheet"
    __table_args__ = (
        UniqueConstraint("journal", "kind", "lesson", "opening", name="sheet_is_there_once"),
        UniqueConstraint("faculty_id", "year", "number", name="sheet_number_is_given_once"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    journal: Mapped[str] = mapped_column(ForeignKey("journal.id"))
    kind: Mapped[SheetKind] = mapped_column(OneOf(20, get_args(SheetKind)))
    lesson: Mapped[str] = mapped_column(String(36))
    faculty_id: Mapped[str] = mapped_column(String(36))
    year: Mapped[int] = mapped_column(Integer)
    number: Mapped[int] = mapped_column(Integer)
    author: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Instant)
    opening: Mapped[int] = mapped_column(Integer, server_default="1")


class SheetAnnulment(Base):
    """A sheet that was opened by mistake, for ever (¶2); ``sealed`` says why: people name marks in their words (¶5).

    Rows of a former release have their ``reason`` in clear, and nothing sealed.
    """

    __tablename__ = "sheet_annulment"

    sheet: Mapped[str] = mapped_column(ForeignKey("sheet.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(Words(1000))
    sealed: Mapped[bytes | None] = mapped_column(Sealed(4200))
    author: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Instant)


class SheetCounter(Base):
    """The last number given to a faculty's sheets in a year."""

    __tablename__ = "sheet_counter"

    faculty_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    value: Mapped[int] = mapped_column(Integer)


class SheetRevision(Base):
    """What stands on a sheet from then on, for ever: so many lines by a policy, with the first ``changes`` in it."""

    __tablename__ = "sheet_revision"
    __table_args__ = (CheckConstraint("number >= 1", name="sheet_revision_counts_from_one"),)

    sheet: Mapped[str] = mapped_column(ForeignKey("sheet.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    policy: Mapped[int] = mapped_column(Integer)
    changes: Mapped[int] = mapped_column(Integer)
    lines: Mapped[int] = mapped_column(Integer)
    author: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Instant)


class SheetLine(Base):
    """A cadet on a revision, for ever; ``sealed`` holds the result, under the journal's key (¶5)."""

    __tablename__ = "sheet_line"
    __table_args__ = (ForeignKeyConstraint(["sheet", "revision"], ["sheet_revision.sheet", "sheet_revision.number"]),)

    sheet: Mapped[str] = mapped_column(String(36), primary_key=True)
    revision: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    cadet: Mapped[str] = mapped_column(String(36), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(Sealed(620))


class SheetSignature(Base):
    """Who has signed which revision of a sheet as what, for ever: each role once (¶2)."""

    __tablename__ = "sheet_signature"
    __table_args__ = (ForeignKeyConstraint(["sheet", "revision"], ["sheet_revision.sheet", "sheet_revision.number"]),)

    sheet: Mapped[str] = mapped_column(String(36), primary_key=True)
    role: Mapped[SheetRole] = mapped_column(OneOf(10, get_args(SheetRole)), primary_key=True)
    person: Mapped[str] = mapped_column(String(36))
    revision: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Instant)


class SheetChange(Base):
    """A warrant has changed what a signed sheet rests on, for ever; numbered from 1 in the sheet (¶4)."""

    __tablename__ = "sheet_change"
    __table_args__ = (CheckConstraint("number >= 1", name="sheet_change_counts_from_one"),)

    sheet: Mapped[str] = mapped_column(ForeignKey("sheet.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    warrant: Mapped[str] = mapped_column(ForeignKey("warrant.id"))
    at: Mapped[datetime] = mapped_column(Instant)


class OpenCase(Base):
    """A copy of corrections' cases that are not over, by journal (¶4)."""

    __tablename__ = "open_case"

    case: Mapped[str] = mapped_column(String(36), primary_key=True)
    journal: Mapped[str] = mapped_column(String(36), primary_key=True, index=True)


class Record(Base):
    """An electronic record, numbered in its faculty and year, for ever (¶2); ``edition`` counts the cadet's from 1.

    Names are as it says them. ``signature`` is its code's: it tells no figure, for what is signed holds a secret (¶5).
    """

    __tablename__ = "record"
    __table_args__ = (
        UniqueConstraint("faculty_id", "year", "number", name="record_number_is_given_once"),
        UniqueConstraint("cadet", "edition", name="record_edition_is_given_once"),
        UniqueConstraint("signature", name="record_signature_is_one"),
        CheckConstraint("edition >= 1", name="record_edition_counts_from_one"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    faculty_id: Mapped[str] = mapped_column(String(36))
    faculty_name: Mapped[str] = mapped_column(Words(200))
    year: Mapped[int] = mapped_column(Integer)
    number: Mapped[int] = mapped_column(Integer)
    cadet: Mapped[str] = mapped_column(String(36))
    edition: Mapped[int] = mapped_column(Integer)
    cadet_name: Mapped[str] = mapped_column(Words(400))
    cadet_number: Mapped[str] = mapped_column(Words(40))
    lines: Mapped[int] = mapped_column(Integer)
    signature: Mapped[bytes] = mapped_column(Sealed(64))
    author: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Instant)


class RecordCounter(Base):
    """The last number given to a faculty's records in a year."""

    __tablename__ = "record_counter"

    faculty_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    value: Mapped[int] = mapped_column(Integer)


class RecordLine(Base):
    """A subject of a term on a record, for ever; ``sealed``: its figures, None before its sheet is closed (¶5)."""

    __tablename__ = "record_line"
    __table_args__ = (ForeignKeyConstraint(["sheet", "revision"], ["sheet_revision.sheet", "sheet_revision.number"]),)

    record: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True)
    place: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    journal: Mapped[str] = mapped_column(ForeignKey("journal.id"))
    term_name: Mapped[str] = mapped_column(Words(120))
    subject_name: Mapped[str] = mapped_column(Words(200))
    group_name: Mapped[str] = mapped_column(Words(120))
    credits: Mapped[int] = mapped_column(Integer)
    sheet: Mapped[str | None] = mapped_column(String(36))
    revision: Mapped[int | None] = mapped_column(Integer)
    sealed: Mapped[bytes | None] = mapped_column(Sealed(280))


class RecordRevocation(Base):
    """That a record holds no longer, for ever, and sealed why: people name marks in their own words (¶5)."""

    __tablename__ = "record_revocation"

    record: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True)
    reason: Mapped[bytes] = mapped_column(Sealed(4200))
    author: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Instant)

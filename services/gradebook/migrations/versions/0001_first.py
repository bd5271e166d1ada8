"""The first tables."""

import sqlalchemy as sa
from alembic import op

from services.common.storage.database import Instant
from services.common.storage.migrate import create_shared_tables, keep_append_only

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_shared_tables(op)
    op.create_table(
        "journal",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("group_id", sa.String(length=36), nullable=False),
        sa.Column("group_name", sa.String(length=120), nullable=False),
        sa.Column("faculty_id", sa.String(length=36), nullable=False),
        sa.Column("faculty_name", sa.String(length=200), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("subject_name", sa.String(length=200), nullable=False),
        sa.Column("term_id", sa.String(length=36), nullable=False),
        sa.Column("term_name", sa.String(length=120), nullable=False),
        sa.Column("term_starts", sa.Date(), nullable=False),
        sa.Column("term_ends", sa.Date(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(length=80), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_journal_faculty_id"), "journal", ["faculty_id"], unique=False)
    op.create_index(op.f("ix_journal_group_id"), "journal", ["group_id"], unique=False)
    op.create_table(
        "member",
        sa.Column("group_id", sa.String(length=36), nullable=False),
        sa.Column("cadet", sa.String(length=36), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("group_id", "cadet", "since"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "journal_teacher",
        sa.Column("journal", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["journal"],
            ["journal.id"],
        ),
        sa.PrimaryKeyConstraint("journal", "person", "since"),
    )
    op.create_index(op.f("ix_journal_teacher_person"), "journal_teacher", ["person"], unique=False)
    op.create_table(
        "lesson",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("journal", sa.String(length=36), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("topic", sa.String(length=300), nullable=False),
        sa.Column("author", sa.String(length=36), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('lecture', 'seminar', 'practical')", name="lesson_kind"),
        sa.ForeignKeyConstraint(
            ["journal"],
            ["journal.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "lesson_once_a_day",
        "lesson",
        ["journal", "date", "kind"],
        unique=True,
        sqlite_where=sa.text("NOT removed"),
        postgresql_where=sa.text("NOT removed"),
    )
    op.create_table(
        "mark_version",
        sa.Column("lesson", sa.String(length=36), nullable=False),
        sa.Column("cadet", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.LargeBinary(length=80), nullable=False),
        sa.Column("author", sa.String(length=36), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("version >= 1", name="mark_version_counts_from_one"),
        sa.ForeignKeyConstraint(
            ["lesson"],
            ["lesson.id"],
        ),
        sa.PrimaryKeyConstraint("lesson", "cadet", "version"),
    )
    op.create_table(
        "mark",
        sa.Column("lesson", sa.String(length=36), nullable=False),
        sa.Column("cadet", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("filled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson", "cadet", "version"],
            ["mark_version.lesson", "mark_version.cadet", "mark_version.version"],
        ),
        sa.PrimaryKeyConstraint("lesson", "cadet"),
    )
    keep_append_only(op, "mark_version")

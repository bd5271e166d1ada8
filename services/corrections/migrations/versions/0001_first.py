"""The first tables."""

import sqlalchemy as sa
from alembic import op

from services.common.storage.database import Instant
from services.common.storage.migrate import create_shared_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_shared_tables(op)
    op.create_table(
        "journal",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("group_id", sa.String(length=36), nullable=False),
        sa.Column("group_name", sa.String(length=120), nullable=False),
        sa.Column("subject_name", sa.String(length=200), nullable=False),
        sa.Column("faculty_id", sa.String(length=36), nullable=False),
        sa.Column("faculty_name", sa.String(length=200), nullable=False),
        sa.Column("teachers", sa.JSON(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "lesson",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("journal", sa.String(length=36), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
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
        "discrepancy",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("journal", sa.String(length=36), nullable=False),
        sa.Column("faculty_id", sa.String(length=36), nullable=False),
        sa.Column("lesson", sa.String(length=36), nullable=False),
        sa.Column("lesson_date", sa.Date(), nullable=False),
        sa.Column("cadet", sa.String(length=36), nullable=True),
        sa.Column("cadet_name", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("author", sa.String(length=36), nullable=False),
        sa.Column("author_name", sa.String(length=200), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("closed_by", sa.String(length=36), nullable=True),
        sa.Column("closed_by_name", sa.String(length=200), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.CheckConstraint("(closed_at IS NULL) = (reason = '')", name="closed_with_a_reason"),
        sa.ForeignKeyConstraint(
            ["journal"],
            ["journal.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_discrepancy_author"), "discrepancy", ["author"], unique=False)
    op.create_index(op.f("ix_discrepancy_faculty_id"), "discrepancy", ["faculty_id"], unique=False)

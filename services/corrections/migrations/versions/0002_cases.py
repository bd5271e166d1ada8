"""Cases, their papers and clocks (¶4, ¶10, ¶13, ¶19, ¶21)."""

import sqlalchemy as sa
from alembic import op

from services.common.storage.database import Instant
from services.common.storage.migrate import keep_append_only

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "calendar_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )
    op.create_table(
        "paper_counter",
        sa.Column("faculty_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("faculty_id", "kind", "year"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "correction_case",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("faculty_id", sa.String(length=36), nullable=False),
        sa.Column("faculty_name", sa.String(length=200), nullable=False),
        sa.Column("journal", sa.String(length=36), nullable=True),
        sa.Column("lesson", sa.String(length=36), nullable=True),
        sa.Column("lesson_date", sa.Date(), nullable=True),
        sa.Column("cadet", sa.String(length=36), nullable=True),
        sa.Column("cadet_name", sa.String(length=200), nullable=False),
        sa.Column("open_place", sa.String(length=120), nullable=True),
        sa.Column("author", sa.String(length=36), nullable=False),
        sa.Column("author_name", sa.String(length=200), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("open_days", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.String(length=200), nullable=False),
        sa.Column("discrepancy", sa.String(length=36), nullable=True),
        sa.Column("act_author", sa.String(length=36), nullable=False),
        sa.Column("returned_to", sa.String(length=12), nullable=False),
        sa.Column("waits_for", sa.String(length=12), nullable=False),
        sa.Column("decided_by", sa.String(length=36), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column("expires_at", Instant(), nullable=True),
        sa.Column("overdue_told", sa.Boolean(), nullable=False),
        sa.Column("warrant_id", sa.String(length=36), nullable=True),
        sa.Column("warrant", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["discrepancy"],
            ["discrepancy.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("open_place"),
        sa.UniqueConstraint("warrant_id"),
    )
    op.create_index(op.f("ix_correction_case_at"), "correction_case", ["at"], unique=False)
    op.create_index(op.f("ix_correction_case_author"), "correction_case", ["author"], unique=False)
    op.create_index(op.f("ix_correction_case_due_at"), "correction_case", ["due_at"], unique=False)
    op.create_index(op.f("ix_correction_case_faculty_id"), "correction_case", ["faculty_id"], unique=False)
    op.create_index(op.f("ix_correction_case_journal"), "correction_case", ["journal"], unique=False)
    op.create_index(op.f("ix_correction_case_state"), "correction_case", ["state"], unique=False)
    op.create_index(op.f("ix_correction_case_waits_for"), "correction_case", ["waits_for"], unique=False)
    op.create_table(
        "case_step",
        sa.Column("case", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(
            ["case"],
            ["correction_case.id"],
        ),
        sa.PrimaryKeyConstraint("case", "position"),
    )
    op.create_table(
        "paper",
        sa.Column("case", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("faculty_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=36), nullable=False),
        sa.Column("author_name", sa.String(length=200), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case"],
            ["correction_case.id"],
        ),
        sa.PrimaryKeyConstraint("case", "position"),
        sa.UniqueConstraint("faculty_id", "kind", "year", "number"),
    )
    op.create_table(
        "substitution",
        sa.Column("case", sa.String(length=36), nullable=False),
        sa.Column("absent", sa.String(length=36), nullable=False),
        sa.Column("absent_name", sa.String(length=200), nullable=False),
        sa.Column("substitute", sa.String(length=36), nullable=False),
        sa.Column("substitute_name", sa.String(length=200), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.CheckConstraint("since <= until", name="substitution_ends_after_it_begins"),
        sa.ForeignKeyConstraint(
            ["case"],
            ["correction_case.id"],
        ),
        sa.PrimaryKeyConstraint("case"),
    )
    op.create_index(op.f("ix_substitution_absent"), "substitution", ["absent"], unique=False)
    op.create_index(op.f("ix_substitution_substitute"), "substitution", ["substitute"], unique=False)
    op.create_table(
        "substitution_journal",
        sa.Column("case", sa.String(length=36), nullable=False),
        sa.Column("journal", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["case"],
            ["substitution.case"],
        ),
        sa.ForeignKeyConstraint(
            ["journal"],
            ["journal.id"],
        ),
        sa.PrimaryKeyConstraint("case", "journal"),
    )
    op.create_index(op.f("ix_substitution_journal_journal"), "substitution_journal", ["journal"], unique=False)
    keep_append_only(op, "case_step")
    keep_append_only(op, "paper")

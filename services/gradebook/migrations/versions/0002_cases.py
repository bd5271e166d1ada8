"""Warrants and what they do (¶4, ¶19, ¶21)."""

import sqlalchemy as sa
from alembic import op

from services.common.storage.database import Instant
from services.common.storage.migrate import keep_append_only

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "warrant",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "substitute",
        sa.Column("warrant", sa.String(length=36), nullable=False),
        sa.Column("journal", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["journal"],
            ["journal.id"],
        ),
        sa.ForeignKeyConstraint(
            ["warrant"],
            ["warrant.id"],
        ),
        sa.PrimaryKeyConstraint("warrant", "journal"),
    )
    op.create_index(op.f("ix_substitute_journal"), "substitute", ["journal"], unique=False)
    op.create_index(op.f("ix_substitute_person"), "substitute", ["person"], unique=False)
    op.create_table(
        "make_up",
        sa.Column("lesson", sa.String(length=36), nullable=False),
        sa.Column("cadet", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.LargeBinary(length=80), nullable=False),
        sa.Column("author", sa.String(length=36), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("warrant", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson"],
            ["lesson.id"],
        ),
        sa.ForeignKeyConstraint(
            ["warrant"],
            ["warrant.id"],
        ),
        sa.PrimaryKeyConstraint("lesson", "cadet", "number"),
        sa.UniqueConstraint("warrant"),
    )
    op.create_table(
        "make_up_permit",
        sa.Column("warrant", sa.String(length=36), nullable=False),
        sa.Column("lesson", sa.String(length=36), nullable=False),
        sa.Column("cadet", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson"],
            ["lesson.id"],
        ),
        sa.ForeignKeyConstraint(
            ["warrant"],
            ["warrant.id"],
        ),
        sa.PrimaryKeyConstraint("warrant"),
    )
    op.create_index(op.f("ix_make_up_permit_lesson"), "make_up_permit", ["lesson"], unique=False)
    op.create_table(
        "opening",
        sa.Column("warrant", sa.String(length=36), nullable=False),
        sa.Column("lesson", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson"],
            ["lesson.id"],
        ),
        sa.ForeignKeyConstraint(
            ["warrant"],
            ["warrant.id"],
        ),
        sa.PrimaryKeyConstraint("warrant"),
    )
    op.create_index(op.f("ix_opening_lesson"), "opening", ["lesson"], unique=False)
    op.add_column("mark_version", sa.Column("warrant", sa.String(length=36), nullable=True))
    keep_append_only(op, "warrant")
    keep_append_only(op, "make_up")

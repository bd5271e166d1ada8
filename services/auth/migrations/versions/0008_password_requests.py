"""Requests for a new password in the place of a forgotten one."""

import sqlalchemy as sa
from alembic import op

from services.common.storage.database import Instant

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "password_request",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("asked_by", sa.String(length=36), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("decided_by", sa.String(length=36), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("answer", sa.String(length=1000), nullable=False),
        sa.Column("until", Instant(), nullable=True),
        sa.Column("used_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"]),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_password_request_person"), "password_request", ["person"], unique=False)
    op.create_index(
        "one_open_password_request",
        "password_request",
        ["person"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )

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
        "failed_sign_ins",
        sa.Column("place", sa.String(length=140), nullable=False),
        sa.Column("count", sa.Float(), nullable=False),
        sa.Column("last_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("place"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("family", sa.String(length=120), nullable=False),
        sa.Column("given", sa.String(length=120), nullable=False),
        sa.Column("patronymic", sa.String(length=120), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.LargeBinary(length=60), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("registered_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("login"),
    )
    op.create_table(
        "acknowledgement",
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("text_version", sa.String(length=20), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("person", "text_version"),
    )
    op.create_table(
        "sign_in_session",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("address", sa.String(length=60), nullable=False),
        sa.Column("agent", sa.String(length=200), nullable=False),
        sa.Column("begun_at", Instant(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("secret_hash"),
    )
    op.create_index(op.f("ix_sign_in_session_address"), "sign_in_session", ["address"], unique=False)
    op.create_index(op.f("ix_sign_in_session_person"), "sign_in_session", ["person"], unique=False)
    keep_append_only(op, "acknowledgement")

"""Policies by which marks become results: a row for each version, one more when it is put in force (¶2)."""

import sqlalchemy as sa
from alembic import op

from services.common.storage.database import Instant
from services.common.storage.migrate import keep_append_only

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "policy",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("subject", sa.String(36), nullable=False),
        sa.Column("holds_from", sa.Date(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("author", sa.String(36), nullable=False),
        sa.Column("at", Instant(), nullable=False),
    )
    op.create_index("ix_policy_subject", "policy", ["subject"])
    op.create_table(
        "policy_in_force",
        sa.Column("number", sa.Integer(), sa.ForeignKey("policy.number"), primary_key=True, autoincrement=False),
        sa.Column("author", sa.String(36), nullable=False),
        sa.Column("at", Instant(), nullable=False),
    )
    for table in ("policy", "policy_in_force"):
        keep_append_only(op, table)

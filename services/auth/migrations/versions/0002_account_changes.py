"""What IT changes in somebody's account is kept."""

import sqlalchemy as sa
from alembic import op

from services.common.storage.database import Instant
from services.common.storage.migrate import keep_append_only

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "account_change",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"]),
        sa.ForeignKeyConstraint(["by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_account_change_person"), "account_change", ["person"], unique=False)
    keep_append_only(op, "account_change")

"""Since when each generation of a journal's key is in use, and who has begun it (¶5)."""

import sqlalchemy as sa
from alembic import op

from services.common.storage.database import Instant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "journal_key_generation",
        sa.Column("journal", sa.String(length=36), nullable=False),
        sa.Column("generation", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("author", sa.String(length=36), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["journal"], ["journal.id"]),
        sa.PrimaryKeyConstraint("journal", "generation"),
    )

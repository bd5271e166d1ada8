"""Who examines a journal's group: named by a methodist, kept for ever (¶2, ¶3)."""

import sqlalchemy as sa
from alembic import op

from services.common.storage.database import Instant
from services.common.storage.migrate import keep_append_only

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "examiner",
        sa.Column("journal", sa.String(length=36), nullable=False),
        sa.Column("naming", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("author", sa.String(length=36), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("naming >= 1", name="examiner_naming_counts_from_one"),
        sa.ForeignKeyConstraint(["journal"], ["journal.id"]),
        sa.PrimaryKeyConstraint("journal", "naming", "person"),
    )
    op.create_index(op.f("ix_examiner_person"), "examiner", ["person"])
    keep_append_only(op, "examiner")

"""Cadets who sign in (¶3): whose account it is, and the academy's switch, which is off until IT turns it on.

The release before registers and signs in everybody else as ever; it makes no cadet's account.
"""

import sqlalchemy as sa
from alembic import op

from services.common.storage.database import Instant
from services.common.storage.migrate import keep_append_only

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("person", sa.Column("cadet", sa.String(length=36), nullable=True))
    op.add_column("person", sa.Column("cadets_faculty", sa.Text(), nullable=True))
    op.create_index(op.f("ix_person_cadet"), "person", ["cadet"], unique=True)
    op.create_table(
        "cadet_switch",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("on", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("binding", sa.Text(), nullable=False),
        sa.CheckConstraint("number >= 1", name="cadet_switch_counts_from_one"),
        sa.ForeignKeyConstraint(["by"], ["person.id"]),
        sa.PrimaryKeyConstraint("number"),
    )
    keep_append_only(op, "cadet_switch")

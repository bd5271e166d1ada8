"""Journals' keys, sealed to people (¶5)."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "journal_key_copy",
        sa.Column("journal", sa.String(length=36), nullable=False),
        sa.Column("generation", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("public", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(length=120), nullable=False),
        sa.Column("kept_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["journal"], ["journal.id"]),
        sa.PrimaryKeyConstraint("journal", "generation", "person"),
    )
    op.create_index(op.f("ix_journal_key_copy_person"), "journal_key_copy", ["person"], unique=False)
    op.create_table(
        "officer",
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("faculty", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("person", "faculty"),
    )
    op.create_index(op.f("ix_officer_faculty"), "officer", ["faculty"], unique=False)
    op.add_column("person", sa.Column("public_key", sa.LargeBinary(length=32), nullable=True))
    op.add_column("person", sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False))

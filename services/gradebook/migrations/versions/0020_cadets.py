"""Cadets who see their own marks (¶3, ¶5): whose account somebody's is, keys sealed to them, marks sealed once more.

Until IT lets cadets sign in no mark is written in the format that the release before cannot open. An academy that has
let them in goes back to that release no more.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.add_column("person", sa.Column("cadet", sa.String(length=36), nullable=True))
    op.create_index(op.f("ix_person_cadet"), "person", ["cadet"])
    op.create_index(op.f("ix_member_cadet"), "member", ["cadet"])
    op.create_table(
        "cadet_switch",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("on", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "cadet_key_copy",
        sa.Column("journal", sa.String(length=36), nullable=False),
        sa.Column("cadet", sa.String(length=36), nullable=False),
        sa.Column("generation", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("public", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(length=120), nullable=False),
        sa.ForeignKeyConstraint(["journal"], ["journal.id"]),
        sa.PrimaryKeyConstraint("journal", "cadet", "generation"),
    )
    op.create_table(
        "cadet_copy",
        sa.Column("lesson", sa.String(length=36), nullable=False),
        sa.Column("cadet", sa.String(length=36), nullable=False),
        sa.Column("make_up", sa.Boolean(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.LargeBinary(length=80), nullable=False),
        sa.ForeignKeyConstraint(["lesson"], ["lesson.id"]),
        sa.PrimaryKeyConstraint("lesson", "cadet", "make_up", "number"),
    )

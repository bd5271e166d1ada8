"""Whose late entries and make-ups are open is found without reading those of everybody else (¶4, ¶19)."""

from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_index(op.f("ix_opening_person"), "opening", ["person"])
    op.create_index(op.f("ix_make_up_permit_person"), "make_up_permit", ["person"])

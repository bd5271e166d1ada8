"""A cadet's cases are found without reading all (¶3)."""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_index(op.f("ix_correction_case_cadet"), "correction_case", ["cadet"])

"""A journal's lessons, and with them its marks, are found without reading everybody's."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_index("ix_lesson_journal", "lesson", ["journal"])

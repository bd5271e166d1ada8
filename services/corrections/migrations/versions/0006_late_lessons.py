"""A late lesson's case says what was held (¶4)."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("correction_case", sa.Column("lesson_kind", sa.String(length=12), nullable=True))
    op.add_column("correction_case", sa.Column("topic", sa.String(length=300), nullable=True))

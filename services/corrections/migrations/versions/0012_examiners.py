"""A copy of who examines a journal's group: they report on its examinations (¶3)."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "examiner",
        sa.Column("journal", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("journal", "person"),
    )

"""The second factor, and recovery codes."""

import sqlalchemy as sa
from alembic import op

from services.common.storage.database import Instant

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "second_factor",
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("sealed", sa.LargeBinary(length=60), nullable=True),
        sa.Column("pending", sa.LargeBinary(length=60), nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("since", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"]),
        sa.PrimaryKeyConstraint("person"),
    )
    op.create_table(
        "recovery_code",
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("mark", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"]),
        sa.PrimaryKeyConstraint("person", "mark"),
    )

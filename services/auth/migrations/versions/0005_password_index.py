"""No two people hold the same password; who is registered already gets an entry at the next sign-in."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "password_index",
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("entry", sa.LargeBinary(length=33), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"]),
        sa.PrimaryKeyConstraint("person"),
        sa.UniqueConstraint("entry"),
    )

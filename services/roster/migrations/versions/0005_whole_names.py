"""People's full names: not known of those told of before, until auth tells of them again."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("person", sa.Column("full_name", sa.String(400), nullable=False, server_default=""))
    op.add_column("person", sa.Column("look", sa.String(400), nullable=False, server_default=""))
    op.create_index("ix_person_look", "person", ["look"])

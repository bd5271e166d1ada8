"""People's full names, and cadets' numbers: not known of those told of before, until they are told of again."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("person", sa.Column("full_name", sa.String(400), nullable=False, server_default=""))
    op.add_column("person", sa.Column("look", sa.String(400), nullable=False, server_default=""))
    op.create_index("ix_person_look", "person", ["look"])
    op.add_column("member", sa.Column("number", sa.String(40), nullable=False, server_default=""))

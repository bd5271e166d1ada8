"""People's logins, which tell two of one full name apart: not known of those told of before, until they are again."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("person", sa.Column("login", sa.String(60), nullable=False, server_default=""))

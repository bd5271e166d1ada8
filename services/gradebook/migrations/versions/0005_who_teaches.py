"""Who holds the role teacher (¶3); not known of those whom auth has told of before, until it tells of them again."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("person", sa.Column("teaches", sa.Boolean(), nullable=True))

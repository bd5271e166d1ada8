"""A paper keeps the days or the substitution that it named, for its case may be amended (¶13)."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("paper", sa.Column("terms", sa.JSON(), nullable=True))

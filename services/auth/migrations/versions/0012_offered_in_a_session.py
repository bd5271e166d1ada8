"""A second factor is confirmed in the session in which it was offered (¶4)."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("second_factor", sa.Column("pending_in", sa.String(36), nullable=True))

"""What auth has signed of a person's roles, state and key; who has none yet gets one at the first start (¶4)."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("person", sa.Column("voucher", sa.Text(), nullable=True))

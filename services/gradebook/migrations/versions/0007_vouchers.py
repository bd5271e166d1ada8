"""A journal's key is sealed to keys that auth vouches for (¶5); `republish` of auth brings them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("person", sa.Column("voucher", sa.Text(), nullable=True))

"""What auth has signed of a password, a second factor and a session; who has none gets one at the first start (¶4)."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("person", sa.Column("credentials", sa.Text(), nullable=True))
    op.add_column("sign_in_session", sa.Column("binding", sa.Text(), nullable=True))

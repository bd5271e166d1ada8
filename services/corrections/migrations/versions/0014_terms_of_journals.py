"""When a journal's term ends; unknown until roster tells of the journal again (¶21)."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("journal", sa.Column("term_ends", sa.Date(), nullable=True))

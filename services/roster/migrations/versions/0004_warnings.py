"""What a contingent warns of, and what of its file was not read (¶14); the release before writes none."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    for name in ("warnings", "notes"):
        op.add_column("contingent_content", sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))

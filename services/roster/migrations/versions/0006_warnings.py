"""What a contingent warns of, and what of its file was not read (¶14), and notices of who only looks alike (¶15).

The release before writes none of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    for name in ("warnings", "notes"):
        op.add_column("contingent_content", sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("notice", sa.Column("as_new", sa.Boolean(), nullable=False, server_default=sa.false()))

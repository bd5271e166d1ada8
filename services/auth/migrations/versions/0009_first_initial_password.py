"""Until when a registration's initial password may be used, and when it was (¶5); not known of earlier ones."""

import sqlalchemy as sa
from alembic import op

from services.common.storage.database import Instant

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    for name in ("initial_until", "initial_used_at"):
        op.add_column("person", sa.Column(name, Instant(), nullable=True))

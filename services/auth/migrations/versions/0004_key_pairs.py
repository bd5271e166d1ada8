"""People's key pairs (¶5)."""

import sqlalchemy as sa
from alembic import op

from services.common.storage.database import Instant

revision = "0004"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "key_pair",
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("public", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(length=120), nullable=False),
        sa.Column("for_recovery", sa.LargeBinary(length=120), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"]),
        sa.PrimaryKeyConstraint("person"),
    )
    op.add_column("sign_in_session", sa.Column("sealed_key", sa.LargeBinary(length=120), nullable=True))

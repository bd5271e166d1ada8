"""A session's secret changes; the former one holds for a moment."""

import sqlalchemy as sa
from alembic import op

from services.common.storage.database import Instant

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("sign_in_session", sa.Column("secret_since", Instant(), nullable=True))
    op.add_column("sign_in_session", sa.Column("former_hash", sa.LargeBinary(length=32), nullable=True))
    op.add_column("sign_in_session", sa.Column("former_until", Instant(), nullable=True))
    op.add_column("sign_in_session", sa.Column("former_sealed_key", sa.LargeBinary(length=120), nullable=True))
    op.create_index(op.f("ix_sign_in_session_former_hash"), "sign_in_session", ["former_hash"], unique=False)

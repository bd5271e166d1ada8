"""Where a sign-in failed is kept as a keyed mark (¶5); what was kept before, logins as they were typed, goes."""

from alembic import op

from services.common.storage.migrate import forget_rows

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    forget_rows(op, "failed_sign_ins")
    op.create_index("ix_failed_sign_ins_last_at", "failed_sign_ins", ["last_at"])

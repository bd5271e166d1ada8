"""The newest entry says what the machine's clock showed (¶17)."""

from alembic import op

from services.common.storage.migrate import remember_the_clock

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    remember_the_clock(op)

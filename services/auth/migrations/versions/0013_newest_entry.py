"""The newest entry says what the machine's clock showed (¶17)."""

from alembic import op

from services.common.storage.migrate import remember_the_clock

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    remember_the_clock(op)

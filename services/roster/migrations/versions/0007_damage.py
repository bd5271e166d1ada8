"""What is found damaged is kept until it is gone."""

from alembic import op

from services.common.storage.migrate import create_damage

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    create_damage(op)

"""What is found damaged is kept until it is gone."""

from alembic import op

from services.common.storage.migrate import create_damage

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    create_damage(op)

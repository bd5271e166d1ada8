"""What is found damaged is kept until it is gone."""

from alembic import op

from services.common.migrate import create_damage

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    create_damage(op)

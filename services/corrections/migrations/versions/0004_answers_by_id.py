"""What is kept for a command that is sent again opens with the command's id alone (¶5); what was kept before goes."""

from alembic import op

from services.common.storage.migrate import forget_answers

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    forget_answers(op)

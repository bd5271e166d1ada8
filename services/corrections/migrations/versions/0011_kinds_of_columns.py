"""A late column may be a control or an examination, whose words are longer (¶2, ¶4)."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    with op.batch_alter_table("correction_case") as case:
        case.alter_column("lesson_kind", existing_type=sa.String(12), type_=sa.String(20), existing_nullable=True)

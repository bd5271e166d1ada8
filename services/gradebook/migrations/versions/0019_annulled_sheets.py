"""A sheet that was opened by mistake is annulled, and another of its kind may be opened (¶2)."""

import sqlalchemy as sa
from alembic import op

from services.common.storage.database import Instant
from services.common.storage.migrate import keep_append_only

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "sheet_annulment",
        sa.Column("sheet", sa.String(36), sa.ForeignKey("sheet.id"), primary_key=True),
        sa.Column("reason", sa.String(1000), nullable=False),
        sa.Column("author", sa.String(36), nullable=False),
        sa.Column("at", Instant(), nullable=False),
    )
    keep_append_only(op, "sheet_annulment")
    with op.batch_alter_table("sheet") as sheet:
        sheet.add_column(sa.Column("opening", sa.Integer(), nullable=False, server_default="1"))
        sheet.drop_constraint("sheet_is_there_once", type_="unique")
        sheet.create_unique_constraint("sheet_is_there_once", ["journal", "kind", "lesson", "opening"])
    if op.get_bind().dialect.name == "sqlite":
        keep_append_only(op, "sheet")

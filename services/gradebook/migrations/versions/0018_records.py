"""Electronic records: rows for ever, each line sealed (¶2, ¶5)."""

import sqlalchemy as sa
from alembic import op

from services.common.storage.database import Instant
from services.common.storage.migrate import keep_append_only

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "record",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("faculty_id", sa.String(36), nullable=False),
        sa.Column("faculty_name", sa.String(200), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cadet", sa.String(36), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("cadet_name", sa.String(400), nullable=False),
        sa.Column("cadet_number", sa.String(40), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("signature", sa.LargeBinary(64), nullable=False),
        *_by(),
        sa.UniqueConstraint("faculty_id", "year", "number", name="record_number_is_given_once"),
        sa.UniqueConstraint("cadet", "edition", name="record_edition_is_given_once"),
        sa.UniqueConstraint("signature", name="record_signature_is_one"),
        sa.CheckConstraint("edition >= 1", name="record_edition_counts_from_one"),
    )
    op.create_table(
        "record_counter",
        sa.Column("faculty_id", sa.String(36), primary_key=True),
        sa.Column("year", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("value", sa.Integer(), nullable=False),
    )
    op.create_table(
        "record_line",
        _of_record(),
        sa.Column("place", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("journal", sa.String(36), sa.ForeignKey("journal.id"), nullable=False),
        sa.Column("term_name", sa.String(120), nullable=False),
        sa.Column("subject_name", sa.String(200), nullable=False),
        sa.Column("group_name", sa.String(120), nullable=False),
        sa.Column("credits", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(36), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(280), nullable=True),
        sa.ForeignKeyConstraint(["sheet", "revision"], ["sheet_revision.sheet", "sheet_revision.number"]),
    )
    op.create_table(
        "record_revocation",
        _of_record(),
        sa.Column("reason", sa.LargeBinary(4200), nullable=False),
        *_by(),
    )
    for table in ("record", "record_line", "record_revocation"):
        keep_append_only(op, table)


def _by() -> list[sa.Column[object]]:
    return [sa.Column("author", sa.String(36), nullable=False), sa.Column("at", Instant(), nullable=False)]


def _of_record() -> sa.Column[str]:
    return sa.Column("record", sa.String(36), sa.ForeignKey("record.id"), primary_key=True)

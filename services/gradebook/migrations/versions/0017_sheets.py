"""Grade sheets: rows for ever, and a copy of which journals have a case that is not over (¶2, ¶4)."""

import sqlalchemy as sa
from alembic import op

from services.common.storage.database import Instant
from services.common.storage.migrate import keep_append_only

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "sheet",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("journal", sa.String(36), sa.ForeignKey("journal.id"), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("lesson", sa.String(36), nullable=False),
        sa.Column("faculty_id", sa.String(36), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *_by(),
        sa.UniqueConstraint("journal", "kind", "lesson", name="sheet_is_there_once"),
        sa.UniqueConstraint("faculty_id", "year", "number", name="sheet_number_is_given_once"),
    )
    op.create_table(
        "sheet_counter",
        sa.Column("faculty_id", sa.String(36), primary_key=True),
        sa.Column("year", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("value", sa.Integer(), nullable=False),
    )
    op.create_table(
        "sheet_revision",
        _of_sheet(),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("policy", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        *_by(),
        sa.CheckConstraint("number >= 1", name="sheet_revision_counts_from_one"),
    )
    op.create_table(
        "sheet_line",
        sa.Column("sheet", sa.String(36), primary_key=True),
        sa.Column("revision", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("cadet", sa.String(36), primary_key=True),
        sa.Column("sealed", sa.LargeBinary(620), nullable=False),
        _of_revision(),
    )
    op.create_table(
        "sheet_signature",
        sa.Column("sheet", sa.String(36), primary_key=True),
        sa.Column("role", sa.String(10), primary_key=True),
        sa.Column("person", sa.String(36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        _of_revision(),
    )
    op.create_table(
        "sheet_change",
        _of_sheet(),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("warrant", sa.String(36), sa.ForeignKey("warrant.id"), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("number >= 1", name="sheet_change_counts_from_one"),
    )
    for table in ("sheet", "sheet_revision", "sheet_line", "sheet_signature", "sheet_change"):
        keep_append_only(op, table)
    op.create_table(
        "open_case",
        sa.Column("case", sa.String(36), primary_key=True),
        sa.Column("journal", sa.String(36), primary_key=True),
    )
    op.create_index("ix_open_case_journal", "open_case", ["journal"])


def _by() -> list[sa.Column[object]]:
    return [sa.Column("author", sa.String(36), nullable=False), sa.Column("at", Instant(), nullable=False)]


def _of_sheet() -> sa.Column[str]:
    return sa.Column("sheet", sa.String(36), sa.ForeignKey("sheet.id"), primary_key=True)


def _of_revision() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["sheet", "revision"], ["sheet_revision.sheet", "sheet_revision.number"])

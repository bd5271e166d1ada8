"""Notices (¶15); cadets, names and memberships that began or ended by one."""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

from services.common.storage.database import Instant

revision = "0002"
down_revision = "0001"

_INDEXED = {
    "notice": ("at", "cadet", "faculty", "group", "state", "to_group"),
    "cadet_name": ("notice",),
    "membership": ("ended_by", "notice"),
}


def upgrade() -> None:
    _create_notice()
    with op.batch_alter_table("cadet") as cadet:
        cadet.alter_column("contingent", existing_type=sa.String(length=36), nullable=True)
    with op.batch_alter_table("cadet_name") as cadet_name:
        _add_reference(cadet_name, "cadet_name", "notice")
    with op.batch_alter_table("membership") as membership:
        membership.alter_column("contingent", existing_type=sa.String(length=36), nullable=True)
        _add_reference(membership, "membership", "notice")
        _add_reference(membership, "membership", "ended_by")
        membership.create_check_constraint("membership_has_one_source", "(contingent IS NULL) <> (notice IS NULL)")
    for table, columns in _INDEXED.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _create_notice() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("faculty", sa.String(length=36), nullable=False),
        sa.Column("group", sa.String(length=36), nullable=False),
        sa.Column("to_group", sa.String(length=36), nullable=True),
        sa.Column("cadet", sa.String(length=36), nullable=True),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("family", sa.String(length=100), nullable=False),
        sa.Column("given", sa.String(length=100), nullable=False),
        sa.Column("patronymic", sa.String(length=100), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("author_name", sa.String(length=200), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_by_name", sa.String(length=200), nullable=True),
        sa.Column("decided_at", Instant(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.CheckConstraint("until IS NULL OR since < until", name="notice_ends_after_it_begins"),
        sa.ForeignKeyConstraint(["faculty"], ["faculty.id"]),
        sa.ForeignKeyConstraint(["group"], ["group.id"]),
        sa.ForeignKeyConstraint(["to_group"], ["group.id"]),
        sa.ForeignKeyConstraint(["cadet"], ["cadet.id"]),
        sa.PrimaryKeyConstraint("id"),
    )


def _add_reference(batch: BatchOperations, table: str, column: str) -> None:
    batch.add_column(sa.Column(column, sa.String(length=36), nullable=True))
    batch.create_foreign_key(f"{table}_{column}_fkey", "notice", [column], ["id"])

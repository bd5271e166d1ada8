"""The first tables."""

import sqlalchemy as sa
from alembic import op

from services.common.storage.database import Instant
from services.common.storage.migrate import create_shared_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_shared_tables(op)
    op.create_table(
        "faculty",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=600), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_person_login"), "person", ["login"], unique=False)
    op.create_table(
        "term",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.CheckConstraint("starts <= ends", name="term_ends_after_it_starts"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ends"),
        sa.UniqueConstraint("starts"),
    )
    op.create_table(
        "contingent",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("term", sa.String(length=36), nullable=False),
        sa.Column("faculties", sa.JSON(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("error_count", sa.Integer(), nullable=False),
        sa.Column("uploaded_by", sa.String(length=80), nullable=False),
        sa.Column("uploaded_by_name", sa.String(length=200), nullable=False),
        sa.Column("uploaded_at", Instant(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_by_name", sa.String(length=200), nullable=True),
        sa.Column("decided_at", Instant(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("undoing", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["term"],
            ["term.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_contingent_state"), "contingent", ["state"], unique=False)
    op.create_index(op.f("ix_contingent_uploaded_at"), "contingent", ["uploaded_at"], unique=False)
    op.create_index(op.f("ix_contingent_uploaded_by"), "contingent", ["uploaded_by"], unique=False)
    op.create_table(
        "cadet",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("contingent", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["contingent"],
            ["contingent.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index(op.f("ix_cadet_contingent"), "cadet", ["contingent"], unique=False)
    op.create_table(
        "contingent_content",
        sa.Column("contingent", sa.String(length=36), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("errors", sa.JSON(), nullable=False),
        sa.Column("difference", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contingent"],
            ["contingent.id"],
        ),
        sa.PrimaryKeyConstraint("contingent"),
    )
    op.create_table(
        "department",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("faculty", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=600), nullable=False),
        sa.Column("contingent", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["contingent"],
            ["contingent.id"],
        ),
        sa.ForeignKeyConstraint(
            ["faculty"],
            ["faculty.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("faculty", "key"),
    )
    op.create_index(op.f("ix_department_contingent"), "department", ["contingent"], unique=False)
    op.create_table(
        "group",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("faculty", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("key", sa.String(length=180), nullable=False),
        sa.Column("contingent", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["contingent"],
            ["contingent.id"],
        ),
        sa.ForeignKeyConstraint(
            ["faculty"],
            ["faculty.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index(op.f("ix_group_contingent"), "group", ["contingent"], unique=False)
    op.create_index(op.f("ix_group_faculty"), "group", ["faculty"], unique=False)
    op.create_table(
        "cadet_name",
        sa.Column("cadet", sa.String(length=36), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("family", sa.String(length=100), nullable=False),
        sa.Column("given", sa.String(length=100), nullable=False),
        sa.Column("patronymic", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["cadet"],
            ["cadet.id"],
        ),
        sa.PrimaryKeyConstraint("cadet", "since"),
    )
    op.create_table(
        "membership",
        sa.Column("cadet", sa.String(length=36), nullable=False),
        sa.Column("group", sa.String(length=36), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("contingent", sa.String(length=36), nullable=False),
        sa.CheckConstraint("until IS NULL OR since < until", name="membership_ends_after_it_begins"),
        sa.ForeignKeyConstraint(
            ["cadet"],
            ["cadet.id"],
        ),
        sa.ForeignKeyConstraint(
            ["contingent"],
            ["contingent.id"],
        ),
        sa.ForeignKeyConstraint(
            ["group"],
            ["group.id"],
        ),
        sa.PrimaryKeyConstraint("cadet", "group", "since"),
    )
    op.create_index(op.f("ix_membership_contingent"), "membership", ["contingent"], unique=False)
    op.create_index(op.f("ix_membership_group"), "membership", ["group"], unique=False)
    op.create_table(
        "subject",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("faculty", sa.String(length=36), nullable=False),
        sa.Column("department", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=600), nullable=False),
        sa.Column("contingent", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["contingent"],
            ["contingent.id"],
        ),
        sa.ForeignKeyConstraint(
            ["department"],
            ["department.id"],
        ),
        sa.ForeignKeyConstraint(
            ["faculty"],
            ["faculty.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("faculty", "key"),
    )
    op.create_index(op.f("ix_subject_contingent"), "subject", ["contingent"], unique=False)
    op.create_index(op.f("ix_subject_department"), "subject", ["department"], unique=False)
    op.create_table(
        "journal",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("group", sa.String(length=36), nullable=False),
        sa.Column("subject", sa.String(length=36), nullable=False),
        sa.Column("term", sa.String(length=36), nullable=False),
        sa.Column("contingent", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["contingent"],
            ["contingent.id"],
        ),
        sa.ForeignKeyConstraint(
            ["group"],
            ["group.id"],
        ),
        sa.ForeignKeyConstraint(
            ["subject"],
            ["subject.id"],
        ),
        sa.ForeignKeyConstraint(
            ["term"],
            ["term.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("group", "subject", "term"),
    )
    op.create_index(op.f("ix_journal_contingent"), "journal", ["contingent"], unique=False)
    op.create_index(op.f("ix_journal_subject"), "journal", ["subject"], unique=False)
    op.create_index(op.f("ix_journal_term"), "journal", ["term"], unique=False)
    op.create_table(
        "teaching_assignment",
        sa.Column("journal", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("contingent", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["contingent"],
            ["contingent.id"],
        ),
        sa.ForeignKeyConstraint(
            ["journal"],
            ["journal.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("journal", "person", "since"),
    )
    op.create_index(op.f("ix_teaching_assignment_contingent"), "teaching_assignment", ["contingent"], unique=False)
    op.create_index(op.f("ix_teaching_assignment_person"), "teaching_assignment", ["person"], unique=False)

"""Controls and attestations are columns too (¶2); a lesson's kind and topic change with a row that says so (¶18)."""

import sqlalchemy as sa
from alembic import op

from services.common.storage.database import Instant
from services.common.storage.migrate import keep_append_only, keep_rows, let_rows_go

revision = "0014"
down_revision = "0013"

KINDS = (
    "lecture",
    "seminar",
    "practical",
    "midterm_control",
    "rating_control",
    "examination",
    "retake",
    "final_attestation",
)
FIXED = ("id", "journal", "date", "author", "at")


def upgrade() -> None:
    op.create_table(
        "lesson_correction",
        sa.Column("lesson", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("topic", sa.String(length=300), nullable=False),
        sa.Column("former_kind", sa.String(length=20), nullable=False),
        sa.Column("former_topic", sa.String(length=300), nullable=False),
        sa.Column("author", sa.String(length=36), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("number >= 1", name="lesson_correction_counts_from_one"),
        sa.PrimaryKeyConstraint("lesson", "number"),
    )
    keep_append_only(op, "lesson_correction")
    let_rows_go(op, "lesson")
    with op.batch_alter_table("lesson") as lesson:
        lesson.add_column(sa.Column("correction", sa.Integer(), nullable=True))
        lesson.drop_constraint("lesson_kind", type_="check")
        lesson.create_check_constraint("lesson_kind", f"kind IN {KINDS}")
        lesson.create_foreign_key(
            "lesson_is_as_corrected", "lesson_correction", ["id", "correction"], ["lesson", "number"]
        )
    moved = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in FIXED)
    before, after = "COALESCE(OLD.correction, 0)", "COALESCE(NEW.correction, 0)"
    said_anew = f"(NEW.kind <> OLD.kind OR NEW.topic <> OLD.topic) AND {after} <= {before}"
    refused = f"{moved} OR ({said_anew}) OR {after} < {before} OR (OLD.removed AND NOT NEW.removed)"
    keep_rows(op, "lesson", refused=refused)

"""A lesson stays what and when it was, a cell's version only grows, and neither is deleted (¶4, ¶18, ¶19)."""

from alembic import op

from services.common.storage.migrate import keep_rows

revision = "0008"
down_revision = "0007"

FIXED = ("id", "journal", "date", "kind", "author", "at")


def upgrade() -> None:
    moved = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in FIXED)
    keep_rows(op, "lesson", refused=f"{moved} OR (OLD.removed AND NOT NEW.removed)")
    elsewhere = "NEW.lesson <> OLD.lesson OR NEW.cadet <> OLD.cadet"
    keep_rows(op, "mark", refused=f"{elsewhere} OR NEW.version <= OLD.version")

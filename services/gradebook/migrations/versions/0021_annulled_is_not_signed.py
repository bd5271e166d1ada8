"""Why a sheet was annulled is sealed (¶5); what is annulled is not signed, nor the other way round (¶2, ¶4)."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.add_column("sheet_annulment", sa.Column("sealed", sa.LargeBinary(4200), nullable=True))
    _refuse("sheet_signature", beside="sheet_annulment")
    _refuse("sheet_annulment", beside="sheet_signature")


def _refuse(table: str, beside: str) -> None:
    """Let no row be added for a sheet that has one ``beside``. On PostgreSQL the sheet's row lets in one at a time."""
    there = f"EXISTS (SELECT 1 FROM {beside} WHERE {beside}.sheet = NEW.sheet)"  # noqa: S608 - a migration's own word
    message = f"{table}: the sheet has a {beside}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {table}_or_{beside} BEFORE INSERT ON {table} WHEN {there} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {table}_or_{beside}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"PERFORM 1 FROM sheet WHERE id = NEW.sheet FOR NO KEY UPDATE; "
        f"IF {there} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_or_{beside} BEFORE INSERT ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_or_{beside}()"
    )

"""What people write is kept sealed, in columns of its own (¶5); the former release goes on with the old ones."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for table, column in (("correction_case", "text"), ("case_step", "reason"), ("paper", "text")):
        op.add_column(table, sa.Column(f"sealed_{column}", sa.LargeBinary(), nullable=True))
    with op.batch_alter_table("discrepancy") as discrepancy:
        discrepancy.add_column(sa.Column("sealed_text", sa.LargeBinary(), nullable=True))
        discrepancy.add_column(sa.Column("sealed_reason", sa.LargeBinary(), nullable=True))
        discrepancy.drop_constraint("closed_with_a_reason", type_="check")
        discrepancy.create_check_constraint(
            "closed_with_a_sealed_reason", "(closed_at IS NULL) = (reason = '' AND sealed_reason IS NULL)"
        )

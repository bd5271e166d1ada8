"""Full names and cadets' numbers; a case and a notice keep their cadet's as they keep the name (¶13, ¶15, ¶20).

Not known of those told of before, until they are told of again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    _add("person", full_name=400, look=400)
    op.create_index("ix_person_look", "person", ["look"])
    _add("member", number=40)
    _add("correction_case", cadet_full_name=400, cadet_number=40)
    _add("discrepancy", cadet_full_name=400, cadet_number=40)


def _add(table: str, **lengths: int) -> None:
    for name, length in lengths.items():
        op.add_column(table, sa.Column(name, sa.String(length), nullable=False, server_default=""))

"""answers of trials and observations: their indexes hold those alone.

Before, they held every answer, and a search for the answers of rounds could begin there: with all
that there were.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

THINGS = ("trial", "observation")


def upgrade() -> None:
    for thing in THINGS:
        op.drop_index(f"uq_answer_{thing}_question", table_name="answer")
        op.create_index(
            f"uq_answer_{thing}_question", "answer", [f"{thing}_id", "question"], unique=True,
            sqlite_where=sa.text(f"{thing}_id IS NOT NULL"),
            postgresql_where=sa.text(f"{thing}_id IS NOT NULL"),
        )  # fmt: skip


def downgrade() -> None:
    for thing in THINGS:
        op.drop_index(f"uq_answer_{thing}_question", table_name="answer")
        op.create_index(
            f"uq_answer_{thing}_question", "answer", [f"{thing}_id", "question"], unique=True
        )

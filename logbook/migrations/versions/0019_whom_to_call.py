"""Whom to call when one is worried about a child: the municipality's own line."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column(
        "programme",
        sa.Column("concern", sa.String(length=200), server_default="", nullable=False),
    )


def downgrade() -> None:
    op.drop_column("programme", "concern")

"""What a municipality says of its data protection, in its own words."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

WORDS = (
    "controller", "controller_contact", "dpo", "dpo_contact", "purpose", "legal_basis",
    "recipients", "promise", "complaints",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "privacy_notice",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in WORDS),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"],
            name=op.f("fk_privacy_notice_programme_id_programme"), ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_notice")),
        sa.UniqueConstraint("programme_id", name=op.f("uq_privacy_notice_programme_id")),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("privacy_notice")

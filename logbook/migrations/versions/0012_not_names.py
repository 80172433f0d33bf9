"""What a writer has said is no name: hashes that go with their answer."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "not_name",
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("word_hash", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_not_name_answer_id_answer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_name")),
    )  # fmt: skip
    with op.batch_alter_table("not_name", schema=None) as batch_op:
        batch_op.create_index("uq_not_name", ["answer_id", "word_hash"], unique=True)


def downgrade() -> None:
    with op.batch_alter_table("not_name", schema=None) as batch_op:
        batch_op.drop_index("uq_not_name")

    op.drop_table("not_name")

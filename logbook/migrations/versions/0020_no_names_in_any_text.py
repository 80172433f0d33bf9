"""What is no name is remembered with a text of any kind that is written again."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0020"
down_revision: str | None = "0019"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Each column, and the table that it leads to.
OTHERS = {
    "cycle_id": "cycle",
    "sign_id": "sign",
    "note_id": "conversation",
    "outcome_id": "outcome",
    "board_id": "board",
    "group_id": "board_group",
    "board_note_id": "board_note",
}
INDEXED = ("answer_id", "cycle_id", "sign_id", "note_id")


def upgrade() -> None:
    with op.batch_alter_table("not_name", schema=None) as batch_op:
        batch_op.drop_index("uq_not_name")
        batch_op.add_column(sa.Column("text_id", sa.Uuid(), nullable=True))
        for name in OTHERS:
            batch_op.add_column(sa.Column(name, sa.Uuid(), nullable=True))
        batch_op.alter_column("answer_id", existing_type=sa.Uuid(), nullable=True)
    op.execute("UPDATE not_name SET text_id = answer_id")
    with op.batch_alter_table("not_name", schema=None) as batch_op:
        batch_op.alter_column("text_id", existing_type=sa.Uuid(), nullable=False)
        for name, table in OTHERS.items():
            key = op.f(f"fk_not_name_{name}_{table}")
            batch_op.create_foreign_key(key, table, [name], ["id"], ondelete="CASCADE")
        batch_op.create_index("uq_not_name", ["text_id", "word_hash"], unique=True)
        for name in INDEXED:
            batch_op.create_index(f"ix_not_name_{name}", [name], unique=False)


def downgrade() -> None:
    op.execute("DELETE FROM not_name WHERE answer_id IS NULL")
    with op.batch_alter_table("not_name", schema=None) as batch_op:
        for name in INDEXED:
            batch_op.drop_index(f"ix_not_name_{name}")
        batch_op.drop_index("uq_not_name")
        for name, table in OTHERS.items():
            batch_op.drop_constraint(op.f(f"fk_not_name_{name}_{table}"), type_="foreignkey")
            batch_op.drop_column(name)
        batch_op.drop_column("text_id")
        batch_op.alter_column("answer_id", existing_type=sa.Uuid(), nullable=False)
        batch_op.create_index("uq_not_name", ["answer_id", "word_hash"], unique=True)

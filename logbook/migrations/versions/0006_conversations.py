"""conversations, and what stood in their notes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "conversation",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("started_by_id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("screen_of_id", sa.Uuid(), nullable=False),
        sa.Column("opened_by_id", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.JSON(), nullable=False),
        sa.Column("used", sa.JSON(), nullable=False),
        sa.Column("running_since", sa.DateTime(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=True),
        sa.Column("written_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(opened_by_id IS NULL) = (opened_at IS NULL)",
            name=op.f("ck_conversation_opening_is_recorded"),
        ),
        sa.CheckConstraint(
            "ended_at IS NULL OR running_since IS NULL",
            name=op.f("ck_conversation_no_clock_after_the_end"),
        ),
        sa.CheckConstraint("part BETWEEN 1 AND 5", name=op.f("ck_conversation_one_of_five")),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_conversation_cycle_id_cycle")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["person.id"], name=op.f("fk_conversation_ended_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["person.id"], name=op.f("fk_conversation_opened_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["screen_of_id"], ["person.id"], name=op.f("fk_conversation_screen_of_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["started_by_id"], ["person.id"], name=op.f("fk_conversation_started_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_conversation_written_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
    )
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.create_index("ix_conversation_cycle_id", ["cycle_id", "started_at"], unique=False)
        batch_op.create_index("ix_conversation_screen", ["screen_of_id", "ended_at"], unique=False)
        batch_op.create_index(
            "uq_conversation_running",
            ["cycle_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "note_version",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "replaced",
                "came_second",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=True),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "kind = 'came_second' OR settled_at IS NULL",
            name=op.f("ck_note_version_only_a_second_waits"),
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_note_version_conversation_id_conversation"),
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_note_version_written_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_version")),
    )
    with op.batch_alter_table("note_version", schema=None) as batch_op:
        batch_op.create_index(
            "ix_note_version_conversation_id", ["conversation_id", "written_at"], unique=False
        )
        batch_op.create_index(
            "ix_note_version_waiting",
            ["conversation_id"],
            unique=False,
            sqlite_where=sa.text("kind = 'came_second' AND settled_at IS NULL"),
            postgresql_where=sa.text("kind = 'came_second' AND settled_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("note_version", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_note_version_waiting",
            sqlite_where=sa.text("kind = 'came_second' AND settled_at IS NULL"),
            postgresql_where=sa.text("kind = 'came_second' AND settled_at IS NULL"),
        )
        batch_op.drop_index("ix_note_version_conversation_id")

    op.drop_table("note_version")
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_conversation_running",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index("ix_conversation_screen")
        batch_op.drop_index("ix_conversation_cycle_id")

    op.drop_table("conversation")

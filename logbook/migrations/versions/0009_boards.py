"""boards, what hangs on them, and the notes on them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "board",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_board_made_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_board_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_board_session_id_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board")),
    )
    with op.batch_alter_table("board", schema=None) as batch_op:
        batch_op.create_index("ix_board_made_by", ["made_by_id"], unique=False)
        batch_op.create_index("ix_board_programme", ["programme_id", "made_at"], unique=False)
        batch_op.create_index("ix_board_session_id", ["session_id"], unique=False)

    op.create_table(
        "board_group",
        sa.Column("board_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "start",
            sa.Enum(
                "thought",
                "tried",
                "known",
                name="start",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"], ["board.id"], name=op.f("fk_board_group_board_id_board")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_group")),
    )
    with op.batch_alter_table("board_group", schema=None) as batch_op:
        batch_op.create_index("ix_board_group_board_id", ["board_id", "position"], unique=False)

    op.create_table(
        "board_note",
        sa.Column("board_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"], ["board.id"], name=op.f("fk_board_note_board_id_board")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_board_note_by_id_person")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["board_group.id"], name=op.f("fk_board_note_group_id_board_group")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_note")),
    )
    with op.batch_alter_table("board_note", schema=None) as batch_op:
        batch_op.create_index("ix_board_note_board_id", ["board_id", "written_at"], unique=False)
        batch_op.create_index("ix_board_note_by", ["by_id"], unique=False)
        batch_op.create_index("ix_board_note_group_id", ["group_id"], unique=False)

    op.create_table(
        "board_passage",
        sa.Column("board_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("put_by_id", sa.Uuid(), nullable=False),
        sa.Column("put_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"], ["board.id"], name=op.f("fk_board_passage_board_id_board")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["board_group.id"], name=op.f("fk_board_passage_group_id_board_group")
        ),
        sa.ForeignKeyConstraint(
            ["put_by_id"], ["person.id"], name=op.f("fk_board_passage_put_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_board_passage_release_id_release")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_passage")),
    )
    with op.batch_alter_table("board_passage", schema=None) as batch_op:
        batch_op.create_index("ix_board_passage_group_id", ["group_id", "position"], unique=False)
        batch_op.create_index("ix_board_passage_put_by", ["put_by_id"], unique=False)
        batch_op.create_index("ix_board_passage_release_id", ["release_id"], unique=False)
        batch_op.create_index("uq_board_passage", ["board_id", "release_id"], unique=True)

    op.create_table(
        "withdrawal_seen",
        sa.Column("passage_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["passage_id"],
            ["board_passage.id"],
            name=op.f("fk_withdrawal_seen_passage_id_board_passage"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_withdrawal_seen_person_id_person")
        ),
        sa.PrimaryKeyConstraint("passage_id", "person_id", name=op.f("pk_withdrawal_seen")),
    )
    with op.batch_alter_table("withdrawal_seen", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_withdrawal_seen_person_id"), ["person_id"], unique=False
        )

    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.create_index(
            "ix_release_with_kp_of_module",
            ["programme_id", "module_id", "id"],
            unique=False,
            sqlite_where=sa.text("released_at IS NOT NULL AND withdrawn_at IS NULL"),
            postgresql_where=sa.text("released_at IS NOT NULL AND withdrawn_at IS NULL"),
        )
        batch_op.create_index(
            "ix_release_with_kp",
            ["programme_id", "id"],
            unique=False,
            sqlite_where=sa.text("released_at IS NOT NULL AND withdrawn_at IS NULL"),
            postgresql_where=sa.text("released_at IS NOT NULL AND withdrawn_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_release_with_kp",
            sqlite_where=sa.text("released_at IS NOT NULL AND withdrawn_at IS NULL"),
            postgresql_where=sa.text("released_at IS NOT NULL AND withdrawn_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_release_with_kp_of_module",
            sqlite_where=sa.text("released_at IS NOT NULL AND withdrawn_at IS NULL"),
            postgresql_where=sa.text("released_at IS NOT NULL AND withdrawn_at IS NULL"),
        )

    with op.batch_alter_table("withdrawal_seen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_withdrawal_seen_person_id"))

    op.drop_table("withdrawal_seen")
    with op.batch_alter_table("board_passage", schema=None) as batch_op:
        batch_op.drop_index("uq_board_passage")
        batch_op.drop_index("ix_board_passage_release_id")
        batch_op.drop_index("ix_board_passage_put_by")
        batch_op.drop_index("ix_board_passage_group_id")

    op.drop_table("board_passage")
    with op.batch_alter_table("board_note", schema=None) as batch_op:
        batch_op.drop_index("ix_board_note_group_id")
        batch_op.drop_index("ix_board_note_by")
        batch_op.drop_index("ix_board_note_board_id")

    op.drop_table("board_note")
    with op.batch_alter_table("board_group", schema=None) as batch_op:
        batch_op.drop_index("ix_board_group_board_id")

    op.drop_table("board_group")
    with op.batch_alter_table("board", schema=None) as batch_op:
        batch_op.drop_index("ix_board_session_id")
        batch_op.drop_index("ix_board_programme")
        batch_op.drop_index("ix_board_made_by")

    op.drop_table("board")

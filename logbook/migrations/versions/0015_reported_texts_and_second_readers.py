"""reported texts and second readers."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "second_reading",
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "attribution",
            sa.Enum(
                "anonymous",
                "profession",
                "name",
                name="attribution",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("module_id", sa.Uuid(), nullable=True),
        sa.Column("reader_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("is_clear", sa.Boolean(), nullable=True),
        sa.Column("traces", sa.JSON(), nullable=False),
        sa.Column("heard_at", sa.DateTime(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (is_clear IS NULL)",
            name=op.f("ck_second_reading_answered_with_a_word"),
        ),
        sa.CheckConstraint(
            "answered_at IS NULL OR taken_back_at IS NULL",
            name=op.f("ck_second_reading_answered_or_taken_back"),
        ),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["answer.id"],
            name=op.f("fk_second_reading_answer_id_answer"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_second_reading_asked_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["module_id"], ["module.id"], name=op.f("fk_second_reading_module_id_module")
        ),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["person.id"], name=op.f("fk_second_reading_reader_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_reading")),
    )
    with op.batch_alter_table("second_reading", schema=None) as batch_op:
        batch_op.create_index(
            "ix_second_reading_answer_id", ["answer_id", "asked_at"], unique=False
        )
        batch_op.create_index(
            "ix_second_reading_waits_for",
            ["reader_id"],
            unique=False,
            sqlite_where=sa.text("answered_at IS NULL AND taken_back_at IS NULL"),
            postgresql_where=sa.text("answered_at IS NULL AND taken_back_at IS NULL"),
        )
        batch_op.create_index(
            "ix_second_reading_to_hear",
            ["asked_by_id"],
            unique=False,
            sqlite_where=sa.text("answered_at IS NOT NULL AND heard_at IS NULL"),
            postgresql_where=sa.text("answered_at IS NOT NULL AND heard_at IS NULL"),
        )
        batch_op.create_index(
            "uq_second_reading_waits",
            ["answer_id", "reader_id"],
            unique=True,
            sqlite_where=sa.text("answered_at IS NULL AND taken_back_at IS NULL"),
            postgresql_where=sa.text("answered_at IS NULL AND taken_back_at IS NULL"),
        )

    op.create_table(
        "withheld",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "answer",
                "title",
                "sign",
                "question",
                "sparring",
                "reply",
                "kind_word",
                "note",
                "outcome",
                "board",
                "group",
                "board_note",
                name="textkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=True),
        sa.Column("answer_id", sa.Uuid(), nullable=True),
        sa.Column("sign_id", sa.Uuid(), nullable=True),
        sa.Column("question_id", sa.Uuid(), nullable=True),
        sa.Column("sparring_id", sa.Uuid(), nullable=True),
        sa.Column("reply_id", sa.Uuid(), nullable=True),
        sa.Column("kind_word_id", sa.Uuid(), nullable=True),
        sa.Column("note_id", sa.Uuid(), nullable=True),
        sa.Column("outcome_id", sa.Uuid(), nullable=True),
        sa.Column("board_id", sa.Uuid(), nullable=True),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("board_note_id", sa.Uuid(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column(
            "whom",
            sa.Enum(
                "child",
                "family",
                "colleague",
                name="whom",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("reported_by_id", sa.Uuid(), nullable=False),
        sa.Column("reported_at", sa.DateTime(), nullable=False),
        sa.Column("rewritten_at", sa.DateTime(), nullable=True),
        sa.Column("shown_by_id", sa.Uuid(), nullable=True),
        sa.Column("shown_at", sa.DateTime(), nullable=True),
        sa.Column("seen_digest", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(shown_at IS NULL) = (shown_by_id IS NULL)",
            name=op.f("ck_withheld_somebody_showed_it"),
        ),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["answer.id"],
            name=op.f("fk_withheld_answer_id_answer"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["board_id"], ["board.id"], name=op.f("fk_withheld_board_id_board"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["board_note_id"],
            ["board_note.id"],
            name=op.f("fk_withheld_board_note_id_board_note"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_withheld_cycle_id_cycle"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["board_group.id"],
            name=op.f("fk_withheld_group_id_board_group"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["kind_word_id"],
            ["kind_word.id"],
            name=op.f("fk_withheld_kind_word_id_kind_word"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["note_id"],
            ["conversation.id"],
            name=op.f("fk_withheld_note_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["outcome_id"],
            ["outcome.id"],
            name=op.f("fk_withheld_outcome_id_outcome"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_withheld_owner_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_withheld_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["sparring_request.id"],
            name=op.f("fk_withheld_question_id_sparring_request"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reply_id"], ["reply.id"], name=op.f("fk_withheld_reply_id_reply"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reported_by_id"], ["person.id"], name=op.f("fk_withheld_reported_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["shown_by_id"], ["person.id"], name=op.f("fk_withheld_shown_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["sign_id"], ["sign.id"], name=op.f("fk_withheld_sign_id_sign"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sparring_id"],
            ["sparring.id"],
            name=op.f("fk_withheld_sparring_id_sparring"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withheld")),
    )
    with op.batch_alter_table("withheld", schema=None) as batch_op:
        batch_op.create_index("ix_withheld_cycle_id", ["cycle_id"], unique=False)
        batch_op.create_index("ix_withheld_owner_id", ["owner_id"], unique=False)
        batch_op.create_index("ix_withheld_programme", ["programme_id", "shown_at"], unique=False)
        batch_op.create_index("ix_withheld_subject", ["subject_id", "reported_at"], unique=False)
        batch_op.create_index(
            "uq_withheld_open",
            ["kind", "subject_id"],
            unique=True,
            sqlite_where=sa.text("shown_at IS NULL"),
            postgresql_where=sa.text("shown_at IS NULL"),
        )

    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rests_since", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("was_released_at", sa.DateTime(), nullable=True))


TABLES = {
    "answer": "answer", "title": "cycle", "sign": "sign", "question": "sparring_request",
    "sparring": "sparring", "reply": "reply", "kind_word": "kind_word", "note": "conversation",
    "outcome": "outcome", "board": "board", "group": "board_group", "board_note": "board_note",
}  # fmt: skip


def put_words_back() -> None:
    """Nothing that was written is lost with the tables: the hidden words stand in their place."""
    connection = op.get_bind()
    hidden = sa.table(
        "withheld", sa.column("kind"), sa.column("subject_id", sa.Uuid()),
        sa.column("words", sa.JSON()), sa.column("shown_at"),
    )  # fmt: skip
    chosen = sa.select(hidden.c.kind, hidden.c.subject_id, hidden.c.words)
    for kind, subject_id, words in connection.execute(chosen.where(hidden.c.shown_at.is_(None))):
        for name, text in words.items():
            table, _, key = name.partition("/")
            place = table if key else TABLES[kind]
            column = {"release": "text", "extract": "selection"}[table] if key else name
            there = sa.table(place, sa.column("id", sa.Uuid()), sa.column(column))
            row_id = uuid.UUID(key) if key else subject_id
            connection.execute(there.update().where(there.c.id == row_id).values({column: text}))
    release = sa.table(
        "release", sa.column("released_at"), sa.column("was_released_at"), sa.column("rests_since")
    )
    connection.execute(
        release.update()
        .where(release.c.rests_since.is_not(None))
        .values(released_at=release.c.was_released_at)
    )


def downgrade() -> None:
    put_words_back()
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.drop_column("was_released_at")
        batch_op.drop_column("rests_since")

    op.drop_table("withheld")
    op.drop_table("second_reading")

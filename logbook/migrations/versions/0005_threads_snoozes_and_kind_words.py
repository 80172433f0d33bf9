"""threads, snoozes and kind words."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "kind_word",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("thanked_at", sa.DateTime(), nullable=True),
        sa.Column("thanked_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_kind_word_says_something")),
        sa.CheckConstraint(
            "(thanked_at IS NULL) = (thanked_by_id IS NULL)",
            name=op.f("ck_kind_word_somebody_thanked"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_kind_word_by_id_person")),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_kind_word_cycle_id_cycle")
        ),
        sa.ForeignKeyConstraint(
            ["thanked_by_id"], ["person.id"], name=op.f("fk_kind_word_thanked_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kind_word")),
    )
    with op.batch_alter_table("kind_word", schema=None) as batch_op:
        batch_op.create_index("uq_kind_word", ["cycle_id", "number"], unique=True)

    op.create_table(
        "reply",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "text <> '' OR (to_id IS NOT NULL AND read_on IS NOT NULL)",
            name=op.f("ck_reply_only_writers_thank"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_reply_by_id_person")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_reply_cycle_id_cycle")),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["sparring_request.id"],
            name=op.f("fk_reply_request_id_sparring_request"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name=op.f("fk_reply_to_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
    )
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.create_index("ix_reply_request_id", ["request_id", "written_at"], unique=False)
        batch_op.create_index(
            "ix_reply_unread_in",
            ["cycle_id"],
            unique=False,
            sqlite_where=sa.text("read_on IS NULL AND to_id IS NULL"),
            postgresql_where=sa.text("read_on IS NULL AND to_id IS NULL"),
        )
        batch_op.create_index(
            "ix_reply_unread_to",
            ["to_id"],
            unique=False,
            sqlite_where=sa.text("read_on IS NULL"),
            postgresql_where=sa.text("read_on IS NULL"),
        )

    op.create_table(
        "snooze",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_snooze_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["sparring_request.id"],
            name=op.f("fk_snooze_request_id_sparring_request"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snooze")),
    )
    with op.batch_alter_table("snooze", schema=None) as batch_op:
        batch_op.create_index("ix_snooze_person_id", ["person_id", "until"], unique=False)
        batch_op.create_index("uq_snooze", ["request_id", "person_id"], unique=True)

    # A column is added to the table where it is: to copy it would lose its CHECKs on SQLite.
    op.add_column(
        "sparring_request",
        sa.Column(
            "about_id",
            sa.Uuid(),
            sa.ForeignKey("answer.id", name="fk_sparring_request_about_id_answer"),
            nullable=True,
        ),
        inline_references=True,
    )
    op.create_index(
        "ix_sparring_request_about_id",
        "sparring_request",
        ["about_id"],
        sqlite_where=sa.text("about_id IS NOT NULL"),
        postgresql_where=sa.text("about_id IS NOT NULL"),
    )
    op.create_index("ix_sparring_request_answered", "sparring_request", ["house_id", "answered_at"])


def downgrade() -> None:
    op.drop_index("ix_sparring_request_answered", table_name="sparring_request")
    op.drop_index("ix_sparring_request_about_id", table_name="sparring_request")
    # Where it stands, for the same reason.
    op.drop_column("sparring_request", "about_id")

    with op.batch_alter_table("snooze", schema=None) as batch_op:
        batch_op.drop_index("uq_snooze")
        batch_op.drop_index("ix_snooze_person_id")

    op.drop_table("snooze")
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_reply_unread_to",
            sqlite_where=sa.text("read_on IS NULL"),
            postgresql_where=sa.text("read_on IS NULL"),
        )
        batch_op.drop_index(
            "ix_reply_unread_in",
            sqlite_where=sa.text("read_on IS NULL AND to_id IS NULL"),
            postgresql_where=sa.text("read_on IS NULL AND to_id IS NULL"),
        )
        batch_op.drop_index("ix_reply_request_id")

    op.drop_table("reply")
    with op.batch_alter_table("kind_word", schema=None) as batch_op:
        batch_op.drop_index("uq_kind_word")

    op.drop_table("kind_word")

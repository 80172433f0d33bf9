"""drafts, receipts, versions, wordings and backups."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "backup",
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("is_good", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("NOT is_good OR size IS NOT NULL", name=op.f("ck_backup_good_has_size")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup")),
    )
    with op.batch_alter_table("backup", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_backup_made_at"), ["made_at"], unique=False)

    op.create_table(
        "draft",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("device", sa.Uuid(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_draft_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index("ix_draft_changed_at", ["changed_at"], unique=False)
        batch_op.create_index("uq_draft", ["person_id", "place", "device"], unique=True)

    op.create_table(
        "receipt",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("op", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_receipt_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
    )
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.create_index("ix_receipt_at", ["at"], unique=False)
        batch_op.create_index("uq_receipt", ["person_id", "op"], unique=True)

    op.create_table(
        "version",
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "replaced",
                "came_second",
                name="versionkind",
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
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "kind = 'came_second' OR settled_at IS NULL",
            name=op.f("ck_version_only_a_second_waits"),
        ),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["answer.id"],
            name=op.f("fk_version_answer_id_answer"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_version_written_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
    )
    with op.batch_alter_table("version", schema=None) as batch_op:
        batch_op.create_index("ix_version_answer_id", ["answer_id", "written_at"], unique=False)
        batch_op.create_index(
            "ix_version_waiting",
            ["answer_id"],
            unique=False,
            sqlite_where=sa.text("kind = 'came_second' AND settled_at IS NULL"),
            postgresql_where=sa.text("kind = 'came_second' AND settled_at IS NULL"),
        )

    op.create_table(
        "wording",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column(
            "what",
            sa.Enum(
                "title",
                "sign",
                name="wordingof",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("sign_id", sa.Uuid(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("replaced_by_id", sa.Uuid(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(what = 'sign') = (sign_id IS NOT NULL)", name=op.f("ck_wording_a_sign_is_known")
        ),
        sa.ForeignKeyConstraint(
            ["cycle_id"],
            ["cycle.id"],
            name=op.f("fk_wording_cycle_id_cycle"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["person.id"], name=op.f("fk_wording_replaced_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording")),
    )
    with op.batch_alter_table("wording", schema=None) as batch_op:
        batch_op.create_index("ix_wording_cycle_id", ["cycle_id", "revision"], unique=False)

    # Columns are added to the tables where they are: to copy one would lose its CHECKs on SQLite.
    op.add_column(
        "answer",
        sa.Column(
            "written_by_id",
            sa.Uuid(),
            sa.ForeignKey("person.id", name="fk_answer_written_by_id_person"),
            nullable=True,
        ),
        inline_references=True,
    )
    # Where one person alone has written in an answer, it is known who wrote it last.
    op.execute(
        "UPDATE answer SET written_by_id ="
        " (SELECT person_id FROM answer_writer WHERE answer_id = answer.id)"
        " WHERE (SELECT count(*) FROM answer_writer WHERE answer_id = answer.id) = 1"
    )
    op.add_column(
        "cycle", sa.Column("words_revision", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column(
        "sign_in", sa.Column("is_shared", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_column("is_shared")

    # In place, as it was added.
    op.drop_column("cycle", "words_revision")

    one_thing = sa.CheckConstraint(
        "trial_id IS NULL OR observation_id IS NULL", name="ck_answer_about_one_thing"
    )
    with op.batch_alter_table("answer", schema=None, table_args=(one_thing,)) as batch_op:
        batch_op.drop_column("written_by_id")

    with op.batch_alter_table("wording", schema=None) as batch_op:
        batch_op.drop_index("ix_wording_cycle_id")

    op.drop_table("wording")
    with op.batch_alter_table("version", schema=None) as batch_op:
        batch_op.drop_index("ix_version_waiting")
        batch_op.drop_index("ix_version_answer_id")

    op.drop_table("version")
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.drop_index("uq_receipt")
        batch_op.drop_index("ix_receipt_at")

    op.drop_table("receipt")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index("uq_draft")
        batch_op.drop_index("ix_draft_changed_at")

    op.drop_table("draft")
    with op.batch_alter_table("backup", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_backup_made_at"))

    op.drop_table("backup")

"""where passages went."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "outcome",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_outcome_session_id_session")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_outcome_written_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
        sa.UniqueConstraint("session_id", name=op.f("uq_outcome_session_id")),
    )
    op.create_table(
        "outcome_version",
        sa.Column("outcome_id", sa.Uuid(), nullable=False),
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
            name=op.f("ck_outcome_version_only_a_second_waits"),
        ),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name=op.f("fk_outcome_version_outcome_id_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_outcome_version_written_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_version")),
    )
    with op.batch_alter_table("outcome_version", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outcome_version_outcome_id", ["outcome_id", "written_at"], unique=False
        )
        batch_op.create_index(
            "ix_outcome_version_waiting",
            ["outcome_id"],
            unique=False,
            sqlite_where=sa.text("kind = 'came_second' AND settled_at IS NULL"),
            postgresql_where=sa.text("kind = 'came_second' AND settled_at IS NULL"),
        )

    op.create_table(
        "use",
        sa.Column(
            "kind",
            sa.Enum(
                "session",
                "meeting",
                "plan",
                name="usekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("house_id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=True),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("used_on", sa.Date(), nullable=False),
        sa.Column("marked_by_id", sa.Uuid(), nullable=False),
        sa.Column("marked_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'session' AND session_id IS NOT NULL AND release_id IS NOT NULL AND plan_id IS NULL) OR (kind = 'meeting' AND session_id IS NULL AND plan_id IS NULL) OR (kind = 'plan' AND session_id IS NULL AND plan_id IS NOT NULL)",
            name=op.f("ck_use_place_fits_kind"),
        ),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_use_answer_id_answer")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_use_cycle_id_cycle")),
        sa.ForeignKeyConstraint(["house_id"], ["unit.id"], name=op.f("fk_use_house_id_unit")),
        sa.ForeignKeyConstraint(
            ["marked_by_id"], ["person.id"], name=op.f("fk_use_marked_by_id_person")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["cycle.id"], name=op.f("fk_use_plan_id_cycle")),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_use_release_id_release")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_use_session_id_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_use")),
    )
    with op.batch_alter_table("use", schema=None) as batch_op:
        batch_op.create_index("ix_use_answer_id", ["answer_id"], unique=False)
        batch_op.create_index("ix_use_cycle_id", ["cycle_id"], unique=False)
        batch_op.create_index("ix_use_house", ["house_id", "used_on"], unique=False)
        batch_op.create_index("ix_use_release_id", ["release_id"], unique=False)
        batch_op.create_index(
            "uq_use_meeting",
            ["answer_id", "used_on"],
            unique=True,
            sqlite_where=sa.text("kind = 'meeting'"),
            postgresql_where=sa.text("kind = 'meeting'"),
        )
        batch_op.create_index("uq_use_plan", ["plan_id", "answer_id"], unique=True)
        batch_op.create_index("uq_use_session", ["session_id", "release_id"], unique=True)

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("usual_attribution", sa.String(length=40), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("usual_attribution")

    with op.batch_alter_table("use", schema=None) as batch_op:
        batch_op.drop_index("uq_use_session")
        batch_op.drop_index("uq_use_plan")
        batch_op.drop_index(
            "uq_use_meeting",
            sqlite_where=sa.text("kind = 'meeting'"),
            postgresql_where=sa.text("kind = 'meeting'"),
        )
        batch_op.drop_index("ix_use_release_id")
        batch_op.drop_index("ix_use_house")
        batch_op.drop_index("ix_use_cycle_id")
        batch_op.drop_index("ix_use_answer_id")

    op.drop_table("use")
    with op.batch_alter_table("outcome_version", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outcome_version_waiting",
            sqlite_where=sa.text("kind = 'came_second' AND settled_at IS NULL"),
            postgresql_where=sa.text("kind = 'came_second' AND settled_at IS NULL"),
        )
        batch_op.drop_index("ix_outcome_version_outcome_id")

    op.drop_table("outcome_version")
    op.drop_table("outcome")

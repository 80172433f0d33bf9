"""erasures, stand-ins and retention."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

UNSWEPT = sa.text("root_id IS NULL AND swept_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("erased_on", sa.Date(), nullable=False),
        sa.Column("root_id", sa.Uuid(), nullable=True),
        sa.Column("swept_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    with op.batch_alter_table("erasure", schema=None) as batch_op:
        batch_op.create_index("ix_erasure_root_id", ["root_id"], unique=False)
        batch_op.create_index(
            "ix_erasure_unswept",
            ["erased_on"],
            unique=False,
            sqlite_where=UNSWEPT,
            postgresql_where=UNSWEPT,
        )

    op.create_table(
        "erasure_proposal",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("stands", sa.String(length=64), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"],
            ["person.id"],
            name=op.f("fk_erasure_proposal_proposed_by_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_proposal")),
        sa.UniqueConstraint("subject_id", name=op.f("uq_erasure_proposal_subject_id")),
    )
    with op.batch_alter_table("erasure_proposal", schema=None) as batch_op:
        batch_op.create_index("ix_erasure_proposal_by", ["proposed_by_id"], unique=False)

    op.create_table(
        "erasure_answer",
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("is_yes", sa.Boolean(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_erasure_answer_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["erasure_proposal.id"],
            name=op.f("fk_erasure_answer_proposal_id_erasure_proposal"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_answer")),
    )
    with op.batch_alter_table("erasure_answer", schema=None) as batch_op:
        batch_op.create_index("ix_erasure_answer_person_id", ["person_id", "is_yes"], unique=False)
        batch_op.create_index("uq_erasure_answer", ["proposal_id", "person_id"], unique=True)

    op.create_table(
        "retention_warning",
        sa.Column(
            "of",
            sa.Enum(
                "draft",
                "programme",
                name="warned",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("warned_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_retention_warning_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_warning")),
    )
    with op.batch_alter_table("retention_warning", schema=None) as batch_op:
        batch_op.create_index(
            "ix_retention_warning_person_id", ["person_id", "warned_on"], unique=False
        )
        batch_op.create_index("uq_retention_warning", ["subject_id", "person_id"], unique=True)

    op.add_column(
        "person",
        sa.Column("is_stand_in", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column(
        "extract",
        sa.Column("has_erased", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kept_months", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("drafts_kept_months", sa.Integer(), server_default="12", nullable=False)
        )
        batch_op.add_column(
            sa.Column(
                "held_because",
                sa.Enum(
                    "audit",
                    "access-request",
                    "dispute",
                    "evaluation",
                    name="hold",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("held_since", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_programme_hold"), type_="check")
        batch_op.drop_column("held_since")
        batch_op.drop_column("held_because")
        batch_op.drop_column("drafts_kept_months")
        batch_op.drop_column("kept_months")

    with op.batch_alter_table("extract", schema=None) as batch_op:
        batch_op.drop_column("has_erased")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("is_stand_in")

    for table, indexes in (
        ("retention_warning", ("uq_retention_warning", "ix_retention_warning_person_id")),
        ("erasure_answer", ("uq_erasure_answer", "ix_erasure_answer_person_id")),
        ("erasure_proposal", ("ix_erasure_proposal_by",)),
        ("erasure", ("ix_erasure_unswept", "ix_erasure_root_id")),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for index in indexes:
                batch_op.drop_index(index)
        op.drop_table(table)

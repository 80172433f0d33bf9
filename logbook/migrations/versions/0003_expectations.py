"""expectations: what a round's plan expected, copied when somebody first looked.

And a sign that is taken away keeps which one it went on from.

For the rounds in which somebody has looked already, nobody knows how the plan stood on that day.
They get a copy of their plan as it stands now, dated by their first observation.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "expectation",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("copied_at", sa.DateTime(), nullable=False),
        sa.Column("put_right_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_expectation_cycle_id_cycle")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expectation")),
    )
    with op.batch_alter_table("expectation", schema=None) as batch_op:
        batch_op.create_index("uq_expectation_cycle_id", ["cycle_id"], unique=True)

    op.create_table(
        "expected_sign",
        sa.Column("expectation_id", sa.Uuid(), nullable=False),
        sa.Column("sign_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["expectation_id"],
            ["expectation.id"],
            name=op.f("fk_expected_sign_expectation_id_expectation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expected_sign")),
    )
    with op.batch_alter_table("expected_sign", schema=None) as batch_op:
        batch_op.create_index(
            "ix_expected_sign_expectation_id", ["expectation_id", "position"], unique=False
        )

    with op.batch_alter_table("sign", schema=None) as batch_op:
        batch_op.create_index("ix_sign_continues_id", ["continues_id"], unique=False)

    with op.batch_alter_table("wording", schema=None) as batch_op:
        batch_op.add_column(sa.Column("continues_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_wording_continues_id_sign"),
            "sign", ["continues_id"], ["id"], ondelete="SET NULL",
        )  # fmt: skip
        batch_op.create_index("ix_wording_continues_id", ["continues_id"], unique=False)

    # Ids are random, so those of the rows that are copied will do for the copies.
    op.execute(
        "INSERT INTO expectation (id, cycle_id, why, copied_at)"
        " SELECT seen.cycle_id, seen.cycle_id, coalesce(why.text, ''), seen.first_at"
        " FROM (SELECT cycle_id, min(written_at) AS first_at FROM observation GROUP BY cycle_id)"
        " AS seen LEFT JOIN answer AS why ON why.cycle_id = seen.cycle_id"
        " AND why.question = 'why' AND why.trial_id IS NULL AND why.observation_id IS NULL"
    )
    op.execute(
        "INSERT INTO expected_sign (id, expectation_id, sign_id, position, text)"
        " SELECT sign.id, expectation.id, sign.id, sign.position, sign.text"
        " FROM sign JOIN expectation ON expectation.cycle_id = sign.cycle_id"
    )


def downgrade() -> None:
    with op.batch_alter_table("wording", schema=None) as batch_op:
        batch_op.drop_index("ix_wording_continues_id")
        batch_op.drop_constraint(op.f("fk_wording_continues_id_sign"), type_="foreignkey")
        batch_op.drop_column("continues_id")

    with op.batch_alter_table("sign", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_continues_id")

    with op.batch_alter_table("expected_sign", schema=None) as batch_op:
        batch_op.drop_index("ix_expected_sign_expectation_id")

    op.drop_table("expected_sign")
    with op.batch_alter_table("expectation", schema=None) as batch_op:
        batch_op.drop_index("uq_expectation_cycle_id")

    op.drop_table("expectation")

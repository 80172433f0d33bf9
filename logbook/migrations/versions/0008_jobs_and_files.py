"""Jobs, their files and what these hold; an extract as PDF, PowerPoint and plain text."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


FEWER = "'docx', 'xlsx', 'csv', 'cards'"
MORE = "'pdf', 'cards', 'pptx', 'docx', 'xlsx', 'csv', 'text'"


def allow(formats: str) -> None:
    with op.batch_alter_table("extract", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_extract_format"), type_="check")
        batch_op.create_check_constraint(op.f("ck_extract_format"), f"format IN ({formats})")


def upgrade() -> None:
    allow(MORE)
    op.create_table(
        "job",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=500), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "working",
                "done",
                "cancelled",
                "failed",
                name="jobstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=True),
        sa.Column("beat_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("told", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (state IN ('waiting', 'working'))",
            name=op.f("ck_job_ends_with_a_moment"),
        ),
        sa.CheckConstraint(
            "(begun_at IS NULL) = (beat_at IS NULL)", name=op.f("ck_job_begins_with_a_beat")
        ),
        sa.CheckConstraint("done >= 0 AND done <= total", name=op.f("ck_job_done_of_total")),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_job_asked_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_job_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_asked_by", ["asked_by_id", "asked_at"], unique=False)
        batch_op.create_index("ix_job_ended_at", ["ended_at"], unique=False)
        batch_op.create_index("ix_job_state", ["state", "asked_at"], unique=False)

    op.create_table(
        "job_file",
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("is_shown", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_job_file_job_id_job")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_file")),
    )
    with op.batch_alter_table("job_file", schema=None) as batch_op:
        batch_op.create_index("ix_job_file_expires_at", ["expires_at"], unique=False)
        batch_op.create_index("uq_job_file", ["job_id"], unique=True)

    op.create_table(
        "job_part",
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("part_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_job_part_job_id_job")),
        sa.PrimaryKeyConstraint("job_id", "part_id", name=op.f("pk_job_part")),
    )
    with op.batch_alter_table("job_part", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_part_part_id"), ["part_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("job_part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_part_part_id"))

    op.drop_table("job_part")
    with op.batch_alter_table("job_file", schema=None) as batch_op:
        batch_op.drop_index("uq_job_file")
        batch_op.drop_index("ix_job_file_expires_at")

    op.drop_table("job_file")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_state")
        batch_op.drop_index("ix_job_ended_at")
        batch_op.drop_index("ix_job_asked_by")

    op.drop_table("job")
    # A Word document comes nearest to what the older program does not know.
    op.execute("UPDATE extract SET format = 'docx' WHERE format IN ('pdf', 'pptx', 'text')")
    allow(FEWER)

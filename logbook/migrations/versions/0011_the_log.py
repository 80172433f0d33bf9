"""the log."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Batch mode makes a table anew and drops its triggers: who changes one of these two tables on
# SQLite puts them back.
ON_SQLITE = (
    """
    CREATE TRIGGER log_line_is_never_changed BEFORE UPDATE ON log_line
    BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END
    """,
    """
    CREATE TRIGGER log_line_is_never_deleted BEFORE DELETE ON log_line
    WHEN NOT EXISTS (SELECT 1 FROM log_chain
                     WHERE programme_id = OLD.programme_id AND given_up_at IS NOT NULL)
    BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END
    """,
    """
    CREATE TRIGGER log_line_comes_last BEFORE INSERT ON log_line
    WHEN NEW.number <> 1 + COALESCE(
        (SELECT max(number) FROM log_line WHERE programme_id = NEW.programme_id), 0)
    BEGIN SELECT RAISE(ABORT, 'a line comes after the last one'); END
    """,
    """
    CREATE TRIGGER log_chain_grows BEFORE UPDATE ON log_chain
    WHEN NEW.number < OLD.number OR NEW.programme_id <> OLD.programme_id
        OR OLD.given_up_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END
    """,
    """
    CREATE TRIGGER log_chain_is_kept BEFORE DELETE ON log_chain
    WHEN OLD.given_up_at IS NULL
        OR EXISTS (SELECT 1 FROM log_line WHERE programme_id = OLD.programme_id)
    BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END
    """,
)
ON_POSTGRESQL = (
    """
    CREATE FUNCTION log_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_TABLE_NAME = 'log_line' AND TG_OP = 'DELETE' THEN
            IF EXISTS (SELECT 1 FROM log_chain
                       WHERE programme_id = OLD.programme_id AND given_up_at IS NOT NULL) THEN
                RETURN OLD;
            END IF;
        ELSIF TG_TABLE_NAME = 'log_chain' AND TG_OP = 'UPDATE' THEN
            IF NEW.number >= OLD.number AND NEW.programme_id = OLD.programme_id
                AND OLD.given_up_at IS NULL THEN
                RETURN NEW;
            END IF;
        ELSIF TG_TABLE_NAME = 'log_chain' AND TG_OP = 'DELETE' THEN
            IF OLD.given_up_at IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM log_line WHERE programme_id = OLD.programme_id) THEN
                RETURN OLD;
            END IF;
        END IF;
        RAISE EXCEPTION 'the log is only added to' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE FUNCTION log_line_comes_last() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.number = 1 + COALESCE(
            (SELECT max(number) FROM log_line WHERE programme_id = NEW.programme_id), 0) THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a line comes after the last one' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    "CREATE TRIGGER log_line_is_only_added_to BEFORE UPDATE OR DELETE ON log_line"
    " FOR EACH ROW EXECUTE FUNCTION log_is_only_added_to()",
    "CREATE TRIGGER log_line_is_never_emptied BEFORE TRUNCATE ON log_line"
    " FOR EACH STATEMENT EXECUTE FUNCTION log_is_only_added_to()",
    "CREATE TRIGGER log_line_comes_last BEFORE INSERT ON log_line"
    " FOR EACH ROW EXECUTE FUNCTION log_line_comes_last()",
    "CREATE TRIGGER log_chain_is_kept BEFORE UPDATE OR DELETE ON log_chain"
    " FOR EACH ROW EXECUTE FUNCTION log_is_only_added_to()",
    "CREATE TRIGGER log_chain_is_never_emptied BEFORE TRUNCATE ON log_chain"
    " FOR EACH STATEMENT EXECUTE FUNCTION log_is_only_added_to()",
)


def upgrade() -> None:
    op.create_table(
        "log_chain",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("given_up_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_chain")),
        sa.UniqueConstraint("programme_id", name=op.f("uq_log_chain_programme_id")),
    )
    op.create_table(
        "log_line",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("about_kind", sa.String(length=40), nullable=True),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("cycle_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("module_id", sa.Uuid(), nullable=True),
        sa.Column("detail", sa.String(length=40), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_line")),
    )
    op.create_index("uq_log_line_number", "log_line", ["programme_id", "number"], unique=True)
    op.create_index("ix_log_line_cycle", "log_line", ["cycle_id", "number"])
    op.create_index("ix_log_line_about", "log_line", ["about_id", "by_id", "at"])
    op.create_index("ix_log_line_by", "log_line", ["by_id", "number"])
    op.create_index("ix_log_line_person", "log_line", ["person_id", "number"])
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in ON_SQLITE if on_sqlite else ON_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("log_line")
    op.drop_table("log_chain")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION log_is_only_added_to()")
        op.execute("DROP FUNCTION log_line_comes_last()")

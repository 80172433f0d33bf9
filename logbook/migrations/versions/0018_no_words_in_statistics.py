"""PostgreSQL keeps no samples of what people wrote.

Its statistics hold whole values of a column, and keep them long after the rows have gone: a text
that was erased would stand in `pg_stats` until a tenth of its table has changed.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

WORDS = {
    "answer": ["text"],
    "board": ["title"],
    "board_group": ["title"],
    "board_note": ["text"],
    "conversation": ["note"],
    "cycle": ["title"],
    "draft": ["fields"],
    "expectation": ["why"],
    "expected_sign": ["text"],
    "extract": ["selection"],
    "job": ["label", "asked", "told"],
    "job_file": ["name", "content"],
    "kept_form": ["sealed"],
    "kind_word": ["text"],
    "note_version": ["text"],
    "outcome": ["text"],
    "outcome_version": ["text"],
    "person": ["name", "name_key", "user_name", "external_id", "notice"],
    "receipt": ["answer"],
    "release": ["text"],
    "reply": ["text"],
    "second_reading": ["text", "traces"],
    "sign": ["text"],
    "sparring": ["noticed", "curious", "can_help"],
    "sparring_request": ["question"],
    "version": ["text"],
    "withheld": ["words"],
    "wording": ["text"],
}
TYPE = sa.text(
    "SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
    " WHERE attrelid = CAST(:place AS regclass) AND attname = :name"
)


def upgrade() -> None:
    """To give a column the type that it has takes away what was kept of it, and rewrites nothing."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    for table, names in WORDS.items():
        for name in names:
            kind = connection.scalar(TYPE, {"place": table, "name": name})
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {name} TYPE {kind}")
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {name} SET STATISTICS 0")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, names in WORDS.items():
        for name in names:
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {name} SET STATISTICS -1")

"""What the schema is just now, and the way through its revisions."""

from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from logbook import create_app
from logbook.db import db


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names())


def revisions() -> list[str]:
    """From the first to the last."""
    folder = ScriptDirectory(str(Path(create_app.__code__.co_filename).parent / "migrations"))
    return [each.revision for each in folder.walk_revisions()][::-1]


def counted(names: set[str]) -> dict[str, int]:
    """How many rows there are in each of these tables, whatever columns it has just now."""
    with db.engine.connect() as connection:
        return {
            name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()
            for name in names
        }

"""Runs the migrations; Alembic loads this file by its path."""

from pathlib import Path
from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection

from logbook.db import UTCDateTime, db


def leave_out_empty(_context: Any, _revision: Any, scripts: list[Any]) -> None:
    """Write no new migration when the models and the schema agree."""
    is_compared = getattr(context.config.cmd_opts, "autogenerate", False)
    if is_compared and scripts[0].upgrade_ops.is_empty():
        scripts.clear()


def without_our_types(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    """Write a migration in SQLAlchemy's words, so that it holds when our own classes change."""
    return "sa.DateTime()" if kind == "type" and isinstance(thing, UTCDateTime) else False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        transactional_ddl=True,
        process_revision_directives=leave_out_empty,
        render_item=without_our_types,
        **current_app.extensions["migrate"].configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_on_sqlite(connection: Connection) -> None:
    """All or nothing, with the foreign keys asleep and looked after at the end.

    To change a table SQLite needs a new one: the old one is dropped, and awake foreign keys
    would delete every row that points to it. They can be put to sleep only outside of a
    transaction; and Python's driver opens none for a change of the schema, so we do it.
    """
    raw: DBAPIConnection | None = connection.connection.dbapi_connection
    assert raw is not None
    connection.detach()  # the pool shall not get a connection whose foreign keys sleep
    raw.execute("PRAGMA foreign_keys = OFF")
    with connection.begin():
        if not raw.in_transaction:
            raw.execute("BEGIN IMMEDIATE")
        run(connection)
        if orphans := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
            raise RuntimeError(f"A migration left rows that point to nothing: {orphans[:5]}")


def make_sqlite_file() -> None:
    """The one place where a database begins; everything else opens only what is there."""
    file = db.engine.url.database
    if not file or file == ":memory:" or Path(file).exists():
        return
    if Path(f"{file}-wal").exists():
        raise RuntimeError(
            f"{file} is gone, but its log {file}-wal is still there and holds what was saved last. "
            "Put the file back beside it, or move the log away too."
        )
    Path(file).touch()


if db.engine.dialect.name == "sqlite" and not context.is_offline_mode():
    make_sqlite_file()
with db.engine.connect() as connection:
    if connection.dialect.name == "sqlite" and not context.is_offline_mode():
        run_on_sqlite(connection)
    else:
        run(connection)

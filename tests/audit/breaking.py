"""Breaking a chain on purpose, as one could who has the database in her hands."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from logbook.audit.models.chain import seal_of
from logbook.db import db

TRIGGERS = {
    "log_line": ("is_never_changed", "is_never_deleted", "comes_last", "is_only_added_to"),
    "log_chain": ("grows", "is_kept"),
}


@contextmanager
def unguarded() -> Iterator[Connection]:
    """The database without the triggers that watch over the log; kept, in a test of its own."""
    db.session.rollback()
    with db.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            for table, names in TRIGGERS.items():
                for name in names:
                    connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_{name}")
        else:
            for table in TRIGGERS:
                connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield connection
    db.session.expire_all()


def change(**values: Any) -> None:
    """`number=3, act="read"`: line 3 says another act."""
    number = values.pop("number")
    with unguarded() as connection:
        for name, value in values.items():
            connection.exec_driver_sql(
                f"UPDATE log_line SET {name} = {value} WHERE number = {number}"
            )


def run(*statements: str) -> None:
    with unguarded() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def cut_off(programme_id: UUID, *, to: int, key: bytes) -> None:
    """Take the last lines away and say that it ended there, with a seal that was kept from then."""
    with unguarded() as connection:
        (mac,) = connection.exec_driver_sql(f"SELECT mac FROM log_line WHERE number = {to}").one()
        seal = seal_of(programme_id, to, mac, key)
        connection.exec_driver_sql(f"DELETE FROM log_line WHERE number > {to}")
        connection.exec_driver_sql(
            f"UPDATE log_chain SET number = {to}, mac = '{mac}', seal = '{seal}'"
        )

"""Rows by the million: SQLite by executemany in one big transaction, PostgreSQL by COPY."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Index
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateIndex, DropIndex

from logbook.db import Model, db
from logbook.demo.fill.columns import COLUMNS

Row = tuple[Any, ...]

# From here on it is quicker to build the indexes once, at the end, than row by row.
MANY_CYCLES = 20_000
CACHE_KIB = 2 * 1024 * 1024


class Bulk:
    """A connection of its own that takes rows in large amounts. Values are as SQLite keeps them:
    ids as 32 hex digits, moments as ”2026-11-22 09.30.00.000000” in UTC with colons, days as text.
    """

    def __init__(self, connection: Connection, *, many: bool) -> None:
        self.connection, self.many = connection, many
        self.raw: Any = connection.connection.dbapi_connection

    def run(self, statement: str) -> Any:
        return self.raw.execute(statement)

    def write(self, table: str, rows: Sequence[Row]) -> None:
        raise NotImplementedError

    def indexes(self) -> list[Index]:
        """Those beside the primary keys, of the tables that a fill writes much into."""
        tables = Model.metadata.tables
        return [index for name in COLUMNS for index in sorted(tables[name].indexes, key=named)]

    def drop_indexes(self) -> None:
        for index in self.indexes() if self.many else ():
            self.run(str(DropIndex(index).compile(dialect=self.connection.dialect)))

    def create_indexes(self) -> None:
        for index in self.indexes() if self.many else ():
            self.run(str(CreateIndex(index).compile(dialect=self.connection.dialect)))


def named(index: Index) -> str:
    return str(index.name)


class SQLiteBulk(Bulk):
    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One transaction: all of it or nothing. A journal holds only the pages that were there."""
        self.raw.isolation_level = None
        for pragma in (
            f"cache_size = -{CACHE_KIB}",
            "journal_mode = DELETE",
            "synchronous = OFF",
            "foreign_keys = OFF",
            # The rows are right by how they are made, and a test asks the database itself.
            "ignore_check_constraints = ON",
            "temp_store = MEMORY",
            "threads = 2",
        ):
            self.run(f"PRAGMA {pragma}")
        self.run("BEGIN IMMEDIATE")
        try:
            self.drop_indexes()
            yield
            self.create_indexes()
            self.run("ANALYZE")
            self.run("COMMIT")
        except BaseException:
            self.run("ROLLBACK")
            raise
        finally:
            self.run("PRAGMA synchronous = FULL")
            self.run("PRAGMA journal_mode = WAL")

    def write(self, table: str, rows: Sequence[Row]) -> None:
        columns = COLUMNS[table].split()
        places = ", ".join("?" * len(columns))
        self.raw.executemany(
            f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({places})', rows
        )


class PostgreSQLBulk(Bulk):
    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self.raw.transaction():
            self.spare_the_foreign_keys()
            self.run("SET LOCAL maintenance_work_mem = '512MB'")
            self.run("SET LOCAL synchronous_commit = off")
            self.drop_indexes()
            yield
            self.create_indexes()
            self.run("ANALYZE")

    def spare_the_foreign_keys(self) -> None:
        """Only a superuser may; for others each row is checked, which takes its time."""
        is_superuser = self.run("SHOW is_superuser").fetchone()
        if is_superuser == ("on",):
            self.run("SET LOCAL session_replication_role = replica")

    def write(self, table: str, rows: Sequence[Row]) -> None:
        columns = ", ".join(COLUMNS[table].split())
        with self.raw.cursor() as cursor, cursor.copy(
            f'COPY "{table}" ({columns}) FROM STDIN'
        ) as copy:  # fmt: skip
            copy.write("".join(["\t".join(map(as_text, row)) + "\n" for row in rows]))


def as_text(value: Any) -> str:
    """A value as COPY reads it."""
    if value is None:
        return "\\N"
    if not isinstance(value, str):
        return str(value)
    if "\n" in value or "\\" in value or "\t" in value:
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
    return value


@contextmanager
def bulk(*, many: bool) -> Iterator[Bulk]:
    """A bulk connection to the app's database, in a transaction that ends with the block.

    Raises DBAPIError if the database is in use or cannot take the rows.
    """
    db.session.remove()
    db.engine.dispose()
    # Millions of tuples and no cycles among them: looking for some would only take time.
    gc.disable()
    kind = SQLiteBulk if db.engine.dialect.name == "sqlite" else PostgreSQLBulk
    with db.engine.connect() as connection:
        # Its settings are not for the pages: it never goes back to the pool.
        connection.detach()
        taker = kind(connection, many=many)
        try:
            with taker.transaction():
                yield taker
        except taker.connection.dialect.loaded_dbapi.Error as error:
            raise DBAPIError("fill", {}, error) from error
        finally:
            gc.enable()

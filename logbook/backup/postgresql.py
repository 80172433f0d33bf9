"""A PostgreSQL database: copied by `pg_dump`, tried and put back by `pg_restore`."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from sqlalchemy import Engine

from logbook.backup.archive import Archive
from logbook.backup.kinds import Snapshot
from logbook.backup.manifest import LogHead, Logs, Tables, TableSum, differences
from logbook.backup.programs import Programs, run
from logbook.backup.refused import BackupRefused, Damaged

SCRATCH = "logbook_try_"
# A row reads alike wherever it is read.
READ_ALIKE = {
    "client_encoding": "UTF8",
    "datestyle": "ISO",
    "timezone": "UTC",
    "intervalstyle": "postgres",
    "bytea_output": "hex",
    "extra_float_digits": "1",
}
OURS = """
    SELECT c.oid, n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname
    <> 'information_schema' ORDER BY n.nspname, c.relname
"""
COLUMNS = """
    SELECT attname FROM pg_attribute WHERE attrelid = %s AND attnum > 0 AND NOT attisdropped
    ORDER BY attnum
"""
OUR_FUNCTIONS = """
    SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'public'
"""
CREATE = sql.SQL(
    "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C' CONNECTION LIMIT 5"
)
DROP = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
NOT_ALLOWED = (
    "Logbogens bruger må ikke oprette en database, og uden kan sikkerhedskopien ikke prøves. "
    "Giv lov med: ALTER ROLE {user} CREATEDB"
)
Connection = psycopg.Connection[Any]


@contextmanager
def told_plainly() -> Iterator[None]:
    try:
        yield
    except psycopg.OperationalError as error:
        raise BackupRefused(f"Databasen svarer ikke: {error}".strip()) from error
    except psycopg.Error as error:
        raise BackupRefused(f"Databasen siger nej: {error}".strip()) from error


def tables(connection: Connection) -> list[tuple[int, sql.Identifier, str]]:
    return [
        (oid, sql.Identifier(schema, name), name if schema == "public" else f"{schema}.{name}")
        for oid, schema, name in connection.execute(OURS)
    ]


def sums(connection: Connection) -> Tables:
    for setting, value in READ_ALIKE.items():
        connection.execute("SELECT set_config(%s, %s, true)", (setting, value))
    found: dict[str, TableSum] = {}
    for oid, table, name in tables(connection):
        columns = [column for (column,) in connection.execute(COLUMNS, (oid,))]
        names = sql.SQL(", ").join(sql.Identifier(column) for column in columns)
        statement = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(names, table)
        with connection.cursor().copy(statement) as rows:
            found[name] = TableSum.of(columns, (bytes(row) for row in rows))
    return found


def heads(connection: Connection) -> Logs:
    """Where each programme's log ends."""
    rows = connection.execute("SELECT programme_id, number, mac FROM log_chain")
    return {key.hex: LogHead(number, mac) for key, number, mac in rows}


class PostgreSQL:
    """The database that an engine is for."""

    name = "postgresql"

    def __init__(self, engine: Engine, folder_of_programs: Path | None) -> None:
        given = engine.dialect.create_connect_args(engine.url)[1]
        self.given: dict[str, Any] = {
            key: value for key, value in given.items() if isinstance(value, str | int)
        }
        self.password = str(self.given.get("password", ""))
        self.programs = Programs(folder_of_programs)

    def connect(self, database: str | None = None, **more: Any) -> Connection:
        given = self.given | ({"dbname": database} if database else {})
        return psycopg.connect(**given | {"connect_timeout": 10} | more)

    def run(self, command: list[str], database: str | None = None, **more: Any) -> None:
        """With the address of the database, but not its password, in the command."""
        given = {key: value for key, value in self.given.items() if key != "password"}
        address = make_conninfo(**given | ({"dbname": database} if database else {}))
        run([*command, f"--dbname={address}"], password=self.password, **more)

    def copy(self, data: Path, scratch: Path) -> Snapshot:
        with told_plainly(), self.connect() as source:
            server = source.info.server_version // 10_000
            program = self.programs.find("pg_dump", at_least=server)
            self.programs.find("pg_restore", at_least=server)
            # One transaction: what is counted and what is copied are the same moment.
            source.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            source.read_only = True
            (moment,) = one(source, "SELECT pg_export_snapshot()")
            if "alembic_version" not in {name for _, _, name in tables(source)}:
                raise BackupRefused("Det er ikke en database fra Logbogen. Kør: flask db upgrade")
            data.touch(mode=0o600)
            self.run(
                [program, "--format=custom", "--no-owner", "--no-privileges", "--no-password",
                 f"--snapshot={moment}", f"--file={data}"],
                room=scratch.parent,
            )  # fmt: skip
            (schema,) = one(source, "SELECT version_num FROM alembic_version")
            found = sums(source)
            logs = heads(source) if "log_chain" in found else {}
            return Snapshot(schema, version(source), found, logs)

    def rehearse(self, archive: Archive, scratch: Path) -> Tables:
        with told_plainly(), self.connect(autocommit=True) as server:
            self.must_not_be_older(server, archive)
            with self.scratch_database(server) as name:
                self.fill(archive, name)
                with self.connect(name) as restored:
                    return sums(restored)

    @contextmanager
    def scratch_database(self, server: Connection) -> Iterator[str]:
        """An empty database that is dropped afterwards; others that were left are too."""
        left = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        for (name,) in server.execute(left, (SCRATCH,)).fetchall():
            # Refused while another backup uses it.
            with suppress(psycopg.Error):
                server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))
        name = f"{SCRATCH}{secrets.token_hex(6)}"
        try:
            server.execute(CREATE.format(sql.Identifier(name)))
            # As long as somebody is there, no other backup takes it for a leftover.
            with self.connect(name, autocommit=True):
                yield name
        except psycopg.errors.InsufficientPrivilege as error:
            raise BackupRefused(NOT_ALLOWED.format(user=server.info.user)) from error
        finally:
            # Stopped in the middle of a statement, the other connection would not listen.
            with self.connect(autocommit=True) as again:
                again.execute(DROP.format(sql.Identifier(name)))

    def must_not_be_older(self, server: Connection, archive: Archive) -> None:
        wanted, present = archive.manifest.major, server.info.server_version // 10_000
        if present < wanted:
            raise BackupRefused(
                f"{archive.file} er lavet med PostgreSQL {wanted}, og serveren her er version "
                f"{present}. Brug en server af version {wanted} eller nyere."
            )

    def fill(self, archive: Archive, database: str | None = None) -> None:
        """All of it, or nothing."""
        program = self.programs.find("pg_restore", at_least=archive.manifest.major)
        with archive.data() as data:
            self.run(
                [program, "--single-transaction", "--exit-on-error", "--no-owner",
                 "--no-privileges", "--no-password"],
                database,
                room="databaseserveren",
                data=data,
            )  # fmt: skip

    def must_be_empty(self) -> None:
        with told_plainly(), self.connect() as target:
            if present := [name for _, _, name in tables(target)]:
                raise BackupRefused(
                    f"Databasen {target.info.dbname} har allerede {len(present)} tabeller. Intet "
                    "er gendannet. Lav en ny, tom database (createdb), og lad "
                    "LOGBOOK_DATABASE_URL pege på den."
                )

    def restore(self, archive: Archive) -> None:
        with told_plainly(), self.connect() as target:
            self.must_not_be_older(target, archive)
        self.fill(archive)
        with told_plainly(), self.connect() as target:
            wrong = differences(archive.manifest.tables, sums(target))
            for _, table, _ in tables(target) if wrong else ():
                target.execute(sql.SQL("DROP TABLE {} CASCADE").format(table))
            for (oid,) in target.execute(OUR_FUNCTIONS).fetchall() if wrong else ():
                target.execute(f"DROP FUNCTION {oid} CASCADE".encode())
        if wrong:
            raise Damaged(archive.file, f"Tabellerne {', '.join(wrong)} passer ikke.")


def version(connection: Connection) -> str:
    number = connection.info.server_version
    return f"{number // 10_000}.{number % 10_000}"


def one(connection: Connection, statement: str) -> Any:
    return connection.execute(statement.encode()).fetchone()

"""An SQLite file: copied by its own online backup, put back by a rename."""

import gzip
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from logbook.backup.archive import PIECE, Archive, sync, sync_folder
from logbook.backup.kinds import Snapshot
from logbook.backup.manifest import LogHead, Logs, Tables, TableSum, differences
from logbook.backup.refused import BackupRefused, Damaged, DiskFull, refusal_of
from logbook.backup.scratch import scratch_in

BUSY_SECONDS = 30
NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE}


@contextmanager
def connected(file: Path, mode: str) -> Iterator[sqlite3.Connection]:
    address = f"file:{quote(str(file))}?mode={mode}"
    with closing(
        sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    ) as connection:
        # A damaged letter in a text must not stop the copy of all the others.
        connection.text_factory = bytes
        yield connection


@contextmanager
def told_plainly(file: Path, room: Path) -> Iterator[None]:
    """Turn what SQLite says into what to do; `room` is the folder it writes in."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code in NO_ROOM:
            raise DiskFull(room) from error
        raise BackupRefused(f"Databasen {file} kan ikke læses: {error}.") from error


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def sums(connection: sqlite3.Connection) -> Tables:
    found: dict[str, TableSum] = {}
    for (raw,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%'"
        " ESCAPE '\\' ORDER BY name"
    ):
        name = raw.decode()
        rows = connection.execute(f"SELECT * FROM {quoted(name)}")
        columns = [column[0] for column in rows.description]
        found[name] = TableSum.of(columns, (repr(row).encode() for row in rows))
    return found


def heads(connection: sqlite3.Connection) -> Logs:
    """Where each programme's log ends."""
    rows = connection.execute("SELECT programme_id, number, mac FROM log_chain")
    return {key.decode(): LogHead(number, mac.decode()) for key, number, mac in rows}


class SQLite:
    """The file at an address."""

    name = "sqlite"

    def __init__(self, address: str) -> None:
        if not address or address == ":memory:":
            raise BackupRefused("Databasen ligger kun i hukommelsen. Der er intet at gemme.")
        # What a link points at is the database; the link stays.
        self.file = Path(address).resolve()

    def copy(self, data: Path, scratch: Path) -> Snapshot:
        if not self.file.is_file():
            raise BackupRefused(
                f"Databasen {self.file} findes ikke. Er det den rigtige LOGBOOK_DATABASE_URL?"
            )
        raw = scratch / "copy.sqlite"
        with told_plainly(self.file, scratch.parent), connected(self.file, "ro") as source:
            # One transaction: what is counted and what is copied are the same moment.
            source.execute("BEGIN")
            tables = sums(source)
            if "alembic_version" not in tables:
                raise BackupRefused(f"{self.file} er ikke en database fra Logbogen.")
            logs = heads(source) if "log_chain" in tables else {}
            (schema,) = source.execute("SELECT version_num FROM alembic_version").fetchone()
            with connected(raw, "rwc") as copy:
                source.backup(copy)
                source.execute("ROLLBACK")
                copy.execute("PRAGMA journal_mode = DELETE")
                # What was deleted for ever still lies in the pages that are free.
                copy.execute("VACUUM")
        with raw.open("rb") as plain, gzip.open(data, "wb", compresslevel=6) as packed:
            shutil.copyfileobj(plain, packed, PIECE)
        raw.unlink()
        return Snapshot(schema.decode(), sqlite3.sqlite_version, tables, logs)

    def rehearse(self, archive: Archive, scratch: Path) -> Tables:
        file = scratch / "restored.sqlite"
        self.unpack(archive, file)
        try:
            return self.examine(archive, file)
        finally:
            file.unlink()

    def unpack(self, archive: Archive, file: Path) -> None:
        """Into a new file that only its owner may read, and onto the disk."""
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as plain, archive.data() as data:
            try:
                with gzip.open(data) as packed:
                    shutil.copyfileobj(packed, plain, PIECE)
            except (gzip.BadGzipFile, EOFError) as error:
                raise Damaged(archive.file, "Indholdet kan ikke pakkes ud.") from error
            sync(plain)

    def examine(self, archive: Archive, file: Path) -> Tables:
        """What stands in a restored file; raises Damaged if SQLite finds it out of order."""
        try:
            with connected(file, "rw") as restored:
                (said,) = restored.execute("PRAGMA integrity_check").fetchone()
                if said != b"ok" or restored.execute("PRAGMA foreign_key_check").fetchone():
                    raise Damaged(archive.file, "Databasen i den hænger ikke sammen.")
                return sums(restored)
        except sqlite3.Error as error:
            raise Damaged(archive.file, f"Databasen i den kan ikke åbnes ({error}).") from error

    def must_be_empty(self) -> None:
        folder = self.file.parent
        if not folder.is_dir():
            raise BackupRefused(f"Mappen {folder} findes ikke. Opret den først.")
        if not self.file.exists():
            # SQLite would play an old log into the new file.
            for end in ("-wal", "-journal"):
                log = Path(f"{self.file}{end}")
                if log.exists() and log.stat().st_size:
                    raise BackupRefused(
                        f"{log} er loggen fra en database, der lå her før, og kan rumme det "
                        "sidste, der blev gemt. Flyt den et andet sted hen, og prøv igen."
                    )
            return
        with told_plainly(self.file, folder), connected(self.file, "rw") as present:
            tables = sums(present)
            if any(tables[name].rows for name in tables if name != "alembic_version"):
                raise BackupRefused(
                    f"Der er allerede noget i databasen {self.file}. Intet er gendannet. Stop "
                    "Logbogen, flyt den gamle database et andet sted hen, og prøv igen."
                )
            try:
                # Only when nobody else has it open; and the files beside it go.
                present.execute("PRAGMA busy_timeout = 1000")
                present.execute("PRAGMA journal_mode = DELETE")
            except sqlite3.OperationalError as error:
                raise BackupRefused(
                    f"Databasen {self.file} er i brug. Stop Logbogen, og prøv igen."
                ) from error

    def put(self, restored: Path) -> None:
        """Give the file its place. Raises FileExistsError rather than cover what came meanwhile."""
        if self.file.exists():
            self.must_be_empty()
            self.file.unlink()
        os.link(restored, self.file)

    def restore(self, archive: Archive) -> None:
        folder = self.file.parent
        try:
            with scratch_in(folder) as scratch:
                restored = scratch / "restored.sqlite"
                self.unpack(archive, restored)
                wrong = differences(archive.manifest.tables, self.examine(archive, restored))
                if wrong:
                    raise Damaged(archive.file, f"Tabellerne {', '.join(wrong)} passer ikke.")
                self.put(restored)
                sync_folder(folder)
        except FileExistsError as error:
            raise BackupRefused(
                f"Der kom en database i {self.file}, mens sikkerhedskopien blev pakket ud. Intet "
                "er gendannet. Stop Logbogen, og prøv igen."
            ) from error
        except OSError as error:
            raise refusal_of(error, folder) from error

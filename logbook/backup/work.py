"""Taking a backup, trying one out, and restoring one."""

import tempfile
from datetime import datetime
from pathlib import Path

from alembic.script import ScriptDirectory
from flask import current_app

from logbook.backup import archive
from logbook.backup.archive import Archive
from logbook.backup.kinds import Kind
from logbook.backup.manifest import Manifest, differences
from logbook.backup.refused import BackupRefused, Damaged, refusal_of
from logbook.backup.scratch import scratch_in
from logbook.db import db
from logbook.keys import log_key, log_key_id
from logbook.version import VERSION

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def kind() -> Kind:
    """Of the database that the settings name. Each is loaded only when it is used."""
    if db.engine.dialect.name == "sqlite":
        from logbook.backup.sqlite import SQLite

        return SQLite(db.engine.url.database or "")
    from logbook.backup.postgresql import PostgreSQL

    return PostgreSQL(db.engine, current_app.config["SETTINGS"].pg_bin)


def take(file: Path, *, at: datetime) -> Archive:
    """Write the backup, try it out, and only then give it its name.

    Raises BackupRefused, and then nothing is there that was not there before.
    """
    try:
        may_be_written(file)
        with scratch_in(file.parent) as scratch:
            data, made = scratch / "data", scratch / "backup"
            present = kind()
            snapshot = present.copy(data, scratch)
            with data.open("rb") as opened:
                sha256 = archive.sha256_of(opened)
            manifest = Manifest(
                program=VERSION,
                schema=snapshot.schema,
                database=present.name,
                server=snapshot.server,
                made_at=at,
                tables=snapshot.tables,
                logs=snapshot.logs,
                data_size=data.stat().st_size,
                data_sha256=sha256,
            ).sealed(log_key_id(), log_key())
            archive.write(made, manifest, data)
            data.unlink()
            try_out(archive.read(made), present, scratch)
            made.replace(file)
            archive.sync_folder(file.parent)
            return Archive(file, manifest, 0)
    except Damaged as damaged:
        raise BackupRefused(
            f"Den nye sikkerhedskopi bestod ikke prøven og er kasseret: {damaged.what} Prøv igen "
            "på en anden disk. Går det heller ikke, er det databasen selv, der er noget galt med."
        ) from damaged
    except OSError as error:
        raise refusal_of(error, file.parent) from error


def may_be_written(file: Path) -> None:
    """An older backup may give way to a newer one; nothing else may."""
    if not file.parent.is_dir():
        raise BackupRefused(f"Mappen {file.parent} findes ikke. Opret den først.")
    if file.is_dir():
        raise BackupRefused(f"{file} er en mappe. Skriv navnet på en fil.")
    if file.exists() and not (file.is_file() and archive.is_backup(file)):
        raise BackupRefused(
            f"{file} findes og er ikke en sikkerhedskopi. Den er ikke rørt. Vælg et andet navn."
        )


def try_out(found: Archive, present: Kind, scratch: Path) -> None:
    """Restore it into a scratch place, and compare each table with what was counted."""
    wrong = differences(found.manifest.tables, present.rehearse(found, scratch))
    if wrong:
        raise Damaged(found.file, f"Tabellerne {', '.join(wrong)} passer ikke.")


def check(file: Path) -> Archive:
    """Read it to the end and try it out, as `take` does; raises BackupRefused."""
    found, present = opened(file)
    folder = Path(tempfile.gettempdir())
    try:
        with scratch_in(folder) as scratch:
            try_out(found, present, scratch)
    except OSError as error:
        raise refusal_of(error, folder) from error
    return found


def restore(file: Path) -> Archive:
    """Put it into the empty database that the settings name; raises BackupRefused."""
    found, present = opened(file)
    present.must_be_empty()
    present.restore(found)
    return found


def opened(file: Path) -> tuple[Archive, Kind]:
    """A whole backup that this program understands, of the kind of database that is here."""
    try:
        found = archive.read(file)
    except OSError as error:
        raise refusal_of(error, file) from error
    wanted, present = found.manifest.database, kind()
    if wanted != present.name:
        raise BackupRefused(
            f"{file} er hel, men er taget af {NAMES.get(wanted, wanted)}, og databasen her er "
            f"{NAMES[present.name]}. Lad LOGBOOK_DATABASE_URL pege på "
            f"{NAMES.get(wanted, wanted)}, og prøv igen."
        )
    if found.manifest.schema not in revisions():
        raise BackupRefused(
            f"{file} er lavet af en nyere udgave af Logbogen ({found.manifest.program}) end denne "
            f"({VERSION}). Opdatér først programmet."
        )
    return found, present


def revisions() -> set[str]:
    """Every state of the schema that this program knows the way from."""
    scripts = ScriptDirectory(str(current_app.config["MIGRATIONS"]))
    return {script.revision for script in scripts.walk_revisions()}


def newest_revision() -> str | None:
    return ScriptDirectory(str(current_app.config["MIGRATIONS"])).get_current_head()

